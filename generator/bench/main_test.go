package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test be the program where it starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		main()
		return
	}
	os.Exit(m.Run())
}

// TestAMadeCorpusIsMeasured runs everything but the programs that may not be installed, with the real Portolan.
func TestAMadeCorpusIsMeasured(t *testing.T) {
	program := build(t)
	t.Setenv("PATH", t.TempDir())
	var stdout, stderr bytes.Buffer
	args := []string{"--portolan", program, "--corpus", "pages-60,pages-60+projects-5+components-400", "--pairs", "1", "--rivals", "--json"}
	if err := run(t.Context(), args, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var r Report
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if r.StartUp.CPU <= 0 || r.StartUp.Wall > 5 || !strings.HasPrefix(r.Version, "portolan ") || len(r.Corpora) != 2 {
		t.Fatalf("%+v", r)
	}
	plain, steps := r.Corpora[0], samples(t, r.Corpora[0])
	if plain.Pages != 64 || plain.Bytes < 60_000 || len(plain.Stages) < 3 || plain.Allocation.MiB < 10 || plain.Allocation.Collections < 2 {
		t.Errorf("%+v", plain)
	}
	if len(steps) != 4 || steps["floor, full build"].Files != 64 || len(plain.Ratios) != 3 || plain.Ratios[0].CPU <= 0 || plain.Ratios[0].CPU >= 1 {
		t.Errorf("%+v", plain)
	}
	steps = samples(t, r.Corpora[1])
	full, page, rule := steps["portolan, full build"], steps["portolan, one page changed"], steps["portolan, one policy rule changed"]
	if full.Files < 480 || full.Bytes < 1e6 || full.Written != full.Files || steps["portolan, nothing changed"].Written != 0 {
		t.Errorf("%+v", full)
	}
	if page.Written < 1 || page.Written > full.Written/4 || rule.Written < 1 || len(steps) != 4 { // no floor where there are records
		t.Errorf("%+v", steps)
	}
	for _, name := range []string{"hugo is not installed", "pagefind is not installed"} {
		if !strings.Contains(stderr.String(), name) {
			t.Errorf("nothing says that %s: %s", name, &stderr)
		}
	}
}

// samples finds each median by program and step.
func samples(t *testing.T, c CorpusReport) map[string]Sample {
	t.Helper()
	found := map[string]Sample{}
	for _, s := range c.Medians {
		found[s.Tool+", "+s.Step] = s
		if s.Wall <= 0 || s.CPU <= 0 || s.Peak < 5 || s.Peak > 4096 {
			t.Errorf("%+v", s)
		}
	}
	return found
}

// build builds the program as tests do, which is quicker than as releases are built.
func build(t *testing.T) string {
	t.Helper()
	top, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "portolan")
	command := exec.Command("go", "build", "-o", program, ".")
	command.Dir = top
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

func TestWrongArguments(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"--pairs 0", "at least one pair"},
		{"--nothing", "not defined"},
		{"fly", "not understood"},
		{"make pages-x " + t.TempDir(), "is no corpus"},
		{"make birds-3 " + t.TempDir(), "there is no corpus of"},
		{"make pages-3 " + t.TempDir() + " many", "is no seed"},
	} {
		err := run(t.Context(), strings.Fields(c.args), &bytes.Buffer{}, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.args, err)
		}
	}
}

// read returns every file below a folder.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
