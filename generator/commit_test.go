package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
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
	if pages, files := filesMade(t, second, "pages"), filesMade(t, second, "files"); pages < 1 || pages > 12 || files == 0 {
		t.Errorf("one page of 40 was committed: %d pages were drawn, %d files beside them", pages, files)
	}
	if second.Changes.Unchanged < 40 {
		t.Errorf("%+v", second.Changes)
	}
}

// TestACommitLeavesDataPagesAlone edits a page of a portal with projects and commits it, hours and days later: as long as no
// project comes of age, no page or badge of theirs is made again.
func TestACommitLeavesDataPagesAlone(t *testing.T) {
	c := newCheckout(t)
	c.commit(projectsOfOneDay(t, 30))
	dir := t.TempDir()
	for _, step := range []struct {
		later time.Duration
		stand bool
	}{
		{0, false}, // nothing was built before
		{time.Second, true},
		{6 * time.Hour, true},
		{3 * 24 * time.Hour, true},
		{-24 * time.Hour, true},
		{30 * 24 * time.Hour, false}, // another month, and the records are old
		{time.Hour, true},
		{400 * 24 * time.Hour, false}, // nobody has worked on them for a year
		{-400 * 24 * time.Hour, false},
	} {
		c.later += step.later
		c.day-- // which every commit moves on
		c.commit(map[string]string{"guides/page-1.md": fmt.Sprintf("---\ntitle: Page 1\n---\nWords after %v.\n", c.later)})
		result, err := generator.Build(context.Background(), generator.Options{
			Content: filepath.Join(c.dir, "content"), Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"),
		})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		if made := filesMade(t, result, "pages"); step.stand != (made < 30) {
			t.Errorf("%v later: %d files were made", step.later, made)
		}
	}
}

// TestADataPageThatShowsTheCommitFollowsIt: a theme of the portal's own may show on every page what the site was built from.
func TestADataPageThatShowsTheCommitFollowsIt(t *testing.T) {
	c := newCheckout(t)
	files := projectsOfOneDay(t, 3)
	files["theme/templates/project.html"] = "<h1>{{.Title}}</h1><p>as of {{.Site.BuiltFrom}}</p>"
	c.commit(files)
	dir := t.TempDir()
	for n := range 3 {
		c.commit(map[string]string{"guides/page-1.md": fmt.Sprintf("---\ntitle: Page 1\n---\nWords of commit %d.\n", n)})
		result, err := generator.Build(context.Background(), generator.Options{
			Content: filepath.Join(c.dir, "content"), Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"),
		})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		shown, pages, head := 0, tree(t, filepath.Join(dir, "public")), c.git("rev-parse", "--short=7", "HEAD")
		for _, text := range pages {
			if strings.Contains(text, "as of "+head) {
				shown++
			}
		}
		if shown < 3 {
			t.Errorf("%d of %d files show the commit", shown, len(pages))
		}
	}
}

// projectsOfOneDay are the records of projects that were last worked on, and looked at, on the first days of March.
func projectsOfOneDay(t *testing.T, n int) map[string]string {
	t.Helper()
	files := pagesInGuides(3)
	for _, p := range manyProjects(n) {
		p.Changed, p.Archived, p.Status = dataset.AtOrNil(time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)), false, ""
		p.Provenance.Collected = dataset.At(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
		data, err := dataset.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		files["data/projects/"+p.ID+".json"] = string(data)
	}
	return files
}

// TestARestoredCacheSpares builds in a fresh clone, beside the site and the cache of the last build as a server restores them:
// every file is a new one that holds the old.
func TestARestoredCacheSpares(t *testing.T) {
	c := newCheckout(t)
	c.commit(pagesInGuides(40))
	origin, dir := c.dir, t.TempDir()
	build := func() *generator.Result {
		t.Helper()
		checkout, content := filepath.Join(dir, "checkout"), filepath.Join(dir, "checkout", "content")
		if err := os.RemoveAll(checkout); err != nil {
			t.Fatal(err)
		}
		c.git("clone", "-q", origin, checkout)
		for _, name := range []string{"public", "cache"} {
			stored, restored := filepath.Join(dir, "stored", name), filepath.Join(checkout, name)
			if _, err := os.Stat(stored); err == nil && os.CopyFS(restored, os.DirFS(stored)) != nil {
				t.Fatal("not restored")
			}
		}
		result, err := generator.Build(context.Background(), generator.Options{
			Content: content, Out: filepath.Join(checkout, "public"), Cache: filepath.Join(checkout, "cache"),
		})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		for _, name := range []string{"public", "cache"} {
			stored := filepath.Join(dir, "stored", name)
			if os.RemoveAll(stored) != nil || os.CopyFS(stored, os.DirFS(filepath.Join(checkout, name))) != nil {
				t.Fatal("not stored")
			}
		}
		return result
	}
	build()
	for day := range 3 {
		if day < 2 {
			c.commit(map[string]string{"guides/page-7.md": fmt.Sprintf("---\ntitle: Page 7\naudience: public\ntags: [knots]\n---\nWords of day %d.\n", day)})
		}
		result := build()
		if day == 2 { // nothing changed, and nothing was looked into
			if len(result.Timing) > 0 || result.Changes.Written > 0 || result.Changes.Unchanged < 40 {
				t.Errorf("%v %+v", result.Timing, result.Changes)
			}
			continue
		}
		if pages := filesMade(t, result, "pages"); pages > 12 || result.Changes.Unchanged < 40 {
			t.Errorf("day %d: %d pages were drawn, %+v", day, pages, result.Changes)
		}
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
