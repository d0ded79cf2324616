package example

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

var now = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// results keeps what was put, after the trip through JSON that a store would make it take.
type results struct {
	source.Results
	files map[string][]byte
	data  dataset.Dataset
}

func (r *results) Progress(int, int, string) {}

func (r *results) Put(record dataset.Record) error {
	data, err := dataset.Encode(record)
	if err != nil {
		return err
	}
	back, err := dataset.Decode(record.Kind(), data)
	if err != nil {
		return err
	}
	r.files[dataset.Path(record)] = data
	r.data.Add(back)
	return nil
}

func collect(t *testing.T, c Config, at time.Time) *results {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := &results{files: map[string][]byte{}}
	if err := collector.Collect(context.Background(), &source.Run{Now: at, Results: r}); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheCompanyIsAsLargeAsPromised(t *testing.T) {
	d := collect(t, Config{}, now).data
	public := 0
	for _, p := range d.Projects {
		if p.Audience == dataset.Public {
			public++
		}
	}
	purls := map[string]bool{}
	for _, i := range d.Inventories {
		for _, c := range i.Components {
			purls[c.PURL] = true
		}
	}
	for what, n := range map[string][2]int{
		"projects": {len(d.Projects), 40}, "public projects": {public, 32}, "products": {len(d.Products), 6}, "components": {len(purls), 2000},
		"decisions": {len(d.Decisions[0].Decisions), 12}, "figures": {len(d.Figures), 3}, "months of a figure": {len(d.Figures[0].Values), 36},
		"outbound": {len(d.Outbound), 8}, "months of history": {len(d.History), 12}, "activity": {len(d.Activity), 39},
	} {
		if n[0] != n[1] {
			t.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
}

func TestTheSameSeedAndClockGiveTheSameBytes(t *testing.T) {
	first, second, other := collect(t, Config{}, now), collect(t, Config{Seed: 1}, now), collect(t, Config{Seed: 2}, now)
	size, differ := 0, 0
	for path, data := range first.files {
		size += len(data)
		if !bytes.Equal(data, second.files[path]) {
			t.Errorf("%s differs", path)
		}
		if !bytes.Equal(data, other.files[path]) {
			differ++
		}
	}
	if len(first.files) != len(second.files) || differ < 40 {
		t.Errorf("%d and %d files, %d differ by seed", len(first.files), len(second.files), differ)
	}
	if size > 3_500_000 {
		t.Errorf("%d bytes are too many to commit", size)
	}
	t.Logf("%d files, %d bytes", len(first.files), size)
}

func TestEveryRecordSaysThatItIsInvented(t *testing.T) {
	r := collect(t, Config{}, now)
	for path, data := range r.files {
		if !bytes.Contains(data, []byte(`"example": true`)) || !bytes.Contains(data, []byte(`"source": "example"`)) {
			t.Errorf("%s does not", path)
		}
	}
}

func TestTheMonthThatPassedStaysAsItWas(t *testing.T) {
	before, after := collect(t, Config{}, now).data, collect(t, Config{}, now.AddDate(0, 0, 5)).data
	for i, a := range before.Activity {
		for m, n := range a.Commits {
			if m < "2026-11" && after.Activity[i].Commits[m] != n {
				t.Fatalf("%s: %s had %d commits and has %d", a.Project, m, n, after.Activity[i].Commits[m])
			}
		}
	}
}

// The months are all that a reader can add up; the year begins and ends within a month, so it lies between two sums.
func TestTotalsFitTheirParts(t *testing.T) {
	d := collect(t, Config{}, now).data
	projects := map[string]*dataset.Project{}
	for _, p := range d.Projects {
		projects[p.ID] = p
	}
	for _, a := range d.Activity {
		for m, n := range a.Commits {
			sum := a.BotCommits[m]
			for _, c := range a.Contributors {
				sum += c.Commits[m]
			}
			if sum != n || m < a.Since || m > "2026-11" {
				t.Errorf("%s in %s: %d commits, %d by people and bots", a.Project, m, n, sum)
			}
		}
		whole, touched := 0, 0
		for m, n := range a.Commits {
			if m >= "2025-12" {
				whole += n
			}
			if m >= "2025-11" {
				touched += n
			}
		}
		if *a.Year.Commits < whole || *a.Year.Commits > touched {
			t.Errorf("%s: %d commits in the year, but %d to %d by month", a.Project, *a.Year.Commits, whole, touched)
		}
		if *a.Year.ContributorAbsenceFactor > *a.Year.Contributors {
			t.Errorf("%s: absence factor %d of %d people", a.Project, *a.Year.ContributorAbsenceFactor, *a.Year.Contributors)
		}
		checkIssues(t, a, projects[a.Project])
	}
}

func checkIssues(t *testing.T, a *dataset.Activity, p *dataset.Project) {
	t.Helper()
	if (a.Issues == nil) != (p.OpenIssues == nil) || (a.Issues == nil) != (a.Year.IssuesOpened == nil) {
		t.Errorf("%s: known in one place, unknown in the other", p.ID)
	}
	open, opened, responded := 0, 0, 0
	for _, i := range a.Issues {
		if i.Closed == nil {
			open++
		}
		if !i.Opened.Before(a.Year.From.Time) {
			opened++
			if i.Responded != nil {
				responded++
			}
		}
		if i.Opened.After(now) || i.Responded != nil && i.Responded.Before(i.Opened.Time) {
			t.Errorf("%s: an issue out of time: %v", p.ID, i)
		}
	}
	if a.Issues != nil && (open != *p.OpenIssues || opened != *a.Year.IssuesOpened || responded != *a.Year.IssuesResponded) {
		t.Errorf("%s: %d open, %d opened, %d responded", p.ID, open, opened, responded)
	}
	merged, openChanges := 0, 0
	for _, c := range a.ChangeRequests {
		if c.Merged {
			merged++
		}
		if c.Closed == nil {
			openChanges++
		}
	}
	if merged > *p.MergedChangeRequests || openChanges != *p.OpenChangeRequests {
		t.Errorf("%s: %d merged, %d open", p.ID, merged, openChanges)
	}
	releases := 0
	for _, r := range p.Releases {
		if !r.Published.Before(a.Year.From.Time) {
			releases++
		}
	}
	if releases != *a.Year.Releases {
		t.Errorf("%s: %d releases in the year, %d listed", p.ID, *a.Year.Releases, releases)
	}
}

func TestHistoryEndsWhereTheProjectsStand(t *testing.T) {
	d := collect(t, Config{}, now).data
	today := d.History[len(d.History)-1].Days["2026-11-22"]
	sum := 0.0
	for _, p := range d.Projects {
		had := today[p.ID]["issues-open"]
		if p.OpenIssues == nil || had == nil {
			continue
		}
		sum += *had
		if math.Abs(*had-float64(*p.OpenIssues)) > 0 {
			t.Errorf("%s: %v open issues in the history, %d in the project", p.ID, *had, *p.OpenIssues)
		}
	}
	if company := today["company"]["issues-open"]; company == nil || *company != sum {
		t.Errorf("the company has %v, the projects %v", company, sum)
	}
}

func TestComponentsAreWellFormed(t *testing.T) {
	for _, i := range collect(t, Config{}, now).data.Inventories {
		scopes := map[string]dataset.Scope{}
		for _, c := range i.Components {
			scopes[c.Name] = c.Scope
		}
		for _, c := range i.Components {
			p, err := packageurl.FromString(c.PURL)
			if err != nil || p.Version != c.Version || !strings.EqualFold(p.Name, c.Name[strings.LastIndex(c.Name, "/")+1:]) {
				t.Errorf("%q: %v", c.PURL, err)
			}
			if *c.Direct != (len(c.Via) == 0) {
				t.Errorf("%s is direct: %v, by way of %v", c.PURL, *c.Direct, c.Via)
			}
		}
	}
}

func TestLicencesAreTidyAndNot(t *testing.T) {
	want := map[string]bool{
		"Apache 2.0": false, "GPLv2+": false, "MIT/X11": false, "BSD": false, "NOASSERTION": false, "(unknown)": false,
		"LicenseRef-Acme-Proprietary": false, "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0": false,
	}
	for _, i := range collect(t, Config{}, now).data.Inventories {
		for _, c := range i.Components {
			license := "(unknown)"
			if c.License != nil {
				license = *c.License
			}
			want[license] = true
		}
	}
	for license, found := range want {
		if !found {
			t.Errorf("nothing is under %s", license)
		}
	}
}
