package chart

import "strings"

// nameOf is what the drawing is called: its measure, else its subject.
func nameOf(c Chart) string {
	for _, s := range []string{c.Measure, c.Subject, c.Title} {
		if s != "" {
			return s
		}
	}
	return c.Words.Text("chart.figures")
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
		return c.Words.Text("chart.nothing")
	case isEmpty(c) && len(points) == 1:
		return c.Words.Text("chart.unknown_one", capital(c.say().written(points[0].Label)))
	case isEmpty(c):
		return c.Words.Text("chart.unknown_all", len(points), c.periods(len(points)))
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

// timeSummary says how one series goes: its ends, what lies outside them, its sum, the target, gaps, the unfinished end.
func timeSummary(c Chart, s Series, name string) string {
	v := view(s.Points)
	var parts []string
	if len(v.whole) > 0 {
		first := course(c, v)
		if name != "" {
			first = name + ": " + continued(first)
		}
		parts = append(parts, first+".")
		if words := targetSummary(c, v); words != "" {
			parts = append(parts, words)
		}
	} else if name != "" {
		parts = append(parts, c.Words.Text("chart.none_known", name+": "+c.noWhole()))
	}
	if len(v.gaps) > 0 {
		parts = append(parts, gapSummary(c, v))
	}
	if v.open != nil {
		parts = append(parts, c.Words.Text("chart.open", capital(c.say().written(v.open.Label)), c.amount(*v.open.Value)))
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
	for i, p := range points {
		switch {
		case p.Value == nil:
			if first < 0 {
				first = i
			}
			v.gaps, v.holes = with(v.gaps, points, i), i-first+1
		case p.Unfinished:
			v.open = &points[i]
		default:
			v.whole = with(v.whole, points, i)
		}
	}
	return v
}

// with adds the point at a place to some of those before it. They are copied only where others stand between them.
func with(some, points []Point, i int) []Point {
	if n := len(some); n == 0 || &some[0] == &points[i-n] {
		return points[i-n : i+1 : i+1]
	}
	return append(some, points[i])
}

// course says where the whole points begin and end, and what they reach between.
func course(c Chart, v parted) string {
	say := c.say()
	low, high := extremes(v.whole)
	first, last := v.whole[0], v.whole[len(v.whole)-1]
	s := direction(c, v, *low.Value == *high.Value)
	if *high.Value > max(*first.Value, *last.Value) {
		s += say.Text("chart.highest", say.in(high.Label), say.Figure(*high.Value))
	}
	if *low.Value < min(*first.Value, *last.Value) {
		s += say.Text("chart.lowest", say.in(low.Label), say.Figure(*low.Value))
	}
	if c.Adds && len(v.whole) > 1 {
		s += say.Text("chart.in_all", c.amount(sum(v.whole)))
	}
	return s
}

// direction says which way the whole points go, from their first to their last.
func direction(c Chart, v parted, level bool) string {
	say, first, last := c.say(), v.whole[0], v.whole[len(v.whole)-1]
	from, to := c.amount(*first.Value), c.amount(*last.Value)
	switch {
	case len(v.whole) == 1:
		return say.Text("chart.only", to, say.in(last.Label), c.periods(1))
	case level:
		return say.Text("chart.level", to, say.written(first.Label), say.written(last.Label))
	case *last.Value == *first.Value:
		return say.Text("chart.same_ends", to, say.in(first.Label), say.in(last.Label))
	case *last.Value > *first.Value:
		return say.Text("chart.rises", from, say.in(first.Label), to, say.in(last.Label), c.bare(*first.Value))
	}
	return say.Text("chart.falls", from, say.in(first.Label), to, say.in(last.Label), c.bare(*first.Value))
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
	say, goal, when := c.say(), c.amount(c.Target.Value), c.say().in(v.whole[last].Label)
	switch {
	case !met(v.whole[last]):
		return say.Text("chart.target_missed", goal, when)
	case since < last:
		return say.Text("chart.target_since", goal, when, c.periods(1), say.written(v.whole[since].Label))
	}
	return say.Text("chart.target_met", goal, when)
}

// gapSummary names the gaps where they are few and counts them where they are many.
func gapSummary(c Chart, v parted) string {
	say, gaps := c.say(), v.gaps
	from, to := say.written(gaps[0].Label), say.written(gaps[len(gaps)-1].Label)
	switch {
	case len(gaps) == 1:
		return say.Text("chart.unknown_one", capital(from))
	case len(gaps) == 2:
		return say.Text("chart.unknown_two", capital(from), to)
	case v.holes == len(gaps):
		return say.Text("chart.unknown_row", len(gaps), c.periods(len(gaps)), from, to)
	}
	return say.Text("chart.unknown_some", len(gaps), v.holes, c.periods(v.holes), from, to)
}
