package generator

import (
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"testing"

	"portolan/generator/chart"
	"portolan/generator/markdown"
	"portolan/generator/render"
	"portolan/themes"
)

// sample is a portal as a reader would meet it, to look at and to measure.
type sample struct {
	t         *testing.T
	templates *render.Templates
	site      *SiteView
	files     map[string][]byte
}

func samplePages(t *testing.T, templates *render.Templates) map[string][]byte {
	s := &sample{t: t, templates: templates, files: map[string][]byte{}, site: &SiteView{
		Title: "Acme Open Source", Organization: "Acme", Description: "Open source at Acme", Language: "en", Edition: "public",
		BaseURL: "https://opensource.acme.example/", Contact: "#open-source", BuiltFrom: "4f2a9c1", DataThrough: "2026-11-22", Example: true,
		Handbook:   []Link{{Title: "Policies", URL: "~site/policies/"}, {Title: "Guides", URL: "~site/guides/"}, {Title: "Strategy", URL: "~site/strategy/"}, {Title: "Governance", URL: "~site/governance/"}, {Title: "About", URL: "~site/about/"}},
		Charts:     []Link{{Title: "Projects", URL: "~site/projects/"}, {Title: "Metrics", URL: "~site/metrics/"}, {Title: "Compliance", URL: "~site/compliance/"}},
		Footer:     []Link{{Title: "Changes (Atom)", URL: "~site/feed.xml"}, {Title: "Data (JSON, CSV)", URL: "~site/api/"}, {Title: "Accessibility", URL: "~site/about/"}},
		Stylesheet: "~site/assets/data.css", Script: "~site/assets/portolan.js", Early: "~site/assets/early.js", Icon: "~site/assets/mark.svg", HasSearch: true,
	}}
	s.assets()
	s.handbook()
	s.projects()
	s.compliance()
	s.others()
	return s.files
}

func (s *sample) assets() {
	theme := themes.Default()
	names, _ := fs.Glob(theme, "assets/*")
	for _, name := range names {
		data, err := fs.ReadFile(theme, name)
		if err != nil {
			s.t.Fatal(err)
		}
		if name == "assets/data.css" {
			if data, err = wholeSheet(theme); err != nil {
				s.t.Fatal(err)
			}
			data = append(data, markdown.CodeCSS()...)
		}
		types := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
		small, err := render.Minify(types[name[strings.LastIndex(name, "."):]], data)
		if err != nil {
			s.t.Fatal(err)
		}
		s.files[name] = small
	}
}

func (s *sample) page(address, kind, title, description string) PageView {
	p := PageView{Site: s.site, Address: Address("~site/" + address), Kind: kind, Title: title, Description: description, Language: "en", Direction: "ltr",
		Canonical: s.site.BaseURL + address, Changed: "2026-11-17", Revision: "4f2a9c1", Edit: "https://git.acme.example/edit", Example: true,
		JSONLD: template.JS(`{"@context":"https://schema.org","@type":"WebPage","name":` + fmt.Sprintf("%q", title) + `}`)}
	if kind != "home" {
		p.Crumbs = []Link{{Title: "Home", URL: "~site/"}}
		if parts := strings.Split(strings.Trim(address, "/"), "/"); len(parts) > 1 {
			p.Crumbs = append(p.Crumbs, Link{Title: strings.ToUpper(parts[0][:1]) + parts[0][1:], URL: Address("~site/" + parts[0] + "/")})
		}
	}
	return p
}

func (s *sample) draw(name string, p PageView, view any, menu []MenuGroup) {
	section := Address("~site/" + strings.SplitN(strings.TrimPrefix(string(p.Address), "~site/"), "/", 2)[0] + "/")
	shell, err := s.templates.Shell("shell.html", ShellView{Site: s.site, Menu: menu, MenuTitle: "Handbook"})
	if err != nil {
		s.t.Fatal(err)
	}
	head, err := s.templates.Execute("head.html", p)
	if err != nil {
		s.t.Fatal(err)
	}
	main, err := s.templates.Execute(name, view)
	if err != nil {
		s.t.Fatal(err)
	}
	address := strings.TrimPrefix(string(p.Address), "~site/")
	base := strings.Repeat("../", strings.Count(address, "/"))
	if base == "" {
		base = "./"
	}
	s.files[address+"index.html"] = shell.Page(nil, render.Slots{Base: base, Sheet: base + "assets/data.css", Script: base + "assets/portolan.js", Kind: p.Kind, Section: string(section), Entry: string(p.Address),
		Open: []string{"~site/guides/release/"}, Head: head, Main: main})
}

func (s *sample) menu() []MenuGroup {
	return []MenuGroup{
		{Title: "Policies", Entries: []MenuEntry{{Title: "Policy register", URL: "~site/policies/"}, {Title: "Licence policy", URL: "~site/policies/licences/"}, {Title: "Contribution policy", URL: "~site/policies/contributing/"}, {Title: "Security and vulnerability response", URL: "~site/policies/security/"}}},
		{Title: "Guides", Entries: []MenuEntry{{Title: "Release a project", URL: "~site/guides/release/", Children: []MenuEntry{{Title: "Before you start", URL: "~site/guides/release/before/"}, {Title: "On the day", URL: "~site/guides/release/day/"}}}, {Title: "Archive a project", URL: "~site/guides/archive/", Children: []MenuEntry{{Title: "Say so", URL: "~site/guides/archive/say/"}}}}},
	}
}

func (s *sample) markdown(source string) (template.HTML, []TocEntry) {
	r := markdown.New(markdown.Options{})
	doc := r.Render(markdown.Page{Body: []byte(source), Reserved: s.templates.IDs("article.html"), Block: func(f markdown.Fence) (markdown.Block, bool) {
		if f.Name != "chart" {
			return markdown.Block{}, false
		}
		html, err := s.templates.Execute("blocks/chart.html", s.chart("in-text", chart.Line, "Commits", 900, 6, 0))
		return markdown.Block{HTML: html}, err == nil
	}})
	var toc []TocEntry
	for _, h := range doc.Headings {
		if h.Level == 2 {
			toc = append(toc, TocEntry{Title: h.Text, ID: h.ID})
		} else if h.Level == 3 && len(toc) > 0 {
			toc[len(toc)-1].Children = append(toc[len(toc)-1].Children, TocEntry{Title: h.Text, ID: h.ID})
		}
	}
	return template.HTML(doc.HTML), toc
}

func series(start, step float64, n int) []chart.Point {
	var points []chart.Point
	for i := range n {
		v := start + step*float64(i) + float64((i*7)%5)*step
		p := chart.Point{Label: fmt.Sprintf("%d-%02d", 2024+(10+i)/12, (10+i)%12+1), Value: &v, Unfinished: i == n-1}
		if i == n-6 {
			p.Value = nil
		}
		points = append(points, p)
	}
	return points
}

func (s *sample) chart(id string, kind chart.Kind, subject string, start, step float64, heading int) ChartView {
	c := chart.Chart{ID: id, Kind: kind, Subject: subject, Measure: subject + " on default branches, by month", Unit: strings.ToLower(subject), Adds: true,
		Series: []chart.Series{{Points: series(start, step, 25)}}, Source: "GitHub"}
	switch kind {
	case chart.Stacked:
		c.Series = nil
		for i, f := range []chart.Fill{chart.FillAllowed, chart.FillConditional, chart.FillReview, chart.FillUnknown, chart.FillForbidden} {
			var points []chart.Point
			for j, name := range []string{"Anvil Cloud", "Forge Console", "Gateway Firmware"} {
				v := []float64{412, 38, 9, 4, 1}[i] / float64(j+1)
				points = append(points, chart.Point{Label: name, Value: &v})
			}
			c.Series = append(c.Series, chart.Series{Name: string(f), Fill: f, Points: points})
		}
	case chart.Ranked:
		c.Series[0].Points = nil
		for i, name := range []string{"Permissive", "Weak copyleft", "Public domain and alike", "Strong copyleft", "Source available", "Not recognised"} {
			v := 1249.0 / float64(i*i*3+1)
			c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: name, Value: &v})
		}
	}
	f := chart.Draw(c)
	return ChartView{ID: "chart-" + id, Title: f.Title, Measure: f.Measure, SVG: template.HTML(f.SVG), Summary: f.Summary, Note: strings.Join(f.Notes, " "),
		Table: tableView(f.Table), CSV: Address("~site/api/" + id + ".csv"), Source: "GitHub", Date: "2026-11-22", Example: true, Heading: heading}
}

func tableView(t chart.Table) TableView {
	v := TableView{Caption: t.Caption}
	for i, h := range t.Head {
		v.Head = append(v.Head, Cell{Text: h, Number: i > 0})
	}
	for _, row := range t.Rows {
		cells := []Cell{{Text: row.Label}}
		for _, text := range row.Cells {
			cells = append(cells, Cell{Text: text, Number: true})
		}
		v.Rows = append(v.Rows, cells)
	}
	return v
}

func spark(id string, start, step float64) template.HTML {
	return template.HTML(chart.Draw(chart.Chart{ID: "spark-" + id, Kind: chart.Sparkline, Subject: id, Series: []chart.Series{{Points: series(start, step, 14)}}}).SVG)
}

func sampleFigures() []FigureView {
	return []FigureView{
		{ID: "a", Title: "Public projects", Value: "40", Spark: spark("a", 30, .5), Sentence: "Three more than a year ago; six are archived.", Source: "GitHub, 22 Nov 2026", URL: "~site/metrics/contributors/"},
		{ID: "b", Title: "People contributing in a month", Value: "101", Spark: spark("b", 60, 2), Sentence: "The first month above one hundred. July is unknown.", Source: "git, 22 Nov 2026"},
		{ID: "c", Title: "Median time to first response", Value: "19", Unit: "hours", Spark: spark("c", 60, -1.5), Sentence: "Inside the target of 24 hours for the third month running.", Source: "GitHub, 22 Nov 2026", Stale: true},
		{ID: "d", Title: "Releases with an SBOM", Value: "unknown", Sentence: "No source has answered yet.", Source: "none"},
	}
}

func sampleProjects() ProjectRows {
	return ProjectRows{
		{ID: "anvil", Name: "anvil", Description: "A message broker for plants where the network comes and goes.", URL: "~site/projects/anvil/", Status: "active", Language: "Go", License: "Apache-2.0", Verdict: "allowed", Contributors: "61", Tasks: "14 first issues", Changed: "2026-11-20"},
		{ID: "bellows", Name: "bellows", Description: "Backpressure for streams: slows the sender before the receiver drowns.", URL: "~site/projects/bellows/", Status: "incubating", Language: "Rust", License: "MIT OR Apache-2.0", Verdict: "allowed", Contributors: "23", Tasks: "8 first issues", Changed: "2026-11-18"},
		{ID: "clamp", Name: "clamp", Description: "Pins the versions of whole fleets.", URL: "~site/projects/clamp/", Status: "maintenance", Language: "Python", License: "LGPL-2.1-or-later", Verdict: "conditional", Contributors: "unknown", Changed: "2026-08-02"},
		{ID: "drift", Name: "drift", Description: "An experiment in slow clocks.", URL: "~site/projects/drift/", Status: "experimental", Language: "Go", License: "unknown", Verdict: "unknown", Contributors: "2", Changed: "2026-01-09"},
		{ID: "ember", Name: "ember", URL: "~site/projects/ember/", Status: "archived", Language: "C", License: "GPL-2.0-only", Verdict: "review", Contributors: "0", Changed: "2023-05-30"},
	}
}

func sampleContexts() []Term {
	return []Term{{"internal", "Used inside only"}, {"service", "Offered over a network"}, {"distributed", "Shipped to others"}}
}

func verdicts(levels ...string) []VerdictView {
	var views []VerdictView
	for i, level := range levels {
		c := sampleContexts()[i]
		v := VerdictView{Context: c.ID, Label: c.Text, Level: level, Rule: "network-service", Reason: "Network copyleft reaches whoever uses the software over a network.", See: "~site/policies/licences/#reasons"}
		if level == "conditional" {
			v.Conditions = []string{"Link dynamically", "Publish changes to the library"}
		}
		views = append(views, v)
	}
	return views
}

func sampleComponents() []ComponentRow {
	products := []Link{{Title: "Anvil Cloud", URL: "~site/compliance/products/anvil-cloud/"}}
	return []ComponentRow{
		{Name: "ghost-relay", Version: "5.2.0", URL: "~site/compliance/components/x/", License: "AGPL-3.0-only", Verdicts: verdicts("review", "forbidden", "forbidden"), Products: products, Direct: "direct"},
		{Name: "@acme/very-long-component-name-for-narrow-screens", Version: "0.12.1", URL: "~site/compliance/components/x/", License: "unknown", Raw: "SEE LICENSE IN LICENSE.txt", Verdicts: verdicts("unknown", "unknown", "unknown"), Products: products, Direct: "transitive", Via: []string{"left", "right"}},
		{Name: "openssl", Version: "3.4.0", URL: "~site/compliance/components/x/", License: "Apache-2.0", Verdicts: verdicts("allowed", "allowed", "allowed"), Products: products},
		{Name: "libfoo", Version: "2.1", URL: "~site/compliance/components/x/", License: "LGPL-2.1-or-later", Verdicts: verdicts("allowed", "conditional", "conditional"), Products: products},
	}
}

func samplePolicies() []PolicyRow {
	return []PolicyRow{
		{Title: "Licence policy", Description: "Which licences may be used, where and how.", URL: "~site/policies/licences/", Status: "in-force", Version: "3.2", Owner: "Open Source Program Office", Approver: "General Counsel", Contact: "#open-source", Effective: "2026-11-17", ReviewBy: "2027-11-01", DueIn: "in 11 months"},
		{Title: "Contribution policy", URL: "~site/policies/contributing/", Status: "in-force", Version: "2.4", Owner: "Engineering", Approver: "CTO", Effective: "2025-10-05", ReviewBy: "2026-12-20", Due: "soon", DueIn: "in 4 weeks"},
		{Title: "Trademark policy", URL: "~site/policies/trademarks/", Status: "in-force", Version: "1.0", Owner: "Legal", Approver: "General Counsel", Effective: "2023-10-05", ReviewBy: "2026-09-20", Due: "overdue", DueIn: "2 months ago"},
		{Title: "Generated code policy", URL: "~site/policies/generated/", Status: "draft", Version: "0.3", Owner: "Open Source Program Office", ReviewBy: "2027-06-01"},
	}
}

func sampleChanges() []Change {
	return []Change{
		{Date: "2026-11-17", Title: "Licence policy 3.2", URL: "~site/policies/licences/", Text: "EUPL-1.2 moves from review to conditional.", Kind: "policy"},
		{Date: "2026-11-10", Title: "anvil v4.3.1", URL: "~site/projects/anvil/", Text: "Fixes a stall after long partitions.", Kind: "release"},
		{Date: "2026-10-05", Title: "Contribution policy 2.4", URL: "~site/policies/contributing/", Text: "No approval needed for fixes under 100 lines.", Kind: "policy"},
	}
}

func sampleObjectives() []ObjectiveView {
	return []ObjectiveView{
		{ID: "o1", Title: "Answer newcomers within a day", URL: "~site/strategy/", Measure: "Time to first response", MeasureURL: "~site/metrics/contributors/", Baseline: "44 hours", Now: "19 hours", Target: "24 hours", Due: "2026-12-31", Owner: "Community team", Standing: "met", StandingText: "reached in September 2026", Why: "Met when the last three whole months are at or under the target.", Progress: 100, Spark: spark("o1", 60, -1.5)},
		{ID: "o2", Title: "Ship an SBOM with every release", URL: "~site/strategy/", Measure: "SBOM coverage", Baseline: "20 %", Now: "61 %", Target: "100 %", Due: "2027-06-30", Standing: "at-risk", Progress: 51, Spark: spark("o2", 20, 1.5)},
		{ID: "o3", Title: "Half of reviewers from outside", Measure: "Organisational diversity", Baseline: "unknown", Now: "unknown", Target: "50 %", Standing: "unknown", Progress: -1},
	}
}

const sampleText = `## In short

If the licence is permissive, use it and keep the notice. If it is copyleft, look in the table: the answer depends on where your software runs.

> [!CAUTION]
> Do not use AGPL code in a hosted product. If it is already there, write to the office today.

## Where your software runs decides

- **Used inside only.** Nobody outside runs it or reaches it.
- **Over a network.** Customers use it on our machines[^1].
- **Shipped to others.** A copy leaves the house.

[^1]: A machine that we rent is ours for this purpose.

### An example {#reasons}

` + "```go\n// Verdict says what the policy makes of an expression.\nfunc Verdict(expression string) (Level, error) {\n\ttree, err := Parse(expression) // \"MIT OR GPL-3.0-only\"\n\tif err != nil {\n\t\treturn Unknown, err\n\t}\n\treturn tree.Judge(7), nil\n}\n```" + `

| Category | Inside | Network | Shipped | Rule |
| --- | --- | --- | --- | ---: |
| Permissive | yes | yes | yes | 1 |
| Weak copyleft | yes | ask | ask | 2 |

` + "```chart\nmetric: commits\n```" + `

## Before you add a dependency

- [ ] The licence is named in the table, and you looked in the right column.
- [ ] You checked with ` + "`portolan license \"LGPL-2.1-or-later\"`" + `.
- [x] The project had a release in the last twelve months.

## Exceptions

An exception names one component, one range of versions, one context, and the day it ends. See the [questions and answers of its authors](https://www.gnu.org/licenses/gpl-faq.html).

:::details More on this
An exception never renews itself.
:::
`

func (s *sample) handbook() {
	html, toc := s.markdown(sampleText)
	p := s.page("policies/licences/", "policy", "Licence policy", "Which licences you may use, where, and under what conditions. Most are allowed without asking anyone.")
	p.Toc = append([]TocEntry{{Title: "The verdicts at a glance", ID: "verdicts"}}, toc...)
	p.Previous, p.Next = &Link{Title: "Policy register", URL: "~site/policies/"}, &Link{Title: "Contribution policy", URL: "~site/policies/contributing/"}
	p.Tags = []Link{{Title: "licences", URL: "~site/tags/licences/"}}
	s.draw("policy.html", p, PolicyView{ArticleView: ArticleView{PageView: p, HTML: html}, Policy: samplePolicies()[0],
		History: []PolicyVersion{{"3.2", "2026-11-17", "EUPL-1.2 moves from review to conditional.", "General Counsel", "~site/policies/licences/"}, {"3.1", "2026-03-02", "Source available licences get a row of their own.", "General Counsel", ""}},
		Rules: &RulesView{Contexts: sampleContexts(), Default: "review", Rows: []RuleRow{
			{Title: "permissive", Licenses: []string{"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC"}, Verdicts: verdicts("allowed", "allowed", "allowed"), Why: "#reasons"},
			{Title: "weak-copyleft", Licenses: []string{"MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "EPL-2.0"}, Verdicts: verdicts("allowed", "conditional", "conditional"), Why: "#reasons"},
			{Title: "network-copyleft", Licenses: []string{"AGPL-3.0-only", "AGPL-3.0-or-later"}, Verdicts: verdicts("review", "forbidden", "forbidden"), Why: "#reasons"},
			{Title: "Not recognised", Verdicts: verdicts("unknown", "unknown", "unknown")},
		}}}, s.menu())
	a := s.page("guides/release/", "article", "Release a project", "From a private repository to a project that strangers can rely on.")
	a.Toc, a.Previous = toc, p.Next
	s.draw("article.html", a, ArticleView{PageView: a, HTML: html, Owner: "Open Source Program Office", Children: []Link{{Title: "Before you start", URL: "~site/guides/release/before/", Note: "What must be true first."}, {Title: "On the day", URL: "~site/guides/release/day/"}}}, s.menu())
	r := s.page("policies/", "register", "Policies", "What we ask of ourselves, who decides it, and when it is read again.")
	s.draw("register.html", r, RegisterView{ArticleView: ArticleView{PageView: r}, Policies: samplePolicies(), Reviews: samplePolicies()[1:3], Changes: sampleChanges()}, s.menu())
	h := s.page("", "home", "Open source at Acme: the handbook and the charts", "How Acme uses, changes and publishes open source software.")
	h.Edit = ""
	s.draw("home.html", h, HomeView{ArticleView: ArticleView{PageView: h}, Lede: "How we use, change and publish open source software, and what is true today of the 40 projects we publish.",
		Asks:    []Link{{Title: "May I use this licence?", URL: "~site/may-i-use-it/"}, {Title: "Release a project", URL: "~site/guides/release/"}, {Title: "Who approves what?", URL: "~site/governance/"}, {Title: "Find a first issue", URL: "~site/projects/"}},
		Figures: sampleFigures(), FiguresNote: "October 2026, the last whole month.", FigureTable: ptr(s.chart("home", chart.Line, "Commits", 4, 1, 0).Table), Projects: sampleProjects()[:3], ProjectCount: 40, Changes: sampleChanges(), Concerns: []ConcernRow{{Title: "Community", URL: "~site/community/", Text: "Who takes part.", Policies: 2, Standings: []Count{{ID: "at-risk", Title: "at risk", Count: 1}}}}, Objectives: "~site/objectives/"}, nil)
}

func ptr[T any](v T) *T { return &v }

func (s *sample) projects() {
	p := s.page("projects/", "projects", "Projects", "What we publish. Each page says how alive it is and who keeps it.")
	s.draw("projects.html", p, ProjectsView{ArticleView: ArticleView{PageView: p}, Projects: sampleProjects(), Total: 34,
		Facets: []Facet{{Title: "Status", Values: []Link{{Title: "Active", URL: "~site/projects/status/active/", Count: 21}, {Title: "Incubating", URL: "~site/projects/", Count: 9, Current: true}, {Title: "Maintenance", URL: "~site/projects/", Count: 4}}}, {Title: "Language", Values: []Link{{Title: "Go", URL: "~site/projects/", Count: 18}, {Title: "Rust", URL: "~site/projects/", Count: 16}}}},
		Sorts:  []Link{{Title: "Last change", URL: "~site/projects/", Current: true}, {Title: "Name", URL: "~site/projects/"}}, Quiet: &Link{Title: "6 archived projects", URL: "~site/projects/"}, Pages: &PagesView{Number: 1, Of: 2, Next: &Link{Title: "2", URL: "~site/projects/"}}, CSV: "~site/api/projects.csv", JSON: "~site/api/projects.json"}, nil)
	a := s.page("projects/anvil/", "project", "anvil", "A message broker for plants where the network comes and goes. It keeps what it could not deliver and delivers it in order when the line is back.")
	criteria := []CriterionView{
		{Title: "Replies to newcomers quickly", Measure: "Median time to a first reply, twelve months", Asked: "under 48 h", Found: "25 h", Standing: "met"},
		{Title: "Does not rest on one person", Measure: "People who together wrote half of the commits", Asked: "2 or more", Found: "4", Standing: "met"},
		{Title: "Keeps up with its issues", Measure: "Issues closed for each one opened", Asked: "1.0 or more", Found: "0.94", Standing: "unmet"},
		{Title: "Signs what it releases", Measure: "Releases with a signature that checks", Asked: "all", Found: "unknown", Standing: "unknown"},
	}
	s.draw("project.html", a, ProjectView{ArticleView: ArticleView{PageView: a, Owner: "Messaging team"}, Project: sampleProjects()[0], StatusText: "Active: new features are made, releases come, questions are answered.", SourceURL: "https://github.com/acme/anvil", Homepage: "https://anvil.example/", SecurityURL: "https://github.com/acme/anvil/security",
		Facts:  []Fact{{Label: "Licence", Value: "Apache-2.0", Note: "in every context", Verdict: "allowed"}, {Label: "Latest release", Value: "v4.3.1", Note: "10 November 2026"}, {Label: "People, twelve months", Value: "61", Note: "4 of them wrote half of it"}, {Label: "Language", Value: "Go", Note: "first published March 2021"}, {Label: "Kept by", Value: "Messaging team", Note: "5 maintainers"}},
		Health: criteria, HealthSum: "Two of four criteria are met, one is not, and one could not be checked.",
		Charts:   []ChartView{s.chart("commits", chart.Line, "Commits", 120, 3, 3), s.chart("people", chart.Bars, "People", 10, 1, 3)},
		Releases: sampleChanges()[1:2], ReleaseCount: "12 in the last twelve months.", Tasks: []Change{{Date: "2026-11-12", Title: "Explain the retry limit in the manual", URL: "https://github.com/acme/anvil/issues/1"}},
		License:   &LicenseUse{Expression: "Apache-2.0", URL: "~site/licenses/Apache-2.0/", Verdicts: verdicts("allowed", "allowed", "allowed"), Source: "LICENSE file, 22 Nov 2026"},
		Inventory: &InventorySummary{Components: 212, ByVerdict: []Count{{ID: "allowed", Count: 200}, {ID: "conditional", Count: 9}, {ID: "unknown", Count: 3}}, URL: "~site/compliance/", Source: "SBOM of v4.3.1"},
		Downloads: []Link{{Title: "SBOM (CycloneDX)", URL: "~site/api/"}, {Title: "Notices", URL: "~site/api/"}}, Scorecard: &ScorecardView{Score: "7.9", Date: "2026-11-20", Checks: criteria[:2]},
		Sources: []Fact{{Label: "Metadata", Value: "GitHub", Note: "22 November 2026"}, {Label: "Commits", Value: "git", Note: "22 November 2026"}}}, nil)
	m := s.page("metrics/", "metrics", "Metrics", "Each figure by its CHAOSS name, with its definition, source and date.")
	s.draw("metrics.html", m, MetricsView{ArticleView: ArticleView{PageView: m}, Figures: sampleFigures(), Charts: []ChartView{s.chart("commits", chart.Area, "Commits", 900, 12, 3), s.chart("people", chart.Bars, "People", 60, 2, 3)}, Groups: []MetricGroup{{Title: "Community", Metrics: renamed(sampleFigures(), "m")}}}, nil)
	c := s.page("metrics/contributors/", "metric", "Contributors", "Who contributes, and how many they are.")
	table := s.chart("t", chart.Ranked, "People", 3, 1, 3).Table
	s.draw("metric.html", c, MetricView{ArticleView: ArticleView{PageView: c}, Question: "How many people contributed?", Definition: "<p>A person counts once a month, across all projects. Bots are left out.</p>", Standard: Link{Title: "CHAOSS: Contributors", URL: "https://chaoss.community/kb/metric-contributors/"}, Figure: sampleFigures()[1], Charts: []ChartView{s.chart("people", chart.Line, "People", 60, 2, 3)}, Breakdown: &table}, nil)
	o := s.page("objectives/", "objectives", "Objectives", "What the strategy wants, and how far it is.")
	s.draw("objectives.html", o, ObjectivesView{ArticleView: ArticleView{PageView: o}, Groups: []ObjectiveGroup{{Title: "Community", Objectives: sampleObjectives()}}}, nil)
}

func renamed(figures []FigureView, prefix string) []FigureView {
	for i := range figures {
		figures[i].Spark = template.HTML(strings.ReplaceAll(string(figures[i].Spark), "spark-", prefix+"-spark-"))
	}
	return figures
}

func (s *sample) compliance() {
	products := []ProductRow{
		{ID: "anvil-cloud", Name: "Anvil Cloud", Description: "The broker as a hosted service.", URL: "~site/compliance/products/anvil-cloud/", Owner: "Messaging team", Version: "12.1", Contexts: []string{"Offered over a network"}, Components: 464, Verdicts: []Count{{ID: "allowed", Count: 412}, {ID: "conditional", Count: 38}, {ID: "review", Count: 9}, {ID: "unknown", Count: 4}, {ID: "forbidden", Count: 1}}, Worst: "forbidden", Collected: "2026-11-19"},
		{ID: "fw", Name: "Gateway Firmware", URL: "~site/compliance/products/fw/", Contexts: []string{"Shipped to others"}, Components: 1, Verdicts: []Count{{ID: "allowed", Count: 1}}, Collected: "2026-05-19", Stale: true},
	}
	decisions := []DecisionRow{
		{ID: "LX-4", Title: "raft-snapshot in Anvil Cloud", Component: "pkg:golang/raft-snapshot", License: "MPL-2.0", Contexts: []string{"Offered over a network"}, Verdict: "allowed", Because: "The rewrite that removes it ships with Anvil Cloud 12.", DecidedBy: "Legal", Decided: "2026-06-01", Expires: "2026-12-12", Due: "soon"},
		{ID: "LX-7", Component: "pkg:npm/foo", Verdict: "conditional", Because: "Used at build time only.", DecidedBy: "Legal", Decided: "2026-01-01"},
	}
	licenses := []LicenseRow{
		{ID: "MIT", Name: "MIT License", URL: "~site/licenses/MIT/", Category: "permissive", OSI: true, Verdicts: verdicts("allowed", "allowed", "allowed"), Components: 812},
		{ID: "AGPL-3.0-only", Name: "GNU Affero General Public License v3.0 only", URL: "~site/licenses/MIT/", Category: "network-copyleft", OSI: true, Verdicts: verdicts("review", "forbidden", "forbidden"), Components: 1},
		{ID: "LGPL-2.1-or-later", Name: "GNU Lesser General Public License v2.1 or later", URL: "~site/licenses/MIT/", Category: "weak-copyleft", Verdicts: verdicts("allowed", "conditional", "conditional"), Components: 1200},
	}
	p := s.page("compliance/", "compliance", "Compliance", "What our products are made of, and what the licence policy says about it.")
	s.draw("compliance.html", p, ComplianceView{ArticleView: ArticleView{PageView: p}, Figures: sampleFigures()[1:], Charts: []ChartView{s.chart("verdicts", chart.Stacked, "Components", 3, 1, 3), s.chart("categories", chart.Ranked, "Components", 3, 1, 3)}, Products: products, Contexts: sampleContexts(), Unknown: sampleComponents()[1:2], UnknownCount: 15, Expiring: decisions[:1], Links: []Link{{Title: "Licences", URL: "~site/licenses/"}, {Title: "Components", URL: "~site/compliance/components/"}, {Title: "Products", URL: "~site/compliance/products/"}, {Title: "Decisions", URL: "~site/compliance/decisions/"}}}, nil)
	ps := s.page("compliance/products/", "products", "Products", "What we offer to others.")
	s.draw("products.html", ps, ProductsView{ArticleView: ArticleView{PageView: ps}, Products: products}, nil)
	pr := s.page("compliance/products/anvil-cloud/", "product", "Anvil Cloud", "The broker as a hosted service.")
	s.draw("product.html", pr, ProductView{ArticleView: ArticleView{PageView: pr}, Product: products[0], Contexts: sampleContexts(), Components: sampleComponents(), Attention: sampleComponents()[:2], Obligations: []ObligationView{{Title: "Keep the notices", Text: "Ship the licence text and the copyright lines.", Licenses: []string{"MIT", "Apache-2.0"}, Components: 440}}, Charts: []ChartView{s.chart("verdicts", chart.Stacked, "Components", 3, 1, 3)}, Downloads: []Link{{Title: "Notices", URL: "~site/api/"}}, More: &Link{Title: "All 464 components", URL: "~site/compliance/components/"}}, nil)
	cs := s.page("compliance/components/", "components", "Components", "Everything that our products contain.")
	s.draw("components.html", cs, ComponentsView{ArticleView: ArticleView{PageView: cs}, Contexts: sampleContexts(), Components: sampleComponents(), Total: 1463, Letters: []Link{{Title: "A", URL: "~site/compliance/components/", Current: true}, {Title: "B", URL: "~site/compliance/components/"}}, CSV: "~site/api/components.csv", JSON: "~site/api/components.json"}, nil)
	co := s.page("compliance/components/x/", "component", "ghost-relay", "Relays what nobody sent.")
	s.draw("component.html", co, ComponentView{ArticleView: ArticleView{PageView: co}, Name: "ghost-relay", PURL: "pkg:npm/ghost-relay", Contexts: sampleContexts(), Versions: sampleComponents()[:1], Decisions: decisions, License: &LicenseUse{Expression: "AGPL-3.0-only", Raw: "AGPLv3", Repairs: []string{"read as AGPL-3.0-only"}, Verdicts: verdicts("review", "forbidden", "forbidden"), Source: "SBOM"}}, nil)
	ls := s.page("licenses/", "licenses", "Licences", "Every licence we meet, and what may be done under it.")
	s.draw("licenses.html", ls, LicensesView{ArticleView: ArticleView{PageView: ls}, Contexts: sampleContexts(), Licenses: licenses, Unknown: []LicenseRow{{ID: "SEE LICENSE IN LICENSE.txt", Components: 4}}, Groups: []Count{{Title: "Permissive", Count: 80, URL: "~site/licenses/"}}}, nil)
	l := s.page("licenses/MIT/", "license", "GNU Affero General Public License v3.0 only", "Strong copyleft that also reaches use over a network.")
	s.draw("license.html", l, LicenseView{ArticleView: ArticleView{PageView: l}, License: licenses[1], Permissions: []Term{{"Commercial use", "You may use it to earn money."}, {"Change", "You may change it."}}, Conditions: []Term{{"Disclose source", "Offer the source to every user."}}, Limitations: []Term{{"Warranty", "It comes without one."}}, Policy: Link{Title: "Licence policy", URL: "~site/policies/licences/"}, Contexts: sampleContexts(), Components: sampleComponents()[:1], Text: strings.Repeat("Everyone is permitted to copy and distribute verbatim copies. ", 30)}, nil)
	d := s.page("compliance/decisions/", "decisions", "Decisions and exceptions", "What was decided for one case, by whom, and until when.")
	s.draw("decisions.html", d, DecisionsView{ArticleView: ArticleView{PageView: d}, Decisions: decisions}, nil)
	m := s.page("may-i-use-it/", "may-i-use-it", "May I use it?", "Find the licence, read across to where your software runs.")
	s.draw("may-i-use-it.html", m, MayIUseItView{ArticleView: ArticleView{PageView: m}, Contexts: sampleContexts(), Licenses: append(append(licenses, licenses...), licenses...), Policy: Link{Title: "Licence policy", URL: "~site/policies/licences/"}}, nil)
}

func (s *sample) others() {
	g := s.page("glossary/", "glossary", "Glossary", "The words of this trade.")
	s.draw("glossary.html", g, GlossaryView{ArticleView: ArticleView{PageView: g}, Letters: []GlossaryLetter{{Letter: "C", Terms: []GlossaryTerm{{Title: "Copyleft", ID: "copyleft", HTML: "<p>A licence that asks for changes to be shared under the same licence.</p>"}, {Title: "CLA", ID: "cla", HTML: "<p>An agreement that contributors sign.</p>"}}}, {Letter: "S", Terms: []GlossaryTerm{{Title: "SBOM", ID: "sbom", HTML: "<p>A list of what software is made of.</p>"}}}}}, s.menu())
	q := s.page("search/", "search", "Search", "")
	s.draw("search.html", q, SearchView{ArticleView: ArticleView{PageView: q}, Topics: []Link{{Title: "licences", URL: "~site/tags/licences/"}}, Letters: []IndexLetter{{Letter: "A", Pages: []Link{{Title: "anvil", URL: "~site/projects/anvil/", Note: "project"}}}, {Letter: "L", Pages: []Link{{Title: "Licence policy", URL: "~site/policies/licences/"}}}}}, nil)
	o := s.page("sources/", "sources", "Sources", "Who says so, and when they last did.")
	s.draw("sources.html", o, SourcesView{ArticleView: ArticleView{PageView: o}, Sources: []SourceRow{{ID: "github", Asked: "api.github.com, organisation acme", Tried: "2026-11-22", Succeeded: "2026-11-22", Complete: true, Records: 1234}, {ID: "scorecard", Tried: "2026-11-22", Stale: true, Failures: []string{"answered 503 three times"}}}}, nil)
	a := s.page("api/", "api", "Data", "The same figures, for machines.")
	s.draw("api.html", a, APIView{ArticleView: ArticleView{PageView: a}, Files: []APIFile{{Title: "api/projects.json", Description: "Every project.", URL: "~site/api/projects.json", Schema: "~site/api/projects.schema.json"}}}, nil)
	t := s.page("tags/licences/", "tag", "licences", "Pages with this tag.")
	s.draw("tag.html", t, TagView{ArticleView: ArticleView{PageView: t}, Pages: []Link{{Title: "Licence policy", URL: "~site/policies/licences/", Note: "Which licences you may use."}}}, s.menu())
	c := s.page("changes/", "changes", "What changed", "Policies and releases, the latest first.")
	s.draw("changes.html", c, ChangesView{ArticleView: ArticleView{PageView: c}, Changes: sampleChanges(), Feed: "~site/feed.xml"}, s.menu())
	n := s.page("404/", "not-found", "", "")
	n.Crumbs = nil
	s.draw("404.html", n, ArticleView{PageView: n}, nil)
	b := s.page("guides/decide/", "article", "May I release this?", "Answer the questions; each ends at the policy that says so.")
	decision, err := s.templates.Execute("blocks/decision.html", BlockDecision{ID: "ask", Question: "Did you write all of it?", Answers: []DecisionAnswer{{Answer: "Yes", Then: &BlockDecision{Question: "Is it part of a product?", Answers: []DecisionAnswer{{Answer: "Yes", Result: "<p>Ask the owner of the product.</p>", Verdict: "review", See: &Link{Title: "Release policy", URL: "~site/policies/"}}, {Answer: "No", Result: "<p>Go ahead.</p>", Verdict: "allowed"}}}}, {Answer: "No", Result: "<p>Stop and ask.</p>", Verdict: "unknown"}}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.draw("article.html", b, ArticleView{PageView: b, HTML: template.HTML(decision)}, s.menu())
	redirect, err := s.templates.Execute("redirect.html", RedirectView{Site: s.site, Title: "Licence policy", Target: "~site/policies/licences/"})
	if err != nil {
		s.t.Fatal(err)
	}
	s.files["old/index.html"] = render.Rebase(nil, redirect, "../")
}
