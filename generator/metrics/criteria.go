package metrics

import (
	"fmt"
	"time"

	"portolan/collectors/dataset"
)

func isActive(f *Figures, p *Project, t Thresholds) Criterion {
	c := Criterion{ID: "active", Title: "Is active", Asked: fmt.Sprintf("a change in the last %s", lengthOf(t.ActiveMonths)),
		Why: "Somebody has to be there when a defect shows.", Found: "unknown", Standing: CriterionUnknown}
	c.Basis = f.basisOfFields(p, "dates")
	if at, what := f.lastChange(p); !at.IsZero() {
		c.Found = "the latest " + what + " on " + day(at)
		c.Standing = standing(at.AddDate(0, t.ActiveMonths, 0).After(f.data.Now))
	}
	return c
}

func repliesQuickly(f *Figures, p *Project, t Thresholds) Criterion {
	asked := "half of the first responses within " + hoursWords(t.ResponseHours)
	return f.byReading(p, timeToFirstResponse, "replies", "Replies quickly", asked, "Who hears nothing for a week does not come back.",
		func(v float64) bool { return v <= t.ResponseHours })
}

func keepsUpWithIssues(f *Figures, p *Project, t Thresholds) Criterion {
	c := Criterion{ID: "issues", Title: "Keeps up with issues", Asked: fmt.Sprintf("%s issues closed for each hundred opened, in twelve months", digits(t.IssueRatio)),
		Why: "A list that only grows is read by nobody.", Found: "unknown", Standing: CriterionUnknown}
	scope := OfProject(p.ID)
	closed := f.Reading(issuesClosed, scope, 12)
	i := f.position[p.ID]
	running, _ := f.running(issuesNew, []int{i})
	opened := f.value(issuesNew, []int{i}, window{from: running - 12, to: running})
	c.Basis = closed.Basis
	if closed.Value.Number == nil || opened.Number == nil {
		return c
	}
	c.Found = fmt.Sprintf("%s opened, %s closed", digits(*opened.Number), digits(*closed.Value.Number))
	c.Standing = standing(*closed.Value.Number*100 >= *opened.Number*t.IssueRatio)
	return c
}

func keepsUpWithChanges(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, changeRequestClosureRatio, "changes", "Decides on proposed changes",
		digits(t.ChangeRatio)+"% of change requests merged or declined, in twelve months", "Work that nobody looks at was wasted.",
		func(v float64) bool { return v >= t.ChangeRatio })
}

func releasesSteadily(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, releases, "releases", "Releases steadily", Written(&t.Releases, "releases")+" in twelve months",
		"A mended defect helps when users can install it.", func(v float64) bool { return v >= t.Releases })
}

func restsOnSeveral(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, contributorAbsenceFactor, "several-people", "Does not rest on one person",
		"half of the commits by at least "+Written(&t.AbsenceFactor, "people")+", in twelve months",
		"A project of one ends when that one leaves.", func(v float64) bool { return v >= t.AbsenceFactor })
}

func welcomesNewcomers(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byReading(p, newContributors, "newcomers", "Welcomes newcomers", "1 new contributor in twelve months",
		"Without new people the old ones run out.", func(v float64) bool { return v >= 1 })
}

func saysHowToContribute(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.Contributing, "contributing", "Says how to contribute", "a contributing guide",
		"Who wants to help should not have to ask how.")
}

func saysHowToBehave(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.CodeOfConduct, "conduct", "Says how people treat each other", "a code of conduct",
		"People stay where they know that somebody would step in.")
}

func saysHowToReport(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.SecurityPolicy, "security", "Says how to report a security hole", "a security policy",
		"Who finds a hole needs a door that is not public.")
}

func hasALicense(f *Figures, p *Project, _ Thresholds) Criterion {
	c := f.byFile(p, hasLicense(f, f.position[p.ID]), "licence", "Has a licence", "a licence that is recognised",
		"Without a licence nobody may use it.")
	if c.Standing == CriterionMet {
		c.Found = *p.License.Expression
	}
	c.Basis = f.basisOfFields(p, "licence")
	return c
}

func followsPractices(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, scorecard, "scorecard", "Follows security practices", "an OpenSSF Scorecard of "+digits(t.Scorecard)+" or more",
		"The practices catch what one tired person would miss.", func(v float64) bool { return v >= t.Scorecard })
}

// mendsVulnerabilities asks that nothing known has been open for long. What was never looked up is unknown.
func mendsVulnerabilities(f *Figures, p *Project, t Thresholds) Criterion {
	c := Criterion{ID: "vulnerabilities", Title: "Mends known vulnerabilities", Found: "unknown", Standing: CriterionUnknown,
		Asked: fmt.Sprintf("no known vulnerability open for more than %d days", t.VulnerabilityDays), Why: "What is known to us is known to others."}
	subjects := vulnerabilitiesOpen.count.subjects(f, OfProject(p.ID))
	c.Basis = f.basisOf(vulnerabilitiesOpen.count, subjects)
	if len(subjects) == 0 {
		return c
	}
	open, old := 0, 0
	for _, i := range subjects {
		for _, v := range f.vulnerabilities[i].record.Vulnerabilities {
			if v.Resolved == nil {
				open++
				if v.FirstSeen != nil && f.data.Now.Sub(v.FirstSeen.Time()) > time.Duration(t.VulnerabilityDays)*24*time.Hour {
					old++
				}
			}
		}
	}
	c.Found, c.Standing = fmt.Sprintf("%d open, %d of them for longer", open, old), standing(old == 0)
	return c
}

// byReading judges a criterion by a metric over twelve months. Where there was nothing to measure, nothing was done wrong.
func (f *Figures) byReading(p *Project, m *Metric, id, title, asked, why string, met func(float64) bool) Criterion {
	r := f.Reading(m, OfProject(p.ID), 12)
	c := Criterion{ID: id, Title: title, Asked: asked, Why: why, Basis: r.Basis, Found: "unknown", Standing: CriterionUnknown}
	switch {
	case r.Value.Number != nil:
		c.Found, c.Standing = Written(r.Value.Number, m.Unit), standing(met(*r.Value.Number))
	case r.Value.Nothing:
		c.Found, c.Standing = "nothing to measure", CriterionNotAsked
	}
	return c
}

// byFile judges a criterion by whether something is there.
func (f *Figures) byFile(p *Project, there *bool, id, title, asked, why string) Criterion {
	c := Criterion{ID: id, Title: title, Asked: asked, Why: why, Basis: f.basisOfFields(p, "community"), Found: "unknown", Standing: CriterionUnknown}
	if there != nil {
		c.Found, c.Standing = map[bool]string{true: "there", false: "not there"}[*there], standing(*there)
	}
	return c
}

func (f *Figures) basisOfFields(p *Project, fields string) (b Basis) {
	o := f.fieldOrigin(p, fields)
	b.add(o)
	if b.Stale = o.stale; b.Stale {
		b.StaleParts = 1
	}
	return b
}

func standing(met bool) CriterionStanding {
	if met {
		return CriterionMet
	}
	return CriterionUnmet
}

// hoursWords writes a limit in days where it is whole days.
func hoursWords(hours float64) string {
	if hours >= 48 && hours == float64(int(hours/24)*24) {
		return Written(dataset.Of(hours/24), "days")
	}
	return Written(&hours, "hours")
}
