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

// figureRoom holds the figures of a project's page until it is written: those of the next are about as many.
type figureRoom struct {
	// A metric month by month, while it is drawn.
	months []metrics.Point
	points []chart.Point
	// The tables of all charts and periods, one behind the other.
	moves []MoveRow
	table tableRoom
}

var figureRooms = sync.Pool{New: func() any { return new(figureRoom) }}

func newFigureRoom() *figureRoom {
	room := figureRooms.Get().(*figureRoom)
	room.moves, room.table = room.moves[:0], tableRoom{room.table.rows[:0], room.table.cells[:0]}
	return room
}

// tableRoom is where the rows of tables are, and the cells of all of them side by side.
type tableRoom struct {
	rows  [][]Cell
	cells []Cell
}

// taken is an empty list with room for so many in what is left of a larger one, or in a new one where that is too little.
func taken[E any](from *[]E, n int) []E {
	if cap(*from)-len(*from) < n {
		*from = make([]E, 0, max(n, 2*cap(*from)))
	}
	at := len(*from)
	*from = (*from)[:at+n]
	return (*from)[at : at : at+n]
}

// projectFigures puts the figures of a project onto its page: each metric is reckoned month by month once, for its line and
// its chart alike.
func (e *edition) projectFigures(id string, view *ProjectView, room *figureRoom) {
	f, scope := e.figures, metrics.OfProject(id)
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
			view.Charts = append(view.Charts, e.chartViewIn(&room.table, f.drawPoints(m, points, series.Basis), ""))
		}
	}
	view.Periods = e.projectPeriods(scope, &room.moves)
}

// projectPeriods are all figures of a project over the periods; nil where nothing is known of it.
func (e *edition) projectPeriods(s metrics.Scope, room *[]MoveRow) *PeriodGroup {
	all := PeriodGroup{Heads: e.periodHeads(), Rows: make([]PeriodRow, 0, len(metrics.All()))}
	for _, group := range metricGroups {
		all.Rows = e.appendPeriodRows(all.Rows, group.ids, s, room)
	}
	if len(all.Rows) == 0 {
		return nil
	}
	return &all
}
