package generator

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/markdown"
	"portolan/generator/memo"
	"portolan/generator/metrics"
	"portolan/generator/policy"
)

// figures answers what pages ask of the metrics.
type figures struct {
	e *edition
	*metrics.Figures
	columns func() map[*metrics.Metric]column
}

// column heads the figures of a metric.
type column struct {
	title string // with its unit
	url   Address
}

func newFigures(e *edition) *figures {
	f := &figures{e: e}
	f.columns = sync.OnceValue(f.makeColumns)
	f.Figures = metrics.New(metrics.Data{
		Projects: e.data.Projects, Activity: e.data.Activity, Products: e.data.Products, Inventories: e.data.Inventories,
		Figures: e.data.Figures, Scorecards: e.data.Scorecards, Vulnerabilities: e.data.Vulnerabilities, Outbound: e.data.Outbound,
		History: e.data.History, Groups: e.groups(), LicenseKnown: e.catalog.known(), Verdicts: e.catalog.verdictCounts(),
		Words: e.say(), Thresholds: thresholds(e.portal.site.Health), Now: e.now, StaleAfter: e.portal.site.Stale,
	})
	return f
}

// makeColumns readies the heads that every project's table has.
func (f *figures) makeColumns() map[*metrics.Metric]column {
	columns := map[*metrics.Metric]column{}
	for _, m := range metrics.All() {
		columns[m] = f.newColumn(m)
	}
	return columns
}

func (f *figures) newColumn(m *metrics.Metric) column {
	c := column{title: f.e.withUnit(m)}
	if metrics.ByID(m.ID) != nil && f.e.made[metricAddress(m.ID)] {
		c.url = site(metricAddress(m.ID))
	}
	return c
}

// column is the head of a metric, or of a hand-kept figure.
func (f *figures) column(m *metrics.Metric) column {
	if c, known := f.columns()[m]; known {
		return c
	}
	return f.newColumn(m)
}

// known says of each licence string whether it could be read.
func (c *catalog) known() map[string]bool {
	known := map[string]bool{}
	for _, one := range c.components {
		known[one.raw] = one.raw != "" && one.reading.Unknown == ""
	}
	return known
}

// verdictCounts counts components by their worst verdict, in all and by product.
func (c *catalog) verdictCounts() map[metrics.Scope]map[string]int {
	counts := map[metrics.Scope]map[string]int{}
	if len(c.components) > 0 { // without an inventory nobody knows what is used
		counts[metrics.Company()] = map[string]int{}
	}
	for _, one := range c.components {
		counts[metrics.Company()][one.worst.String()]++
	}
	for _, p := range c.products {
		of := map[string]int{}
		for _, level := range policy.Levels() {
			of[level.String()] = p.count(level)
		}
		counts[metrics.OfProduct(p.record.ID)] = of
	}
	return counts
}

// metrics lists the metrics that the edition has any data for.
func (f *figures) metrics() []*metrics.Metric {
	f.e.metricsOnce.Do(func() {
		for _, m := range metrics.All() {
			if r := f.Reading(m, metrics.Company(), year); r.Value.Known > 0 {
				f.e.metricList = append(f.e.metricList, m)
			}
		}
	})
	return f.e.metricList
}

// year is the window of key figures, and span how far back charts look, in months.
const (
	year = 12
	span = 24
)

func metricAddress(id string) string { return "/metrics/" + id + "/" }

// keyFigures are the figures of the company for some metrics, those without data left out. Place tells the figures of one
// part of a page from those of another.
func (f *figures) keyFigures(place string, ids ...string) []FigureView {
	var views []FigureView
	for _, id := range ids {
		if m := metrics.ByID(id); m != nil && slices.Contains(f.metrics(), m) {
			views = append(views, f.figure(place, m, metrics.Company(), year))
		}
	}
	return views
}

// figure shows a metric in a scope over some months, with its line.
func (f *figures) figure(place string, m *metrics.Metric, s metrics.Scope, months int) FigureView {
	view := f.figureOf(f.Reading(m, s, months))
	view.Spark = f.spark(place, m, f.chartPoints(f.Series(m, s, span)))
	return view
}

// figureOf shows a reading, without a line.
func (f *figures) figureOf(r metrics.Reading) FigureView {
	m := r.Metric
	value, unit := split(f.e.say().Amount(r.Value.Number, m.Unit))
	view := FigureView{
		ID: m.ID, Title: m.Name(f.e.say()), Value: value, Unit: unit, Sentence: r.Sentence(f.e.say()),
		Source: f.e.basisLine(r.Basis), Stale: r.Basis.Stale,
	}
	if r.Value.Number == nil {
		view.Value, view.Unit = f.e.text("unknown"), ""
		if r.Value.Nothing {
			view.Value = f.e.text("none")
		}
	}
	if r.Scope == metrics.Company() && f.e.made[metricAddress(m.ID)] {
		view.URL = site(metricAddress(m.ID))
	}
	return view
}

// monthTable writes some metrics over the last twelve whole months, a row for each; nil without any.
func (f *figures) monthTable(ids ...string) *TableView {
	t := &TableView{Caption: f.e.text("by_month"), Head: []Cell{{Text: f.e.text("month")}}}
	months := metrics.MonthSpan(f.LastWhole()).Last(year)
	for _, m := range months {
		t.Rows = append(t.Rows, []Cell{{Text: f.e.words.Month(string(m))}})
	}
	for _, id := range ids {
		m := metrics.ByID(id)
		if !slices.Contains(f.metrics(), m) {
			continue
		}
		t.Head = append(t.Head, Cell{Text: f.e.withUnit(m), Number: true})
		values := map[dataset.Month]metrics.Value{}
		for _, p := range f.Series(m, metrics.Company(), year+1).Whole() {
			values[p.Month] = p.Value
		}
		for i, month := range months {
			t.Rows[i] = append(t.Rows[i], Cell{Text: f.e.written(values[month], bare(m.Unit)), Number: true})
		}
	}
	if len(t.Head) == 1 {
		return nil
	}
	return t
}

// withUnit heads a column of a metric whose cells are bare numbers.
func (e *edition) withUnit(m *metrics.Metric) string {
	name, unit := m.Name(e.say()), e.say().Unit(m.Unit, false)
	if bare(m.Unit) == m.Unit || strings.Contains(strings.ToLower(name), strings.ToLower(unit)) {
		return name
	}
	return name + " (" + unit + ")"
}

// bare is the unit that is written in each cell of a column: a sign is, a word stands in the heading.
func bare(unit string) string {
	if unit == "%" {
		return unit
	}
	return ""
}

// written writes a figure for a table: with its unit, or the word for what is unknown or was not there to measure.
func (e *edition) written(v metrics.Value, unit string) string {
	switch {
	case v.Number != nil:
		return e.say().Amount(v.Number, unit)
	case v.Nothing:
		return e.text("none")
	}
	return e.text("unknown")
}

// split parts a written figure from its unit: "19 hours".
func split(written string) (value, unit string) {
	value, unit, _ = strings.Cut(written, " ")
	return value, unit
}

func (f *figures) spark(place string, m *metrics.Metric, points []chart.Point) template.HTML {
	known := 0
	for _, p := range points {
		if p.Value != nil {
			known++
		}
	}
	if known < 2 { // a single point is no line
		return ""
	}
	drawn := f.e.drawn(chart.Chart{
		ID: place + "-" + slug(m.ID), Kind: chart.Sparkline, Subject: m.Name(f.e.say()), Unit: m.Unit, Adds: m.MonthsAdd(), Series: []chart.Series{{Points: points}},
	})
	return template.HTML(drawn.SVG)
}

func (f *figures) chartPoints(s metrics.Series) []chart.Point {
	return f.appendChartPoints(make([]chart.Point, 0, len(s.Points)), s)
}

func (f *figures) appendChartPoints(points []chart.Point, s metrics.Series) []chart.Point {
	for _, p := range s.Trim().Points {
		points = append(points, chart.Point{Label: cmpOr(p.Label, string(p.Month)), Value: p.Number, Unfinished: p.Unfinished, Note: p.Partly(f.e.say())})
	}
	return points
}

// anyKnown tells whether there is anything to draw.
func anyKnown(points []chart.Point) bool {
	return slices.ContainsFunc(points, func(p chart.Point) bool { return p.Value != nil })
}

// chartOf draws a metric month by month.
func (f *figures) chartOf(m *metrics.Metric, s metrics.Scope, months int) (chart.Chart, bool) {
	c := f.draw(m, f.Series(m, s, months))
	return c, anyKnown(c.Series[0].Points)
}

// draw makes the chart of a series.
func (f *figures) draw(m *metrics.Metric, series metrics.Series) chart.Chart {
	return f.drawPoints(m, f.chartPoints(series), series.Basis)
}

func (f *figures) drawPoints(m *metrics.Metric, points []chart.Point, basis metrics.Basis) chart.Chart {
	kind := chart.Line
	if m.MonthsAdd() {
		kind = chart.Bars
	}
	return chart.Chart{
		ID: "chart-" + slug(m.ID), Kind: kind, Subject: m.Name(f.e.say()), Measure: f.measure(m), Unit: m.Unit, Adds: m.MonthsAdd(),
		LowerIsBetter: m.Direction == metrics.Lower, Series: []chart.Series{{Points: points}}, Source: f.e.basisLine(basis),
	}
}

// measure says what a chart of a metric shows.
func (f *figures) measure(m *metrics.Metric) string {
	if m.Trailing > 1 {
		return f.e.text("measure_trailing", m.Name(f.e.say()), f.e.say().Unit(m.Unit, false), m.Trailing)
	}
	return f.e.text("measure_month", m.Name(f.e.say()), f.e.say().Unit(m.Unit, false))
}

// drawn draws a chart in the words of the edition.
func (e *edition) drawn(c chart.Chart) chart.Figure {
	c.Words = e.say()
	return chart.Draw(c)
}

// chartView turns a chart into its view. CSV is the address of its numbers; they are written there unless something
// else already is.
func (e *edition) chartView(c chart.Chart, csv string) ChartView {
	return e.chartViewIn(new(tableRoom), c, csv)
}

// chartViewIn is chartView with its table in a room.
func (e *edition) chartViewIn(room *tableRoom, c chart.Chart, csv string) ChartView {
	drawn := e.drawn(c)
	view := ChartView{
		ID: drawn.ID, Title: drawn.Title, Measure: drawn.Measure, SVG: template.HTML(drawn.SVG), Summary: drawn.Summary,
		Note: strings.Join(drawn.Notes, " "), Table: tableOf(drawn.Table, room), Source: drawn.Source, Heading: 3, Example: e.exampleData(),
	}
	if csv != "" {
		view.CSV = site(csv)
	}
	return view
}

func tableOf(t chart.Table, room *tableRoom) TableView {
	view := TableView{Caption: t.Caption, Rows: taken(&room.rows, len(t.Rows))}
	for i, head := range t.Head {
		view.Head = append(view.Head, Cell{Text: head, Number: i > 0})
	}
	cells := taken(&room.cells, len(t.Rows)*len(t.Head)) // of all rows, side by side
	for _, row := range t.Rows {
		from := len(cells)
		cells = append(cells, Cell{Text: row.Label})
		for _, text := range row.Cells {
			cells = append(cells, Cell{Text: text, Number: true})
		}
		view.Rows = append(view.Rows, cells[from:len(cells):len(cells)])
	}
	return view
}

// metricOverview shows all metrics, by what they tell of.
func (e *edition) metricOverview(a ArticleView) any {
	view := &MetricsView{ArticleView: a}
	view.Children = nil
	view.Figures = e.figures.keyFigures("key", "commits", "contributors", "time-to-first-response", "releases")
	for _, id := range []string{"contributors", "commits"} {
		m := metrics.ByID(id)
		if c, known := e.figures.chartOf(m, metrics.Company(), span); known {
			view.Charts = append(view.Charts, e.chartView(c, "/api/metrics/"+id+".csv"))
		}
	}
	for _, group := range metricGroups {
		g := MetricGroup{Title: e.text("metrics_" + group.key)}
		g.Metrics = e.figures.keyFigures("all", group.ids...)
		if len(g.Metrics) > 0 {
			view.Groups = append(view.Groups, g)
		}
	}
	if kept := e.keptFigures("all", "metrics"); len(kept) > 0 {
		view.Groups = append(view.Groups, MetricGroup{Title: e.text("metrics_kept"), Metrics: kept})
	}
	view.Gathered = e.gathered("metrics")
	return view
}

// metricGroups order the metrics on their overview.
var metricGroups = []struct {
	key string
	ids []string
}{
	{"people", []string{"contributors", "new-contributors", "occasional-contributors", "contributor-absence-factor", "organizational-diversity"}},
	{"work", []string{"projects", "commits", "releases", "change-requests", "change-requests-accepted", "change-requests-declined", "change-request-closure-ratio", "change-request-duration", "outbound-contributions"}},
	{"response", []string{"time-to-first-response", "time-to-close", "issues-new", "issues-closed", "issues-open", "issue-age", "good-first-issues"}},
	{"reach", []string{"stars", "forks"}},
	{"compliance", []string{"components", "license-coverage", "licenses-declared", "sbom-coverage", "unknown-licenses", "forbidden-components"}},
	{"security", []string{"scorecard", "vulnerabilities-open", "time-to-fix"}},
}

// metricJobs write a page and a CSV for each metric.
func (e *edition) metricJobs() []job {
	var jobs []job
	for _, m := range e.figures.metrics() {
		write := func(facts memo.Digest) error { return e.writeMetric(m, facts) }
		jobs = append(jobs, e.ruledJob(metricAddress(m.ID), "/metrics/", write, "api/metrics/"+m.ID+".csv"))
	}
	return jobs
}

func (e *edition) writeMetric(m *metrics.Metric, facts memo.Digest) error {
	view := &MetricView{ArticleView: e.below("/metrics/", "metric", m.Name(e.say()), m.Question(e.say())), Question: m.Question(e.say())}
	definition := e.renderer.Render(markdown.Page{Body: []byte(m.Definition(e.language)), Reserved: e.words.IDs("metric.html")})
	view.Definition = template.HTML(definition.HTML)
	view.Toc = nil
	if m.CHAOSS != "" {
		view.Standard = Link{Title: m.CHAOSS, URL: Address(m.Address)}
	}
	view.Figure = e.figures.figure("key", m, metrics.Company(), year)
	view.Heads = e.periodHeads()
	for _, s := range append([]metrics.Scope{metrics.Company()}, e.scopes()...) {
		if row, known := e.periodRow(m, s, new([]MoveRow)); known {
			row.Title, row.URL = e.scopeName(s), site(scopeAddress(s))
			view.Periods = append(view.Periods, row)
		}
	}
	if c, known := e.figures.chartOf(m, metrics.Company(), 3*year); known {
		c.ID = "chart"
		view.Charts = append(view.Charts, e.chartView(c, "/api/metrics/"+m.ID+".csv"))
	}
	if b := e.figures.Breakdown(m, metrics.Company(), metrics.ByProject, year); len(b.Parts) > 0 && b.Parts[0].Label != "" {
		view.Breakdown = e.breakdownTable(m, b)
	}
	series := e.figures.Series(m, metrics.Company(), 3*year)
	if err := e.putCSV("api/metrics/"+m.ID+".csv", pointsCSV(m.ID, m.Unit, series.Points)); err != nil {
		return err
	}
	document := dataDocument("metric", m.Name(e.say()), m.Question(e.say()), m.Unit)
	for _, s := range definition.Sections {
		document.Sections[0].Text += " " + s.Text
	}
	document.Aliases = []string{m.ID, m.CHAOSS}
	return e.emit(page{template: "metric.html", view: view, head: &view.PageView, address: metricAddress(m.ID), section: "/metrics/", document: document, facts: facts})
}

// mostParts is how many parts a breakdown shows.
const mostParts = 50

func (e *edition) breakdownTable(m *metrics.Metric, b metrics.Breakdown) *TableView {
	t := &TableView{Caption: e.text("by_project", m.Name(e.say())), Head: []Cell{{Text: e.text("project")}, {Text: m.Name(e.say()), Number: true}}}
	for _, part := range b.Parts[:min(len(b.Parts), mostParts)] {
		cell := Cell{Text: part.Label}
		if p := e.projects.byID[part.ID]; p != nil {
			cell.URL = site(p.address)
		}
		value := e.say().Amount(part.Value.Number, m.Unit)
		if part.Value.Number == nil {
			value = e.text("unknown")
		}
		t.Rows = append(t.Rows, []Cell{cell, {Text: value, Number: true}})
	}
	if left := len(b.Parts) - len(t.Rows); left > 0 {
		t.Foot = []Cell{{Text: e.text("and_more", e.number(left))}, {}}
	}
	return t
}

// pointsCSV writes a metric or figure month by month.
func pointsCSV(id, unit string, points []metrics.Point) [][]string {
	rows := [][]string{{"month", id, "unit", "known", "of", "unfinished"}}
	for _, p := range points {
		value := ""
		if p.Number != nil {
			value = fmt.Sprintf("%g", *p.Number)
		}
		rows = append(rows, []string{string(p.Month), value, unit, strconv.Itoa(p.Known), strconv.Itoa(p.Of), strconv.FormatBool(p.Unfinished)})
	}
	return rows
}

// basisOfOne is who said something, and when: most figures of a project are of one source.
type basisOfOne struct {
	source string
	oldest int64
}

// basisLine says who said so and when.
func (e *edition) basisLine(b metrics.Basis) string {
	if len(b.Sources) != 1 || b.Oldest == nil {
		return e.makeBasisLine(b)
	}
	key := basisOfOne{b.Sources[0], b.Oldest.Unix()}
	if line, known := e.basisLines.Load(key); known {
		return line.(string)
	}
	line := e.makeBasisLine(b)
	e.basisLines.Store(key, line)
	return line
}

func (e *edition) makeBasisLine(b metrics.Basis) string {
	if len(b.Sources) == 0 {
		return ""
	}
	line := e.text("source_line", strings.Join(b.Sources, ", "))
	if b.Oldest != nil {
		line = e.text("source_line_date", strings.Join(b.Sources, ", "), e.words.Date(b.Oldest.Format(time.DateOnly)))
	}
	return line
}

// sourceLine says who gave records, and when the oldest was collected.
func (e *edition) sourceLine(list []dataset.Provenance) string {
	var b metrics.Basis
	for _, p := range list {
		if !slices.Contains(b.Sources, p.Source) {
			b.Sources = append(b.Sources, p.Source)
		}
		if b.Oldest == nil || p.Collected.Before(*b.Oldest) {
			b.Oldest = &p.Collected.Time
		}
	}
	slices.Sort(b.Sources)
	return e.basisLine(b)
}

// stale tells whether a record is too old to be relied on.
func (e *edition) stale(p dataset.Provenance) bool {
	return p.StaleSince != nil || e.now.Past(p.Collected.Add(e.portal.site.Stale))
}

// exampleData tells whether any of the edition's data is invented.
func (e *edition) exampleData() bool {
	e.exampleOnce.Do(func() { e.example = e.hasExamples() })
	return e.example
}

func (e *edition) hasExamples() bool {
	for _, p := range e.data.Projects {
		if p.Provenance.Example {
			return true
		}
	}
	for _, p := range e.data.Inventories {
		if p.Provenance.Example {
			return true
		}
	}
	return false
}

// dataThrough is the latest day on which data of the edition was collected.
func (e *edition) dataThrough() string {
	latest := time.Time{}
	for _, moment := range collected(e.data) {
		if moment.After(latest) {
			latest = moment
		}
	}
	return dayOf(latest)
}
