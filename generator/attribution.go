package generator

import (
	"bytes"
	"html/template"
	"io"
	"slices"
	"strings"

	"portolan/generator/attribution"
	"portolan/generator/memo"
	"portolan/generator/policy/facts"
)

// download is a file that a product hands out.
type download struct {
	key  string // of its fixed title
	name string // behind the product's address
	make func(*attribution.Inventory, io.Writer) error
}

var downloads = []download{
	{"notices_text", "notices.txt", (*attribution.Inventory).NoticesText},
	{"cyclonedx", "sbom.cdx.json", (*attribution.Inventory).CycloneDX},
	{"spdx", "sbom.spdx.json", (*attribution.Inventory).SPDX},
}

// productDownloads are what a product's page offers.
func (e *edition) productDownloads(p *product) []Link {
	links := []Link{{Title: e.text("notices"), URL: site(p.address + "notices/")}}
	for _, d := range downloads {
		links = append(links, Link{Title: e.text(d.key), URL: site(p.address + d.name)})
	}
	return append(links, Link{Title: e.text("inventory_csv"), URL: site(e.inventoryCSV(p))})
}

// files are what a product hands out, by their names in the edition.
func (p *product) files() []string {
	var names []string
	for _, d := range downloads {
		names = append(names, strings.TrimPrefix(p.address+d.name, "/"))
	}
	return names
}

// writeDownloads writes the notices and bills of materials of a product.
func (e *edition) writeDownloads(p *product, drawnFrom memo.Digest) error {
	inventory := e.attribution(p)
	for _, d := range downloads {
		write := func(to io.Writer) error { return d.make(inventory, to) }
		if err := e.stream(strings.TrimPrefix(p.address+d.name, "/"), write); err != nil {
			return err
		}
	}
	return e.writeNotices(p, inventory, drawnFrom)
}

// writeNotices writes the notices as a page.
func (e *edition) writeNotices(p *product, inventory *attribution.Inventory, drawnFrom memo.Digest) error {
	var b bytes.Buffer
	if err := inventory.NoticesHTML(&b); err != nil {
		return err
	}
	view := &ArticleView{PageView: e.below("/compliance/products/", "notices", e.text("notices_of", p.record.Name), e.text("notices_about")).PageView, HTML: template.HTML(b.String())}
	view.Example = p.isExample()
	view.Crumbs = append(view.Crumbs, Link{Title: p.record.Name, URL: site(p.address)})
	return e.emit(page{template: "article.html", view: view, head: &view.PageView, address: p.address + "notices/", section: "/compliance/", facts: drawnFrom})
}

// attribution hands a product's components to the writers. Verdicts stay out of what leaves the house.
func (e *edition) attribution(p *product) *attribution.Inventory {
	about := attribution.Product{
		ID: p.record.ID, Name: p.record.Name, Version: p.record.Version, Organization: e.portal.site.Organization,
		URL: p.record.URL, Created: p.record.Provenance.Collected.Time, Namespace: e.config.BaseURL,
	}
	if license := e.spdx(p.record.License); license != nil {
		about.License = *license
	}
	var list []attribution.Component
	for _, one := range p.components {
		u := p.use(one)
		list = append(list, attribution.Component{
			PURL: one.purl(), Name: one.from.Name, Group: one.from.Group, Version: one.version(), Type: one.from.Type, Expression: one.reading.Normalised(),
			Chosen: p.chosen(one), Found: one.raw, Copyright: one.from.Copyright, Supplier: one.from.Supplier, URL: one.from.URL,
			Scope: attribution.Scope(u.as.Scope), Direct: u.as.Direct, Via: u.as.Via,
		})
	}
	return attribution.New(about, list, facts.Text)
}

// chosen is the licence that remains after choices, where the product's contexts agree on it.
func (p *product) chosen(one *component) string {
	chosen := ""
	for _, v := range p.use(one).verdicts {
		if len(p.record.Contexts) > 0 && !slices.Contains(p.record.Contexts, v.Context) {
			continue
		}
		if v.Branch == "" || (chosen != "" && chosen != v.Branch) {
			return ""
		}
		chosen = v.Branch
	}
	return chosen
}
