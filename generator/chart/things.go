package chart

import (
	"fmt"
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
	var s string
	switch {
	case len(whole) == 1:
		s = fmt.Sprintf("%s has %s", high.Label, withUnit(full(*high.Value), c.Unit))
	case *low.Value == *high.Value:
		s = fmt.Sprintf("All %d have %s", len(whole), withUnit(full(*high.Value), c.Unit))
	default:
		s = fmt.Sprintf("Of %d, %s is highest with %s, and %s lowest with %s", len(whole), high.Label,
			withUnit(full(*high.Value), c.Unit), low.Label, full(*low.Value))
	}
	if c.Kind == Dots && len(whole) > 1 {
		s += "; the median is " + withUnit(full(middleOf(values(Chart{Series: c.Series}))), c.Unit)
	}
	if c.Adds && len(whole) > 1 {
		s += fmt.Sprintf("; %s in all", withUnit(full(sum(whole)), c.Unit))
	}
	return s + "." + unknownThings(v.gaps)
}

func unknownThings(gaps []Point) string {
	switch len(gaps) {
	case 0:
		return ""
	case 1:
		return " " + gaps[0].Label + " is unknown."
	}
	return fmt.Sprintf(" %d more are unknown.", len(gaps))
}

// compositionSummary tells the parts of each thing in order.
func compositionSummary(c Chart) string {
	var sentences []string
	for i, point := range longest(c.Series) {
		var parts []string
		for _, s := range c.Series {
			switch {
			case i >= len(s.Points) || s.Points[i].Value == nil:
				parts = append(parts, s.Name+" unknown")
			default:
				parts = append(parts, full(*s.Points[i].Value)+" "+s.Name)
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
	s := "No whole " + periodWord(c) + " is known."
	if best, row := hottest(c); best != nil {
		s = fmt.Sprintf("Highest is %s in %s with %s.", row, written(best.Label), withUnit(full(*best.Value), c.Unit))
	}
	if holes > 0 {
		s += fmt.Sprintf(" %d of %d cells are unknown.", holes, cells)
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
		return "The figure is unknown."
	}
	now, start := *c.Series[0].Points[whole].Value, 0.0
	if c.Baseline != nil {
		start = *c.Baseline
	}
	s := fmt.Sprintf("%s of a target of %s", withUnit(full(now), c.Unit), withUnit(full(c.Target.Value), c.Unit))
	if c.Baseline != nil {
		s = fmt.Sprintf("%s, from %s towards a target of %s", withUnit(full(now), c.Unit), full(start), withUnit(full(c.Target.Value), c.Unit))
	}
	return fmt.Sprintf("%s: %s%% of the way.", s, full(float64(int(progress(now, start, c.Target.Value)*100))))
}
