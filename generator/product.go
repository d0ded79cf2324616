package generator

import (
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/memo"
	"portolan/generator/policy"
	"portolan/generator/policy/facts"
)

func (e *edition) productList(a ArticleView) any {
	view := &ProductsView{ArticleView: a}
	for _, p := range e.catalog.products {
		view.Products = append(view.Products, e.productRow(p))
	}
	return view
}

func (e *edition) productRow(p *product) ProductRow {
	row := ProductRow{
		ID: p.record.ID, Name: p.record.Name, Description: p.record.Description, URL: site(p.address), Owner: p.record.Owner,
		Version: p.record.Version, Components: len(p.components), Collected: p.record.Provenance.Collected.Format("2006-01-02"),
		Stale: e.stale(p.record.Provenance),
	}
	for _, c := range e.catalog.contexts {
		if slices.Contains(p.record.Contexts, c.ID) {
			row.Contexts = append(row.Contexts, cmpOr(c.Title, c.ID))
		}
	}
	worst := policy.Allowed
	for _, level := range policy.Levels() {
		n := p.count(level)
		if n > 0 {
			row.Verdicts = append(row.Verdicts, Count{ID: level.String(), Title: e.words.Word(level.String()), Count: n})
			worst = level
		}
	}
	row.Worst = worst.String()
	return row
}

// writeProduct writes the page of a product: what is in it, what the policy says, what is to be done.
func (e *edition) writeProduct(p *product, drawnFrom memo.Digest) error {
	view := &ProductView{ArticleView: e.below("/compliance/products/", "product", p.record.Name, p.record.Description), Product: e.productRow(p), Contexts: e.contextsOf(p)}
	view.Example = p.isExample()
	if p.record.License != nil {
		view.License = e.licenseUse(*p.record.License)
	}
	worstFirst := slices.Clone(p.components)
	slices.SortStableFunc(worstFirst, func(a, b *component) int { return int(p.worst(b) - p.worst(a)) })
	for _, one := range worstFirst {
		if p.worst(one) < policy.Review || len(view.Attention) == 20 {
			break
		}
		view.Attention = append(view.Attention, e.rowIn(p, one))
	}
	for _, one := range p.components[:min(len(p.components), mostRows)] {
		view.Components = append(view.Components, e.rowIn(p, one))
	}
	if len(p.components) > mostRows {
		view.More = &Link{Title: e.words.Count("components_all", len(p.components)), URL: site(e.inventoryCSV(p))}
	}
	view.Obligations = e.obligations(p)
	view.Charts = e.productCharts(p)
	view.Compatibility, view.CompatibilityText = e.compatibility(p)
	view.Downloads = e.productDownloads(p)
	for _, i := range p.inventories {
		note := e.words.ShortDate(dayOf(i.Provenance.Collected.Time))
		view.Sources = append(view.Sources, Fact{Label: cmpOr(i.Format, i.Provenance.Source), Value: i.ID, Note: note, URL: Address(i.Provenance.URL)})
	}
	document := dataDocument("product", p.record.Name, p.record.Description, p.record.ID, p.record.Owner)
	document.Facets["owner"] = oneOrNone(p.record.Owner)
	return e.emit(page{template: "product.html", view: view, head: &view.PageView, address: p.address, section: "/compliance/", document: document, facts: drawnFrom})
}

func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// obligations are what the licences of a product ask for, each with the licences that ask for it.
func (e *edition) obligations(p *product) []ObligationView {
	type duty struct {
		tag        string
		licenses   []string
		components int
	}
	var duties []*duty
	byTag := map[string]*duty{}
	for _, one := range p.components {
		tags := map[string][]string{}
		for _, id := range one.reading.Expression.IDs() {
			known, _ := facts.Lookup(id)
			for _, tag := range known.Conditions {
				tags[tag] = append(tags[tag], id)
			}
		}
		for tag, ids := range tags {
			d := byTag[tag]
			if d == nil {
				d = &duty{tag: tag}
				byTag[tag] = d
				duties = append(duties, d)
			}
			d.components++
			for _, id := range ids {
				if !slices.Contains(d.licenses, id) {
					d.licenses = append(d.licenses, id)
				}
			}
		}
	}
	slices.SortFunc(duties, func(a, b *duty) int {
		if a.components != b.components {
			return b.components - a.components
		}
		return strings.Compare(a.tag, b.tag)
	})
	var views []ObligationView
	for _, d := range duties {
		slices.Sort(d.licenses)
		words := facts.Condition(e.say(), d.tag)
		views = append(views, ObligationView{Title: words.Label, Text: words.Text, Licenses: d.licenses, Components: d.components})
	}
	return views
}

func (e *edition) productCharts(p *product) []ChartView {
	if len(p.components) == 0 {
		return nil
	}
	c := chart.Chart{
		ID: "verdicts", Kind: chart.Ranked, Subject: e.text("unit_components"), Measure: e.text("chart_product_verdicts"), Unit: e.text("unit_components"),
		Adds: true, Source: e.sourceLine(provenancesOf(p.inventories)), Series: []chart.Series{{Name: e.text("unit_components")}},
	}
	c.Title = e.text("chart_verdicts_title", e.number(p.count(policy.Allowed)), e.number(len(p.components)))
	for _, level := range policy.Levels() {
		n := float64(p.count(level))
		c.Series[0].Points = append(c.Series[0].Points, chart.Point{Label: e.words.Word(level.String()), Value: &n})
	}
	return []ChartView{e.chartView(c, e.inventoryCSV(p))}
}

func provenancesOf[R dataset.Record](records []R) []dataset.Provenance {
	var list []dataset.Provenance
	for _, r := range records {
		list = append(list, *r.From())
	}
	return list
}

// licenseUse shows a licence string as it was read.
func (e *edition) licenseUse(raw string) *LicenseUse {
	reading := e.readings.of(raw)
	use := &LicenseUse{Expression: cmpOr(reading.Normalised(), e.text("unknown")), Verdicts: e.verdicts(e.policy.Judge(policy.Subject{License: orNoAssertion(raw)}))}
	if raw != "" && raw != use.Expression {
		use.Raw = raw
	}
	for _, r := range reading.Repairs {
		use.Repairs = append(use.Repairs, e.text("repair", r.From, r.To, e.words.Word(r.Why)))
	}
	if ids := reading.Expression.IDs(); len(ids) == 1 && ids[0] == reading.Normalised() {
		if l := e.catalog.license(ids[0]); l != nil {
			use.URL = site(l.address)
		}
	}
	return use
}

// isExample tells whether a product or its components are invented.
func (p *product) isExample() bool {
	return p.record.Provenance.Example || slices.ContainsFunc(p.inventories, func(i *dataset.Inventory) bool { return i.Provenance.Example })
}

// contextsOf are the contexts that a product is used in; all where it does not say.
func (e *edition) contextsOf(p *product) []Term {
	if len(p.record.Contexts) == 0 {
		return e.contextTerms()
	}
	return slices.DeleteFunc(e.contextTerms(), func(t Term) bool { return !slices.Contains(p.record.Contexts, t.ID) })
}
