package generator

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/content"
	"portolan/generator/metrics"
	"portolan/generator/search"
)

// yearReport is the report of a year: what is known of it, and the page that gives the words.
type yearReport struct {
	year    int
	span    metrics.Span  // the whole months of the year that are known
	page    *content.Page // nil where nobody wrote words
	address string
}

// running tells whether the year was not over when the last figures came in.
func (r yearReport) running() bool { return r.span.Months < 12 }

// yearReports are the reports of all years that are known from January on, and of those that somebody wrote words for; the
// latest first.
func (e *edition) yearReports() []yearReport {
	first, last, ok := e.figures.KnownMonths()
	if !ok || len(e.projects.all) == 0 {
		return nil
	}
	var list []yearReport
	for year := last.Start().Year(); year >= first.Start().Year(); year-- {
		r := yearReport{year: year, span: metrics.Span{From: dataset.Month(fmt.Sprintf("%04d-01", year)), Months: 12}, address: reportsAddress + strconv.Itoa(year) + "/"}
		if year == last.Start().Year() {
			r.span.Months = int(last.Start().Month())
		}
		if r.page = e.reportWords(r); r.page != nil {
			r.address = r.page.Address
		}
		if r.page != nil || r.span.From >= first {
			list = append(list, r)
		}
	}
	return list
}

// reportWords is the page that says it is the report of a year, or lies where that would be.
func (e *edition) reportWords(r yearReport) *content.Page {
	for _, p := range e.tree.Pages {
		if p.Report == r.year {
			return p
		}
	}
	return e.tree.At(r.address)
}

// reportOf is the report that a page gives the words for; nil for other pages.
func (e *edition) reportOf(p *content.Page) *yearReport {
	if p.Report == 0 && path.Dir(path.Clean(p.Address)) != path.Clean(reportsAddress) {
		return nil
	}
	for _, r := range e.yearReports() {
		if r.page == p {
			return &r
		}
	}
	return nil
}

// reportJobs write the reports that nobody wrote words for, the digests and their feed.
func (e *edition) reportJobs() []job {
	months := e.digestMonths()
	if len(months) == 0 {
		return nil
	}
	jobs := []job{{"", func() error { return e.put("reports/feed.xml", e.digestFeed(months)) }}}
	for _, r := range e.yearReports() {
		if r.page == nil {
			jobs = append(jobs, job{r.address, func() error {
				return e.writeReport(r, e.below(reportsAddress, "report", e.text("report_title", r.year), ""), nil)
			}})
		}
	}
	for _, m := range months {
		jobs = append(jobs, job{digestAddress(m), func() error { return e.writeDigest(m, months) }})
	}
	return jobs
}

// writeReport writes the report of a year.
func (e *edition) writeReport(r yearReport, a ArticleView, document *search.Document) error {
	view := e.yearView(r, a)
	out := page{template: "report.html", view: view, head: &view.PageView, address: r.address, section: "/metrics/", document: document}
	if r.page != nil {
		out.source, out.node = r.page.File, e.menu.Node(r.page)
	} else {
		out.document = dataDocument("report", view.Title, view.Description, view.Period)
	}
	return e.emit(out)
}

// yearView fills the report of a year.
func (e *edition) yearView(r yearReport, a ArticleView) *ReportView {
	before := r.span.YearBefore()
	view := &ReportView{ArticleView: a, Year: r.year, Organization: e.view.Organization, Period: e.periodWords(r.span), Compared: e.periodWords(before), Running: r.running()}
	view.Kind, view.Toc, view.Children = "report", nil, nil
	view.Description = cmp.Or(view.Description, e.text("report_text", view.Period))
	view.Example = e.exampleData()
	for _, id := range []string{"contributors", "commits", "releases", "time-to-first-response", "outbound-contributions", "sbom-coverage"} {
		m := metrics.ByID(id)
		if !slices.Contains(e.figures.metrics(), m) {
			continue
		}
		if f := e.figureBetween("year", m, r.span, before); f.Value != e.text("unknown") { // what is unknown is named below
			view.Figures = append(view.Figures, f)
			view.InShort = append(view.InShort, strings.TrimSpace(f.Title+": "+f.Value+" "+f.Unit)+". "+f.Sentence)
		}
	}
	view.Groups = e.movesOf(r.span, before, r.running())
	_, view.Unknown = e.unmoved(view.Groups)
	view.Groups = e.withoutUnknown(view.Groups)
	view.Charts = e.yearCharts(r.span)
	view.Objectives = e.objectivesAt(r)
	view.Standings = e.standings(view.Objectives)
	view.Policies = inSpan(e.policyChanges(0), r.span)
	view.Projects = e.newProjects(r.span)
	view.Releases = e.releaseTable(r.span)
	view.Decisions = e.decisionsIn(r.span)
	for _, m := range e.digestMonths() {
		if m.Start().Year() == r.year {
			view.Digests = append(view.Digests, *e.digestLink(m))
		}
	}
	view.Source = e.reportSource()
	return view
}

// periodWords writes a span: "2026", "January to October 2026".
func (e *edition) periodWords(s metrics.Span) string {
	last := s.From.Add(s.Months - 1)
	switch s.Months {
	case 1:
		return e.words.Month(string(s.From))
	case 12:
		return string(s.From[:4])
	}
	return e.text("from_to", e.words.Month(string(s.From)), e.portal.templates.Month(string(last)))
}

// figureBetween shows a metric over a span beside another, with its months as a line.
func (e *edition) figureBetween(place string, m *metrics.Metric, now, before metrics.Span) FigureView {
	r := e.figures.Between(m, metrics.Company(), now, before)
	if m.Standing && r.Value.Number == nil && !e.now.Reached(now.End().AddDate(0, 1, 0)) {
		r = e.figures.Reading(m, metrics.Company(), year) // nobody wrote it down then, and it is not long ago
	}
	value, unit := split(e.written(r.Value, m.Unit))
	return FigureView{ID: m.ID, Title: m.Name(e.say()), Value: value, Unit: unit, Sentence: r.Sentence(e.say()), Source: e.basisLine(r.Basis), Stale: r.Basis.Stale,
		URL: site(metricAddress(m.ID)), Spark: e.figures.spark(place, m, e.figures.chartPoints(e.figures.SeriesOf(m, metrics.Company(), now)))}
}

// yearCharts draw the months of a year.
func (e *edition) yearCharts(s metrics.Span) []ChartView {
	var views []ChartView
	for _, id := range []string{"contributors", "commits", "releases", "outbound-contributions"} {
		m := metrics.ByID(id)
		if c := e.figures.draw(m, e.figures.SeriesOf(m, metrics.Company(), s)); anyKnown(c.Series[0].Points) && slices.Contains(e.figures.metrics(), m) {
			views = append(views, e.chartView(c, e.metricCSV(m)))
		}
	}
	for _, f := range e.data.Figures {
		c := e.chartOfKept(e.figures.HandKept(f.ID, year), s)
		if anyKnown(c.Series[0].Points) {
			views = append(views, e.chartView(c, keptCSV(f)))
		}
	}
	return views
}

// chartOfKept draws the months of a span of a hand-kept figure.
func (e *edition) chartOfKept(k *metrics.HandKept, s metrics.Span) chart.Chart {
	c := e.chartKept(k)
	c.ID = "chart-" + slug(k.Figure.ID)
	values := map[dataset.Month]*float64{}
	for _, p := range k.Points {
		values[p.Month] = p.Number
	}
	var points []chart.Point
	for _, m := range s.Last(s.Months) {
		points = append(points, chart.Point{Label: string(m), Value: values[m]})
	}
	c.Series = []chart.Series{{Points: points}}
	return c
}

// objectivesAt are the objectives of a year, as they stood at its end; of a year that runs, as they stand today.
func (e *edition) objectivesAt(r yearReport) []ObjectiveView {
	var views []ObjectiveView
	s := r.span
	for _, o := range e.statedObjectives() {
		begins, due := o.objective.Begins, o.objective.Due
		if begins != "" && !begins.Time().Before(s.End()) || due != "" && due.Time().Before(s.Start()) {
			continue
		}
		assessed := e.figures.AssessAt(o.objective, s.End())
		if r.running() {
			assessed = e.figures.Assess(o.objective, e.now.Itself())
		}
		view := e.assessedView("year", o, assessed)
		view.ID = "" // the register is where an objective can be linked to
		views = append(views, view)
	}
	return views
}

// releaseTable counts the releases of each project in a span; nil without any.
func (e *edition) releaseTable(s metrics.Span) *TableView {
	m := metrics.ByID("releases")
	t := &TableView{Caption: e.text("by_project", m.Name(e.say())), Head: []Cell{{Text: e.text("project")}, {Text: m.Name(e.say()), Number: true}, {Text: e.text("latest_release")}}}
	total := 0
	for _, p := range e.projects.all {
		n, last := 0, ""
		for _, release := range p.merged.Releases { // the newest first
			if at := release.Published.Time; !at.Before(s.Start()) && at.Before(s.End()) {
				last = cmp.Or(last, release.Tag)
				n++
			}
		}
		if total += n; n > 0 {
			t.Rows = append(t.Rows, []Cell{{Text: p.merged.Name, URL: site(p.address)}, {Text: e.number(n), Number: true}, {Text: last}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Foot = []Cell{{Text: e.text("total")}, {Text: e.number(total), Number: true}, {}}
	return t
}

// decisionsIn are the decisions that were taken in a span.
func (e *edition) decisionsIn(s metrics.Span) []DecisionRow {
	var rows []DecisionRow
	for _, d := range e.decisions() {
		if d.Decided >= dayOf(s.Start()) && d.Decided < dayOf(s.End()) {
			rows = append(rows, d)
		}
	}
	return rows
}

// reportList lists the reports of years and the digests of months.
func (e *edition) reportList(a ArticleView) any {
	view := &ReportsView{ArticleView: a, Feed: site("/reports/feed.xml")}
	view.Children, view.Toc = nil, nil
	months := e.digestMonths()
	for _, r := range e.yearReports() {
		link := Link{Title: e.text("report_title", r.year), URL: site(r.address), Note: e.periodWords(r.span)}
		if r.page != nil {
			link.Title = r.page.Title
		}
		view.Years = append(view.Years, link)
	}
	for i := len(months) - 1; i >= 0; i-- {
		year := string(months[i][:4])
		if n := len(view.Digests); n == 0 || view.Digests[n-1].Letter != year {
			view.Digests = append(view.Digests, IndexLetter{Letter: year})
		}
		last := &view.Digests[len(view.Digests)-1]
		last.Pages = append(last.Pages, *e.digestLink(months[i]))
	}
	if len(months) > 0 {
		view.Latest = e.digest(months[len(months)-1])
	}
	return view
}
