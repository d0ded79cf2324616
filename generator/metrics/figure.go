package metrics

import (
	"slices"

	"portolan/collectors/dataset"
)

// Figure returns a hand-kept figure by its ID; nil where there is none.
func (f *Figures) Figure(id string) *dataset.Figure {
	for _, figure := range f.data.Figures {
		if figure.ID == id {
			return figure
		}
	}
	return nil
}

// HandKept is a hand-kept figure, read in the same way as a metric.
type HandKept struct {
	Figure *dataset.Figure
	// Points are from the first month that is written down to the last; a month between them that is missing is unknown.
	Points []Point
	// Value is over the window: the sum of its months where the figure adds up, else what its last known month says.
	Value  Value
	Period Period
	Basis  Basis
}

// HandKept reads a hand-kept figure over so many months, which end with the last whole month that is written down. A sum
// with a month missing is unknown. Without such a figure it is nil.
func (f *Figures) HandKept(id string, months int) *HandKept {
	return f.handKept(id, months, numberOf(f.data.Now))
}

// handKept reads a figure as it was by the beginning of a month.
func (f *Figures) handKept(id string, months, until int) *HandKept {
	figure := f.Figure(id)
	if figure == nil {
		return nil
	}
	h := &HandKept{Figure: figure, Points: handPoints(figure, numberOf(f.data.Now))}
	from := f.originOf(&figure.Provenance)
	h.Basis.add(from)
	h.Basis.Stale = from.stale
	last := -1
	for _, p := range h.Points {
		if n := monthNumber(p.Month); p.Number != nil && !p.Unfinished && n < until {
			last = n
		}
	}
	if last < 0 {
		h.Period = periodOf(window{from: until - months, to: until})
		h.Value = Value{Of: 1, Parts: "figures"}
		return h
	}
	h.read(last, months)
	return h
}

// read computes the value over the months that end with one.
func (h *HandKept) read(last, months int) {
	w := window{from: last - months + 1, to: last + 1}
	if !h.Figure.Adds {
		w.from = last
	}
	h.Period = periodOf(w)
	sum, known := 0.0, 0
	for _, p := range h.Points {
		if p.Number != nil && w.holds(monthNumber(p.Month)) {
			sum += *p.Number
			known++
		}
	}
	h.Value = Value{Known: known, Of: w.to - w.from, Parts: "months"}
	if known == h.Value.Of {
		h.Value.Number = &sum
	}
}

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
		v := Value{Number: figure.Values[monthOf(month)], Of: 1, Parts: "figures"}
		if v.Number != nil {
			v.Known = 1
		}
		points = append(points, Point{monthOf(month), v, month >= running})
	}
	return points
}
