package metrics

import (
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// inventory is an SBOM with its components as keys: the same component in two SBOMs has one key.
type inventory struct {
	record  *dataset.Inventory
	owner   string // the ID of the product, or of the project
	origin  *origin
	keys    []string
	unknown map[string]bool // keys whose licence is unknown
}

func (f *Figures) indexInventories() {
	for _, r := range f.data.Inventories {
		if r.Provenance.GoneSince != nil || !f.present(r.Product, r.Project) {
			continue
		}
		entry := &inventory{record: r, owner: ownerOf(r.Product, r.Project), origin: f.originOf(&r.Provenance), unknown: map[string]bool{}}
		for i := range r.Components {
			key := componentKey(&r.Components[i])
			entry.keys = append(entry.keys, key)
			if !f.licenseKnown(r.Components[i].License) {
				entry.unknown[key] = true
			}
		}
		slices.Sort(entry.keys)
		entry.keys = slices.Compact(entry.keys)
		f.inventories = append(f.inventories, entry)
		f.listed[entry.owner] = true
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

// ownedBy says whether what belongs to a product or project lies in a scope. A product also lies where its project does.
func (f *Figures) ownedBy(s Scope, product, project string) bool {
	switch s.kind() {
	case KindCompany:
		return true
	case KindProduct:
		return product == s.ID
	}
	if project == "" {
		for _, p := range f.data.Products {
			if p.ID == product {
				project = p.Project
			}
		}
	}
	at, found := f.position[project]
	return found && slices.Contains(f.scopes[s], at)
}

// inventoryCounting counts something over the SBOMs of a scope as they stand.
func inventoryCounting(count func(f *Figures, subjects []int) Value) counting {
	return counting{
		subjects: func(f *Figures, s Scope) (places []int) {
			for i, e := range f.inventories {
				if f.ownedBy(s, e.record.Product, e.record.Project) {
					places = append(places, i)
				}
			}
			return places
		},
		reach:  func(f *Figures, i int) reach { return f.collectedReach(f.inventories[i].origin) },
		known:  func(_ *Figures, _ int, w window) bool { return w.now },
		over:   func(f *Figures, subjects []int, _ window) Value { return count(f, subjects) },
		origin: func(f *Figures, i int) []*origin { return []*origin{f.inventories[i].origin} },
		owner:  func(f *Figures, i int) string { return f.inventories[i].owner },
	}
}

// distinct counts keys, each once however many SBOMs hold it.
func (f *Figures) distinct(subjects []int, counts func(*inventory, string) bool) int {
	seen := map[string]bool{}
	for _, i := range subjects {
		for _, key := range f.inventories[i].keys {
			if counts(f.inventories[i], key) {
				seen[key] = true
			}
		}
	}
	return len(seen)
}
