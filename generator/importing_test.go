package generator_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator"
	"portolan/generator/content/importing"
	"portolan/generator/problem"
)

// TestRealHandbooksMoveIn imports and builds handbooks that others wrote: every page comes out, nothing stops the build,
// and no more links lead nowhere than before.
func TestRealHandbooksMoveIn(t *testing.T) {
	for name, from := range map[string]string{"todo": "hugo", "guide": "eleventy"} {
		t.Run(name, func(t *testing.T) {
			dir := handbook(t, name)
			before := brokenLinks(t, dir)
			move, err := generator.Import(dir, "")
			if err != nil || move.From != from {
				t.Fatal(move, err)
			}
			out := t.TempDir()
			content := filepath.Join(out, "content")
			if _, err := move.Write(content, false); err != nil {
				t.Fatal(err)
			}
			if in, written := markdownFiles(t, dir), markdownFiles(t, content)-addedPages(move); in != written || in == 0 {
				t.Errorf("%d pages went in, %d came out", in, written)
			}
			result, err := generator.Build(context.Background(), generator.Options{Content: content, Out: filepath.Join(out, "public"), Cache: filepath.Join(out, "cache")})
			if err != nil {
				t.Fatal(err, result.Problems)
			}
			if after := brokenLinks(t, content); after > before {
				t.Errorf("%d links led nowhere before, %d do now", before, after)
			}
			if leftovers := bytes.Count(joined(t, content), []byte("{{<")); leftovers > 0 {
				t.Errorf("%d shortcodes are left in the text", leftovers)
			}
		})
	}
}

// handbook finds a handbook in a folder "shared" beside the checkout, or one above it.
func handbook(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", "corpora", "handbook", name)
		if info, err := os.Stat(found); err == nil && info.IsDir() {
			return found
		}
	}
	t.Skip("there is no shared/corpora/handbook beside the checkout: real handbooks are not tried")
	return ""
}

func brokenLinks(t *testing.T, dir string) int {
	t.Helper()
	result, err := generator.Check(context.Background(), generator.Options{Content: dir})
	if err != nil && result == nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range result.Problems {
		if p.Rule == "link/broken" || p.Rule == "link/anchor" {
			n++
		}
		if p.Severity == problem.Error {
			t.Error(p)
		}
	}
	return n
}

func addedPages(move *importing.Move) int {
	n := 0
	for _, name := range move.Added {
		if strings.HasSuffix(name, ".md") {
			n++
		}
	}
	return n
}

func markdownFiles(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	for name := range tree(t, dir) {
		if strings.HasSuffix(name, ".md") {
			n++
		}
	}
	return n
}

func joined(t *testing.T, dir string) []byte {
	t.Helper()
	var all []byte
	for _, text := range tree(t, dir) {
		all = append(all, text...)
	}
	return all
}
