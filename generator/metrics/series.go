package metrics

import (
	"fmt"
	"slices"

	"portolan/collectors/dataset"
)

// Point is a metric in one month, quarter or year.
type Point struct {
	// Month is the month, or the first of the quarter or year.
	Month dataset.Month
	// Label names the period: "2026-10", "2026-Q4", "2026".
	Label string
	Value
	// Unfinished marks the period that still ran when the sources were asked.
	Unfinished bool
}

// Series is a metric month by month, quarter by quarter or year by year.
type Series struct {
	Metric *Metric
	Scope  Scope
	// Label names the series among others: a project, an organisation; empty for a series of its own.
	Label  string
	Points []Point
	Basis  Basis
}

// Trim returns the series without the months before the first that can be compared with those that follow: those that are
// unknown, those of which less than half is known of what is known in the end, and those where what is known is none and the
// rest is unknown, for projects that came later are known to have had none before.
func (s Series) Trim() Series {
	known := 0
	if whole := s.Whole(); len(whole) > 0 {
		known = whole[len(whole)-1].Known
	}
	for len(s.Points) > 0 && s.Points[0].saysLittle(known) {
		s.Points = s.Points[1:]
	}
	return s
}

// saysLittle tells whether a value cannot be compared with later ones, of which so many parts are known.
func (v Value) saysLittle(known int) bool {
	if v.Number == nil && !v.Nothing {
		return true
	}
	return v.Known < v.Of && (2*v.Known < known || v.Number != nil && *v.Number == 0)
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
	return f.SeriesEvery(m, s, 1, months)
}

// SeriesEvery is a series whose points are so many months each: 1, 3 for the quarters of the calendar, 12 for its years.
// It reaches back at least so many whole months; the first point is a whole one, and the last may still run.
func (f *Figures) SeriesEvery(m *Metric, s Scope, every, months int) Series {
	return f.SeriesIn(nil, m, s, every, months)
}

// SeriesIn is SeriesEvery with its points in a room of the caller's, as far as that goes.
func (f *Figures) SeriesIn(room []Point, m *Metric, s Scope, every, months int) Series {
	subjects := m.count.subjects(f, s)
	running, partial := f.running(m, subjects)
	return Series{Metric: m, Scope: s, Points: f.points(room, m, &s, subjects, every, running-months, running, partial), Basis: f.basisIn(m, s, subjects)}
}

// points computes a metric over subjects, which are those of a scope where one is given, for the periods from the one that
// holds a month to the one that runs. They stand in a room of the caller's, as far as that goes.
func (f *Figures) points(room []Point, m *Metric, s *Scope, subjects []int, every, from, running int, partial bool) []Point {
	points := slices.Grow(room[:0], max(0, (running-from)/every+2))
	for start := from - from%every; start <= running; start += every {
		w := window{from: start, to: start + every}
		open := w.to > running
		if open {
			w.to, w.open, w.now = running, partial, m.Standing
			if partial {
				w.to = running + 1
			}
		}
		if w.to == w.from {
			break // nothing of the period is known yet
		}
		w.from = min(w.from, w.to-m.Trailing)
		points = append(points, Point{monthOf(start), labelOf(start, every), f.valueOver(m, s, subjects, w), open})
	}
	return points
}

// labelOf names the period of so many months that begins with a month.
func labelOf(start, every int) string {
	switch every {
	case 3:
		return fmt.Sprintf("%04d-Q%d", start/12, start%12/3+1)
	case 12:
		return fmt.Sprintf("%04d", start/12)
	}
	return string(monthOf(start))
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
		return f.thisMonth(), false
	}
	return month, partial
}

// value computes a metric over the subjects that are known in a window.
func (f *Figures) value(m *Metric, subjects []int, w window) Value {
	return f.valueOf(m, f.known(m, subjects, w), len(subjects), w)
}

// valueOf computes a metric over those of so many subjects that are known in a window.
func (f *Figures) valueOf(m *Metric, known []int, of int, w window) (v Value) {
	switch {
	case len(known) > 0:
		v = m.count.over(f, known, w)
	case of == 0:
		v.Nothing = true
	}
	v.Known, v.Of, v.Parts = len(known), of, m.Parts
	return v
}

// known returns the subjects of which everything in a window is known. They are the subjects themselves as far as none is
// missing: nobody may write into them.
func (f *Figures) known(m *Metric, subjects []int, w window) []int {
	for n, i := range subjects {
		if !m.count.knows(f, i, w) {
			return f.knownAfter(m, subjects[:n], subjects[n+1:], w)
		}
	}
	return subjects
}

// knownAfter is those that are known, with those of the rest that are too.
func (f *Figures) knownAfter(m *Metric, first, rest []int, w window) []int {
	if len(rest) == 0 {
		return first[:len(first):len(first)]
	}
	known := append(make([]int, 0, len(first)+len(rest)), first...)
	for _, i := range rest {
		if m.count.knows(f, i, w) {
			known = append(known, i)
		}
	}
	return known
}
