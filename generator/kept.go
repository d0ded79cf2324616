package generator

import (
	"html/template"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/metrics"
)

// chartKept draws a hand-kept figure month by month.
func (e *edition) chartKept(k *metrics.HandKept) chart.Chart {
	c := chart.Chart{Kind: chart.Line, Subject: k.Figure.Title, Measure: e.text("measure_month", k.Figure.Title, e.say().Unit(k.Figure.Unit, false)), Unit: k.Figure.Unit,
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

// keptCSV is the address of a hand-kept figure's numbers.
func keptCSV(f *dataset.Figure) string {
	name := slug(f.ID)
	if name != f.ID {
		name += "-" + digest([]byte(f.ID)) // so that no two figures share a file
	}
	return "/api/figures/" + name + ".csv"
}

// keptJobs write the numbers of each hand-kept figure.
func (e *edition) keptJobs() []job {
	var jobs []job
	for _, f := range e.data.Figures {
		jobs = append(jobs, job{"", func() error {
			k := e.figures.HandKept(f.ID, year)
			return e.putCSV(strings.TrimPrefix(keptCSV(f), "/"), pointsCSV(f.ID, f.Unit, k.Points))
		}})
	}
	return jobs
}

// figureKept shows a hand-kept figure.
func (e *edition) figureKept(place string, k *metrics.HandKept) FigureView {
	value, unit := split(e.say().Amount(k.Value.Number, k.Figure.Unit))
	view := FigureView{ID: k.Figure.ID, Title: k.Figure.Title, Value: value, Unit: unit, Sentence: strings.TrimSpace(k.Sentence(e.say()) + " " + k.Figure.Description), Source: e.basisLine(k.Basis), Stale: k.Basis.Stale}
	if k.Value.Number == nil {
		view.Value, view.Unit = e.text("unknown"), ""
	}
	points := keptPoints(k)
	if anyKnown(points) {
		view.Spark = template.HTML(e.drawn(chart.Chart{ID: place + "-" + slug(k.Figure.ID), Kind: chart.Sparkline, Subject: k.Figure.Title,
			Unit: k.Figure.Unit, Adds: k.Figure.Adds, Series: []chart.Series{{Points: points}}}).SVG)
	}
	return view
}

// chartByPeriod draws a metric by quarter or year.
func (f *figures) chartByPeriod(m *metrics.Metric, s metrics.Scope, months int, by string) (chart.Chart, bool) {
	every := map[string]int{"quarter": 3, "year": 12}[by]
	c := f.draw(m, f.SeriesEvery(m, s, every, months))
	c.Measure = f.e.text("measure_"+by, m.Name(f.e.say()), f.e.say().Unit(m.Unit, false))
	return c, anyKnown(c.Series[0].Points)
}

// chartByProduct draws a metric for each product.
func (f *figures) chartByProduct(m *metrics.Metric, months int) (chart.Chart, bool) {
	c := chart.Chart{Kind: chart.Ranked, Subject: m.Name(f.e.say()), Measure: m.Name(f.e.say()), Unit: m.Unit, Adds: m.Adds, Series: []chart.Series{{Name: m.Name(f.e.say())}}, Source: f.e.inventorySource()}
	known := false
	for _, p := range f.e.catalog.products {
		r := f.Reading(m, metrics.OfProduct(p.record.ID), months)
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: p.record.Name, Value: r.Value.Number})
		known = known || r.Value.Number != nil
	}
	return c, known
}
