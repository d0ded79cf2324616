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
		parts = append(parts, gapSummary(v, periodWord(c)))
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
	// holes is how many points there are from the first gap to the last.
	holes int
}

func view(points []Point) (v parted) {
	first := -1
	v.whole = make([]Point, 0, len(points))
	for i, p := range points {
		switch {
		case p.Value == nil:
			if first < 0 {
				first = i
			}
			v.gaps, v.holes = append(v.gaps, p), i-first+1
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
func gapSummary(v parted, word string) string {
	gaps := v.gaps
	switch len(gaps) {
	case 1:
		return capital(written(gaps[0].Label)) + " is unknown."
	case 2:
		return capital(written(gaps[0].Label)) + " and " + written(gaps[1].Label) + " are unknown."
	}
	from, to := written(gaps[0].Label), written(gaps[len(gaps)-1].Label)
	if v.holes == len(gaps) {
		return fmt.Sprintf("The %d %ss from %s to %s are unknown.", len(gaps), word, from, to)
	}
	return fmt.Sprintf("%d of the %d %ss from %s to %s are unknown.", len(gaps), v.holes, word, from, to)
}
