package metrics

import (
	"testing"

	"portolan/collectors/dataset"
)

// TestSeriesCalculatedByHand holds months that were worked out on paper: ? unknown, - nothing to measure, * unfinished.
func TestSeriesCalculatedByHand(t *testing.T) {
	old := project("h/acme/anvil", created("2024-01-05"))
	only := func(change ...func(*dataset.Activity)) Data {
		return Data{Projects: P{old}, Activity: A{activity(old.ID, change...)}}
	}
	cases := []struct {
		name, metric string
		data         Data
		months       int
		want         string
	}{
		{"the month that runs is marked", "commits", only(commitsBy("2026-09=3 2026-11=2")), 3, "2026-08=0 2026-09=3 2026-10=0 2026-11=2*"},
		{"months before the record are unknown", "commits", only(since("2026-09"), commitsBy("2026-08=9 2026-09=3")), 3, "2026-08=? 2026-09=3 2026-10=0 2026-11=0*"},
		{"records that end with a month have none that runs", "commits", only(through("2026-11-01"), commitsBy("2026-10=3")), 2, "2026-09=0 2026-10=3"},
		{"before a project there was nothing in it", "commits", Data{Projects: P{project(old.ID, created("2026-09-20"))}, Activity: A{activity(old.ID, since("2026-09"), commitsBy("2026-09=3"))}}, 3,
			"2026-08=0 2026-09=3 2026-10=0 2026-11=0*"},
		{"a bad month is no crash", "commits", only(commitsBy("x=4 2026-10=3")), 1, "2026-10=3 2026-11=0*"},
		{"a new person is new once", "new-contributors", only(people("ann 2026-08=1 2026-10=1", "bob 2026-10=1")), 3, "2026-08=1 2026-09=0 2026-10=1 2026-11=0*"},
		{"a trailing figure covers the year that ends with the month", "contributor-absence-factor", only(people("ann 2025-09=9", "bob 2026-09=1", "cy 2026-09=1", "di 2026-09=1")), 3,
			"2026-08=1 2026-09=2 2026-10=2 2026-11=2*"},
		{"a month without an answer has no median", "time-to-first-response", only(issues("2026-08-01", "2026-09-01 2026-09-01T06:00:00Z")), 3, "2026-08=- 2026-09=6 2026-10=- 2026-11=-*"},
		{"what was open at the end of each month", "issues-open", Data{Projects: P{project(old.ID, created("2024-01-05"), func(p *dataset.Project) { p.OpenIssues = dataset.Of(2) })},
			Activity: A{activity(old.ID, issues("2026-08-31T23:59:59Z - 2026-09-30T23:59:59Z", "2026-09-15 - 2026-11-01T00:00:00Z", "2026-10-10", "2026-11-10"))}}, 4,
			"2026-07=0 2026-08=1 2026-09=1 2026-10=2 2026-11=2*"},
		{"the age at the end of each month", "issue-age", only(issues("2026-08-31T00:00:00Z", "2026-09-29T00:00:00Z - 2026-10-02")), 3, "2026-08=1 2026-09=16.5 2026-10=62 2026-11=83.5*"},
		{"time to close counts in the month of closing", "time-to-close", only(issues("2026-08-31 - 2026-09-02", "2026-09-01 - 2026-09-05")), 2, "2026-09=3 2026-10=- 2026-11=-*"},
		{"the ratio counts what a month found open", "change-request-closure-ratio", only(requests("2026-08-01 2026-10-01 merged", "2026-10-02")), 3, "2026-08=0 2026-09=0 2026-10=50 2026-11=0*"},
		{"stars are known on the days that were written down", "stars", Data{Projects: P{project(old.ID, starred(9))}, History: []*dataset.History{history("2026-08", "2026-08-31", old.ID, "stars", 5)}}, 4,
			"2026-07=? 2026-08=5 2026-09=? 2026-10=? 2026-11=9*"},
		{"two answers, one unknown, make a partial sum", "commits", Data{Projects: P{old, project("h/acme/b")}, Activity: A{activity(old.ID, commitsBy("2026-10=1")), activity("h/acme/b", since("2026-10"), commitsBy("2026-10=2"))}}, 2,
			"2026-09=0 2026-10=3 2026-11=0*"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := with(c.data).Series(metric(t, c.metric), Company(), c.months)
			if got := line(s.Points); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestQuartersAndYears holds longer periods: they follow the calendar, and the last still runs.
func TestQuartersAndYears(t *testing.T) {
	steady := commitsBy("2025-01=1 2025-10=1 2026-01=1 2026-03=2 2026-07=3 2026-10=4 2026-11=5")
	standing := Data{Projects: P{project("h/a/b", starred(9))}, History: []*dataset.History{history("2026-09", "2026-09-30", "h/a/b", "stars", 5)}}
	for name, c := range map[string]struct {
		data          Data
		metric        string
		every, months int
		want          string
	}{
		"quarters":                     {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady)}}, "commits", 3, 9, "2026-Q1=3 2026-Q2=0 2026-Q3=3 2026-Q4=9*"},
		"a part of a quarter is whole": {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady)}}, "commits", 3, 5, "2026-Q2=0 2026-Q3=3 2026-Q4=9*"},
		"years":                        {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady)}}, "commits", 12, 24, "2024=0 2025=2 2026=15*"},
		"records that end in a quarter": {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady, through("2026-11-01"))}}, "commits", 3, 1,
			"2026-Q4=4*"},
		"records that end with a quarter": {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady, through("2026-10-01"))}}, "commits", 3, 3, "2026-Q3=3"},
		"a quarter before the record":     {Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", steady, since("2026-05"))}}, "commits", 3, 6, "2026-Q2=? 2026-Q3=3 2026-Q4=9*"},
		"what stands at a quarter's end":  {standing, "stars", 3, 3, "2026-Q3=5 2026-Q4=9*"},
	} {
		t.Run(name, func(t *testing.T) {
			s := with(c.data).SeriesEvery(metric(t, c.metric), Company(), c.every, c.months)
			for i := range s.Points {
				s.Points[i].Month = dataset.Month(s.Points[i].Label)
			}
			if got := line(s.Points); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTrimDropsOnlyWhatIsUnknownBefore(t *testing.T) {
	f := with(Data{Projects: P{project("h/a/b")}, Activity: A{activity("h/a/b", since("2026-09"), commitsBy("2026-09=3"))}})
	s := f.Series(commits, Company(), 5).Trim()
	if got, want := line(s.Points), "2026-09=3 2026-10=0 2026-11=0*"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := line(s.Whole()), "2026-09=3 2026-10=0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestTrimDropsTheNothingOfThoseThatCameLater: of a project that is known from its first day there was nothing before, while
// of an older one nothing is known yet.
func TestTrimDropsTheNothingOfThoseThatCameLater(t *testing.T) {
	late := project("h/a/late", created("2026-09-10"))
	f := with(Data{Projects: P{project("h/a/old"), late}, Activity: A{
		activity("h/a/old", since("2026-08"), commitsBy("2026-08=3")), activity("h/a/late", since("2026-09"), commitsBy("2026-09=2"))}})
	if got, want := line(f.Series(commits, Company(), 5).Trim().Points), "2026-08=3 2026-09=2 2026-10=0 2026-11=0*"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestTrimDropsMonthsOfWhichLittleIsKnown: a leap because two more projects are looked at is no growth.
func TestTrimDropsMonthsOfWhichLittleIsKnown(t *testing.T) {
	early := activity("h/a/early", since("2026-07"), commitsBy("2026-07=1 2026-08=1 2026-09=1"))
	f := with(Data{Projects: P{project("h/a/early"), project("h/a/b"), project("h/a/c")}, Activity: A{early,
		activity("h/a/b", since("2026-08"), commitsBy("2026-08=5")), activity("h/a/c", since("2026-09"), commitsBy("2026-09=5"))}})
	if got, want := line(f.Series(commits, Company(), 5).Trim().Points), "2026-08=6 2026-09=6 2026-10=0 2026-11=0*"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestMonthsSumToTheirWindow holds for every metric that says it adds, and is how nobody counts a month twice.
func TestMonthsSumToTheirWindow(t *testing.T) {
	f := with(lively())
	for _, m := range All() {
		if !m.MonthsAdd() {
			continue
		}
		for _, scope := range []Scope{Company(), Organization("acme"), OfProject("h/ajax/axe")} {
			r := f.Reading(m, scope, 12)
			sum, same := 0.0, true
			for _, p := range f.Series(m, scope, 12).Whole() {
				same = same && p.Known == r.Value.Known
				if p.Number != nil {
					sum += *p.Number
				}
			}
			if same && r.Value.Number != nil && sum != *r.Value.Number {
				t.Errorf("%s of %v: months sum to %v, the window is %v", m.ID, scope, sum, *r.Value.Number)
			}
		}
	}
}

// TestPartsSumToTheirWhole holds for every breakdown that says it adds.
func TestPartsSumToTheirWhole(t *testing.T) {
	f := with(lively())
	for _, m := range All() {
		for _, by := range []By{ByProject, ByOrganization, ByLanguage, ByLicense, ByStatus, ByCategory} {
			b := f.Breakdown(m, Company(), by, 12)
			sum, known := 0.0, 0
			for _, p := range b.Parts {
				known += p.Value.Known
				if p.Value.Number != nil {
					sum += *p.Value.Number
				}
			}
			if b.Adds && b.Whole.Number != nil && len(b.Parts) > 0 && sum != *b.Whole.Number {
				t.Errorf("%s by %s: parts sum to %v, the whole is %v", m.ID, by, sum, *b.Whole.Number)
			}
			if by != ByCategory && known != b.Whole.Known {
				t.Errorf("%s by %s: %d parts known, the whole has %d", m.ID, by, known, b.Whole.Known)
			}
		}
	}
}

// lively is a small company with a bit of everything: unknowns, an archived and a private project, two organisations.
func lively() Data {
	day := func(s string) *dataset.Date { return dataset.Of(dataset.Date(s)) }
	return Data{
		Projects: P{
			project("h/acme/anvil", created("2024-01-05"), starred(7), licensed("MIT"), released("2026-03-01", "2026-09-01"), func(p *dataset.Project) {
				p.OpenIssues, p.ClosedIssues, p.Languages = dataset.Of(1), dataset.Of(1), map[string]int{"Go": 9, "C": 1}
				p.Changed = maybe("2026-11-01")
				p.Community.SecurityPolicy, p.Community.Contributing = dataset.Of(true), dataset.Of(false)
			}),
			project("h/acme/hammer", created("2025-06-01"), func(p *dataset.Project) { p.Archived = true }),
			project("h/ajax/axe", starred(3), licensed("Apache-2.0"), incomplete, func(p *dataset.Project) { p.Visibility = dataset.VisibilityPrivate }),
		},
		Activity: A{
			activity("h/acme/anvil", commitsBy("2026-08=4 2026-10=6 2026-11=1"), func(a *dataset.Activity) { a.BotCommits = counts("2026-10=2") },
				people("ann@acme 2026-08=4 2026-10=2", "bob 2026-10=2"), issues("2026-09-01 2026-09-02 2026-09-05", "2026-10-01"),
				requests("2026-09-01 2026-09-03 merged", "2026-10-01")),
			activity("h/ajax/axe", since("2025-12"), commitsBy("2026-10=3"), people("ann@acme 2026-10=3"), issues("2026-10-01 2026-10-03")),
		},
		Products: []*dataset.Product{{ID: "forge", Name: "Forge", Project: "h/acme/anvil", Provenance: from("sbom")}, {ID: "kiln", Name: "Kiln", Provenance: from("sbom")}},
		Inventories: []*dataset.Inventory{
			{ID: "forge", Product: "forge", Provenance: from("sbom"), Components: []dataset.Component{{PURL: "pkg:npm/a@1", Name: "a", License: dataset.Of("MIT")}, {PURL: "pkg:npm/b@1", Name: "b"}}},
			{ID: "h/ajax/axe", Project: "h/ajax/axe", Provenance: from("github"), Components: []dataset.Component{{PURL: "pkg:npm/a@1", Name: "a", License: dataset.Of("MIT")}, {Name: "c", License: dataset.Of("odd words")}}},
		},
		Vulnerabilities: []*dataset.Vulnerabilities{{ID: "forge", Product: "forge", Provenance: from("osv"), Vulnerabilities: []dataset.Vulnerability{
			{ID: "GHSA-1", Component: "pkg:npm/a", FirstSeen: day("2025-03-01"), Resolved: day("2026-03-11")},
			{ID: "GHSA-2", Component: "pkg:npm/b", FirstSeen: day("2026-10-20")},
		}}},
		Scorecards:   []*dataset.Scorecard{{Project: "h/acme/anvil", Date: "2026-11-01", Score: dataset.Of(7.2), Provenance: from("scorecard")}},
		Outbound:     []*dataset.Outbound{{Project: "h/others/thing", ChangeRequests: counts("2025-10=2 2026-10=5"), Provenance: from("outbound")}, {Project: "h/others/mute", Provenance: from("outbound")}},
		LicenseKnown: map[string]bool{"odd words": false, "MIT": true},
		Verdicts:     map[Scope]map[string]int{Company(): {"allowed": 2, "forbidden": 1}},
		Groups:       []Group{{ID: "tools", Title: "Tools", Projects: []string{"h/acme/anvil", "h/ajax/axe", "h/gone/gone", "h/acme/anvil"}}},
	}
}

// TestStandingsCalculatedByHand reads the figures of the small company.
func TestStandingsCalculatedByHand(t *testing.T) {
	f := with(lively())
	for _, c := range []struct {
		metric string
		scope  Scope
		want   string
	}{
		{"projects", Company(), "3"},
		{"projects", OfGroup("tools"), "2"},
		{"stars", Company(), "10 from 2 of 3 projects"},
		{"sbom-coverage", Company(), "50"},                 // anvil no, axe yes, forge yes, kiln no; hammer is archived
		{"sbom-coverage", Organization("acme"), "50"},      // anvil no, forge yes
		{"components", Company(), "3"},                     // a is in both
		{"components", OfProduct("forge"), "2"},            //
		{"components", OfProject("h/acme/anvil"), "2"},     // those of the product made from it
		{"unknown-licenses", Company(), "2"},               // b without one, c with odd words
		{"unknown-licenses", OfProject("h/ajax/axe"), "1"}, //
		{"vulnerabilities-open", Company(), "1"},           //
		{"time-to-fix", Company(), "375"},                  // 1 March 2025 to 11 March 2026
		{"outbound-contributions", Company(), "5 from 1 of 2 outside projects"},
		{"outbound-contributions", Organization("acme"), "nothing"},
		{"forbidden-components", Company(), "1"},
		{"forbidden-components", Organization("acme"), "nothing"},
		{"licenses-declared", Company(), "2"},
		{"scorecard", Company(), "7.2 from 1 of 3 projects"},
		{"contributors", OfGroup("tools"), "2 from 1 of 2 projects"},
	} {
		if got := written(f.Reading(metric(t, c.metric), c.scope, 12).Value); got != c.want {
			t.Errorf("%s of %v: got %s, want %s", c.metric, c.scope, got, c.want)
		}
	}
}

func TestSeriesByPartsHaveTheMonthsOfTheWhole(t *testing.T) {
	f := with(lively())
	all := f.SeriesBy(commits, Company(), ByOrganization, 1, 3, 0)
	if len(all) != 2 || all[0].Label != "acme" || line(all[0].Points) != "2026-08=4 2026-09=0 2026-10=6 2026-11=1*" ||
		line(all[1].Points) != "2026-08=0 2026-09=0 2026-10=3 2026-11=0*" {
		t.Errorf("%d: %+v", len(all), all)
	}
	if most := f.SeriesBy(commits, Company(), ByProject, 1, 3, 1); len(most) != 1 || most[0].Label != "anvil" {
		t.Errorf("%+v", most)
	}
}

func TestScopesAreReadAsTheyAreWritten(t *testing.T) {
	f := with(lively())
	for word, has := range map[string]bool{"company": true, "organization/acme": true, "organization/none": false, "group/tools": true, "product/kiln": true,
		"product/none": false, "project/h/acme/anvil": true} {
		s, ok := ParseScope(word)
		if !ok || s.String() != word || f.Has(s) != has {
			t.Errorf("%s: %v %v, has %v", word, s, ok, f.Has(s))
		}
	}
	for _, word := range []string{"team/x", "organization", "organization/", "company/x"} {
		if s, ok := ParseScope(word); ok {
			t.Errorf("%s is read as %v", word, s)
		}
	}
	if s, ok := ParseScope(""); !ok || s != Company() {
		t.Error(s)
	}
}

func TestWhatOtherPagesAsk(t *testing.T) {
	f := with(lively())
	if got := f.CommitsByMonth("h/acme/anvil"); len(got) != 3 || got["2026-08"] != 4 {
		t.Error(got)
	}
	if f.CommitsByMonth("h/acme/hammer") != nil || f.Year("h/acme/anvil") != nil {
		t.Error("something unknown is known")
	}
	for s, want := range map[Scope]string{Company(): "", Organization("acme"): "acme", OfGroup("tools"): "Tools", OfProject("h/acme/anvil"): "anvil", OfProduct("kiln"): "Kiln"} {
		if got := f.ScopeTitle(s); got != want {
			t.Errorf("%v: got %q, want %q", s, got, want)
		}
	}
	if got := f.Organizations(); len(got) != 2 || got[0] != "acme" {
		t.Error(got)
	}
}
