package generator

import (
	"path"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/content"
	"portolan/generator/metrics"
)

// concern is one of the five things that an office answers for. Its page gathers what belongs to it: policies, objectives,
// figures and charts.
type concern struct {
	id string
	// address is that of its page.
	address string
	// folders are those at the top of the content folder whose pages belong to it, unless they or a folder say otherwise.
	folders []string
	parts   []concernPart
	// charts are metrics, each with what it is drawn by.
	charts []concernChart
}

// concernPart is a group of figures, titled where a concern has several.
type concernPart struct {
	key     string // of its title; "" for none
	metrics []string
}

type concernChart struct{ metric, by string }

// office are the five concerns, in the order in which pages show them.
var office = []concern{
	{"strategy", "/strategy/", []string{"strategy", "governance", "policies"},
		[]concernPart{{"", []string{"projects", "releases", "contributor-absence-factor", "organizational-diversity", "scorecard"}}},
		[]concernChart{{"projects", "status"}, {"releases", "quarter"}}},
	{"community", "/community/", []string{"community", "training"},
		[]concernPart{{"", []string{"contributors", "new-contributors", "occasional-contributors", "time-to-first-response", "change-request-closure-ratio", "good-first-issues"}}},
		[]concernChart{{"contributors", "month"}, {"new-contributors", "quarter"}}},
	{"compliance", "/compliance/", []string{"compliance"},
		[]concernPart{{"", []string{"components", "license-coverage", "sbom-coverage", "unknown-licenses", "vulnerabilities-open", "time-to-fix"}}}, nil},
	{"metrics", "/metrics/", []string{"metrics"}, nil, nil},
	{"value", "/value/", []string{"value"},
		[]concernPart{{"innovation", []string{"outbound-contributions", "new-contributors"}}, {"efficiency", []string{"time-to-first-response", "time-to-close", "change-request-duration"}}, {"savings", nil}},
		[]concernChart{{"outbound-contributions", "quarter"}}},
}

// concernOf returns the concern of an ID.
func concernOf(id string) concern { return office[slices.Index(content.Concerns, id)] }

// concernsOf are the concerns that a page belongs to: what it says itself, else what the nearest folder above it says, else
// what its folder at the top is known for. A policy that is none of these is of strategy and governance.
func (e *edition) concernsOf(p *content.Page) []string {
	if len(p.Concerns) > 0 {
		return p.Concerns
	}
	for dir := path.Dir(p.File); dir != "."; dir = path.Dir(dir) {
		if folder := e.folderPage(dir); folder != nil && len(folder.Concerns) > 0 {
			return folder.Concerns
		}
	}
	top, _, _ := strings.Cut(p.File, "/")
	for _, c := range office {
		if slices.Contains(c.folders, top) {
			return []string{c.id}
		}
	}
	if p.Policy != nil {
		return []string{"strategy"}
	}
	return nil
}

// folderPage is a folder's own page; nil where it has none.
func (e *edition) folderPage(dir string) *content.Page {
	for _, name := range []string{"index.md", "_index.md", "README.md"} {
		if p := e.tree.File(dir + "/" + name); p != nil {
			return p
		}
	}
	return nil
}

// concernPolicies are the policies of a concern.
func (e *edition) concernPolicies(id string) []PolicyRow {
	var rows []PolicyRow
	for _, p := range e.tree.Pages {
		if p.Policy != nil && slices.Contains(e.concernsOf(p), id) {
			rows = append(rows, e.policyRow(p))
		}
	}
	sortPolicies(rows)
	return rows
}

// concernPages are the other pages that say themselves that they belong to a concern, from wherever in the handbook.
func (e *edition) concernPages(id string) []Link {
	var links []Link
	for _, p := range e.tree.Pages {
		if p.Policy == nil && !p.Index && slices.Contains(p.Concerns, id) {
			links = append(links, Link{Title: p.Title, URL: site(e.addressOf(p)), Note: p.Description})
		}
	}
	return links
}

// hasConcern tells whether a concern has a page: where an objective or a hand-kept figure belongs to it, or policies do and
// somebody wrote words for it. Metrics alone make none, since every portal with projects has some.
func (e *edition) hasConcern(id string) bool {
	written := e.tree.At(concernOf(id).address) != nil
	return slices.ContainsFunc(e.statedObjectives(), func(s statedObjective) bool { return s.objective.Concern == id }) ||
		slices.ContainsFunc(e.data.Figures, func(f *dataset.Figure) bool { return f.Concern == id }) ||
		written && slices.ContainsFunc(e.tree.Pages, func(p *content.Page) bool { return p.Policy != nil && slices.Contains(e.concernsOf(p), id) })
}

// gathered is what a concern's page shows below its words.
func (e *edition) gathered(id string) GatheredView {
	c := concernOf(id)
	view := GatheredView{Objectives: e.objectives("concern", id), Policies: e.concernPolicies(id), Pages: e.concernPages(id)}
	view.Standings = e.standings(view.Objectives)
	for i, part := range c.parts {
		g := FigureGroup{Figures: e.figures.keyFigures("concern"+part.key, part.metrics...)}
		if part.key != "" {
			g.Title = e.text("value_" + part.key)
		}
		if i == len(c.parts)-1 {
			g.Figures = append(g.Figures, e.keptFigures("concern", id)...)
		}
		if len(g.Figures) > 0 {
			view.Figures = append(view.Figures, g)
		}
	}
	return view
}

// concernPage fills the page of a concern.
func concernPage(id string) func(*edition, ArticleView) any {
	return func(e *edition, a ArticleView) any {
		view := &ConcernView{ArticleView: a, GatheredView: e.gathered(id)}
		view.Toc = nil
		for _, s := range e.specials {
			if c := concernOf(id); s.section == c.address && s.address != c.address {
				view.Links = append(view.Links, Link{Title: e.specialTitle(s), URL: site(s.address), Note: e.text("page_" + s.key + "_text")})
			}
		}
		view.Charts = e.concernCharts(concernOf(id))
		return view
	}
}

// concernCharts draws the charts of a concern, and the figures that people keep for it.
func (e *edition) concernCharts(c concern) []ChartView {
	var views []ChartView
	for _, want := range c.charts {
		m := metrics.ByID(want.metric)
		if drawn, known := e.figures.chartBy(m, metrics.Company(), span, want.by); known {
			drawn.ID = "chart-" + m.ID
			views = append(views, e.chartView(drawn, e.metricCSV(m)))
		}
	}
	for _, f := range e.data.Figures {
		if f.Concern == c.id {
			drawn := e.chartKept(e.figures.HandKept(f.ID, year))
			drawn.ID = "chart-" + slug(f.ID)
			if anyKnown(drawn.Series[0].Points) {
				views = append(views, e.chartView(drawn, keptCSV(f)))
			}
		}
	}
	return views
}

// chartBy draws a metric by month, quarter or year, or by a property of what it is counted in.
func (f *figures) chartBy(m *metrics.Metric, s metrics.Scope, months int, by string) (chart.Chart, bool) {
	switch by {
	case "", "month":
		return f.chartOf(m, s, months)
	case "quarter", "year":
		return f.chartByPeriod(m, s, months, by)
	}
	return f.chartOfParts(m, f.Breakdown(m, s, metrics.By(by), months))
}

// mostBars is how many parts of a figure are drawn.
const mostBars = 20

// chartOfParts draws the parts of a figure, the largest first.
func (f *figures) chartOfParts(m *metrics.Metric, b metrics.Breakdown) (chart.Chart, bool) {
	c := chart.Chart{Kind: chart.Ranked, Subject: m.Name(f.e.say()), Measure: f.e.text("measure_by_"+string(b.By), m.Name(f.e.say()), f.e.say().Unit(m.Unit, false)), Unit: m.Unit, Adds: b.Adds,
		Series: []chart.Series{{Name: m.Name(f.e.say())}}, Source: f.e.basisLine(b.Basis), Cut: max(0, len(b.Parts)-mostBars)}
	for _, part := range b.Parts[:len(b.Parts)-c.Cut] {
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: f.e.words.Word(part.Label), Value: part.Value.Number, Note: part.Value.Partly(f.e.say())})
	}
	return c, anyKnown(c.Series[0].Points)
}

// metricCSV is the address of a metric's numbers; "" where the edition has none.
func (e *edition) metricCSV(m *metrics.Metric) string {
	if !slices.Contains(e.figures.metrics(), m) {
		return ""
	}
	return "/api/metrics/" + m.ID + ".csv"
}

// keptFigures are the hand-kept figures of a concern; of "metrics" also those that belong to none.
func (e *edition) keptFigures(place, id string) []FigureView {
	var views []FigureView
	for _, f := range e.data.Figures {
		if f.Concern == id || id == "metrics" {
			views = append(views, e.figureKept(place, e.figures.HandKept(f.ID, year)))
		}
	}
	return views
}

// standings counts objectives by how they stand, the best first.
func (e *edition) standings(list []ObjectiveView) []Count {
	var counts []Count
	for _, word := range []string{"met", "on-track", "at-risk", "missed", "unknown"} {
		n := 0
		for _, o := range list {
			if o.Standing == word {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, Count{ID: word, Title: e.words.Word(word), Count: n})
		}
	}
	return counts
}

// fewConcerns is how many of the five must have a page for the front page to show them.
const fewConcerns = 3

// concernRows are the five concerns for the front page: those that have a page.
func (e *edition) concernRows() []ConcernRow {
	var rows []ConcernRow
	for _, c := range office {
		s := e.special(c.address)
		if s == nil {
			continue
		}
		row := ConcernRow{Title: e.text("concern_" + c.id), URL: site(c.address), Text: e.text("concern_" + c.id + "_text"),
			Standings: e.standings(e.objectives("home", c.id)), Policies: len(e.concernPolicies(c.id))}
		rows = append(rows, row)
	}
	if len(rows) < fewConcerns {
		return nil
	}
	return rows
}
