package generator_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator"
)

const groups = `
-- site.yaml --
title: Small
organization: Small Inc.
editions:
  public: {audiences: [public]}
  internal: {audiences: [public, internal]}
groups:
  tools: {title: Our tools, topics: [tool]}
  hidden: {title: Our secrets, projects: [git.example/b/secret]}
-- index.md --
---
audience: public
---
Welcome.
-- aims.md --
---
title: Aims
audience: public
objectives:
  - {id: A, title: Busy tools, concern: strategy, metric: commits, scope: {group: tools}, target: 5}
---
-- data/projects/git.example/a/one.json --
{"id": "git.example/a/one", "name": "one", "organization": "a", "visibility": "public", "audience": "public", "topics": ["tool"], "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/projects/git.example/b/two.json --
{"id": "git.example/b/two", "name": "two", "organization": "b", "visibility": "public", "audience": "public", "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/projects/git.example/b/secret.json --
{"id": "git.example/b/secret", "name": "secret", "organization": "b", "visibility": "private", "audience": "internal", "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/activity/git.example/a/one.json --
{"project": "git.example/a/one", "audience": "public", "since": "2020-01", "through": "2026-11-20T00:00:00Z", "commits": {"2026-06": 4, "2026-09": 3, "2025-09": 10, "2022-01": 100}, "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/activity/git.example/b/two.json --
{"project": "git.example/b/two", "audience": "public", "since": "2020-01", "through": "2026-11-20T00:00:00Z", "commits": {"2026-10": 40}, "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
`

// TestFiguresOverThreePeriods: of a group, 3 after 4 in three months, 4 + 3 = 7 after 10 in twelve, 10 + 7 = 17 after 100 in
// thirty-six; of everything, 40 more in each.
func TestFiguresOverThreePeriods(t *testing.T) {
	files := built(t, groups)
	shows(t, files, "public/metrics/periods/group/tools/index.html", "Our tools", `data-l="3 months">3 <small><span class="trend" data-is="down">-1<`, `data-l="12 months">7 <small><span class="trend" data-is="down">-3<`,
		`data-l="36 months">17 <small><span class="trend" data-is="down">-83<`)
	shows(t, files, "public/metrics/periods/index.html", `data-l="3 months">43 <`, "Our tools", `href="../../metrics/periods/organization/b/"`, "!Our secrets")
	shows(t, files, "public/metrics/periods/organization/b/index.html", `data-l="12 months">40 <`)
	shows(t, files, "internal/metrics/periods/index.html", "Our secrets")
	shows(t, files, "public/metrics/commits/index.html", "Over 3, 12 and 36 months", "Small Inc.", "Our tools", `data-l="36 months">57 <`)
	shows(t, files, "public/objectives/index.html", "Busy tools", "7 commits reaches")
	if files["public/metrics/periods/group/hidden/index.html"] != "" {
		t.Error("a group without a project that readers may see has a page")
	}
}

// TestAnUnknownScopeIsSaidAtItsLine, rather than read as everything.
func TestAnUnknownScopeIsSaidAtItsLine(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.md"), []byte("---\ntitle: A\nobjectives:\n  - {id: A, title: B, concern: value, metric: commits, scope: {team: x}, target: 5}\ndescription: C\n---\n"))
	result, err := generator.Check(context.Background(), generator.Options{Content: dir})
	if err == nil || len(result.Problems) != 1 || result.Problems[0].Line != 4 || !strings.Contains(result.Problems[0].Hint, "group") {
		t.Errorf("%v %+v", err, result.Problems)
	}
}
