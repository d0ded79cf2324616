package chart

// titleOf is the chart's own title, or the finding computed from the numbers.
func titleOf(c Chart) string {
	if c.Title != "" {
		return c.Title
	}
	say, subject := c.say(), subjectOf(c)
	if len(c.Series) == 0 || isEmpty(c) {
		return say.Text("chart.title_unknown", subject)
	}
	switch {
	case c.Kind == HeatMap:
		if best, row := hottest(c); best != nil {
			return say.Text("chart.title_hottest", subject, row, say.in(best.Label))
		}
		return subject
	case periodWord(c) == "" && len(c.Series) == 1 && c.Kind != Gauge:
		return leader(c, subject)
	case periodWord(c) == "" || len(c.Series) > 1 || c.Kind == Gauge:
		return subject
	}
	v := view(c.Series[0].Points)
	if len(v.whole) == 0 {
		return say.Text("chart.title_open", subject, c.amount(*v.open.Value), say.in(v.open.Label))
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
	return c.Words.Text("chart.title_leader", subject, high.Label, c.amount(*high.Value))
}

// finding says in a line what the whole points of one series come to.
func finding(c Chart, subject string, v parted) string {
	say, first, last := c.say(), v.whole[0], v.whole[len(v.whole)-1]
	switch {
	case c.Adds && len(v.whole) > 1:
		return say.Text("chart.title_sum", subject, say.Figure(sum(v.whole)), len(v.whole), c.periods(len(v.whole)))
	case len(v.whole) == 1:
		return say.Text("chart.title_one", subject, c.amount(*last.Value), say.in(last.Label))
	case *last.Value > *first.Value:
		return say.Text("chart.title_up", subject, say.Figure(*first.Value), c.amount(*last.Value), say.written(first.Label))
	case *last.Value < *first.Value:
		return say.Text("chart.title_down", subject, say.Figure(*first.Value), c.amount(*last.Value), say.written(first.Label))
	}
	return say.Text("chart.title_same", subject, c.amount(*last.Value), say.in(first.Label))
}
