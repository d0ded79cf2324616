package chart

import (
	"fmt"
	"strings"
)

// nameOf is what the drawing is called: its measure, else its subject.
func nameOf(c Chart) string {
	for _, s := range []string{c.Measure, c.Subject, c.Title} {
		if s != "" {
			return s
		}
	}
	return "Figures"
}

// subjectOf begins a computed sentence.
func subjectOf(c Chart) string {
	if c.Subject != "" {
		return c.Subject
	}
	return nameOf(c)
}

// summaryOf says what the numbers show, for those who do not see the drawing.
func summaryOf(c Chart) string {
	points := longest(c.Series)
	switch {
	case len(points) == 0:
		return "There is nothing to show yet."
	case isEmpty(c) && len(points) == 1:
		return capital(written(points[0].Label)) + " is unknown."
	case isEmpty(c):
		return fmt.Sprintf("All %d %s are unknown.", len(points), pointsWord(c))
	case c.Kind == Gauge:
		return gaugeSummary(c)
	case c.Kind == HeatMap:
		return heatSummary(c)
	case periodWord(c) == "" && c.Kind == Stacked:
		return compositionSummary(c)
	case periodWord(c) == "":
		return thingsSummary(c)
	}
	var sentences []string
	for _, s := range c.Series {
		name := ""
		if len(c.Series) > 1 {
			name = s.Name
		}
		sentences = append(sentences, timeSummary(c, s, name))
	}
	return strings.Join(sentences, " ")
}

// pointsWord is what the points are: "months", "things".
func pointsWord(c Chart) string {
	if word := periodWord(c); word != "" {
		return word + "s"
	}
	return "values"
}

// timeSummary says how one series goes: its ends, what lies outside them, its sum, the target, gaps, the unfinished end.
func timeSummary(c Chart, s Series, name string) string {
	v := view(s.Points)
	var parts []string
	if len(v.whole) > 0 {
		first := course(c, v)
		if name != "" {
			first = name + ": " + strings.ToLower(first[:1]) + first[1:]
		}
		parts = append(parts, first+".")
		if words := targetSummary(c, v); words != "" {
			parts = append(parts, words)
		}
	} else if name != "" {
		parts = append(parts, "No whole "+periodWord(c)+" of "+name+" is known.")
	}
	if len(v.gaps) > 0 {
		parts = append(parts, gapSummary(v.gaps, periodWord(c)))
	}
	if v.open != nil {
		parts = append(parts, fmt.Sprintf("%s stands at %s so far and is unfinished.", capital(written(v.open.Label)), withUnit(full(*v.open.Value), c.Unit)))
	}
	return strings.Join(parts, " ")
}

// parted is a series with its whole, missing and unfinished points told apart.
type parted struct {
	whole []Point
	gaps  []Point
	open  *Point
}

func view(points []Point) (v parted) {
	for i, p := range points {
		switch {
		case p.Value == nil:
			v.gaps = append(v.gaps, p)
		case p.Unfinished:
			v.open = &points[i]
		default:
			v.whole = append(v.whole, p)
		}
	}
	return v
}

// course says where the whole points begin and end, and what they reach between.
func course(c Chart, v parted) string {
	first, last := v.whole[0], v.whole[len(v.whole)-1]
	from, to := withUnit(full(*first.Value), c.Unit), withUnit(full(*last.Value), c.Unit)
	low, high := extremes(v.whole)
	var s string
	switch {
	case len(v.whole) == 1:
		s = fmt.Sprintf("Stands at %s in %s, the only whole %s known", to, written(last.Label), periodWord(c))
	case *low.Value == *high.Value:
		s = fmt.Sprintf("Stays at %s from %s to %s", to, written(first.Label), written(last.Label))
	case *last.Value == *first.Value:
		s = fmt.Sprintf("Begins and ends at %s, in %s and %s", to, written(first.Label), written(last.Label))
	case *last.Value > *first.Value:
		s = fmt.Sprintf("Rises from %s in %s to %s in %s", from, written(first.Label), to, written(last.Label))
	default:
		s = fmt.Sprintf("Falls from %s in %s to %s in %s", from, written(first.Label), to, written(last.Label))
	}
	if *high.Value > max(*first.Value, *last.Value) {
		s += fmt.Sprintf(", highest in %s with %s", written(high.Label), full(*high.Value))
	}
	if *low.Value < min(*first.Value, *last.Value) {
		s += fmt.Sprintf(", lowest in %s with %s", written(low.Label), full(*low.Value))
	}
	if c.Adds && len(v.whole) > 1 {
		s += fmt.Sprintf("; %s in all", withUnit(full(sum(v.whole)), c.Unit))
	}
	return s
}

// extremes are the lowest and highest points, the latest of equals.
func extremes(points []Point) (low, high Point) {
	low, high = points[0], points[0]
	for _, p := range points {
		if *p.Value <= *low.Value {
			low = p
		}
		if *p.Value >= *high.Value {
			high = p
		}
	}
	return low, high
}

func sum(points []Point) (total float64) {
	for _, p := range points {
		total += *p.Value
	}
	return total
}

// targetSummary says on which side of the target the latest whole point is, and since when.
func targetSummary(c Chart, v parted) string {
	if c.Target == nil {
		return ""
	}
	met := func(p Point) bool {
		if c.LowerIsBetter {
			return *p.Value <= c.Target.Value
		}
		return *p.Value >= c.Target.Value
	}
	last := len(v.whole) - 1
	since := last
	for since > 0 && met(v.whole[since-1]) == met(v.whole[last]) {
		since--
	}
	words := "The target of " + withUnit(full(c.Target.Value), c.Unit) + " is "
	if !met(v.whole[last]) {
		words += "not "
	}
	words += "met in " + written(v.whole[last].Label)
	if met(v.whole[last]) && since < last {
		words += ", as in every known " + periodWord(c) + " since " + written(v.whole[since].Label)
	}
	return words + "."
}

// gapSummary names the gaps where they are few and counts them where they are many.
func gapSummary(gaps []Point, word string) string {
	switch len(gaps) {
	case 1:
		return capital(written(gaps[0].Label)) + " is unknown."
	case 2:
		return capital(written(gaps[0].Label)) + " and " + written(gaps[1].Label) + " are unknown."
	}
	return fmt.Sprintf("%d %ss between %s and %s are unknown.", len(gaps), word, written(gaps[0].Label), written(gaps[len(gaps)-1].Label))
}

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
	var best Point
	row, holes, cells := "", 0, 0
	for _, s := range c.Series {
		for _, p := range s.Points {
			cells++
			if p.Value == nil {
				holes++
			} else if !p.Unfinished && (best.Value == nil || *p.Value > *best.Value) {
				best, row = p, s.Name
			}
		}
	}
	s := "No whole " + periodWord(c) + " is known."
	if best.Value != nil {
		s = fmt.Sprintf("Highest is %s in %s with %s.", row, written(best.Label), withUnit(full(*best.Value), c.Unit))
	}
	if holes > 0 {
		s += fmt.Sprintf(" %d of %d cells are unknown.", holes, cells)
	}
	return s
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
