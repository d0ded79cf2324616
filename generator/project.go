package generator

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"portolan/generator/metrics"
)

// projects are the projects of an edition with their addresses.
type projects struct {
	all    []*project // by name
	live   []*project // all but the archived, vanished and empty ones
	quiet  []*project // those
	facets []*facetList
	byID   map[string]*project
}

type project struct {
	merged  *metrics.Project
	address string
	quiet   bool
	once    sync.Once
	row     ProjectRow
	people  int // contributors in a year, read with the row; -1 where unknown
}

// newProjects gives each merged project its address.
func newProjects(e *edition) *projects {
	ps := &projects{byID: map[string]*project{}}
	var addresses slugs
	for _, merged := range metrics.Merge(e.data.Projects) {
		p := &project{merged: merged, address: addresses.make("/projects/", merged.ID)}
		p.quiet = e.isQuiet(p)
		ps.all = append(ps.all, p)
		ps.byID[merged.ID] = p
	}
	slices.SortStableFunc(ps.all, func(a, b *project) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.merged.Name), strings.ToLower(b.merged.Name)), cmp.Compare(a.merged.ID, b.merged.ID))
	})
	for _, p := range ps.all {
		if p.quiet {
			ps.quiet = append(ps.quiet, p)
		} else {
			ps.live = append(ps.live, p)
		}
	}
	ps.facets = newFacets(e, ps.live)
	return ps
}

// language is the one that most of a project is written in; "" where unknown.
func (p *project) language() string {
	best, most := "", 0
	for _, language := range slices.Sorted(maps.Keys(p.merged.Languages)) {
		if n := p.merged.Languages[language]; n > most {
			best, most = language, n
		}
	}
	return best
}

// projectRow is a project in a list. Many lists show the same project, so its row is made once.
func (e *edition) projectRow(p *project) ProjectRow {
	p.once.Do(func() { p.row, p.people = e.makeRow(p) })
	return p.row
}

func (e *edition) makeRow(p *project) (row ProjectRow, people int) {
	m := p.merged
	row = ProjectRow{
		ID: m.ID, Name: m.Name, Description: m.Description, URL: site(p.address), Status: string(e.figures.Status(m.ID)), Language: p.language(),
		License: e.text("unknown"), Organization: m.Organization, Stars: e.orUnknown(m.Stars), Contributors: e.text("unknown"),
		Topics: m.Topics, Archived: m.Archived,
	}
	if m.License.Expression != nil {
		use := e.licenseUse(*m.License.Expression)
		row.License = use.Expression
		for _, v := range use.Verdicts {
			row.Verdict = worseWord(row.Verdict, v.Level)
		}
	}
	people = -1
	if r := e.figures.Reading(metrics.ByID("contributors"), metrics.OfProject(m.ID), year); r.Value.Number != nil {
		people = int(*r.Value.Number)
		row.Contributors = e.number(people)
	}
	if len(m.Tasks) > 0 {
		row.Tasks = e.words.Count("first_issues_n", len(m.Tasks))
	}
	if m.Changed != nil {
		row.Changed = dayOf(m.Changed.Time)
	}
	return row, people
}

// ladder is the order of verdicts.
var ladder = []string{"allowed", "conditional", "review", "unknown", "forbidden"}

func worseWord(a, b string) string {
	if slices.Index(ladder, b) > slices.Index(ladder, a) {
		return b
	}
	return a
}

// writeProject writes the page of a project.
func (e *edition) writeProject(p *project) error {
	m := p.merged
	view := &ProjectView{ArticleView: e.below("/projects/", "project", m.Name, m.Description), Project: e.projectRow(p)}
	e.adopt(p, view)
	view.Example = m.Provenance.Example
	view.SourceURL, view.Homepage = Address(m.URL), Address(m.Homepage)
	view.StatusText = e.text("status_" + cmpOr(view.Project.Status, "unknown"))
	if m.Provenance.StaleSince != nil {
		view.StaleSince = dayOf(m.Provenance.StaleSince.Time)
	}
	if m.Provenance.GoneSince != nil {
		view.Gone = dayOf(m.Provenance.GoneSince.Time)
	}
	scope := metrics.OfProject(m.ID)
	for _, id := range []string{"contributors", "commits", "time-to-first-response", "releases"} {
		metric := metrics.ByID(id)
		if r := e.figures.Reading(metric, scope, year); r.Value.Known > 0 {
			figure := e.figures.figure("key", metric, scope, year)
			figure.URL = site(metricAddress(id))
			view.Figures = append(view.Figures, figure)
		}
	}
	for _, id := range []string{"contributors", "commits"} {
		if c, known := e.figures.chartOf(metrics.ByID(id), scope, span); known {
			view.Charts = append(view.Charts, e.chartView(c, ""))
		}
	}
	view.Facts = e.projectFacts(p)
	view.Health, view.HealthSum, view.StatusWhy = e.health(m.ID)
	view.Releases = e.releases(m.ID, 6)
	if m.Releases != nil {
		view.ReleaseCount = e.words.Count("releases", len(m.Releases))
	}
	for _, t := range m.Tasks[:min(len(m.Tasks), 10)] {
		view.Tasks = append(view.Tasks, Change{Date: dayOf(t.Opened.Time), Title: t.Title, URL: Address(t.URL), Text: strings.Join(t.Labels, ", "), Kind: "task"})
	}
	if m.License.Expression != nil {
		view.License = e.licenseUse(*m.License.Expression)
		view.License.Source = m.License.Source
	}
	e.projectInventory(p, view)
	view.Scorecard = e.scorecard(m.ID)
	view.Vulnerabilities = e.vulnerabilityTable(m.ID)
	for _, s := range m.Sources {
		view.Sources = append(view.Sources, Fact{Label: s.Fields, Value: s.Provenance.Source, Note: e.words.ShortDate(dayOf(s.Provenance.Collected.Time)), URL: Address(s.Provenance.URL)})
	}
	document := dataDocument("project", m.Name, m.Description, m.ID, strings.Join(m.Topics, " "), m.Organization)
	document.Aliases = []string{m.ID}
	document.Archived = m.Archived
	document.Facets = map[string][]string{"licence": oneOrNone(view.Project.License), "topic": m.Topics, "status": oneOrNone(view.Project.Status), "owner": oneOrNone(m.Owner), "language": nil}
	out := page{template: "project.html", view: view, head: &view.PageView, address: p.address, section: "/projects/", document: document}
	if words := e.adopted[m.ID]; words != nil {
		out.source = words.File
	}
	return e.emit(out)
}

// adopt puts the words of the project's Markdown page onto its own.
func (e *edition) adopt(p *project, view *ProjectView) {
	words := e.adopted[p.merged.ID]
	if words == nil {
		return
	}
	doc, _ := e.render(words)
	view.HTML = template.HTML(doc.HTML)
	view.Title = words.Title
	view.Description = cmpOr(words.Description, view.Description)
	view.Owner, view.Contact = words.Owner, words.Contact
	e.mu.Lock()
	e.anchors[p.address] = e.anchors[words.Address]
	e.mu.Unlock()
}

// projectFacts are the particulars at the head of a project's page.
func (e *edition) projectFacts(p *project) []Fact {
	m := p.merged
	var list []Fact
	if m.License.Expression != nil {
		use := e.licenseUse(*m.License.Expression)
		fact := Fact{Label: e.text("license"), Value: use.Expression, URL: use.URL}
		for _, v := range use.Verdicts {
			fact.Verdict = worseWord(fact.Verdict, v.Level)
		}
		list = append(list, fact)
	} else {
		list = append(list, Fact{Label: e.text("license"), Value: e.text("unknown")})
	}
	if len(m.Releases) > 0 {
		r := m.Releases[0]
		list = append(list, Fact{Label: e.text("latest_release"), Value: r.Tag, Note: e.words.Date(dayOf(r.Published.Time)), URL: Address(r.URL)})
	}
	if language := p.language(); language != "" {
		list = append(list, Fact{Label: e.text("language"), Value: language})
	}
	list = append(list, Fact{Label: e.text("stars"), Value: e.orUnknown(m.Stars)})
	if m.Owner != "" {
		list = append(list, Fact{Label: e.text("owner"), Value: m.Owner, Note: m.Contact})
	}
	if m.Created != nil {
		list = append(list, Fact{Label: e.text("created"), Value: e.words.Date(dayOf(m.Created.Time))})
	}
	return list
}

// releases are those of a project, or of all where none is named; the latest first.
func (e *edition) releases(id string, most int) []Change {
	var changes []Change
	list := e.projects.all
	if id != "" {
		list = []*project{e.projects.byID[id]}
	}
	for _, p := range list {
		for _, r := range p.merged.Releases {
			title := r.Tag
			if id == "" {
				title = p.merged.Name + " " + r.Tag
			}
			change := Change{Date: dayOf(r.Published.Time), Title: title, URL: Address(r.URL), Kind: "release"}
			if r.Name != "" && r.Name != r.Tag {
				change.Text = r.Name
			}
			if change.URL == "" && id == "" {
				change.URL = site(p.address)
			}
			changes = append(changes, change)
		}
	}
	return latest(changes, most)
}

// projectInventory shows the components of a project: its own inventory, or that of the product built from it.
func (e *edition) projectInventory(p *project, view *ProjectView) {
	for _, made := range e.catalog.products {
		if made.record.Project == p.merged.ID {
			view.Products = append(view.Products, Link{Title: made.record.Name, URL: site(made.address)})
		}
	}
	inv := e.catalog.projects[p.merged.ID]
	if inv == nil {
		return
	}
	counts := map[string]int{}
	for _, one := range inv.components {
		counts[one.worst.String()]++
	}
	summary := &InventorySummary{Components: len(inv.components), Source: e.sourceLine(provenancesOf(inv.records))}
	for _, level := range ladder {
		if counts[level] == 0 {
			continue
		}
		summary.ByVerdict = append(summary.ByVerdict, Count{ID: level, Title: e.words.Word(level), Count: counts[level]})
	}
	view.Inventory = summary
}

func (e *edition) scorecard(id string) *ScorecardView {
	for _, s := range e.data.Scorecards {
		if s.Project != id {
			continue
		}
		view := &ScorecardView{Score: e.text("unknown"), Date: string(s.Date), URL: Address(s.Provenance.URL)}
		if s.Score != nil {
			view.Score = fixed(*s.Score)
		}
		for _, c := range s.Checks {
			check := CriterionView{Title: c.Name, Why: c.Reason, Found: e.text("unknown"), Asked: "10", Standing: "unknown"}
			if c.Score != nil {
				check.Found = e.number(*c.Score)
				check.Standing = map[bool]string{true: "met", false: "unmet"}[*c.Score >= 7]
			}
			view.Checks = append(view.Checks, check)
		}
		return view
	}
	return nil
}

func (e *edition) vulnerabilityTable(id string) *TableView {
	t := &TableView{Caption: e.text("vulnerabilities"), Head: []Cell{{Text: "ID"}, {Text: e.text("component")}, {Text: e.text("severity")}, {Text: e.text("fixed_in")}}}
	found := false
	for _, list := range e.data.Vulnerabilities {
		if list.Project != id {
			continue
		}
		found = true
		for _, v := range list.Vulnerabilities {
			if v.Resolved != nil {
				continue
			}
			t.Rows = append(t.Rows, []Cell{{Text: v.ID, URL: Address("https://osv.dev/vulnerability/" + v.ID)}, {Text: v.Component},
				{Text: cmpOr(v.Severity, e.text("unknown"))}, {Text: cmpOr(v.FixedIn, e.text("not_fixed"))}})
		}
	}
	if !found || len(t.Rows) == 0 {
		return nil
	}
	return t
}
