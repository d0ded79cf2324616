package metrics

import (
	"time"

	"portolan/collectors/dataset"
)

// Life is where a project stands in its life, and who says so.
type Life struct {
	// Status is empty where nothing is declared and nothing tells.
	Status dataset.Status
	// Declared is true where the owner or the forge says so, false where it follows from what happens in the project.
	Declared bool
	// Dormant is true where nothing has changed for so long that it no longer counts as maintained: two years by default.
	Dormant bool
	// Why says what decided, as a sentence.
	Why string
}

// Life returns the status of a project: as declared, else as far as what happens in it tells.
func (f *Figures) Life(project string) Life {
	p := f.Project(project)
	if p == nil {
		return Life{Why: f.data.Words.Text("life.nowhere")}
	}
	w, t := f.data.Words, f.data.Thresholds
	changed, what := f.lastChange(p)
	l := Life{Status: f.statusOf(p, changed), Declared: p.Archived || p.Status != "", Dormant: f.dormant(changed)}
	switch {
	case p.Archived:
		l.Why = w.Text("life.archived")
	case l.Declared:
		l.Why = w.Text("life.declared")
	case changed.IsZero():
		l.Why = w.Text("life.untold")
	case l.Status == dataset.StatusActive:
		l.Why = w.Text("life.active", w.Text("life."+what), w.DayOf(changed), w.With(w.Number(t.ActiveMonths), "months"))
	case l.Status == dataset.StatusMaintenance:
		l.Why = w.Text("life.maintained", w.Text("life."+what), w.DayOf(changed), w.With(w.Number(t.MaintainedMonths), "months"))
	default:
		l.Why = w.Text("life.dormant", w.DayOf(changed))
	}
	return l
}

// Status is where a project stands in its life, declared or told by what happens in it; "" where nothing tells. It is that of
// Life without the sentence: every list of projects asks for it.
func (f *Figures) Status(project string) dataset.Status {
	p := f.Project(project)
	if p == nil {
		return ""
	}
	changed, _ := f.lastChange(p)
	return f.statusOf(p, changed)
}

// statusOf is the status of a project that last changed at a moment: as declared, else by how long ago that is.
func (f *Figures) statusOf(p *Project, changed time.Time) dataset.Status {
	switch {
	case p.Archived:
		return dataset.StatusArchived
	case p.Status != "":
		return p.Status
	case changed.IsZero():
		return ""
	case f.goesOn(changed):
		return dataset.StatusActive
	case !f.dormant(changed):
		return dataset.StatusMaintenance
	}
	return ""
}

// goesOn tells whether something has changed so recently that work goes on in a project.
func (f *Figures) goesOn(changed time.Time) bool {
	return !f.data.Now.ReachedDay(changed.AddDate(0, f.data.Thresholds.ActiveMonths, 0))
}

// dormant tells whether nothing has changed for so long that nobody can count on a project.
func (f *Figures) dormant(changed time.Time) bool {
	return !changed.IsZero() && f.data.Now.ReachedDay(changed.AddDate(0, f.data.Thresholds.MaintainedMonths, 0))
}

// lastChange is the latest sign of work in a project: a change to the repository or a release; zero where none is known.
func (f *Figures) lastChange(p *Project) (at time.Time, what string) {
	if p.Changed != nil {
		at, what = p.Changed.Time, "change"
	}
	for _, r := range p.Releases {
		if r.Published.After(at) {
			at, what = r.Published.Time, "release"
		}
	}
	return at, what
}
