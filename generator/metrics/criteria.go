package metrics

import (
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/words"
)

// criterion is one of which nothing is known yet. Its texts are "health.ID", what is asked for and why it matters.
func (f *Figures) criterion(id, asked string, b Basis) Criterion {
	w := f.data.Words
	return Criterion{ID: id, Title: w.Text("health." + id), Asked: asked, Why: w.Text("health." + id + ".why"),
		Found: w.Word("unknown"), Standing: CriterionUnknown, Basis: b}
}

// asked says what a criterion asks for.
func (f *Figures) asked(id string, limits ...any) string {
	return f.data.Words.Text("health."+id+".asked", limits...)
}

func isActive(f *Figures, p *Project, t Thresholds) Criterion {
	w := f.data.Words
	c := f.criterion("active", f.asked("active", w.With(w.Number(t.ActiveMonths), "months")), f.basisOfFields(p, "dates"))
	if at, what := f.lastChange(p); !at.IsZero() {
		c.Found = w.Text("health.active.found", w.Text("life."+what), w.DayOf(at))
		c.Standing = standing(f.goesOn(at))
	}
	return c
}

func repliesQuickly(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, timeToFirstResponse, "replies", f.asked("replies", hoursIn(f.data.Words, t.ResponseHours)),
		func(v float64) bool { return v <= t.ResponseHours })
}

func keepsUpWithIssues(f *Figures, p *Project, t Thresholds) Criterion {
	w, scope := f.data.Words, OfProject(p.ID)
	closed := f.Reading(issuesClosed, scope, 12)
	i := f.position[p.ID]
	running, _ := f.running(issuesNew, []int{i})
	opened := f.value(issuesNew, []int{i}, window{from: running - 12, to: running})
	c := f.criterion("issues", f.asked("issues", w.Figure(t.IssueRatio)), closed.Basis)
	if closed.Value.Number == nil || opened.Number == nil {
		return c
	}
	c.Found = w.Text("health.issues.found", w.Figure(*opened.Number), w.Figure(*closed.Value.Number))
	c.Standing = standing(*closed.Value.Number*100 >= *opened.Number*t.IssueRatio)
	return c
}

func keepsUpWithChanges(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, changeRequestClosureRatio, "changes", f.asked("changes", f.data.Words.Amount(&t.ChangeRatio, "%")),
		func(v float64) bool { return v >= t.ChangeRatio })
}

func releasesSteadily(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, releases, "releases", f.asked("releases", f.data.Words.Amount(&t.Releases, "releases")),
		func(v float64) bool { return v >= t.Releases })
}

func restsOnSeveral(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, contributorAbsenceFactor, "several-people", f.asked("several-people", f.data.Words.Amount(&t.AbsenceFactor, "people")),
		func(v float64) bool { return v >= t.AbsenceFactor })
}

func welcomesNewcomers(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, newContributors, "newcomers", f.asked("newcomers", f.data.Words.Amount(&t.Newcomers, "new contributors")),
		func(v float64) bool { return v >= t.Newcomers })
}

func saysHowToContribute(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.Contributing, "contributing")
}

func saysHowToBehave(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.CodeOfConduct, "conduct")
}

func saysHowToReport(f *Figures, p *Project, _ Thresholds) Criterion {
	return f.byFile(p, p.Community.SecurityPolicy, "security")
}

func hasALicense(f *Figures, p *Project, _ Thresholds) Criterion {
	c := f.byFile(p, hasLicense(f, f.position[p.ID]), "licence")
	if c.Standing == CriterionMet {
		c.Found = *p.License.Expression
	}
	c.Basis = f.basisOfFields(p, "licence")
	return c
}

func followsPractices(f *Figures, p *Project, t Thresholds) Criterion {
	return f.byReading(p, scorecard, "scorecard", f.asked("scorecard", f.data.Words.Figure(t.Scorecard)),
		func(v float64) bool { return v >= t.Scorecard })
}

// mendsVulnerabilities asks that nothing known has been open for long. What was never looked up is unknown.
func mendsVulnerabilities(f *Figures, p *Project, t Thresholds) Criterion {
	w := f.data.Words
	subjects := vulnerabilitiesOpen.count.subjects(f, OfProject(p.ID))
	c := f.criterion("vulnerabilities", f.asked("vulnerabilities", w.With(w.Number(t.VulnerabilityDays), "days")), f.basisOf(vulnerabilitiesOpen.count, subjects))
	if len(subjects) == 0 {
		return c
	}
	open, old := 0, 0
	for _, i := range subjects {
		for _, v := range f.vulnerabilities[i].record.Vulnerabilities {
			if v.Resolved == nil {
				open++
				if v.FirstSeen != nil && f.data.Now.Past(v.FirstSeen.Time().Add(time.Duration(t.VulnerabilityDays)*24*time.Hour)) {
					old++
				}
			}
		}
	}
	c.Found, c.Standing = w.Text("health.vulnerabilities.found", w.Number(open), w.Number(old)), standing(old == 0)
	return c
}

// byReading judges a criterion by a metric over twelve months. Where there was nothing to measure, nothing was done wrong.
func (f *Figures) byReading(p *Project, m *Metric, id, asked string, met func(float64) bool) Criterion {
	r := f.Reading(m, OfProject(p.ID), 12)
	c := f.criterion(id, asked, r.Basis)
	switch {
	case r.Value.Number != nil:
		c.Found, c.Standing = f.data.Words.Amount(r.Value.Number, m.Unit), standing(met(*r.Value.Number))
	case r.Value.Nothing:
		c.Found, c.Standing = f.data.Words.Text("health.nothing"), CriterionNotAsked
	}
	return c
}

// byFile judges a criterion by whether something is there.
func (f *Figures) byFile(p *Project, there *bool, id string) Criterion {
	c := f.criterion(id, f.asked(id), f.basisOfFields(p, "community"))
	if there != nil {
		key := map[bool]string{true: "health.there", false: "health.missing"}[*there]
		c.Found, c.Standing = f.data.Words.Text(key), standing(*there)
	}
	return c
}

func (f *Figures) basisOfFields(p *Project, fields string) (b Basis) {
	o := f.fieldOrigin(p, fields, f.facts[f.position[p.ID]].nameOrigin)
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

// hoursIn writes a limit in days where it is whole days.
func hoursIn(w *words.Words, hours float64) string {
	if hours >= 48 && hours == float64(int(hours/24)*24) {
		return w.Amount(dataset.Of(hours/24), "days")
	}
	return w.Amount(&hours, "hours")
}
