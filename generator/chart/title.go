package chart

import "fmt"

// titleOf is the chart's own title, or the finding computed from the numbers.
func titleOf(c Chart) string {
	if c.Title != "" {
		return c.Title
	}
	subject := subjectOf(c)
	if len(c.Series) == 0 || isEmpty(c) {
		return subject + ": not known yet"
	}
	switch {
	case c.Kind == HeatMap:
		if best, row := hottest(c); best != nil {
			return fmt.Sprintf("%s: highest in %s in %s", subject, row, written(best.Label))
		}
		return subject
	case periodWord(c) == "" && len(c.Series) == 1 && c.Kind != Gauge:
		return leader(c, subject)
	case periodWord(c) == "" || len(c.Series) > 1 || c.Kind == Gauge:
		return subject
	}
	v := view(c.Series[0].Points)
	if len(v.whole) == 0 {
		return fmt.Sprintf("%s: %s so far in %s", subject, withUnit(full(*v.open.Value), c.Unit), written(v.open.Label))
	}
	return finding(c, subject, v)
}

// leader names the thing that has most, where one alone does.
func leader(c Chart, subject string) string {
	whole := view(c.Series[0].Points).whole
	if len(whole) < 2 {
		return subject
	}
	_, high := extremes(whole)
	for _, p := range whole {
		if *p.Value == *high.Value && p.Label != high.Label {
			return subject
		}
	}
	return fmt.Sprintf("%s: highest is %s with %s", subject, high.Label, withUnit(full(*high.Value), c.Unit))
}

// finding says in a line what the whole points of one series come to.
func finding(c Chart, subject string, v parted) string {
	first, last := v.whole[0], v.whole[len(v.whole)-1]
	if c.Adds && len(v.whole) > 1 {
		return fmt.Sprintf("%s: %s in %d %ss", subject, full(sum(v.whole)), len(v.whole), periodWord(c))
	}
	switch {
	case len(v.whole) == 1:
		return fmt.Sprintf("%s: %s in %s", subject, withUnit(full(*last.Value), c.Unit), written(last.Label))
	case *last.Value > *first.Value:
		return fmt.Sprintf("%s: up from %s to %s since %s", subject, full(*first.Value), withUnit(full(*last.Value), c.Unit), written(first.Label))
	case *last.Value < *first.Value:
		return fmt.Sprintf("%s: down from %s to %s since %s", subject, full(*first.Value), withUnit(full(*last.Value), c.Unit), written(first.Label))
	}
	return fmt.Sprintf("%s: %s, as in %s", subject, withUnit(full(*last.Value), c.Unit), written(first.Label))
}
