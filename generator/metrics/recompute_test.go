package metrics

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
)

// company invents a company: projects with unknowns, gone ones, renamed ones, hidden ones, short records, short lists,
// machines, shared people.
func company(seed uint64, projects, people, items int) Data {
	r := rand.New(rand.NewPCG(seed, 7))
	d := Data{Now: moment.At(now)}
	for i := range projects {
		org := fmt.Sprintf("org%d", i%5)
		p := project(fmt.Sprintf("h/%s/p%05d", org, i))
		if r.IntN(4) > 0 {
			p.Created = maybe(fmt.Sprintf("202%d-%02d-15", 3+r.IntN(4), 1+r.IntN(10)))
		}
		if r.IntN(5) > 0 {
			p.Stars = dataset.Of(r.IntN(5000))
		}
		if r.IntN(6) > 0 {
			p.Releases = []dataset.Release{}
			for range r.IntN(9) {
				p.Releases = append(p.Releases, dataset.Release{Tag: "v", Published: instant(r)})
			}
		}
		if r.IntN(12) == 0 {
			p.Provenance.GoneSince = maybe("2026-09-01")
		}
		p.Audience = dataset.Public
		if i%7 == 3 {
			p.Visibility, p.Audience = dataset.VisibilityPrivate, dataset.Internal
		}
		d.Projects = append(d.Projects, p)
		if i%3 == 0 {
			d.Inventories = append(d.Inventories, inventoryOf(r, p.ID))
		}
		if r.IntN(10) > 0 {
			a := randomActivity(r, p, people, items)
			a.Audience = p.Audience
			d.Activity = append(d.Activity, a)
			if i%11 == 5 {
				oldP, oldA := renamed(p, a)
				d.Projects, d.Activity = append(d.Projects, oldP), append(d.Activity, oldA)
			}
		}
	}
	return d
}

// renamed is what is left of a project under the name that it had in another organisation: it must be counted once.
func renamed(p *dataset.Project, a *dataset.Activity) (*dataset.Project, *dataset.Activity) {
	oldP, oldA := *p, *a
	oldP.ID, oldP.Organization = p.ID+"-as-it-was", "org4"
	oldP.Provenance.GoneSince = maybe("2026-06-01")
	oldA.Project = oldP.ID
	return &oldP, &oldA
}

func inventoryOf(r *rand.Rand, project string) *dataset.Inventory {
	e := &dataset.Inventory{ID: project, Project: project, Provenance: from("github")}
	for range 30 {
		e.Components = append(e.Components, dataset.Component{PURL: fmt.Sprintf("pkg:npm/c%d@1", r.IntN(5000)), Name: "c", License: dataset.Of("MIT")})
	}
	return e
}

func instant(r *rand.Rand) dataset.Time {
	return dataset.At(at("2023-11-01T00:00:00Z").Add(time.Duration(r.IntN(1116*24*3600)) * time.Second))
}

func randomActivity(r *rand.Rand, p *dataset.Project, people, items int) *dataset.Activity {
	a := activity(p.ID, since(dataset.Month([]string{"2023-11", "2023-11", "2025-11", "2025-12", "2026-04"}[r.IntN(5)])))
	if r.IntN(9) == 0 {
		a.Through = stamp("2026-10-14")
	}
	if r.IntN(8) > 0 {
		a.Commits, a.Contributors = map[dataset.Month]int{}, []dataset.Contributor{}
		for k := range 1 + r.IntN(16) {
			c := dataset.Contributor{Key: fmt.Sprintf("k%06d", (r.IntN(people)+k)%people), Commits: map[dataset.Month]int{}}
			for range r.IntN(12) {
				n, month := 1+r.IntN(9), dataset.MonthOf(instant(r).Time)
				c.Commits[month] += n
				a.Commits[month] += n
			}
			a.Contributors = append(a.Contributors, c)
		}
		a.BotCommits = map[dataset.Month]int{}
		for month := range 36 {
			m := dataset.Month("2023-11").Add(month)
			if n := r.IntN(5); n > 0 && a.Commits[m] > 0 {
				a.Commits[m] += n
				a.BotCommits[m] = n
			}
		}
	}
	if r.IntN(8) > 0 {
		a.Issues, a.ChangeRequests = []dataset.Issue{}, []dataset.ChangeRequest{}
		for range r.IntN(items) {
			opened := instant(r)
			responded, closed := later(r, opened), later(r, opened)
			a.Issues = append(a.Issues, dataset.Issue{Opened: opened, Responded: responded, Closed: closed})
			merged := later(r, opened)
			a.ChangeRequests = append(a.ChangeRequests, dataset.ChangeRequest{Opened: opened, Closed: merged, Merged: merged != nil && r.IntN(3) > 0})
		}
		if r.IntN(2) == 0 {
			p.OpenChangeRequests, p.MergedChangeRequests, p.DeclinedChangeRequests = dataset.Of(0), dataset.Of(len(a.ChangeRequests)), dataset.Of(r.IntN(2))
		}
	}
	if p.Created != nil && r.IntN(2) == 0 {
		born(p, a)
	}
	return a
}

// born drops what a record names before a project was created, as the records of most projects do.
func born(p *dataset.Project, a *dataset.Activity) {
	first := dataset.MonthOf(p.Created.Time)
	a.Since = min(first, a.Since)
	maps.DeleteFunc(a.Commits, func(m dataset.Month, _ int) bool { return m < first })
	maps.DeleteFunc(a.BotCommits, func(m dataset.Month, _ int) bool { return m < first })
	for _, c := range a.Contributors {
		maps.DeleteFunc(c.Commits, func(m dataset.Month, _ int) bool { return m < first })
	}
	if a.Issues != nil {
		a.Issues = slices.DeleteFunc(a.Issues, func(i dataset.Issue) bool { return dataset.MonthOf(i.Opened.Time) < first })
		a.ChangeRequests = slices.DeleteFunc(a.ChangeRequests, func(c dataset.ChangeRequest) bool { return dataset.MonthOf(c.Opened.Time) < first })
	}
}

func later(r *rand.Rand, t dataset.Time) *dataset.Time {
	if r.IntN(4) == 0 {
		return nil
	}
	l := dataset.At(t.Add(time.Duration(r.IntN(60*24*3600)) * time.Second))
	return &l
}

// TestTotalsEqualAnotherLanguages compares with figures that Python computes from the same records, read from JSON.
func TestTotalsEqualAnotherLanguages(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: the figures are not recomputed in another language")
	}
	for seed := range uint64(3) {
		d := company(seed, 120, 60, 40)
		dir := t.TempDir()
		for _, p := range d.Projects {
			writeRecord(t, dir, p)
		}
		for _, a := range d.Activity {
			writeRecord(t, dir, a)
		}
		for _, audience := range []dataset.Audience{dataset.Internal, dataset.Public} {
			out, err := exec.Command(python, "testdata/recompute.py", dir, string(audience)).Output()
			if err != nil {
				t.Skipf("python3 does not run: %v", err)
			}
			var want map[string]map[string]json.RawMessage
			if err := json.Unmarshal(out, &want); err != nil {
				t.Fatal(err)
			}
			if len(want) != 6 {
				t.Fatalf("%d scopes", len(want))
			}
			compareWith(t, figuresOf(seenBy(d, audience)), want)
		}
	}
}

// seenBy cuts the records down to what readers may see: those inside see everything.
func seenBy(d Data, audience dataset.Audience) Data {
	all := dataset.Dataset{Projects: d.Projects, Activity: d.Activity, Inventories: d.Inventories}
	seen := all.For(func(a dataset.Audience) bool { return audience == dataset.Internal || a == dataset.Public })
	d.Projects, d.Activity, d.Inventories = seen.Projects, seen.Activity, seen.Inventories
	return d
}

func writeRecord(t *testing.T, dir string, r dataset.Record) {
	t.Helper()
	data, err := dataset.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, filepath.FromSlash(dataset.Path(r)))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func compareWith(t *testing.T, f *Figures, want map[string]map[string]json.RawMessage) {
	t.Helper()
	for name, metrics := range want {
		scope := Company()
		if name != "" {
			scope = Organization(name)
		}
		for id, raw := range metrics {
			if id == "months" {
				compareMonths(t, f, scope, raw)
				continue
			}
			var figure [3]*float64
			if err := json.Unmarshal(raw, &figure); err != nil {
				t.Fatal(err)
			}
			v := f.Reading(ByID(strings.TrimSuffix(id, " by machines")), scope, 12).Value
			if strings.HasSuffix(id, " by machines") {
				v = machines(f, scope)
			}
			if !same(v.Number, figure[0]) || float64(v.Known) != *figure[1] || float64(v.Of) != *figure[2] {
				t.Errorf("%s of %q: got %s (%d of %d), Python has %s", id, name, written(v), v.Known, v.Of, raw)
			}
		}
	}
}

func compareMonths(t *testing.T, f *Figures, scope Scope, raw json.RawMessage) {
	t.Helper()
	var months map[dataset.Month][2]*float64
	if err := json.Unmarshal(raw, &months); err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Series(commits, scope, 12).Whole() {
		if !same(p.Number, months[p.Month][0]) || float64(p.Known) != *months[p.Month][1] {
			t.Errorf("commits of %v in %s: got %s", scope, p.Month, written(p.Value))
		}
	}
}

// machines are the commits that bots made, of the projects that tell.
func machines(f *Figures, s Scope) Value {
	for _, part := range f.Breakdown(commits, s, ByCategory, 12).Parts {
		if part.ID == "machines" {
			return part.Value
		}
	}
	return Value{}
}

func same(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) < 1e-9
}

func BenchmarkNew(b *testing.B) {
	d := company(1, 10_000, 20_000, 60)
	for b.Loop() {
		if f := figuresOf(d); len(f.projects) < 9000 {
			b.Fatal(len(f.projects))
		}
	}
}

// BenchmarkCompanySeries computes 36 months of each metric over 10,000 projects.
func BenchmarkCompanySeries(b *testing.B) {
	f := figuresOf(company(1, 10_000, 20_000, 60))
	for _, m := range All() {
		b.Run(m.ID, func(b *testing.B) {
			for b.Loop() {
				if s := f.Series(m, Company(), 36); len(s.Points) < 36 {
					b.Fatal(len(s.Points))
				}
			}
		})
	}
}

// BenchmarkProjectPages computes what a page of each of 2,000 projects shows.
func BenchmarkProjectPages(b *testing.B) {
	f := figuresOf(company(1, 2000, 4000, 60))
	for b.Loop() {
		for _, p := range f.Projects() {
			for _, m := range All() {
				f.Reading(m, OfProject(p.ID), 12)
			}
			f.Health(p.ID)
		}
	}
}

// TestSeveralMayAskAtOnce is for the race detector: pages are made side by side from the same figures.
func TestSeveralMayAskAtOnce(t *testing.T) {
	f := with(lively())
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, m := range All() {
				f.Reading(m, Company(), 12)
				f.Series(m, OfProject("h/acme/anvil"), 12)
				f.Breakdown(m, Company(), ByOrganization, 12)
			}
			f.Health("h/acme/anvil")
		})
	}
	group.Wait()
}
