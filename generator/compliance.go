package generator

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/memo"
	"portolan/generator/policy"
	"portolan/generator/policy/facts"
	"portolan/generator/search"
)

// contextTerms are the contexts of the policy with what they are called.
func (e *edition) contextTerms() []Term {
	var terms []Term
	for _, c := range e.catalog.contexts {
		terms = append(terms, Term{ID: c.ID, Text: cmpOr(c.Title, c.ID)})
	}
	return terms
}

// verdicts turns verdicts into views, those of the given contexts only; none given: all. Thousands of components share
// their verdicts, and then their views.
func (e *edition) verdicts(list []policy.Verdict, contexts ...string) []VerdictView {
	if len(list) == 0 || len(contexts) > 0 {
		return e.makeVerdicts(list, contexts)
	}
	if known, found := e.verdictViews.Load(&list[0]); found {
		return known.([]VerdictView)
	}
	views := e.makeVerdicts(list, nil)
	e.verdictViews.Store(&list[0], views)
	return views
}

func (e *edition) makeVerdicts(list []policy.Verdict, contexts []string) []VerdictView {
	var views []VerdictView
	for i, v := range list {
		if len(contexts) > 0 && !slices.Contains(contexts, v.Context) {
			continue
		}
		label := v.Context
		if i < len(e.catalog.contexts) {
			label = cmpOr(e.catalog.contexts[i].Title, v.Context)
		}
		views = append(views, VerdictView{
			Context: v.Context, Label: label, Level: v.Level.String(), Rule: v.Rule, Reason: v.Reason, Branch: v.Branch,
			Exception: v.Exception, Conditions: v.Conditions, Fix: template.HTML(e.inline(v.Fix)), See: seeAddress(v),
		})
	}
	return views
}

// seeAddress leads to the words behind a verdict.
func seeAddress(v policy.Verdict) Address {
	switch {
	case strings.HasPrefix(v.See, "#") && v.Page != "":
		return site(v.Page) + Address(v.See)
	case strings.HasPrefix(v.See, "http"):
		return Address(v.See)
	case v.Page == decisionsAddress:
		return decisionAddress(v)
	case v.Page != "":
		return site(v.Page)
	}
	return ""
}

// inline renders a line of Markdown from a rule. Thousands of components share a rule, so each line is rendered once.
func (e *edition) inline(text string) []byte {
	if text == "" {
		return nil
	}
	if html, done := e.inlines.Load(text); done {
		return html.([]byte)
	}
	html := e.renderer.Render(markdown.Page{Body: []byte(text)}).HTML
	e.inlines.Store(text, html)
	return html
}

// rules draws the policy of a page as a table: a row for each category that its rules speak of.
func (e *edition) rules(p *content.Page) *RulesView {
	view := &RulesView{Contexts: e.contextTerms(), Default: e.policy.Default().String()}
	seen := map[string]bool{}
	for _, rule := range e.policy.Rules() {
		if rule.Place.File != p.File {
			continue
		}
		for _, name := range append(slices.Clone(rule.Categories), rule.Licenses...) {
			if seen[name] || rule.Component != "" || rule.Product != "" {
				continue
			}
			seen[name] = true
			row := RuleRow{Title: e.category(name), Licenses: e.membersOf(name)}
			if sample := e.sampleOf(name, row.Licenses); sample != "" {
				row.Verdicts = e.verdicts(e.policy.Judge(policy.Subject{License: sample}))
			}
			if strings.HasPrefix(rule.See, "#") {
				row.Why = Address(rule.See)
			}
			if len(row.Verdicts) > 0 {
				view.Rows = append(view.Rows, row)
			}
		}
	}
	return view
}

// membersOf returns the licences that the policy itself lists in a category.
func (e *edition) membersOf(category string) []string {
	for _, c := range e.policy.Categories() {
		if c.ID == category {
			return c.Licenses
		}
	}
	return nil
}

// sampleOf returns a licence that stands for a row of the rules.
func (e *edition) sampleOf(name string, members []string) string {
	for _, id := range members {
		if !strings.Contains(id, "*") {
			return id
		}
	}
	if _, known := facts.Lookup(name); known || name == "NONE" || name == "NOASSERTION" || strings.HasPrefix(name, "LicenseRef-") {
		return name
	}
	for _, l := range facts.Licenses() {
		if string(l.Category) == name && !l.Deprecated {
			return l.ID
		}
	}
	return ""
}

// complianceOverview gathers what needs attention.
func (e *edition) complianceOverview(a ArticleView) any {
	view := &ComplianceView{ArticleView: a, Contexts: e.contextTerms()}
	for _, p := range e.catalog.products {
		view.Products = append(view.Products, e.productRow(p))
	}
	for _, one := range e.catalog.components {
		if one.worst == policy.Unknown {
			view.UnknownCount++
		}
	}
	view.Unknown = e.unknownRows(10)
	for _, d := range e.decisions() {
		if d.Due == "soon" {
			view.Expiring = append(view.Expiring, d)
		}
	}
	view.Figures = e.figures.keyFigures("key", "components", "license-coverage", "sbom-coverage", "unknown-licenses")
	view.Charts = e.complianceCharts()
	view.Gathered = e.gathered("compliance")
	for _, s := range e.specials {
		if s.section == "/compliance/" && s.address != "/compliance/" {
			view.Links = append(view.Links, Link{Title: e.specialTitle(s), URL: site(s.address), Note: e.text("page_" + s.key + "_text")})
		}
	}
	return view
}

// unknownRows are components whose licence nobody knows, those used most first.
func (e *edition) unknownRows(most int) []ComponentRow {
	var unknown []*component
	for _, one := range e.catalog.components {
		if one.worst == policy.Unknown {
			unknown = append(unknown, one)
		}
	}
	slices.SortStableFunc(unknown, func(a, b *component) int { return cmp.Compare(len(b.uses), len(a.uses)) })
	return e.componentRows(unknown[:min(most, len(unknown))])
}

// complianceCharts draws verdicts by product and licences by category.
func (e *edition) complianceCharts() []ChartView {
	var charts []ChartView
	if c := e.verdictsByProduct(); c != nil {
		charts = append(charts, e.chartView(*c, "/api/components.csv"))
	}
	if c := e.licensesByCategory(); c != nil {
		charts = append(charts, e.chartView(*c, "/api/licenses.csv"))
	}
	return charts
}

func (e *edition) verdictsByProduct() *chart.Chart {
	if len(e.catalog.products) == 0 {
		return nil
	}
	c := &chart.Chart{
		ID: "verdicts-by-product", Kind: chart.Stacked, Subject: e.text("unit_components"), Measure: e.text("chart_verdicts"),
		Unit: e.text("unit_components"), Adds: true, Source: e.inventorySource(),
	}
	all, allowed := 0, 0
	for _, level := range policy.Levels() {
		s := chart.Series{Name: e.words.Word(level.String()), Fill: chart.Fill(level.String())}
		for _, p := range e.catalog.products {
			n := float64(p.count(level))
			all += int(n)
			if level == policy.Allowed {
				allowed += int(n)
			}
			s.Points = append(s.Points, chart.Point{Label: p.record.Name, Value: &n})
		}
		c.Series = append(c.Series, s)
	}
	c.Title = e.text("chart_verdicts_title", e.number(allowed), e.number(all))
	return c
}

func (e *edition) licensesByCategory() *chart.Chart {
	counts := map[string]int{}
	for _, one := range e.catalog.components {
		counts[categoryOf(one)]++
	}
	if len(counts) == 0 {
		return nil
	}
	c := &chart.Chart{
		ID: "licenses-by-category", Kind: chart.Ranked, Subject: e.text("unit_components"), Measure: e.text("chart_categories"),
		Unit: e.text("unit_components"), Adds: true, Source: e.inventorySource(), Series: []chart.Series{{Name: e.text("unit_components")}},
	}
	order := sortedByCount(counts)
	c.Title = e.text("chart_categories_title", e.number(counts[order[0]]), e.number(len(e.catalog.components)), e.words.Word(order[0]))
	for _, category := range order {
		n := float64(counts[category])
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: e.words.Word(category), Value: &n})
	}
	return c
}

// sortedByCount returns the keys of a count, the largest first.
func sortedByCount(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return keys
}

// categoryOf is the furthest reaching category among a component's licences.
func categoryOf(one *component) string {
	if one.reading.Unknown != "" {
		return "unknown"
	}
	worst := -1
	for leaf := range one.reading.Expression.Leaves() {
		worst = max(worst, slices.Index(facts.Categories(), leaf.Category()))
	}
	if worst < 0 {
		return "unknown"
	}
	return string(facts.Categories()[worst])
}

// count returns how many of a product's components have a verdict at worst, over the contexts that the product is used in.
func (p *product) count(level policy.Level) int {
	n := 0
	for _, one := range p.components {
		if p.worst(one) == level {
			n++
		}
	}
	return n
}

// worst is the worst verdict on a component in the product's own contexts.
func (p *product) worst(one *component) policy.Level {
	worst := policy.Allowed
	for _, v := range p.use(one).verdicts {
		if len(p.record.Contexts) == 0 || slices.Contains(p.record.Contexts, v.Context) {
			worst = max(worst, v.Level)
		}
	}
	return worst
}

// inventorySource says where the inventories come from.
func (e *edition) inventorySource() string {
	var provenances []dataset.Provenance
	for _, i := range e.data.Inventories {
		provenances = append(provenances, i.Provenance)
	}
	return e.sourceLine(provenances)
}

// componentRows turns components into rows.
func (e *edition) componentRows(list []*component) []ComponentRow {
	rows := make([]ComponentRow, 0, len(list))
	for _, one := range list {
		row := e.componentRow(one, one.verdicts)
		for _, u := range one.uses {
			if u.product != nil {
				row.Products = append(row.Products, Link{Title: u.product.record.Name, URL: site(u.product.address)})
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (e *edition) componentRow(one *component, verdicts []policy.Verdict) ComponentRow {
	row := ComponentRow{
		PURL: one.purl(), Name: one.name, Version: one.version(), URL: site(one.pack.address), License: one.reading.Normalised(),
		Verdicts: e.verdicts(verdicts), Worst: policy.Worst(verdicts).Level.String(),
	}
	if row.License == "" {
		row.License = e.text("unknown")
	}
	if one.raw != "" && one.raw != row.License {
		row.Raw = one.raw
	}
	return row
}

// rowIn is a component as a product uses it.
func (e *edition) rowIn(p *product, one *component) ComponentRow {
	u := p.use(one)
	row := e.componentRow(one, u.verdicts)
	row.Verdicts = e.verdicts(u.verdicts, p.record.Contexts...)
	row.Worst = p.worst(one).String()
	row.Scope, row.Via = string(u.as.Scope), u.as.Via
	if u.as.Direct != nil {
		row.Direct = map[bool]string{true: "direct", false: "transitive"}[*u.as.Direct]
	}
	return row
}

// makePackage makes the page of a package, if it would not be as it is.
func (e *edition) makePackage(p *pack) error {
	write := func(facts memo.Digest) error { return e.writePackage(p, facts) }
	return e.dataJob(dataPage{address: p.address, section: "/compliance/", rules: e.rulesOnPackage(p), write: write}).write()
}

// complianceJobs write a page for each licence and product.
func (e *edition) complianceJobs() []job {
	var jobs []job
	for _, l := range e.catalog.licenses {
		jobs = append(jobs, e.ruledJob(l.address, "/compliance/", func(facts memo.Digest) error { return e.writeLicense(l, facts) }))
	}
	for _, p := range e.catalog.products {
		jobs = append(jobs, e.ruledJob(p.address, "/compliance/", func(facts memo.Digest) error { return e.writeProduct(p, facts) }),
			e.ruledJob(p.address+"notices/", "/compliance/", func(facts memo.Digest) error { return e.writeDownloads(p, facts) }, p.files()...))
	}
	return append(jobs, e.componentListJobs()...)
}

// below starts the view of a page drawn from data, below a special page.
func (e *edition) below(section, kind, title, description string) ArticleView {
	a := ArticleView{PageView: PageView{Kind: kind, Title: title, Description: description, Example: e.exampleData()}}
	a.Crumbs = []Link{{Title: e.text("home"), URL: site("/")}}
	for _, address := range aboveAndItself(section) {
		if s := e.special(address); s != nil {
			a.Crumbs = append(a.Crumbs, Link{Title: e.specialTitle(*s), URL: site(address)})
		}
	}
	return a
}

// aboveAndItself lists an address and those above it, the highest first, without the root.
func aboveAndItself(address string) []string {
	var list []string
	for i := 1; i < len(address); i++ {
		if address[i] == '/' {
			list = append(list, address[:i+1])
		}
	}
	return list
}

// dataDocument is what search learns of a page drawn from data.
func dataDocument(kind, title, description string, text ...string) *search.Document {
	return &search.Document{
		Title: title, Kind: kind, Description: description, Facets: map[string][]string{},
		Sections: []search.Section{{Text: strings.Join(text, " ")}},
	}
}

// category is what a category is called: its fixed text, or its own name as words.
func (e *edition) category(name string) string {
	if word := e.words.Word(name); word != name || strings.ToLower(name) != name {
		return word
	}
	return content.Capital(strings.ReplaceAll(name, "-", " "))
}
