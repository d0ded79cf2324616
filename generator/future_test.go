package generator_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/generator"
	"portolan/generator/problem"
)

// TestWhatHasNotHappenedIsNoSignOfWork: a date after a record's own collection is told at its line, and leaves the project
// as if nobody had said when it changed. A few hours are how clocks differ.
func TestWhatHasNotHappenedIsNoSignOfWork(t *testing.T) {
	const project = `{"id": "git.example/a/b", "name": "b", "visibility": "public", "audience": "public",
"created": %s,
"changed": %s, "license": {"expression": "MIT"},
"releases": %s,
"provenance": {"source": "git", "collected": "2026-11-20T00:00:00Z", "complete": true}}`
	for _, c := range []struct {
		created, changed, releases string
		told                       string // places and beginnings of what is told
		status                     string
	}{
		{`"2020-01-01T00:00:00Z"`, `"2026-11-19T00:00:00Z"`, `[]`, "", "active"},
		{`"2020-01-01T00:00:00Z"`, `"2026-11-20T20:00:00Z"`, `[]`, "", "active"},
		{`"2020-01-01T00:00:00Z"`, `"2031-05-06T00:00:00Z"`, `[]`, `3:12 /changed: 2031-05-06 had not come when this was collected on 2026-11-20, so it does not count`, "unknown"},
		{`"2031-05-06T00:00:00Z"`, `"2025-11-20T00:00:00Z"`, `null`, `2:12 /created: 2031-05-06 had not come when this was collected on 2026-11-20, so it does not count`, "maintenance"},
		{`null`, `"2025-11-20T00:00:00Z"`, `[{"tag": "v2", "published": "2027-01-01T00:00:00Z"}, {"tag": "v1", "published": "2025-11-01T00:00:00Z"}]`,
			`4:41 /releases: v2: 2027-01-01 had not come when this was collected on 2026-11-20, so it does not count`, "maintenance"},
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "content", "index.md"), []byte("# Front\n"))
		write(t, filepath.Join(dir, "content", "data", "projects", "git.example", "a", "b.json"), fmt.Appendf(nil, project, c.created, c.changed, c.releases))
		result, err := generator.Build(context.Background(), generator.Options{Content: filepath.Join(dir, "content"), Out: filepath.Join(dir, "public"),
			Cache: filepath.Join(dir, "cache"), Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err, result.Problems)
		}
		var told []string
		for _, p := range result.Problems {
			if p.Rule == "data/future" && p.Severity == problem.Warning && p.File == "data/projects/git.example/a/b.json" {
				told = append(told, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Text))
			}
		}
		if got := strings.Join(told, "\n"); got != c.told {
			t.Errorf("%s, %s: told %q", c.created, c.changed, got)
		}
		files := tree(t, filepath.Join(dir, "public"))
		page := files["projects/git.example/a/b/index.html"]
		if strings.Contains(page, "2031") || strings.Contains(page, "2027") || strings.Contains(files["api/projects.csv"], "2031") {
			t.Errorf("%s, %s: the date is on the page", c.created, c.changed)
		}
		if !strings.Contains(page, "Status: "+c.status) && !strings.Contains(strings.ToLower(page), "status: "+c.status) {
			t.Errorf("%s, %s: the status is not %s: %s", c.created, c.changed, c.status, page[max(0, strings.Index(page, "<main")):])
		}
	}
}
