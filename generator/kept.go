package generator

import (
	"html/template"
	"slices"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/metrics"
)

// Status is where a project stands in its life, declared or told by what happens in it; "" where nothing tells.
func (f *figures) Status(id string) dataset.Status { return f.Life(id).Status }

// chartKept draws a hand-kept figure month by month.
func (e *edition) chartKept(k *metrics.HandKept) chart.Chart {
	c := chart.Chart{Kind: chart.Line, Subject: k.Figure.Title, Measure: e.text("measure_month", k.Figure.Title, k.Figure.Unit), Unit: k.Figure.Unit,
		Adds: k.Figure.Adds, Series: []chart.Series{{Points: keptPoints(k)}}, Source: e.basisLine(k.Basis)}
	if k.Figure.Adds {
		c.Kind = chart.Bars
	}
	return c
}

func keptPoints(k *metrics.HandKept) []chart.Point {
	var points []chart.Point
	for _, p := range k.Points[max(0, len(k.Points)-span):] {
		points = append(points, chart.Point{Label: string(p.Month), Value: p.Number, Unfinished: p.Unfinished})
	}
	return points
}

// figureKept shows a hand-kept figure.
func (e *edition) figureKept(k *metrics.HandKept) FigureView {
	value, unit := split(metrics.Written(k.Value.Number, k.Figure.Unit))
	view := FigureView{ID: k.Figure.ID, Title: k.Figure.Title, Value: value, Unit: unit, Sentence: k.Figure.Description, Source: e.basisLine(k.Basis), Stale: k.Basis.Stale}
	if k.Value.Number == nil {
		view.Value, view.Unit = e.text("unknown"), ""
	}
	points := keptPoints(k)
	if slices.ContainsFunc(points, func(p chart.Point) bool { return p.Value != nil }) {
		view.Spark = template.HTML(chart.Draw(chart.Chart{ID: "spark-" + slug(k.Figure.ID), Kind: chart.Sparkline, Subject: k.Figure.Title,
			Unit: k.Figure.Unit, Adds: k.Figure.Adds, Series: []chart.Series{{Points: points}}}).SVG)
	}
	return view
}

// chartByPeriod draws a metric by quarter or year. Only what may be summed is: the rest has no such figure.
func (f *figures) chartByPeriod(m *metrics.Metric, s metrics.Scope, months int, by string) (chart.Chart, bool) {
	c, known := f.chartOf(m, s, months)
	if !known || !m.Adds || m.Standing {
		return c, known
	}
	c.Measure = f.e.text("measure_"+by, m.Title, m.Unit)
	var points []chart.Point
	for _, p := range c.Series[0].Points {
		label := periodOf(p.Label, by)
		if n := len(points); n == 0 || points[n-1].Label != label {
			points = append(points, chart.Point{Label: label, Value: dataset.Of(0.0)})
		}
		last := &points[len(points)-1]
		last.Unfinished = last.Unfinished || p.Unfinished
		if p.Value == nil || last.Value == nil {
			last.Value = nil // a period with an unknown month is unknown
			continue
		}
		*last.Value += *p.Value
	}
	c.Series[0].Points = wholePeriods(points, c.Series[0].Points, by)
	return c, len(c.Series[0].Points) > 0
}

// periodOf returns the quarter ("2026-Q4") or year ("2026") of a month.
func periodOf(month, by string) string {
	if by == "year" {
		return month[:4]
	}
	return month[:4] + "-Q" + string('1'+((month[5]-'0')*10+month[6]-'0'-1)/3)
}

// wholePeriods drops the first period where it begins before the first month.
func wholePeriods(points []chart.Point, months []chart.Point, by string) []chart.Point {
	if len(points) < 2 || len(months) == 0 {
		return points
	}
	first := dataset.Month(months[0].Label)
	if periodOf(string(first.Add(-1)), by) == points[0].Label {
		return points[1:]
	}
	return points
}

// chartByProduct draws a metric for each product.
func (f *figures) chartByProduct(m *metrics.Metric, months int) (chart.Chart, bool) {
	c := chart.Chart{Kind: chart.Ranked, Subject: m.Title, Measure: m.Title, Unit: m.Unit, Adds: m.Adds, Series: []chart.Series{{Name: m.Title}}, Source: f.e.inventorySource()}
	known := false
	for _, p := range f.e.catalog.products {
		r := f.Reading(m, metrics.OfProduct(p.record.ID), months)
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: p.record.Name, Value: r.Value.Number})
		known = known || r.Value.Number != nil
	}
	return c, known
}
