package generator

import (
	"maps"
	"slices"

	"portolan/generator/chart"
	"portolan/generator/memo"
	"portolan/generator/metrics"
)

// periods are the windows in months that every figure is told over, each beside the window before it.
var periods = []int{3, 12, 36}

// groups are the portal's own sets of projects, as far as the edition holds any of their projects.
func (e *edition) groups() []metrics.Group {
	var groups []metrics.Group
	for _, id := range slices.Sorted(maps.Keys(e.portal.site.Groups)) {
		stated := e.portal.site.Groups[id]
		g := metrics.Group{ID: id, Title: cmpOr(stated.Title, id), Projects: slices.Clone(stated.Projects)}
		for _, p := range e.data.Projects {
			if slices.ContainsFunc(p.Topics, func(topic string) bool { return slices.Contains(stated.Topics, topic) }) && !slices.Contains(g.Projects, p.ID) {
				g.Projects = append(g.Projects, p.ID)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// scopes are the organisations, where there are several, and the groups.
func (e *edition) scopes() []metrics.Scope {
	var list []metrics.Scope
	if names := e.figures.Organizations(); len(names) > 1 {
		for _, name := range names {
			list = append(list, metrics.Organization(name))
		}
	}
	for _, g := range e.groups() {
		if s := metrics.OfGroup(g.ID); e.figures.Has(s) {
			list = append(list, s)
		}
	}
	return list
}

// scopeAddress is the page of an organisation's or a group's figures, or of the company's.
func scopeAddress(s metrics.Scope) string {
	if s == metrics.Company() {
		return "/metrics/periods/"
	}
	return "/metrics/periods/" + string(s.Kind) + "/" + slug(s.ID) + "/"
}

// scopeName is what a scope is called on its page and in links to it.
func (e *edition) scopeName(s metrics.Scope) string {
	return cmpOr(e.figures.ScopeTitle(s), e.view.Organization)
}

// periodPage shows the company's figures over all periods.
func (e *edition) periodPage(a ArticleView) any { return e.periodView(a, metrics.Company()) }

func (e *edition) periodView(a ArticleView, s metrics.Scope) *PeriodsView {
	view := &PeriodsView{ArticleView: a, Scope: e.scopeName(s), Groups: e.periodGroups(s)}
	view.Children, view.Toc = nil, nil
	for _, other := range append([]metrics.Scope{metrics.Company()}, e.scopes()...) {
		if other != s {
			view.Others = append(view.Others, Link{Title: e.scopeName(other), URL: site(scopeAddress(other)), Note: e.text("scope_" + string(cmpKind(other)))})
		}
	}
	view.Charts = e.scopeCharts(s)
	return view
}

func cmpKind(s metrics.Scope) metrics.ScopeKind {
	if s.Kind == "" {
		return metrics.KindCompany
	}
	return s.Kind
}

// periodHeads name the periods: "3 months".
func (e *edition) periodHeads() []string {
	var heads []string
	for _, months := range periods {
		heads = append(heads, e.words.Count("months", months))
	}
	return heads
}

// periodGroups read every metric that anything is known of in a scope over all periods.
func (e *edition) periodGroups(s metrics.Scope) []PeriodGroup {
	var groups []PeriodGroup
	for _, group := range metricGroups {
		g := PeriodGroup{Title: e.text("metrics_" + group.key), Heads: e.periodHeads()}
		g.Rows = e.appendPeriodRows(g.Rows, group.ids, s, new([]MoveRow))
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// appendPeriodRows reads metrics in a scope over all periods, those left out of which nothing is known. Their cells are put
// into a room.
func (e *edition) appendPeriodRows(rows []PeriodRow, ids []string, s metrics.Scope, room *[]MoveRow) []PeriodRow {
	for _, id := range ids {
		if id == "projects" && s.Kind == metrics.KindProject {
			continue // it is one
		}
		if row, known := e.periodRow(metrics.ByID(id), s, room); known {
			rows = append(rows, row)
		}
	}
	return rows
}

// periodRow reads a metric over all periods. A standing is what it is now, compared with what it was so long ago.
func (e *edition) periodRow(m *metrics.Metric, s metrics.Scope, cells *[]MoveRow) (row PeriodRow, known bool) {
	var room [3]metrics.Reading
	readings, most := room[:0], 0
	for _, months := range periods {
		r := e.figures.Reading(m, s, months)
		if most = max(most, r.Value.Known); m.Adds && r.Value.Known < most {
			// Fewer projects over more months can add up to less: a total that looks wrong is better left unsaid.
			r = metrics.Reading{Metric: m, Scope: s, Period: r.Period, Value: metrics.Value{Known: r.Value.Known, Of: r.Value.Of, Parts: r.Value.Parts}}
		}
		readings = append(readings, r)
	}
	if most == 0 { // as of most metrics of a project
		return PeriodRow{}, false
	}
	head := e.figures.column(m)
	row = PeriodRow{Title: head.title, URL: head.url, Cells: taken(cells, len(readings))}
	for _, r := range readings {
		row.Cells = append(row.Cells, e.moveRow(r))
	}
	return row, true
}

// scopeJobs write the pages of organisations and groups.
func (e *edition) scopeJobs() []job {
	if e.special(scopeAddress(metrics.Company())) == nil {
		return nil
	}
	var jobs []job
	for _, s := range e.scopes() {
		jobs = append(jobs, e.ruledJob(scopeAddress(s), "/metrics/", func(facts memo.Digest) error { return e.writeScope(s, facts) }))
	}
	return jobs
}

func (e *edition) writeScope(s metrics.Scope, facts memo.Digest) error {
	title := e.text("periods_of", e.scopeName(s))
	view := e.periodView(e.below(scopeAddress(metrics.Company()), "periods", title, e.text("page_periods_text")), s)
	document := dataDocument("metric", title, "", e.scopeName(s))
	return e.emit(page{template: "periods.html", view: view, head: &view.PageView, address: scopeAddress(s), section: "/metrics/", document: document, facts: facts})
}

// mostHeatRows is how many rows a heat map has.
const mostHeatRows = 10

// scopeCharts draw where the work of a year went: by project and month, and by language.
func (e *edition) scopeCharts(s metrics.Scope) []ChartView {
	m := metrics.ByID("commits")
	var views []ChartView
	if c, known := e.figures.heat(m, s, metrics.ByProject, year); known {
		c.ID = "chart-heat"
		views = append(views, e.chartView(c, ""))
	}
	if c, known := e.figures.chartOfParts(m, e.figures.Breakdown(m, s, metrics.ByLanguage, year)); known && len(c.Series[0].Points) > 2 {
		c.ID, c.Kind = "chart-languages", chart.Treemap
		views = append(views, e.chartView(c, ""))
	}
	return views
}

// heat draws the parts of a metric that have most, month by month.
func (f *figures) heat(m *metrics.Metric, s metrics.Scope, by metrics.By, months int) (chart.Chart, bool) {
	c := chart.Chart{Kind: chart.HeatMap, Subject: m.Name(f.e.say()), Measure: f.e.text("measure_heat", m.Name(f.e.say()), f.e.say().Unit(m.Unit, false)), Unit: m.Unit, Adds: m.MonthsAdd()}
	known := false
	for _, series := range f.SeriesBy(m, s, by, 1, months, mostHeatRows) {
		row := chart.Series{Name: series.Label}
		for _, p := range series.Points {
			row.Points = append(row.Points, chart.Point{Label: string(p.Month), Value: p.Number, Unfinished: p.Unfinished})
		}
		known = known || anyKnown(row.Points)
		c.Series = append(c.Series, row)
		c.Source = f.e.basisLine(series.Basis)
	}
	return c, known && len(c.Series) > 1
}
