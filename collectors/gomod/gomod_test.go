package gomod

import (
	"context"
	"debug/buildinfo"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

type results struct {
	data   dataset.Dataset
	failed []error
	kept   []string
}

func (r *results) Put(record dataset.Record) error {
	data, err := dataset.Encode(record)
	if err != nil {
		return err
	}
	back, err := dataset.Decode(record.Kind(), data)
	if err == nil {
		r.data.Add(back)
	}
	return err
}

func (r *results) Keep(kind, key string, why error) {
	r.kept = append(r.kept, kind+" "+key)
	r.failed = append(r.failed, why)
}
func (r *results) Gone(kind, key string)     {}
func (r *results) Fail(why error)            { r.failed = append(r.failed, why) }
func (r *results) Progress(int, int, string) {}

func collect(t *testing.T, c Config) *results {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := &results{}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := collector.Collect(context.Background(), &source.Run{Now: time.Now(), Root: root, Results: r}); err != nil {
		t.Fatal(err)
	}
	return r
}

// A built program knows which modules the linker put into it.
func TestTheListIsWhatTheLinkerSays(t *testing.T) {
	program := filepath.Join(t.TempDir(), "tool")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/tool").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range info.Deps {
		want = append(want, m.Path+"@"+m.Version)
	}
	r := collect(t, Config{Directory: "testdata/tool", Product: "tool"})
	if len(r.data.Inventories) != 1 {
		t.Fatal(r.failed)
	}
	for _, c := range r.data.Inventories[0].Components {
		if c.Name != "stdlib" {
			got = append(got, c.Name+"@"+c.Version)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestLicencesAndWaysAreFound(t *testing.T) {
	r := collect(t, Config{Directory: "testdata/tool", Product: "portolan", Audience: dataset.Public})
	if len(r.data.Inventories) != 1 || len(r.failed) > 0 {
		t.Fatal(r.failed)
	}
	components := map[string]dataset.Component{}
	for _, c := range r.data.Inventories[0].Components {
		components[c.Name] = c
		if c.License == nil || c.Scope != dataset.ScopeRequired {
			t.Errorf("%s: licence %v, scope %s", c.Name, c.License, c.Scope)
		}
	}
	for name, license := range map[string]string{
		"github.com/google/licenseclassifier/v2": "Apache-2.0", "golang.org/x/sync": "BSD-3-Clause", "stdlib": "BSD-3-Clause", "github.com/sergi/go-diff": "MIT",
	} {
		c := components[name]
		if c.License == nil || *c.License != license || c.Copyright == "" && license != "Apache-2.0" || !strings.HasPrefix(c.PURL, "pkg:golang/"+name+"@") {
			t.Errorf("%s: %v %q %s", name, c.License, c.Copyright, c.PURL)
		}
	}
	if c := components["github.com/sergi/go-diff"]; *c.Direct || !slices.Equal(c.Via, []string{"github.com/google/licenseclassifier/v2"}) {
		t.Errorf("go-diff is direct: %v, by way of %v", *c.Direct, c.Via)
	}
	if c := components["github.com/google/licenseclassifier/v2"]; !*c.Direct || len(c.Via) > 0 {
		t.Errorf("the classifier is direct: %v, by way of %v", *c.Direct, c.Via)
	}
	if _, tests := components["github.com/github/go-spdx/v2"]; tests {
		t.Error("what only tests need is listed")
	}
}

// A tool beside the product brings no modules into the product's inventory, whose version is the one that was told.
func TestOnlyThePackagesNamedCount(t *testing.T) {
	r := collect(t, Config{Directory: "../..", Product: "portolan", Version: "v1.2.3", Packages: []string{"./collectors/gomod/testdata/tool"}})
	if len(r.data.Inventories) != 1 || r.data.Products[0].Version != "v1.2.3" {
		t.Fatal(r.failed)
	}
	var got []string
	for _, c := range r.data.Inventories[0].Components {
		got = append(got, c.Name)
	}
	if want := collect(t, Config{Directory: "testdata/tool", Product: "tool"}).data.Inventories[0].Components; len(got) != len(want) {
		t.Errorf("%v are listed, of %d", got, len(want))
	}
	for _, wrong := range []string{"", "-exec=sh"} {
		if _, err := New(Config{Directory: ".", Product: "p", Packages: []string{wrong}}); err == nil {
			t.Errorf("%q is taken for a package", wrong)
		}
	}
}

// checkout is a module of the test's own, with modules of its own in place of the world's.
func checkout(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o755)
		os.WriteFile(file, []byte(text), 0o644)
	}
	return dir
}

var shop = map[string]string{
	"go.mod": `module example.com/shop

go 1.24

require (
	example.com/a v1.0.0
	example.com/b v1.2.0 // indirect
	example.com/c v1.0.0
	example.com/unused v1.0.0
)

replace (
	example.com/a => ./mods/a
	example.com/b => ./mods/b
	example.com/c => ./mods/c
	example.com/unused => ./mods/unused
)
`,
	"shop.go":             "package shop\n\nimport _ \"example.com/a\"\n",
	"shop_test.go":        "package shop\n\nimport _ \"example.com/c\"\n",
	"mods/a/go.mod":       "module example.com/a\n\ngo 1.24\n\nrequire example.com/b v1.2.0\n",
	"mods/a/a.go":         "package a\n\nimport _ \"example.com/b/inner\"\n",
	"mods/a/LICENSE":      "You may look, and no more.",
	"mods/b/go.mod":       "module example.com/b\n\ngo 1.24\n",
	"mods/b/inner/b.go":   "package inner\n",
	"mods/c/go.mod":       "module example.com/c\n\ngo 1.24\n",
	"mods/c/c.go":         "package c\n\nimport _ \"strings\"\n",
	"mods/c/UNLICENSE":    "Do as you please.",
	"mods/unused/go.mod":  "module example.com/unused\n\ngo 1.24\n",
	"mods/unused/main.go": "package unused\n",
}

func TestOnlyWhatIsNeededIsListed(t *testing.T) {
	dir := checkout(t, shop)
	r := collect(t, Config{Directory: dir, Product: "shop", TestDependencies: true})
	if len(r.data.Inventories) != 1 {
		t.Fatal(r.failed)
	}
	i := r.data.Inventories[0]
	got := ""
	for _, c := range i.Components {
		got += c.Name + " " + string(c.Scope) + " by " + strings.Join(c.Via, ",") + "\n"
	}
	want := "example.com/a required by \nexample.com/b required by example.com/a\nexample.com/c development by \nstdlib required by \n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(i.Remarks) != 3 || !strings.Contains(i.Remarks[0], "resembles no known licence") || !strings.Contains(i.Remarks[1], "no licence file") {
		t.Errorf("remarks %q", i.Remarks)
	}
}

func TestWhatCannotBeListedIsExplained(t *testing.T) {
	missing := map[string]string{"go.mod": "module example.com/lost\n\ngo 1.24\n", "lost.go": "package lost\n\nimport _ \"example.invalid/nowhere\"\n"}
	for _, c := range []struct{ name, dir, text, hint string }{
		{"no folder", "absent", "does not exist", "content folder"},
		{"no module", t.TempDir(), "not known", ""},
		{"a broken go.mod", checkout(t, map[string]string{"go.mod": "module\n", "a.go": "package a\n"}), "not known", ""},
		{"a missing module", checkout(t, missing), "not all known", "go mod tidy"},
	} {
		r := collect(t, Config{Directory: c.dir, Product: "p"})
		var wrong *source.WrongError
		if len(r.failed) == 0 || !errors.As(r.failed[0], &wrong) || !strings.Contains(wrong.Text, c.text) || !strings.Contains(wrong.Hint, c.hint) {
			t.Errorf("%s: %v", c.name, r.failed)
		}
		for _, i := range r.data.Inventories {
			if i.Provenance.Complete {
				t.Errorf("%s: the inventory passes for complete", c.name)
			}
		}
		if len(r.data.Inventories) == 0 && len(r.kept) != 2 {
			t.Errorf("%s: the last good copy is not kept", c.name)
		}
	}
	for _, bad := range []Config{{}, {Directory: "."}, {Product: "p"}} {
		if _, err := New(bad); err == nil {
			t.Errorf("%+v passed", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"ImportPath":"a","Module":{"Path":"m","Main":true},"Imports":["b"]}{"ImportPath":"b","Module":{"Path":"n"},"Imports":["a"]}`)
	f.Add(`{"ImportPath":"a"`)
	f.Fuzz(func(t *testing.T, out string) {
		packages, err := parse(strings.NewReader(out))
		if err != nil {
			return
		}
		l := &listing{packages: packages, tests: packages}
		for _, n := range l.needed() {
			if slices.Contains(n.via, n.Path) {
				t.Errorf("%s comes by way of itself: %v", n.Path, n.via)
			}
		}
		l.own()
	})
}
