package main

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func sample(tool, step string, cpu float64) Sample {
	return Sample{Tool: tool, Step: step, Cost: Cost{Wall: cpu / 2, CPU: cpu, Peak: 10 * cpu}}
}

// TestRatiosAreTakenWithinPairs: an hour in which everything is ten times slower changes no ratio.
func TestRatiosAreTakenWithinPairs(t *testing.T) {
	var pairs []pair
	for _, slow := range []float64{1, 10, 1} {
		pairs = append(pairs, pair{sample(toolHugo, stepFull, 8*slow), sample(toolPagefind, stepFull, 2*slow), sample(toolFloor, stepFull, 2*slow),
			sample(toolPortolan, stepFull, 4*slow), sample(toolPortolan, stepPage, slow)})
	}
	want := map[string]float64{"one page changed / full build": 0.25, "portolan / floor": 2, "portolan / hugo --minify": 0.5, "portolan / hugo --minify + pagefind": 0.4}
	got := ratios(pairs)
	for _, r := range got {
		if name := r.Of + " / " + r.To; r.CPU != want[name] || r.Wall != want[name] {
			t.Errorf("%s: %+v, want %v", name, r.Cost, want[name])
		}
	}
	if len(got) != len(want) || got[3].Peak != 0.5 { // two processes after another need the larger one's memory
		t.Errorf("%+v", got)
	}
	if m := medians(pairs); m[0].Tool != toolPortolan || m[0].CPU != 4 || m[4].Tool != toolPagefind || m[4].CPU != 2 {
		t.Errorf("%+v", m)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		figures []float64
		want    float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 100}, 3}} {
		var costs []Cost
		for _, f := range c.figures {
			costs = append(costs, Cost{CPU: f})
		}
		if got := medianCost(costs).CPU; got != c.want {
			t.Errorf("%v: %v", c.figures, got)
		}
	}
}

func TestTable(t *testing.T) {
	pairs := []pair{{sample(toolPortolan, stepFull, 4), sample(toolFloor, stepFull, 2)}}
	pairs[0][0].Files, pairs[0][0].Bytes, pairs[0][0].Written = 120, 3<<20, 120
	r := Report{Version: "portolan 1", System: "linux/amd64", Cores: 2, Seed: 7, Pairs: 1, StartUp: Cost{Wall: 0.012}, Corpora: []CorpusReport{{
		Name: "pages-100", Pages: 104, Bytes: 1 << 19, Medians: medians(pairs), Ratios: ratios(pairs), Stages: []Stage{{"pages", 1.5}}, Allocation: Allocation{70, 9}}}}
	var b strings.Builder
	if err := r.writeText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"medians of 1 pair\n", "start-up: 12 ms", "pages-100: 104 pages of Markdown, 0.5 MiB", "portolan, full build                      2.000    4.000       40     120     3.0 MiB      120\n", "floor, full build", "portolan / floor                          2.000    2.000     2.00\n",
		"stages of a full build: pages 1.500 s", "allocated: 70 MiB in 9 collections", "The ratios are what counts"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &b)
		}
	}
}

func TestWhatProgramsPrint(t *testing.T) {
	printed := "gc 1 @0.010s 2%: 0.1+1+0.2 ms clock, 0.2+0/1/0+0.4 ms cpu, 4->5->2 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P\n" +
		"gc 2 @0.020s 2%: 0.1+1+0.2 ms clock, 0.2+0/1/0+0.4 ms cpu, 6->6->3 MB, 6 MB goal, 0 MB stacks, 0 MB globals, 2 P\n" +
		"   0.085 s  read                 0.110 s of processors      12.1 MB allocated\n" +
		"   1.943 s  files and feeds      2.010 s of processors     120.0 MB allocated      120 files of 3.1 MB\n" +
		"   2.100 s  in all               2.200 s of processors     134.0 MB allocated      120 files of 3.1 MB\n    81.0 MB of memory were held at most\n"
	if got := allocations(printed); got != (Allocation{MiB: 9, Collections: 2}) {
		t.Errorf("%+v", got)
	}
	if got := stages(printed); len(got) != 2 || got[1] != (Stage{"files and feeds", 1.943}) {
		t.Errorf("%+v", got)
	}
}

func TestMeasure(t *testing.T) {
	if _, _, _, err := measure(exec.Command(os.Args[0], "fly")); err == nil || !strings.Contains(err.Error(), "not understood") {
		t.Errorf("%v", err)
	}
	cost, _, _, err := measure(exec.Command(os.Args[0], "make", "pages-300", filepath.Join(t.TempDir(), "c")))
	if err != nil || cost.Wall <= 0 || cost.CPU <= 0 || cost.Peak < 4 || math.IsInf(cost.Peak, 0) {
		t.Errorf("%+v, %v", cost, err)
	}
}

// TestASiteIsSetAside holds that what a round left takes no room and is in nobody's way, but is not removed before the end.
func TestASiteIsSetAside(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	if err := setAside(site); err != nil {
		t.Fatal("nothing was there:", err)
	}
	for range 2 {
		if err := writeFile(site, "page/index.html", "words"); err != nil {
			t.Fatal(err)
		}
		if err := setAside(site); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(site); !os.IsNotExist(err) {
			t.Errorf("it is in the way: %v", err)
		}
	}
	if files, bytes, err := size(dir); files != 2 || bytes != 0 || err != nil {
		t.Errorf("%d files of %d bytes, %v", files, bytes, err)
	}
}

func TestEditsAreUndone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "licences.md")
	for name, c := range map[string]struct {
		edit func([]byte) ([]byte, bool)
		want string
	}{
		"words": {changeWords, policyPage + "\nOne sentence more, on juniper.\n"},
		"rule":  {changeRule, strings.Replace(policyPage, "category: network, verdict: forbidden", "category: network, verdict: review", 1)},
	} {
		if err := os.WriteFile(file, []byte(policyPage), 0o644); err != nil {
			t.Fatal(err)
		}
		undo, err := change(file, c.edit)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != c.want {
			t.Errorf("%s: %s", name, got)
		}
		undo()
		if got, _ := os.ReadFile(file); string(got) != policyPage {
			t.Errorf("%s is not undone: %s", name, got)
		}
	}
	if _, found := changeRule([]byte("verdict: forbidden")); found {
		t.Error("a page without a policy has a rule")
	}
}
