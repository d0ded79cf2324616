package metrics

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
)

// TestEveryMetricIsWhole reads what pages show of each metric.
func TestEveryMetricIsWhole(t *testing.T) {
	seen := map[string]bool{}
	f := with(lively())
	for _, m := range All() {
		t.Run(m.ID, func(t *testing.T) {
			if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(m.ID) || seen[m.ID] || ByID(m.ID) != m {
				t.Errorf("the ID %q is no single word of its own", m.ID)
			}
			seen[m.ID] = true
			if !english.Has("metric."+m.ID) || m.Unit == "" || m.Parts == "" || m.Direction == "" || !strings.HasSuffix(m.Question(english), "?") {
				t.Errorf("something is missing in %+v", m)
			}
			if (m.CHAOSS == "") != (m.Address == "") || m.Address != "" && !strings.HasPrefix(m.Address, "https://chaoss.community/kb/") {
				t.Errorf("%q at %q", m.CHAOSS, m.Address)
			}
			for _, part := range []string{"**What it is.** ", "**How it is counted.** ", "**What it does not say.** "} {
				if !strings.Contains(m.Definition("en"), part) {
					t.Errorf("the definition lacks %q", part)
				}
			}
			for _, part := range []string{"**Was es ist.** ", "**Wie gezählt wird.** ", "**Was es nicht sagt.** "} {
				if !strings.Contains(m.Definition("de-AT"), part) {
					t.Errorf("the German definition lacks %q", part)
				}
			}
			if m.Definition("fr") != m.Definition("en") {
				t.Error("a language without a definition does not fall back to English")
			}
			r := f.Reading(m, Company(), 12)
			if !strings.HasSuffix(r.Sentence(english), ".") {
				t.Errorf("the sentence is %q", r.Sentence(english))
			}
			if r.Value.Number != nil && len(r.Basis.Sources) == 0 && m.ID != "forbidden-components" {
				t.Error("nobody said so")
			}
		})
	}
	if len(seen) < 31 {
		t.Errorf("%d metrics", len(seen))
	}
}

func TestEveryDefinitionHasItsMetric(t *testing.T) {
	files, err := definitions.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if ByID(strings.TrimSuffix(strings.TrimSuffix(file.Name(), ".md"), ".de")) == nil {
			t.Errorf("%s defines no metric", file.Name())
		}
	}
}

// TestMergeTakesEachGroupFromTheFirstThatKnows pins who is believed on what.
func TestMergeTakesEachGroupFromTheFirstThatKnows(t *testing.T) {
	forge := project("h/acme/anvil", starred(5), licensed("NOASSERTION"), func(p *dataset.Project) { p.Description = "from the forge" })
	clone := project("h/acme/anvil", starred(99), licensed("MIT"), func(p *dataset.Project) {
		p.Provenance = from("git")
		p.Description, p.Owner, p.Organization = "from the clone", "tools", "other"
	})
	code := project("h/acme/anvil", func(p *dataset.Project) {
		p.Provenance = from("codejson")
		p.Status, p.Owner = dataset.StatusActive, "somebody else"
		p.OpenIssues = dataset.Of(3)
	})
	merged := Merge(P{code, clone, forge, project("h/acme/a")})
	if len(merged) != 2 || merged[0].ID != "h/acme/a" {
		t.Fatalf("%d projects", len(merged))
	}
	p := merged[1]
	if *p.Stars != 5 || p.Description != "from the forge" || *p.License.Expression != "MIT" || p.Status != dataset.StatusActive ||
		p.Owner != "tools" || *p.OpenIssues != 3 || p.Organization != "acme" || p.Forks != nil {
		t.Errorf("%+v", p.Project)
	}
	for fields, want := range map[string]string{"popularity": "github", "licence": "git", "status": "codejson", "issues": "codejson", "owner": "git"} {
		if s := p.Source(fields); s == nil || s.Provenance.Source != want {
			t.Errorf("%s: %+v", fields, s)
		}
	}
	if p.Source("languages") != nil {
		t.Error("somebody gave what nobody knows")
	}
	if *forge.Stars != 5 || forge.Status != "" {
		t.Error("the record was changed")
	}
}

func TestActivityIsTakenFromTheFirstThatKnows(t *testing.T) {
	clone := activity("h/acme/anvil", commitsBy("2026-10=9"), people("ann 2026-10=9"), func(a *dataset.Activity) { a.Provenance = from("git") })
	forge := activity("h/acme/anvil", commitsBy("2026-10=7"), issues("2026-10-01"))
	f := with(Data{Projects: P{project("h/acme/anvil")}, Activity: A{clone, forge}})
	for id, want := range map[string]string{"commits": "7 github", "contributors": "1 git", "issues-new": "1 github"} {
		r := f.Reading(ByID(id), Company(), 12)
		if got := written(r.Value) + " " + strings.Join(r.Basis.Sources, " "); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
}

func TestABasisSaysWhoWhenAndHowOld(t *testing.T) {
	old := project("h/acme/anvil", starred(5), func(p *dataset.Project) {
		p.Provenance.Collected = stamp("2026-09-01")
		p.Provenance.Example = true
	})
	failing := project("h/acme/b", starred(5), incomplete, func(p *dataset.Project) { p.Provenance.StaleSince = maybe("2026-11-21") })
	d := Data{Projects: P{old, failing, project("h/acme/c", starred(1))}, Now: moment.At(now), StaleAfter: 30 * 24 * time.Hour}
	b := figuresOf(d).Reading(stars, Company(), 12).Basis
	if b.StaleParts != 2 || !b.Stale || !b.Example || !b.Incomplete || !b.Oldest.Equal(at("2026-09-01T00:00:00Z")) || !b.Newest.Equal(now) {
		t.Errorf("%+v", b)
	}
	d.Projects = P{project("h/acme/c", starred(1))}
	if b := figuresOf(d).Reading(stars, Company(), 12).Basis; b.Stale || b.Example || b.Incomplete {
		t.Errorf("%+v", b)
	}
}

func TestTheCompanyEntryOfHistoryIsNeverRead(t *testing.T) {
	f := with(Data{Projects: P{project("h/acme/anvil", starred(5))}, History: []*dataset.History{
		history("2026-10", "2026-10-31", "company", "stars", 900), history("2026-09", "2026-09-30", "h/acme/hidden", "stars", 800)}})
	if got, want := line(f.Series(stars, Company(), 2).Points), "2026-09=? 2026-10=? 2026-11=5*"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLife derives what owners do not declare.
func TestLife(t *testing.T) {
	changed := func(s string) func(*dataset.Project) { return func(p *dataset.Project) { p.Changed = maybe(s) } }
	for name, c := range map[string]struct {
		project  *dataset.Project
		want     dataset.Status
		declared bool
		dormant  bool
	}{
		"archived wins over what is declared": {project("p", func(p *dataset.Project) { p.Archived, p.Status = true, dataset.StatusActive }), dataset.StatusArchived, true, false},
		"declared wins over what happens":     {project("p", changed("2026-11-20"), func(p *dataset.Project) { p.Status = dataset.StatusDeprecated }), dataset.StatusDeprecated, true, false},
		"a day inside six months":             {project("p", changed("2026-05-23")), dataset.StatusActive, false, false},
		"six months to the day":               {project("p", changed("2026-05-22")), dataset.StatusMaintenance, false, false},
		"a release counts":                    {project("p", changed("2025-01-01"), released("2026-10-01")), dataset.StatusActive, false, false},
		"two years of silence":                {project("p", changed("2024-11-01")), "", false, true},
		"nothing known":                       {project("p"), "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := with(Data{Projects: P{c.project}})
			l := f.Life("p")
			if f.Status("p") != l.Status {
				t.Errorf("the status alone is %q, with its sentence %q", f.Status("p"), l.Status)
			}
			if l.Status != c.want || l.Declared != c.declared || l.Dormant != c.dormant || l.Why == "" {
				t.Errorf("%+v", l)
			}
		})
	}
}

// TestHealth reads a project of the small company.
func TestHealth(t *testing.T) {
	f := with(lively())
	want := map[string]string{
		"active": "met: the latest change on 1 November 2026", "replies": "met: 24 hours", "issues": "unmet: 2 opened, 1 closed",
		"changes": "unmet: 50%", "releases": "met: 2 releases", "several-people": "unmet: 1 person", "newcomers": "met: 2 people",
		"contributing": "unmet: not there", "conduct": "unknown: unknown", "security": "met: there", "licence": "met: MIT",
		"scorecard": "met: 7.2 points of 10", "vulnerabilities": "met: 1 open, 0 of them for longer",
	}
	h := f.Health("h/acme/anvil")
	for _, c := range h.Criteria {
		if got := string(c.Standing) + ": " + c.Found; got != want[c.ID] {
			t.Errorf("%s: got %q, want %q", c.ID, got, want[c.ID])
		}
		if c.Asked == "" || c.Why == "" || c.Title == "" {
			t.Errorf("%s says too little", c.ID)
		}
	}
	if h.Met+h.Unmet+h.Unknown+h.NotAsked != len(want) || h.Unmet != 4 || h.Unknown != 1 {
		t.Errorf("%d met, %d unmet, %d unknown, %d not asked", h.Met, h.Unmet, h.Unknown, h.NotAsked)
	}
	archived := f.Health("h/acme/hammer")
	if archived.NotAsked != len(workCriteria) {
		t.Errorf("%d not asked of an archived project", archived.NotAsked)
	}
	if len(f.Health("nowhere").Criteria) != 0 {
		t.Error("a project that is not there was judged")
	}
}
