package markdown

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator/problem"
)

// sharedFolder finds the folder of that name beside the checkout, or skips the test.
func sharedFolder(t testing.TB, below string) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		found := filepath.Join(filepath.Dir(dir), "shared", below)
		if info, err := os.Stat(found); err == nil && info.IsDir() {
			return found
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skip("skipped: there is no shared/" + below + " beside the checkout")
		}
		dir = parent
	}
}

// corpus reads every page of a handbook, front matter cut off as a YAML fence of three hyphens.
func corpus(t testing.TB) []Page {
	root := sharedFolder(t, "corpora/handbook")
	var pages []Page
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		line := 1
		if rest, ok := bytes.CutPrefix(body, []byte("---\n")); ok {
			if end := bytes.Index(rest, []byte("\n---\n")); end >= 0 {
				line = 2 + bytes.Count(rest[:end+5], []byte("\n"))
				body = rest[end+5:]
			}
		}
		pages = append(pages, Page{File: filepath.ToSlash(name), FirstLine: line, Body: body, Title: "-"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestCorpusBuildsWithoutErrors(t *testing.T) {
	pages := corpus(t)
	if len(pages) < 200 {
		t.Fatalf("only %d pages", len(pages))
	}
	r := New(Options{})
	rules := map[string]int{}
	for _, p := range pages {
		d := r.Render(p)
		for _, found := range d.Problems {
			rules[found.Severity.String()+" "+found.Rule]++
			if found.Severity == problem.Error {
				t.Errorf("%v", found.Error())
			}
		}
		for _, left := range []string{"{{<", "{{%", "{% ", "&lt;/td", "<script", "<iframe"} {
			if bytes.Contains(d.HTML, []byte(left)) {
				t.Errorf("%s: %q is in the page", p.File, left)
			}
		}
	}
	t.Logf("%d pages, problems by rule: %v", len(pages), rules)
}
