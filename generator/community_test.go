package generator_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator"
)

const community = `
-- site.yaml --
title: Small
editions:
  public: {audiences: [public]}
  internal: {audiences: [public, internal]}
-- index.md --
---
audience: public
---
Welcome.
-- community/index.md --
---
title: Community
audience: public
---
-- community/recognition.md --
---
title: Thanks
audience: public
thanks:
  - {name: Ilse Tamm, for: Three years of notes., agreed: 2026-02-11, url: "javascript:alert(1)"}
  - {name: Nobody Now, for: Help., agreed: 2025-02-11, withdrawn: 2026-03-01}
  - {name: Not Yet, for: Help., agreed: 2026-12-24}
---
-- data/projects/git.example/small/tool.json --
{"id": "git.example/small/tool", "name": "tool", "organization": "small", "visibility": "public", "audience": "public", "languages": {"Go": 9}, "topics": ["build"],
 "good_first_issues": [
  {"title": "Say <b>where</b>", "url": "https://git.example/1", "opened": "2026-11-01T00:00:00Z", "labels": ["good first issue", "Docs"]},
  {"title": "Sort the list", "url": "https://git.example/2", "opened": "2024-11-01T00:00:00Z", "labels": ["docs", "Docs", "tests"]}],
 "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/projects/git.example/small/old.json --
{"id": "git.example/small/old", "name": "old", "organization": "small", "visibility": "public", "audience": "public", "archived": true,
 "good_first_issues": [{"title": "Too late", "url": "https://git.example/3", "opened": "2026-11-01T00:00:00Z"}],
 "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/projects/git.example/small/secret.json --
{"id": "git.example/small/secret", "name": "secret", "organization": "small", "visibility": "private", "audience": "internal", "languages": {"Rust": 9},
 "good_first_issues": [{"title": "Hush", "url": "https://git.example/4", "opened": "2026-11-01T00:00:00Z"}],
 "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/activity/git.example/small/tool.json --
{"project": "git.example/small/tool", "audience": "public", "since": "2024-01", "through": "2026-11-20T00:00:00Z",
 "commits": {"2026-10": 3}, "contributors": [{"key": "a", "name": "Ann Author", "commits": {"2026-10": 3}}],
 "provenance": {"source": "git", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/outbound/code.example.org/thing.json --
{"project": "code.example.org/thing", "url": "https://code.example.org/thing", "audience": "public", "change_requests": {"2024-11": 1, "2025-10": 7, "2026-03": 4, "2026-11": 50},
 "merged_change_requests": null, "commits": null, "people": 2, "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/events/all.json --
{"id": "all", "audience": "public", "events": [
 {"date": "2026-12-02", "title": "Evening, with cake", "place": "Here", "people": null},
 {"date": "2026-10-02", "title": "Course", "type": "course", "people": 12}, {"date": "2026-09-02", "title": "Talk", "people": null}, {"date": "2025-09-02", "title": "Long ago", "people": 900}],
 "provenance": {"source": "hand", "collected": "2026-11-02T00:00:00Z", "complete": true}}
`

// TestTasksOfAllProjects: those of living projects that the readers may see, narrowed by pages that need no script.
func TestTasksOfAllProjects(t *testing.T) {
	files := built(t, community)
	all := "public/community/good-first-issues/index.html"
	shows(t, files, all, "2 tasks", "Say &lt;b&gt;where", "Sort the list", `data-tokens="language:go label:docs topic:build organization:small age:new"`,
		`by-label/tests/" data-token="label:tests"`, `data-token="label:docs"`, "github, 20 November 2026", "!Too late", "!Hush", "!good first issue</span>")
	shows(t, files, "public/community/good-first-issues/by-label/tests/index.html", "<h1>Label: tests</h1>", "1 task<", "Sort the list", "!Say &lt;b", "All 2 tasks")
	shows(t, files, "public/community/good-first-issues/by-age/older/index.html", "Sort the list", "!Say &lt;b")
	shows(t, files, "internal/community/good-first-issues/by-language/rust/index.html", "Hush")
	if files["public/community/good-first-issues/by-language/rust/index.html"] != "" || files["public/community/good-first-issues/by-language/go/index.html"] != "" {
		t.Error("a facet with a single value, or with one that readers may not see, has a page")
	}
	if lines := strings.Count(files["public/api/tasks.csv"], "\r\n"); lines != 3 {
		t.Errorf("%d lines in the table", lines)
	}
}

// TestUpstreamKeepsUnknownApart: 4 in the year to October 2026 after 1 + 7 = 8 in the year before is a fall of 4;
// the 50 of the month that runs are in neither.
func TestUpstreamKeepsUnknownApart(t *testing.T) {
	files := built(t, community)
	shows(t, files, "public/community/upstream/index.html", "November 2025 to October 2026", `class="n" data-l="Changes proposed">4<`, `data-l="The year before">8<`, `data-is="down">-4<`,
		`data-l="Merged">unknown<`, `data-l="People">2<`)
	if got := files["public/api/upstream.csv"]; !strings.Contains(got, "code.example.org/thing,2026-03,4,,\r\n") {
		t.Error(got)
	}
}

// TestEventsCountWhatWasCounted: one of the two events of the last twelve months had its people counted.
func TestEventsCountWhatWasCounted(t *testing.T) {
	files := built(t, community)
	shows(t, files, "public/community/events/index.html", "Evening, with cake", "2 events; 12 people came to the 1 of them that were counted.", "number of people unknown", "!Long ago", "!900")
	shows(t, files, "public/events.ics", `SUMMARY:Evening\, with cake`, "DTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261203", "!Long ago")
}

// TestNobodyIsNamedWithoutAgreeing: not those who took it back, not those whose day has not come, and no author of a commit.
func TestNobodyIsNamedWithoutAgreeing(t *testing.T) {
	files := built(t, community)
	shows(t, files, "public/community/recognition/index.html", "Ilse Tamm", "We thank 1 person", "!Nobody Now", "!Not Yet", "!javascript:")
	for name, data := range files {
		if strings.Contains(data, "Ann Author") {
			t.Errorf("%s names an author", name)
		}
	}
}

// TestAThankWithoutAgreementIsRefused at its own line.
func TestAThankWithoutAgreementIsRefused(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.md"), []byte("---\ntitle: A\nthanks:\n  - {name: Ann, for: Help., agreed: 2026-01-01}\n  - {name: Bob, for: Help.}\n  - {for: Help.}\ndescription: A page.\n---\n"))
	result, err := generator.Check(context.Background(), generator.Options{Content: dir})
	if err == nil || len(result.Problems) != 2 || result.Problems[0].Line != 5 || !strings.Contains(result.Problems[0].Text, "Bob agreed") || result.Problems[1].Line != 6 {
		t.Errorf("%v %+v", err, result.Problems)
	}
}
