package metrics

import (
	"slices"

	"portolan/collectors/dataset"
)

// HandKept is a hand-kept figure, read in the same way as a metric.
type HandKept struct {
	Figure *dataset.Figure
	// Points are from the first month that is written down to the last; a month between them that is missing is unknown.
	Points []Point
	// Reading has the figure over the window and the one before it. Its metric is made from the figure: its ID, title and
	// unit. The value is the sum of the months where the figure adds up, else what the last known month says.
	Reading
}

// Figure returns a hand-kept figure by its ID; nil where there is none.
func (f *Figures) Figure(id string) *dataset.Figure {
	for _, figure := range f.data.Figures {
		if figure.ID == id {
			return figure
		}
	}
	return nil
}

// HandKept reads a hand-kept figure over so many months, which end with the last whole month that is written down. A sum
// with a month missing is unknown. Without such a figure it is nil.
func (f *Figures) HandKept(id string, months int) *HandKept {
	return f.handKept(id, months, f.thisMonth())
}

// NotKept is a figure of which nothing is written down: unknown in every month.
func NotKept(id string) *HandKept {
	figure := &dataset.Figure{ID: id, Title: id}
	return &HandKept{Figure: figure, Reading: Reading{Metric: &Metric{ID: id, Given: id, Direction: Neither, Standing: true, Parts: "months"}}}
}

// handKept reads a figure as it was by the beginning of a month.
func (f *Figures) handKept(id string, months, until int) *HandKept {
	h := f.handKeptOf(id)
	if h == nil {
		return nil
	}
	last := until - 1
	for i := len(h.Points) - 1; i >= 0; i-- {
		if n := monthNumber(h.Points[i].Month); h.Points[i].Number != nil && n < until {
			last = n
			break
		}
	}
	w, before := window{from: last - months + 1, to: last + 1}, window{from: last - 2*months + 1, to: last - months + 1}
	if !h.Figure.Adds {
		w.from, before = last, window{from: last - months, to: last - months + 1}
	}
	h.Period, h.PreviousPeriod = periodOf(w), periodOf(before)
	h.Value, h.Previous = sumOf(h.Points, w), sumOf(h.Points, before)
	f.compare(&h.Reading, h.Value, h.Previous)
	return h
}

// handKeptOf is a figure with its months and its source, not yet read over any window; nil where there is none.
func (f *Figures) handKeptOf(id string) *HandKept {
	figure := f.Figure(id)
	if figure == nil {
		return nil
	}
	h := &HandKept{Figure: figure, Points: handPoints(figure, f.thisMonth())}
	h.Metric = &Metric{ID: figure.ID, Given: figure.Title, Unit: figure.Unit, Direction: Neither, Standing: !figure.Adds, Adds: figure.Adds, Parts: "months"}
	from := f.originOf(&figure.Provenance)
	h.Basis.add(from)
	h.Basis.Stale = from.stale
	return h
}

// sumOf adds the months of a window; unknown where one of them is.
func sumOf(points []Point, w window) Value {
	v := Value{Of: w.to - w.from, Parts: "months"}
	sum := 0.0
	for _, p := range points {
		if p.Number != nil && w.holds(monthNumber(p.Month)) {
			sum += *p.Number
			v.Known++
		}
	}
	if v.Known == v.Of {
		v.Number = &sum
	}
	return v
}

// handPoints are the months of a figure; those that still run are unfinished.
func handPoints(figure *dataset.Figure, running int) []Point {
	var months []int
	for month := range figure.Values {
		months = append(months, monthNumber(month))
	}
	if len(months) == 0 {
		return nil
	}
	var points []Point
	for month := slices.Min(months); month <= slices.Max(months); month++ {
		v := Value{Number: figure.Values[monthOf(month)], Of: 1, Parts: "months"}
		if v.Number != nil {
			v.Known = 1
		}
		points = append(points, Point{monthOf(month), string(monthOf(month)), v, month >= running})
	}
	return points
}
