package metrics

import (
	"slices"

	"portolan/collectors/dataset"
)

// Reading is a metric over a window, with the window before it beside it.
type Reading struct {
	Metric *Metric
	Scope  Scope
	Period Period
	Value  Value
	// Previous is the same metric over the window before.
	PreviousPeriod Period
	Previous       Value
	// Change is what the figure rose by, negative for a fall; nil where one of the two is not known. It is over the parts
	// that are known in both windows, of which there are Compared.
	Change   *float64
	Compared int
	// Percent is Change in percent of the value before; nil too where that was zero, and for figures that are percentages.
	Percent *float64
	// Better is true for a change in the metric's good direction, false for one in the other; nil where there is no change,
	// or neither is better.
	Better *bool
	Basis  Basis

	compared [2]float64 // before and now, over the parts known in both
}

// Reading computes a metric in a scope over the last so many whole months: 3, 12 or 36, or any other number. A standing is
// read as it is now and compared with what it was so many months ago. Of a single project, twelve months are those to the
// moment of collection where its source counted them so.
func (f *Figures) Reading(m *Metric, s Scope, months int) Reading {
	if !s.wide() {
		return f.read(m, s, months)
	}
	return remembered(&f.answers, readingOf{m, s, months}, func() Reading { return f.read(m, s, months) })
}

func (f *Figures) read(m *Metric, s Scope, months int) Reading {
	subjects := m.count.subjects(f, s)
	running, _ := f.running(m, subjects)
	w, before := windows(m, running, months)
	basis := f.basisIn(m, s, subjects)
	r := Reading{Metric: m, Scope: s, Period: f.periodIn(m, basis, w), PreviousPeriod: periodOf(before), Basis: basis}
	if m.Standing {
		r.PreviousPeriod = Period{From: startOf(before.to), To: startOf(before.to)}
	}
	now, then := f.known(m, subjects, w), f.known(m, subjects, before)
	r.Value, r.Previous = f.valueOfKnown(m, s, now, len(subjects), w), f.valueOfKnown(m, s, then, len(subjects), before)
	if exact, told := f.exact(m, s, months); told {
		at := f.position[s.ID]
		r.Value = exact
		r.Period = Period{From: f.facts[at].year.From.Time, To: f.facts[at].through, Months: 12, Exact: true}
		r.Basis = Basis{}
		r.Basis.add(f.facts[at].yearOrigin)
		r.Basis.Stale = f.facts[at].yearOrigin.stale
		f.compare(&r, r.Value, r.Previous)
	} else {
		f.compareKnown(&r, now, then, w, before)
	}
	return r
}

// windows are the one asked for and the one before it.
func windows(m *Metric, running, months int) (w, before window) {
	if m.Standing {
		return window{from: running, to: running + 1, now: true, open: true}, window{from: running - months, to: running - months + 1}
	}
	return window{from: running - months, to: running}, window{from: running - 2*months, to: running - months}
}

// periodIn is the time that a window stands for: for a standing, the moment at which the latest source was asked.
func (f *Figures) periodIn(m *Metric, b Basis, w window) Period {
	if !m.Standing {
		return periodOf(w)
	}
	if b.Newest == nil {
		return Period{undated: f.data.Now}
	}
	return Period{From: *b.Newest, To: *b.Newest}
}

// exact is the figure of a project over the year before collection, where its source counted it.
func (f *Figures) exact(m *Metric, s Scope, months int) (v Value, told bool) {
	if months != 12 || s.Kind != KindProject || m.count.year == nil {
		return Value{}, false
	}
	at, found := f.position[s.ID]
	if !found || f.facts[at].year == nil {
		return Value{}, false
	}
	v = m.count.year(f.facts[at].year)
	v.Known, v.Of, v.Parts = 1, 1, m.Parts
	return v, v.Number != nil || v.Nothing
}

// compareKnown compares over the subjects that are known in both windows, so that a source that was added is no rise.
func (f *Figures) compareKnown(r *Reading, now, then []int, w, before window) {
	if slices.Equal(now, then) {
		f.compare(r, r.Value, r.Previous)
		r.Compared = len(now)
		return
	}
	var both []int
	for _, i := range now {
		if _, found := slices.BinarySearch(then, i); found {
			both = append(both, i)
		}
	}
	if len(both) > 0 {
		f.compare(r, f.value(r.Metric, both, w), f.value(r.Metric, both, before))
		r.Compared = len(both)
	}
}

func (f *Figures) compare(r *Reading, now, then Value) {
	if now.Number == nil || then.Number == nil {
		return
	}
	r.Compared = min(now.Known, then.Known)
	change := *now.Number - *then.Number
	r.Change = kept(change)
	r.compared = [2]float64{*then.Number, *now.Number}
	if *then.Number != 0 && r.Metric.Unit != "%" {
		r.Percent = dataset.Of(change / *then.Number * 100)
	}
	if change != 0 && r.Metric.Direction != Neither {
		r.Better = dataset.Of(change > 0 == (r.Metric.Direction == Higher))
	}
}
