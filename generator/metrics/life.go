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
	l := Life{Dormant: !changed.IsZero() && !changed.AddDate(0, t.MaintainedMonths, 0).After(f.data.Now)}
	switch {
	case p.Archived:
		l.Status, l.Declared, l.Why = dataset.StatusArchived, true, w.Text("life.archived")
	case p.Status != "":
		l.Status, l.Declared, l.Why = p.Status, true, w.Text("life.declared")
	case changed.IsZero():
		l.Why = w.Text("life.untold")
	case changed.AddDate(0, t.ActiveMonths, 0).After(f.data.Now):
		l.Status = dataset.StatusActive
		l.Why = w.Text("life.active", w.Text("life."+what), w.DayOf(changed), w.With(w.Number(t.ActiveMonths), "months"))
	case !l.Dormant:
		l.Status = dataset.StatusMaintenance
		l.Why = w.Text("life.maintained", w.Text("life."+what), w.DayOf(changed), w.With(w.Number(t.MaintainedMonths), "months"))
	default:
		l.Why = w.Text("life.dormant", w.DayOf(changed))
	}
	return l
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
