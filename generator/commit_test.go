package generator_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"portolan/generator"
)

// TestACommitDrawsOnlyWhatItChanges edits one page of many and commits it: the others say the same as before, although the
// repository is at another commit and another day.
func TestACommitDrawsOnlyWhatItChanges(t *testing.T) {
	c := newCheckout(t)
	c.commit(pagesInGuides(40))
	dir := t.TempDir()
	build := func() *generator.Result {
		t.Helper()
		result, err := generator.Build(context.Background(), generator.Options{
			Content: filepath.Join(c.dir, "content"), Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"),
		})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		return result
	}
	if made := filesMade(t, build(), "pages"); made < 40 {
		t.Fatalf("the first build made %d pages", made)
	}
	c.commit(map[string]string{"guides/page-7.md": "---\ntitle: Page 7\naudience: public\ntags: [knots]\n---\nOther words than before.\n"})
	second := build()
	if pages, feeds := filesMade(t, second, "pages"), filesMade(t, second, "files and feeds"); pages < 1 || pages > 12 || feeds == 0 {
		t.Errorf("one page of 40 was committed: %d pages were drawn, %d files beside them", pages, feeds)
	}
	if second.Changes.Unchanged < 40 {
		t.Errorf("%+v", second.Changes)
	}
}

// pagesInGuides is a portal of so many pages in one folder.
func pagesInGuides(pages int) map[string]string {
	files := map[string]string{"site.yaml": "title: Handbook\neditions:\n  public:\n    audiences: [public]\n    base_url: https://docs.example.org/\n", "index.md": "---\ntitle: Handbook\naudience: public\n---\nWelcome.\n"}
	for i := range pages {
		files[fmt.Sprintf("guides/page-%d.md", i)] = fmt.Sprintf("---\ntitle: Page %d\naudience: public\ntags: [knots]\n---\nWords of page %d, and a [link](page-%d.md).\n", i, i, (i+1)%pages)
	}
	return files
}

func filesMade(t *testing.T, r *generator.Result, stage string) int {
	t.Helper()
	for _, timing := range r.Timing {
		if timing.Stage == stage {
			return timing.Files
		}
	}
	t.Fatalf("no stage %q in %v", stage, r.Timing)
	return 0
}
