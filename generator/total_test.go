package generator_test

import (
	"fmt"
	"strings"
	"testing"
)

// projectsOfMonths is a portal of so many projects: one was created in each month, and each has as many commits as its number.
func projectsOfMonths(n int) string {
	var b strings.Builder
	b.WriteString("-- site.yaml --\ntitle: Small\norganization: Small Inc.\neditions:\n  public: {audiences: [public]}\n")
	b.WriteString("-- index.md --\n---\naudience: public\n---\nWelcome.\n\n```chart\nmetric: commits\nby: project\n```\n")
	const provenance = `"provenance": {"source": "github", "collected": "2026-11-20T00:00:00Z", "complete": true}`
	for i := range n {
		created := fmt.Sprintf("%04d-%02d", 2020+i/12, 1+i%12)
		fmt.Fprintf(&b, "-- data/projects/git.example/a/p%d.json --\n", i)
		fmt.Fprintf(&b, `{"id": "git.example/a/p%d", "name": "p%d", "organization": "a", "visibility": "public", "audience": "public", "created": "%s-03T00:00:00Z", %s}`+"\n", i, i, created, provenance)
		fmt.Fprintf(&b, "-- data/activity/git.example/a/p%d.json --\n", i)
		fmt.Fprintf(&b, `{"project": "git.example/a/p%d", "audience": "public", "since": "%s", "through": "2026-11-20T00:00:00Z", "commits": {"2026-10": %d}, %s}`+"\n", i, created, i+1, provenance)
	}
	return b.String()
}

// TestTotalsAreOfWhatAddsUp: commits of months are summed, projects that stand are not; of parts that are not all shown,
// nobody says what they come to, and how many are left out is said.
func TestTotalsAreOfWhatAddsUp(t *testing.T) {
	files := built(t, projectsOfMonths(60))
	shows(t, files, "public/metrics/projects/index.html", "60 projects", "! in all", "! in 36 months")
	shows(t, files, "public/metrics/commits/index.html", "; 1,830 commits in all", "and 10 more")
	shows(t, files, "public/index.html", "The 20 highest of 60 are drawn: from p59 with 60 commits to p40 with 41.", "! in all")
	shows(t, built(t, projectsOfMonths(12)), "public/index.html", "Of 12, p11 is highest with 12 commits, and p0 lowest with 1; 78 commits in all.")
}
