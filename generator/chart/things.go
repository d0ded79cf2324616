package chart

import (
	"math"
	"strings"
)

// thingsSummary says which thing has most and which least.
func thingsSummary(c Chart) string {
	v := view(c.Series[0].Points)
	whole := v.whole
	if v.open != nil {
		whole = append(whole, *v.open)
	}
	low, high := extremes(whole)
	say := c.say()
	var s string
	switch {
	case len(whole) == 1:
		s = say.Text("chart.has", high.Label, c.amount(*high.Value))
	case c.Cut > 0:
		s = say.Text("chart.spread_cut", len(whole), len(whole)+c.Cut, high.Label, c.amount(*high.Value), low.Label, say.Figure(*low.Value))
	case *low.Value == *high.Value:
		s = say.Text("chart.all_have", len(whole), c.amount(*high.Value))
	default:
		s = say.Text("chart.spread", len(whole), high.Label, c.amount(*high.Value), low.Label, say.Figure(*low.Value))
	}
	if c.Kind == Dots && len(whole) > 1 {
		s += say.Text("chart.median", c.amount(middleOf(values(Chart{Series: c.Series}))))
	}
	if c.Adds && c.Cut == 0 && len(whole) > 1 {
		s += say.Text("chart.in_all", c.amount(sum(whole)))
	}
	return s + "." + unknownThings(c, v.gaps)
}

func unknownThings(c Chart, gaps []Point) string {
	switch len(gaps) {
	case 0:
		return ""
	case 1:
		return " " + c.Words.Text("chart.unknown_one", gaps[0].Label)
	}
	return " " + c.Words.Text("chart.unknown_more", len(gaps))
}

// compositionSummary tells the parts of each thing in order.
func compositionSummary(c Chart) string {
	var sentences []string
	for i, point := range longest(c.Series) {
		var parts []string
		for _, s := range c.Series {
			switch {
			case i >= len(s.Points) || s.Points[i].Value == nil:
				parts = append(parts, c.Words.Text("chart.part_unknown", s.Name))
			default:
				parts = append(parts, c.Words.Figure(*s.Points[i].Value)+" "+s.Name)
			}
		}
		sentences = append(sentences, point.Label+": "+strings.Join(parts, ", ")+".")
	}
	return strings.Join(sentences, " ")
}

// heatSummary names the row and column of the highest cell, and counts what is unknown.
func heatSummary(c Chart) string {
	holes, cells := 0, 0
	for _, s := range c.Series {
		for _, p := range s.Points {
			cells++
			if p.Value == nil {
				holes++
			}
		}
	}
	s := c.Words.Text("chart.none_known", capital(c.noWhole()))
	if best, row := hottest(c); best != nil {
		s = c.Words.Text("chart.hottest", row, c.say().in(best.Label), c.amount(*best.Value))
	}
	if holes > 0 {
		s += " " + c.Words.Text("chart.cells_unknown", holes, cells)
	}
	return s
}

// hottest is the whole cell with the highest value, the first of equals, and its row; nil where none is known.
func hottest(c Chart) (best *Point, row string) {
	for _, s := range c.Series {
		for i, p := range s.Points {
			if p.Value != nil && !p.Unfinished && (best == nil || *p.Value > *best.Value) {
				best, row = &s.Points[i], s.Name
			}
		}
	}
	return best, row
}

// gaugeSummary says how far the way from baseline to target is gone.
func gaugeSummary(c Chart) string {
	whole, _ := lastPoints(c.Series[0].Points)
	if whole < 0 || c.Target == nil {
		return c.Words.Text("chart.figure_unknown")
	}
	now, start := *c.Series[0].Points[whole].Value, 0.0
	if c.Baseline != nil {
		start = *c.Baseline
	}
	gone := c.Words.With(c.Words.Figure(math.Trunc(progress(now, start, c.Target.Value)*100)), "%")
	if c.Baseline != nil {
		return c.Words.Text("chart.gauge_from", c.amount(now), c.Words.Figure(start), c.amount(c.Target.Value), gone)
	}
	return c.Words.Text("chart.gauge", c.amount(now), c.amount(c.Target.Value), gone)
}
