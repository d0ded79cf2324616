package metrics

import (
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// inventory is an SBOM with its components as numbers: the same component in two SBOMs has one number.
type inventory struct {
	record *dataset.Inventory
	owner  string // the ID of the product, or of the project
	origin *origin
	// components are of the record's at the same place; unknown marks those whose licence is unknown.
	components []int32
	unknown    []bool
}

func (f *Figures) indexInventories() {
	numbers := map[string]int32{}
	for _, r := range f.data.Inventories {
		if r.Provenance.GoneSince != nil || !f.present(r.Product, r.Project) {
			continue
		}
		e := &inventory{record: r, owner: ownerOf(r.Product, r.Project), origin: f.originOf(&r.Provenance)}
		for i := range r.Components {
			key := componentKey(&r.Components[i])
			n, met := numbers[key]
			if !met {
				n = int32(len(numbers))
				numbers[key] = n
			}
			e.components = append(e.components, n)
			e.unknown = append(e.unknown, !f.licenseKnown(r.Components[i].License))
		}
		f.listed[e.owner] = true
		f.place(f.inventoryScopes, len(f.inventories), r.Product, r.Project)
		f.inventories = append(f.inventories, e)
	}
	for i, p := range f.data.Products {
		if p.Provenance.GoneSince == nil {
			f.place(f.productScopes, i, p.ID, "")
		}
	}
}

// place notes in which scopes something lies that belongs to a product or project. What belongs to a product lies where the
// project does that it is built from.
func (f *Figures) place(scopes map[Scope][]int, at int, product, project string) {
	all := []Scope{Company()}
	if product != "" {
		all = append(all, OfProduct(product))
		if project == "" {
			project = f.builtFrom[product]
		}
	}
	if i, found := f.position[project]; found {
		all = append(all, OfProject(project))
		if name := f.projects[i].Organization; name != "" {
			all = append(all, Organization(name))
		}
		all = append(all, f.groupsOf[project]...)
	}
	for _, s := range all {
		scopes[s] = append(scopes[s], at)
	}
}

// ownerOf is the ID of the product, or of the project where there is none.
func ownerOf(product, project string) string {
	if product != "" {
		return product
	}
	return project
}

// present says whether an inventory belongs to something that figures count: a project that is gone takes its SBOM along.
func (f *Figures) present(product, project string) bool {
	if product != "" || project == "" {
		return true
	}
	_, found := f.position[project]
	return found
}

// componentKey names a component in all inventories: by its purl, else by what it is called.
func componentKey(c *dataset.Component) string {
	if c.PURL != "" {
		return c.PURL
	}
	return c.Group + "\x00" + c.Name + "\x00" + c.Version
}

func (f *Figures) licenseKnown(expression *string) bool {
	if expression == nil {
		return false
	}
	if known, judged := f.data.LicenseKnown[*expression]; judged {
		return known
	}
	return strings.TrimSpace(*expression) != "" && *expression != "NOASSERTION"
}

// inventoryCounting counts something over the SBOMs of a scope as they stand.
func inventoryCounting(count func(f *Figures, subjects []int) Value) counting {
	return counting{
		subjects: func(f *Figures, s Scope) []int { return f.inventoryScopes[s.plain()] },
		reach:    func(f *Figures, i int) reach { return f.collectedReach(f.inventories[i].origin) },
		known:    func(_ *Figures, _ int, w window) bool { return w.now },
		over:     func(f *Figures, subjects []int, _ window) Value { return count(f, subjects) },
		origin:   func(f *Figures, i int) *origin { return f.inventories[i].origin },
		owner:    func(f *Figures, i int) string { return f.inventories[i].owner },
	}
}

// distinct counts components, each once however many SBOMs hold it.
func (f *Figures) distinct(subjects []int, counts func(e *inventory, place int) bool) int {
	var all []int32
	for _, i := range subjects {
		for k, component := range f.inventories[i].components {
			if counts(f.inventories[i], k) {
				all = append(all, component)
			}
		}
	}
	slices.Sort(all)
	return len(slices.Compact(all))
}
