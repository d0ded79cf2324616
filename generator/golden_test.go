package generator_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"portolan/generator"
	"portolan/generator/problem"
)

// digests are in the names of assets: a change of colour must not change every golden page.
var digests = regexp.MustCompile(`\.[0-9a-f]{12}\.(css|js|svg)`)

// TestASmallSiteIsAsWeLeftIt builds a small portal and compares pages, feeds and files for machines with what they were
// when somebody last looked. Files below "want/" are the expected ones; go test -update rewrites them.
func TestASmallSiteIsAsWeLeftIt(t *testing.T) {
	const file = "testdata/small.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var wanted []int
	for i, f := range archive.Files {
		if strings.HasPrefix(f.Name, "want/") {
			wanted = append(wanted, i)
			continue
		}
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	out := filepath.Join(dir, "public")
	result, err := generator.Build(context.Background(), generator.Options{
		Content: filepath.Join(dir, "content"), Out: out, Cache: filepath.Join(dir, "cache"), Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	changed := false
	for _, i := range wanted {
		f := &archive.Files[i]
		data, err := os.ReadFile(filepath.Join(out, strings.TrimPrefix(f.Name, "want/")))
		if err != nil {
			t.Error(err)
			continue
		}
		got := readable(data)
		if !bytes.Equal(got, f.Data) {
			changed = true
			f.Data = got
			if !*update {
				t.Errorf("%s differs; look at it with -update and git diff", f.Name)
			}
		}
	}
	if *update && changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// readable breaks a minified file into lines that a diff can show.
func readable(data []byte) []byte {
	text := digests.ReplaceAllString(string(data), ".$1")
	for _, tag := range []string{"<main", "<nav", "<h1", "<h2", "<section", "<article", "<p", "<li", "<tr", "<dl", "<div", "<footer", "<link", "<meta", "<entry"} {
		text = strings.ReplaceAll(text, tag+" ", "\n"+tag+" ")
		text = strings.ReplaceAll(text, tag+">", "\n"+tag+">")
	}
	text = strings.NewReplacer("},{", "},\n{", "\r\n", "\n").Replace(text)
	return []byte(strings.TrimRight(text, "\n") + "\n")
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTheSameInputGivesTheSameBytes builds twice, the second time into another folder with another cache.
func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	build := func() map[string]string {
		dir := t.TempDir()
		_, err := generator.Build(context.Background(), generator.Options{Content: "../content", Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Edition: "public"})
		if err != nil {
			t.Fatal(err)
		}
		return tree(t, filepath.Join(dir, "public"))
	}
	first, second := build(), build()
	if len(first) != len(second) || len(first) < 100 {
		t.Errorf("%d files and %d", len(first), len(second))
	}
	for name, data := range first {
		if second[name] != data {
			t.Errorf("%s differs", name)
		}
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestTheStarterHasNothingWrong: what newcomers start from is without a problem, and holds what a handbook needs. It is
// only worth knowing that one of its decisions has expired and that some licences are unknown, which shows how that looks.
func TestTheStarterHasNothingWrong(t *testing.T) {
	result, err := generator.Check(context.Background(), generator.Options{Content: "../content"})
	if err != nil {
		t.Fatal(err)
	}
	meant := []string{"policy/expired", "license/unknown", "license/none"}
	for _, p := range result.Problems {
		if p.Severity != problem.Notice || !slices.Contains(meant, p.Rule) {
			t.Error(p)
		}
	}
	var names []string
	for _, e := range result.Editions {
		names = append(names, e.Name)
	}
	if !slices.Equal(names, []string{"internal", "public"}) {
		t.Errorf("editions %v", names)
	}
}
