package example

import (
	"cmp"
	"slices"

	"portolan/collectors/dataset"
)

// offer is a product as its inventor pictures it.
type offer struct {
	id, name, description, owner, version string
	audience                              dataset.Audience
	contexts                              []string
	project                               string // its name; empty where the product has no project of its own
	license                               string
	parts                                 map[string]float64 // the share of each kind of package that it takes
	with, without                         []string           // names that it surely has or surely has not
}

// offers are Acme's products. What no product happens to take goes to the one with the largest share of its kind.
var offers = []offer{
	{id: "anvil-cloud", name: "Anvil Cloud", description: "Batch jobs as a service.", owner: "Platform", version: "2026.10", audience: dataset.Public,
		contexts: []string{"service"}, project: "anvil", license: "Apache-2.0", parts: map[string]float64{"golang": 0.95, "npm": 0.16}, with: []string{"lantern"}},
	{id: "storefront", name: "Storefront", description: "The shop that customers see, and its search.", owner: "Customer Services", version: "88.2", audience: dataset.Public,
		contexts: []string{"service"}, project: "storefront", license: "LicenseRef-Acme-Proprietary", parts: map[string]float64{"npm": 0.62, "gem": 1}, with: []string{"tide-table"}, without: []string{"chart-legends"}},
	{id: "workbench", name: "Workbench", description: "A desktop program for planners: orders, stock and reports.", owner: "Manufacturing", version: "7.4.1", audience: dataset.Public,
		contexts: []string{"distributed"}, license: "LicenseRef-Acme-Proprietary", parts: map[string]float64{"maven": 0.45, "npm": 0.33}, with: []string{"report-engine", "chart-legends", "barcode-pro"}, without: []string{"tide-table"}},
	{id: "ledger", name: "Ledger", description: "Books what the plants consume and produce.", owner: "Finance", version: "12.0", audience: dataset.Internal,
		contexts: []string{"internal"}, project: "ledger", license: "LicenseRef-Acme-Proprietary", parts: map[string]float64{"maven": 0.7, "nuget": 1}, without: []string{"report-engine"}},
	{id: "assay", name: "Assay", description: "Weighs suppliers by delivery, quality and price.", owner: "Purchasing", version: "3.9", audience: dataset.Internal,
		contexts: []string{"internal"}, project: "assay", license: "LicenseRef-Acme-Proprietary", parts: map[string]float64{"pypi": 1}},
	{id: "weighbridge", name: "Weighbridge", description: "The controller of the scales at the gates, and the box it runs in.", owner: "Manufacturing", version: "5.1", audience: dataset.Internal,
		contexts: []string{"distributed", "internal"}, project: "weighbridge", license: "LicenseRef-Acme-Proprietary", parts: map[string]float64{"cargo": 1, "golang": 0.12}, without: []string{"lantern"}},
}

func (w *world) products() []dataset.Record {
	var all []dataset.Record
	chosen := w.share()
	for i, o := range offers {
		product := &dataset.Product{
			ID: o.id, Name: o.name, Description: o.description, Audience: o.audience, Owner: o.owner, Version: o.version,
			URL: "https://" + o.id + ".acme.example/", License: &o.license, Contexts: o.contexts, Provenance: w.provenance,
		}
		if o.project != "" {
			product.Project = organization + "/" + o.project
		}
		components := grow(w.dice("tree", o.id), chosen[i])
		slices.SortFunc(components, func(a, b dataset.Component) int { return cmp.Compare(a.PURL, b.PURL) })
		made := dataset.At(w.now.AddDate(0, 0, -1-i))
		inventory := &dataset.Inventory{
			ID: o.id, Product: o.id, Audience: o.audience, Format: "CycloneDX 1.6", Created: &made, Components: components, Provenance: w.provenance,
		}
		all = append(all, product, inventory, w.vulnerabilities(o, components))
	}
	return all
}

// share deals the components out to the products, so that each is used at least once and some twice.
func (w *world) share() [][]part {
	chosen := make([][]part, len(offers))
	for _, p := range parts() {
		r := w.dice("share", p.PURL)
		taken, likeliest := false, -1
		for i, o := range offers {
			share, known := o.parts[p.kind]
			if !known || slices.Contains(o.without, short(p)) {
				continue
			}
			if likeliest < 0 || share > offers[likeliest].parts[p.kind] {
				likeliest = i
			}
			if r.Float64() < share || slices.Contains(o.with, short(p)) {
				chosen[i] = append(chosen[i], p)
				taken = true
			}
		}
		if !taken {
			chosen[likeliest] = append(chosen[likeliest], p)
		}
	}
	return chosen
}

// short is the last part of a component's name.
func short(p part) string {
	name := p.Name
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' {
			return name[i+1:]
		}
	}
	return name
}
