package generator_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator"
)

// TestWhatIsDrawnAtOnceIsWhatABuildMakes edits texts, the theme and data, and compares the pages that are drawn at once
// with those that the next build publishes.
func TestWhatIsDrawnAtOnceIsWhatABuildMakes(t *testing.T) {
	dir := t.TempDir()
	contentDir, out := filepath.Join(dir, "content"), filepath.Join(dir, "out")
	if err := os.CopyFS(contentDir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	live := generator.NewLive(generator.Options{Content: contentDir, Out: out, Cache: filepath.Join(dir, "cache"), Drafts: true})
	build := func() {
		t.Helper()
		if result, err := live.Build(context.Background()); err != nil {
			t.Fatal(err, result.Problems)
		}
	}
	build()
	edit := func(file string, change func(string) string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(contentDir, file))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		os.MkdirAll(filepath.Dir(filepath.Join(contentDir, file)), 0o755)
		if err := os.WriteFile(filepath.Join(contentDir, file), []byte(change(string(data))), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	more := func(text string) string { return text + "\nMore words are here, with `code`.\n" }
	looked := []string{"public/index.html", "internal/index.html", "public/compliance/index.html"}
	compare := func(what string, drawn map[string][]byte, pages ...string) {
		t.Helper()
		for _, page := range pages {
			if drawn[page] == nil {
				t.Errorf("%s: %s was not drawn", what, page)
			}
		}
		build()
		for name, page := range drawn {
			if published, err := os.ReadFile(filepath.Join(out, name)); err != nil || !bytes.Equal(published, page) {
				t.Errorf("%s: %s is published otherwise than it was drawn (%v): %s", what, name, err, firstDifference(string(page), string(published)))
			}
		}
	}
	texts := []string{edit("guides/ship-a-product.md", more), edit("policies/licences.md", more), edit("policies/index.md", more)}
	compare("texts", live.Redraw(texts, looked), "public/guides/ship-a-product/index.html", "internal/guides/ship-a-product/index.html",
		"public/policies/licences/index.html", "public/policies/index.html")
	style := edit("theme/assets/site.css", func(string) string { return "body { color: #123; }\n" })
	compare("the style", live.Redraw([]string{style}, looked), "public/index.html", "internal/index.html")
	pages := []string{"public/projects/github.com/acme/arbor/index.html", "internal/projects/github.com/acme/arbor/index.html", "public/projects/index.html",
		"public/metrics/stars/index.html", "public/compliance/index.html", "internal/index.html", "public/compliance/products/anvil-cloud/index.html",
		"public/compliance/components/npm/jsonfile/index.html", "public/compliance/licenses/MIT/index.html"}
	record := edit("data/projects/github.com/acme/arbor.json", func(text string) string {
		return strings.Replace(strings.Replace(text, `"stars": 130`, `"stars": 14210`, 1), `"description": "`, `"description": "Anew: `, 1)
	})
	drawn := live.Redraw([]string{record}, pages)
	if page := string(drawn[pages[0]]); !strings.Contains(page, "Anew: ") || !strings.Contains(page, "14,210") {
		t.Error("the project's page does not show the record as it is now")
	}
	compare("a project's record", drawn, pages...)
	for _, wide := range []string{
		edit("site.yaml", func(text string) string { return strings.Replace(text, "title:", "title: Another", 1) }),
		edit("guides/ship-a-product.md", func(text string) string { return strings.Replace(text, "title: ", "title: Another ", 1) }),
	} {
		if drawn := live.Redraw([]string{wide}, looked); len(drawn) > 0 {
			t.Errorf("%s: %d files were drawn, though other pages show it too", wide, len(drawn))
		}
	}
	build()
	// A portal that was built before is at hand too.
	build()
	if drawn := live.Redraw([]string{edit("guides/ship-a-product.md", more)}, nil); len(drawn) == 0 {
		t.Error("nothing is drawn after a build in which nothing had changed")
	}
}
