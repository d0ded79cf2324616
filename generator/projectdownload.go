package generator

import (
	"bytes"
	"slices"
	"strings"

	"portolan/generator/attribution"
	"portolan/generator/policy/facts"
)

// projectDownloads are the files that a project's page offers: the bills of materials and notices of its own inventory
// and of the products built from it, and its description for other catalogs.
func (e *edition) projectDownloads(p *project) []Link {
	var links []Link
	if e.catalog.projects[p.merged.ID] != nil {
		for _, d := range downloads {
			links = append(links, Link{Title: e.text(d.key), URL: site(p.address + d.name)})
		}
	}
	for _, made := range e.projects.products[p.merged.ID] {
		for _, link := range e.productDownloads(made) {
			links = append(links, Link{Title: made.record.Name + ": " + link.Title, URL: link.URL})
		}
	}
	if e.hasPublicCode(p) {
		links = append(links, Link{Title: "publiccode.yml", URL: site(p.address + publicCodeFile)})
	}
	return links
}

// projectFiles are the files beside a project's page.
func (e *edition) projectFiles(p *project) []string {
	names := slices.Clone(badgeFiles)
	if e.hasPublicCode(p) {
		names = append(names, publicCodeFile)
	}
	if e.catalog.projects[p.merged.ID] != nil {
		for _, d := range downloads {
			names = append(names, d.name)
		}
	}
	for i, name := range names {
		names[i] = strings.TrimPrefix(p.address+name, "/")
	}
	return names
}

// writeProjectDownloads writes what a project's page offers and no product's page does.
func (e *edition) writeProjectDownloads(p *project) error {
	if e.hasPublicCode(p) {
		if err := e.put(strings.TrimPrefix(p.address+publicCodeFile, "/"), e.publicCode(p)); err != nil {
			return err
		}
	}
	inventory := e.projectAttribution(p)
	if inventory == nil {
		return nil
	}
	for _, d := range downloads {
		var b bytes.Buffer
		if err := d.make(inventory, &b); err != nil {
			return err
		}
		if err := e.put(strings.TrimPrefix(p.address+d.name, "/"), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// projectAttribution hands the components of a project's own inventory to the writers; nil where it has none.
func (e *edition) projectAttribution(p *project) *attribution.Inventory {
	own, m := e.catalog.projects[p.merged.ID], p.merged
	if own == nil {
		return nil
	}
	about := attribution.Product{ID: m.ID, Name: m.Name, Organization: cmpOr(m.Organization, e.portal.site.Organization), URL: m.URL,
		Created: own.records[0].Provenance.Collected.Time, Namespace: e.config.BaseURL}
	if license := e.spdx(m.License.Expression); license != nil {
		about.License = *license
	}
	var list []attribution.Component
	for _, one := range own.components {
		c := attribution.Component{PURL: one.purl(), Name: one.from.Name, Group: one.from.Group, Version: one.version(), Type: one.from.Type,
			Expression: one.reading.Normalised(), Found: one.raw, Copyright: one.from.Copyright, Supplier: one.from.Supplier, URL: one.from.URL}
		for _, u := range one.uses {
			if u.product == nil && u.project == m.ID {
				c.Scope, c.Direct, c.Via = attribution.Scope(u.as.Scope), u.as.Direct, u.as.Via
				break
			}
		}
		list = append(list, c)
	}
	return attribution.New(about, list, facts.Text)
}
