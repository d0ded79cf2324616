package generator_test

import (
	"encoding/xml"
	"strings"
	"testing"
)

const years = `
-- site.yaml --
title: Small
base_url: https://open.example/
-- index.md --
Welcome. See [September](reports/2026/09/) and the [year](words.md).
-- words.md --
---
title: How 2025 went
report: {year: 2025}
---
Not badly.
-- aims.md --
---
title: Aims
objectives:
  - {id: A, title: More courses, concern: community, figure: courses, target: 6, baseline: 0, begins: 2026-01-01, due: 2026-12-31}
  - {id: B, title: Not yet set, concern: community, figure: courses, target: 6, baseline: 0, begins: 2026-11-01, due: 2026-12-31}
---
-- policies/use.md --
---
title: Using the work of others
version: "2"
effective: 2026-09-30
---
-- data/projects/git.example/small/tool.json --
{"id": "git.example/small/tool", "name": "tool", "organization": "small", "visibility": "public", "stars": 9, "created": "2024-01-01T00:00:00Z",
 "releases": [{"tag": "v3", "published": "2026-11-01T00:00:00Z"}, {"tag": "v2", "published": "2026-09-30T23:59:59Z"}, {"tag": "v1", "published": "2025-03-01T00:00:00Z"}],
 "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/activity/git.example/small/tool.json --
{"project": "git.example/small/tool", "since": "2024-01", "through": "2026-11-20T00:00:00Z",
 "commits": {"2025-02": 10, "2025-12": 70, "2026-08": 5, "2026-09": 3, "2026-11": 900}, "contributors": null,
 "issues": [{"opened": "2026-08-01T00:00:00Z", "responded": "2026-08-01T02:00:00Z"}, {"opened": "2026-09-01T00:00:00Z", "responded": "2026-09-01T05:00:00Z"}],
 "provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}}
-- data/figures/courses.json --
{"id": "courses", "title": "Courses held", "concern": "community", "unit": "courses", "adds": false, "values": {"2026-08": 4, "2026-09": 6, "2026-10": null},
 "provenance": {"source": "hand", "collected": "2026-11-02T00:00:00Z", "complete": true}}
`

// TestAMonthSaysWhatMoved: the arithmetic of September 2026 beside August.
func TestAMonthSaysWhatMoved(t *testing.T) {
	files := built(t, years)
	september := "reports/2026/09/index.html"
	worse, neither := "<h3>Got worse</h3>", "<h3>Moved, and neither way is better</h3>"
	shows(t, files, september, worse, neither, `data-is="up">&#43;3<`, `data-is="down">-2<`, "<h3>Moved", "More courses", ">on track<", ">met<", "Using the work of others 2", "tool v2",
		"!tool v3", "!Not yet set", "github, hand, 2 November 2026", "Not known:", "Stars")
	// 4 of 6 courses, 67% of the way in 66% of the time, was on track; 6 is met.
	// From 2 hours to 5: slower is worse. From 5 commits to 3: neither. From 4 courses to 6: the standing figure rose.
	page := files[september]
	if a, b, c := strings.Index(page, worse), strings.Index(page, "Time to first response"), strings.Index(page, neither); a > b || b > c {
		t.Error("a slower answer is not among what got worse")
	}
	// In October nothing happened, which is zero; how many courses were held is unknown, which is not.
	shows(t, files, "reports/2026/10/index.html", `data-l="This month">0<`, `data-is="down">-3<`, "Courses held")
	if files["reports/2026/11/index.html"] != "" || files["reports/2024/01/index.html"] != "" {
		t.Error("a month that still runs, or one without a month before it, has a digest")
	}
}

// TestAYearIsComparedWithTheYearBefore, and one that runs with the same months.
func TestAYearIsComparedWithTheYearBefore(t *testing.T) {
	files := built(t, years)
	// Commits: 5 + 3 = 8 in the ten months, 10 in those of 2025. The 70 of December 2025 and the 900 of November 2026 are in neither.
	shows(t, files, "reports/2026/index.html", "January 2026 to October 2026", "January 2025 to October 2025", "So far.", "Commits: 8 commits. Down from 10 commits in the same months of 2025.",
		`data-l="January 2025 to October 2025">10<`, `data-is="down">-2<`, "As it stands on 20 November 2026.", "!900")
	shows(t, files, "words/index.html", "How 2025 went", "Not badly.", "Commits: 80 commits.", "!So far.")
	shows(t, files, "reports/index.html", "How 2025 went", "The year 2026", "The year 2024", `href="../reports/2026/10/"`)
	if files["reports/2025/index.html"] != "" {
		t.Error("a year has two reports")
	}
}

// TestTheFeedOfMonthsIsAtom: twelve entries, the latest first, each dated by the end of its month.
func TestTheFeedOfMonthsIsAtom(t *testing.T) {
	files := built(t, years)
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(files["reports/feed.xml"]), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 12 || feed.Updated != "2026-11-01T00:00:00Z" {
		t.Fatalf("%d entries, updated %s", len(feed.Entries), feed.Updated)
	}
	september := feed.Entries[1]
	if september.Title != "September 2026: what moved" || september.Updated != "2026-10-01T00:00:00Z" || september.Link.Href != "https://open.example/reports/2026/09/" ||
		!strings.Contains(september.Summary, "Commits: 3 (-2).") || !strings.Contains(september.Summary, "More courses: met.") {
		t.Errorf("%+v", september)
	}
}
