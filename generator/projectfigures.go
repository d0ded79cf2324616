package generator

import (
	"sync"

	"portolan/generator/chart"
	"portolan/generator/metrics"
)

// projectMetrics are those that a project's page shows as key figures, and charted those that it draws at large, too.
var (
	projectMetrics = []string{"contributors", "commits", "time-to-first-response", "releases"}
	charted        = map[string]bool{"contributors": true, "commits": true}
)

// monthRoom holds a metric month by month while it is drawn: each project has several.
type monthRoom struct {
	months []metrics.Point
	points []chart.Point
}

var monthRooms = sync.Pool{New: func() any { return new(monthRoom) }}

// projectFigures puts the figures of a project onto its page: each metric is reckoned month by month once, for its line and
// its chart alike.
func (e *edition) projectFigures(id string, view *ProjectView) {
	f, scope := e.figures, metrics.OfProject(id)
	room := monthRooms.Get().(*monthRoom)
	defer monthRooms.Put(room)
	for _, name := range projectMetrics {
		m := metrics.ByID(name)
		r := f.Reading(m, scope, year)
		if r.Value.Known == 0 && !charted[name] {
			continue
		}
		series := f.SeriesIn(room.months, m, scope, 1, span)
		room.months = series.Points
		points := f.appendChartPoints(room.points[:0], series)
		room.points = points
		if r.Value.Known > 0 {
			figure := f.figureOf(r)
			figure.URL, figure.Spark = site(metricAddress(name)), f.spark("key", m, points)
			view.Figures = append(view.Figures, figure)
		}
		if charted[name] && anyKnown(points) {
			view.Charts = append(view.Charts, e.chartView(f.drawPoints(m, points, series.Basis), ""))
		}
	}
	view.Periods = e.projectPeriods(scope)
}

// projectPeriods are all figures of a project over the periods; nil where nothing is known of it.
func (e *edition) projectPeriods(s metrics.Scope) *PeriodGroup {
	all := PeriodGroup{Heads: e.periodHeads(), Rows: make([]PeriodRow, 0, len(metrics.All()))}
	for _, group := range metricGroups {
		all.Rows = e.appendPeriodRows(all.Rows, group.ids, s)
	}
	if len(all.Rows) == 0 {
		return nil
	}
	return &all
}
