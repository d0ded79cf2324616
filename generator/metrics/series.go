package metrics

import "portolan/collectors/dataset"

// Point is a metric in one month.
type Point struct {
	Month dataset.Month
	Value
	// Unfinished marks the month that still ran when the sources were asked.
	Unfinished bool
}

// Series is a metric month by month.
type Series struct {
	Metric *Metric
	Scope  Scope
	// Label names the series among others: a project, an organisation; empty for a series of its own.
	Label  string
	Points []Point
	Basis  Basis
}

// Trim returns the series without the unknown months before its first known one.
func (s Series) Trim() Series {
	for len(s.Points) > 0 && s.Points[0].Number == nil && !s.Points[0].Nothing {
		s.Points = s.Points[1:]
	}
	return s
}

// Whole returns the points of whole months only.
func (s Series) Whole() []Point {
	points := s.Points
	if n := len(points); n > 0 && points[n-1].Unfinished {
		points = points[:n-1]
	}
	return points
}

// Series computes the last so many whole months of a metric in a scope, and the month that still runs.
func (f *Figures) Series(m *Metric, s Scope, months int) Series {
	subjects := m.count.subjects(f, s)
	running, partial := f.running(m, subjects)
	return Series{Metric: m, Scope: s, Points: f.points(m, subjects, running-months, running, partial), Basis: f.basisOf(m.count, subjects)}
}

// points computes a metric over subjects for the months from one to the one that runs.
func (f *Figures) points(m *Metric, subjects []int, from, running int, partial bool) []Point {
	var points []Point
	for month := from; month <= running; month++ {
		w := window{from: month - max(1, m.Trailing) + 1, to: month + 1, open: month == running, now: m.Standing && month == running}
		if w.open && !partial {
			break
		}
		points = append(points, Point{monthOf(month), f.value(m, subjects, w), w.open})
	}
	return points
}

// running is the month that still ran when the latest source was asked, and whether anything of it is known. Without any
// source it is the month of the build.
func (f *Figures) running(m *Metric, subjects []int) (month int, partial bool) {
	month = -1
	for _, i := range subjects {
		r := m.count.reach(f, i)
		if r.through > month {
			month, partial = r.through, r.partial
		} else if r.through == month {
			partial = partial || r.partial
		}
	}
	if month < 0 {
		return numberOf(f.data.Now), false
	}
	return month, partial
}

// value computes a metric over the subjects that are known in a window.
func (f *Figures) value(m *Metric, subjects []int, w window) Value {
	known := f.known(m, subjects, w)
	v := Value{}
	switch {
	case len(known) > 0:
		v = m.count.over(f, known, w)
	case len(subjects) == 0:
		v.Nothing = true
	}
	v.Known, v.Of, v.Parts = len(known), len(subjects), m.Parts
	return v
}

// known returns the subjects of which everything in a window is known.
func (f *Figures) known(m *Metric, subjects []int, w window) []int {
	known := make([]int, 0, len(subjects))
	for _, i := range subjects {
		if m.count.knows(f, i, w) {
			known = append(known, i)
		}
	}
	return known
}
