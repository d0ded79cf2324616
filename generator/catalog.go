package generator

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
	"portolan/generator/policy"
	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
)

// catalog is all that an edition knows of components, licences and products, judged.
type catalog struct {
	contexts   []policy.Context
	components []*component // by name, then version
	disputed   []*component // those of which inventories name different licences
	packages   []*pack      // components without their versions
	byAddress  []*pack      // the same by their addresses
	licenses   []*licence   // by ID
	unread     []*licence   // strings that are no licence, the most used first
	products   []*product   // by name
	projects   map[string]*inventory
}

// component is one version of a package, wherever it is used.
type component struct {
	name     string // with its group
	raw      string // the licence as found
	reading  *expression.Reading
	from     *dataset.Component // as the first inventory that holds it has it
	uses     []use
	verdicts []policy.Verdict // the worst over all uses, by context
	worst    policy.Level
	pack     *pack
}

// purl is the package URL; empty where no inventory gives one.
func (one *component) purl() string { return one.from.PURL }

func (one *component) version() string { return one.from.Version }

// use says how a component is used in one place. There may be millions.
type use struct {
	*place
	as       *dataset.Component
	verdicts []policy.Verdict
}

// place is where components are used.
type place struct {
	product   *product // nil for a project's own inventory
	project   string   // empty for a product's
	inventory *dataset.Inventory
}

// pack is a component over all its versions: what has a page of its own.
type pack struct {
	purl     string // without version
	address  string
	versions []*component
}

func (p *pack) name() string { return p.versions[0].name }

// licence is a licence with its uses.
type licence struct {
	id         string
	facts      facts.License
	known      bool
	address    string
	verdicts   []policy.Verdict
	components []*component
	projects   []string // IDs
}

// product is a product with its components.
type product struct {
	record      *dataset.Product
	address     string
	inventories []*dataset.Inventory
	components  []*component
}

// use is how a product uses one of its components.
func (p *product) use(one *component) *use {
	for i := range one.uses {
		if one.uses[i].product == p {
			return &one.uses[i]
		}
	}
	return nil
}

// inventory is the components of a project.
type inventory struct {
	records    []*dataset.Inventory
	components []*component
}

// cataloguer builds a catalog.
type cataloguer struct {
	policy   *policy.Policy
	catalog  *catalog
	byKey    map[string]*component
	disputed map[*component]bool
	readings *readings
	licenses map[string]*licence
	strings  map[string]*licence // unreadable ones
	products map[string]*product
	slugs    slugs
}

// newCatalog merges the inventories of an edition by purl and judges every use of every component.
func newCatalog(data *dataset.Dataset, p *policy.Policy, r *readings) *catalog {
	c := &cataloguer{
		policy: p, catalog: &catalog{contexts: p.Contexts(), projects: map[string]*inventory{}},
		byKey: map[string]*component{}, disputed: map[*component]bool{}, readings: r,
		licenses: map[string]*licence{}, strings: map[string]*licence{}, products: map[string]*product{},
	}
	for _, r := range data.Products {
		c.product(r)
	}
	for _, i := range data.Inventories {
		c.inventory(i)
	}
	c.judge()
	c.addLicenses(data)
	c.sort()
	return c.catalog
}

func (c *cataloguer) product(r *dataset.Product) *product {
	if p := c.products[r.ID]; p != nil {
		return p
	}
	p := &product{record: r, address: c.slugs.make("/compliance/products/", r.ID)}
	c.products[r.ID] = p
	c.catalog.products = append(c.catalog.products, p)
	return p
}

// inventory takes in the components of one SBOM.
func (c *cataloguer) inventory(i *dataset.Inventory) {
	var p *product
	if i.Product != "" {
		p = c.products[i.Product]
		if p == nil { // an SBOM may come before anybody describes its product
			p = c.product(&dataset.Product{ID: i.Product, Name: i.Product, Audience: i.Audience, Project: i.Project, Provenance: i.Provenance})
		}
		p.inventories = append(p.inventories, i)
		p.components = slices.Grow(p.components, len(i.Components))
	}
	where := &place{product: p, inventory: i}
	if p == nil {
		where.project = i.Project
	}
	for n := range i.Components {
		from := &i.Components[n]
		one := c.component(from)
		if p != nil {
			if p.use(one) != nil {
				continue
			}
			p.components = append(p.components, one)
		} else if c.project(i.Project, i, one) {
			continue
		}
		one.uses = append(one.uses, use{place: where, as: from})
	}
}

// project adds a component to a project's inventory and tells whether it was there already.
func (c *cataloguer) project(id string, record *dataset.Inventory, one *component) (twice bool) {
	inv := c.catalog.projects[id]
	if inv == nil {
		inv = &inventory{}
		c.catalog.projects[id] = inv
	}
	if len(inv.records) == 0 || inv.records[len(inv.records)-1] != record {
		inv.records = append(inv.records, record)
	}
	for _, u := range one.uses {
		if u.product == nil && u.project == id {
			return true
		}
	}
	inv.components = append(inv.components, one)
	return false
}

// component finds the component of that purl, or takes it in.
func (c *cataloguer) component(from *dataset.Component) *component {
	name := from.Name
	if from.Group != "" {
		name = from.Group + "/" + from.Name
	}
	key := from.PURL
	if key == "" {
		key = "\x00" + name + "\x00" + from.Version
	}
	raw := ""
	if from.License != nil {
		raw = *from.License
	}
	if one := c.byKey[key]; one != nil {
		c.settle(one, raw)
		return one
	}
	one := &component{
		name: name, raw: raw, reading: c.readings.of(raw), from: from,
	}
	c.byKey[key] = one
	c.catalog.components = append(c.catalog.components, one)
	return one
}

// readings remembers what each distinct licence string means: many components and pages share one.
type readings struct{ byText sync.Map }

// of reads a licence string; an empty one says nothing.
func (r *readings) of(raw string) *expression.Reading {
	if known, found := r.byText.Load(raw); found {
		return known.(*expression.Reading)
	}
	reading := expression.Read(orNoAssertion(raw))
	known, _ := r.byText.LoadOrStore(raw, &reading)
	return known.(*expression.Reading)
}

// orNoAssertion is how SPDX says that nobody says anything.
func orNoAssertion(raw string) string {
	if raw == "" {
		return "NOASSERTION"
	}
	return raw
}

func (c *cataloguer) judge() {
	for _, one := range c.catalog.components {
		for i := range one.uses {
			u := &one.uses[i]
			s := policy.Subject{License: orNoAssertion(one.raw), Component: one.purl(), Version: one.version(), Scope: string(u.as.Scope), Direct: u.as.Direct}
			if u.product != nil {
				s.Product = u.product.record.ID
			}
			u.verdicts = c.policy.Judge(s)
			one.verdicts = worse(one.verdicts, u.verdicts)
		}
		one.worst = policy.Worst(one.verdicts).Level
	}
}

// worse returns, context by context, the worse of two verdicts.
func worse(a, b []policy.Verdict) []policy.Verdict {
	if a == nil {
		return b
	}
	for i := range a {
		if b[i].Level > a[i].Level {
			merged := slices.Clone(a)
			for j := range merged {
				if b[j].Level > merged[j].Level {
					merged[j] = b[j]
				}
			}
			return merged
		}
	}
	return a
}

// addLicenses lists every licence that is used, named by the policy, or declared by a project.
func (c *cataloguer) addLicenses(data *dataset.Dataset) {
	for _, one := range c.catalog.components {
		for _, id := range one.reading.Expression.IDs() {
			l := c.license(id)
			l.components = append(l.components, one)
		}
		if one.reading.Unknown != "" && one.raw != "" {
			u := c.strings[one.raw]
			if u == nil {
				u = &licence{id: one.raw, verdicts: c.policy.Judge(policy.Subject{License: one.raw})}
				c.strings[one.raw] = u
				c.catalog.unread = append(c.catalog.unread, u)
			}
			u.components = append(u.components, one)
		}
	}
	seen := map[string]bool{}
	for _, p := range data.Projects {
		if p.License.Expression == nil {
			continue
		}
		for _, id := range c.readings.of(*p.License.Expression).Expression.IDs() {
			if l := c.license(id); !seen[id+" "+p.ID] {
				seen[id+" "+p.ID] = true
				l.projects = append(l.projects, p.ID)
			}
		}
	}
	for _, category := range c.policy.Categories() {
		for _, id := range category.Licenses {
			if known, ok := facts.Lookup(id); ok {
				c.license(known.ID)
			}
		}
	}
}

func (c *cataloguer) license(id string) *licence {
	if l := c.licenses[id]; l != nil {
		return l
	}
	l := &licence{id: id, address: c.slugs.make("/compliance/licenses/", id), verdicts: c.policy.Judge(policy.Subject{License: id})}
	l.facts, l.known = facts.Lookup(id)
	c.licenses[id] = l
	c.catalog.licenses = append(c.catalog.licenses, l)
	return l
}

func (c *cataloguer) sort() {
	byName := func(a, b *component) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.name, b.name),
			cmp.Compare(a.version(), b.version()), cmp.Compare(a.purl(), b.purl()))
	}
	slices.SortFunc(c.catalog.components, byName)
	c.pack()
	for _, p := range c.catalog.products {
		slices.SortFunc(p.components, byName)
	}
	for _, i := range c.catalog.projects {
		slices.SortFunc(i.components, byName)
	}
	slices.SortFunc(c.catalog.products, func(a, b *product) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.record.Name), strings.ToLower(b.record.Name)), cmp.Compare(a.record.ID, b.record.ID))
	})
	for _, list := range [][]*licence{c.catalog.licenses, c.catalog.unread} {
		for _, l := range list {
			slices.SortFunc(l.components, byName)
			slices.Sort(l.projects)
		}
	}
	slices.SortFunc(c.catalog.licenses, func(a, b *licence) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.id), strings.ToLower(b.id)), cmp.Compare(a.id, b.id))
	})
	slices.SortFunc(c.catalog.unread, func(a, b *licence) int {
		return cmp.Or(cmp.Compare(len(b.components), len(a.components)), cmp.Compare(a.id, b.id))
	})
}

// pack groups the sorted components by package and gives each package its address.
func (c *cataloguer) pack() {
	packs := map[string]*pack{}
	for _, one := range c.catalog.components {
		id, path := packageOf(one)
		p := packs[id]
		if p == nil {
			p = &pack{address: c.slugs.make("/compliance/components/", path)}
			if one.purl() != "" {
				p.purl = id
			}
			if strings.HasPrefix(one.purl(), id) { // as it mostly does: then it takes up no room of its own
				p.purl = one.purl()[:len(id)]
			}
			packs[id] = p
			c.catalog.packages = append(c.catalog.packages, p)
		}
		p.versions = append(p.versions, one)
		one.pack = p
	}
	c.catalog.byAddress = slices.Clone(c.catalog.packages)
	slices.SortFunc(c.catalog.byAddress, func(a, b *pack) int { return strings.Compare(a.address, b.address) })
}

// packageOf returns what names a component without its version, and the path of its page.
func packageOf(one *component) (id, path string) {
	purl, err := packageurl.FromString(one.purl())
	if err != nil {
		return one.name, "other/" + strings.ReplaceAll(one.name, "/", "-")
	}
	id = packageurl.NewPackageURL(purl.Type, purl.Namespace, purl.Name, "", nil, "").String()
	path = purl.Type + "/" + purl.Name
	if purl.Namespace != "" {
		path = purl.Type + "/" + strings.ReplaceAll(purl.Namespace, "/", "-") + "/" + purl.Name
	}
	return id, path
}

// isPackage tells whether a package has its page at an address.
func (c *catalog) isPackage(address string) bool {
	_, found := slices.BinarySearchFunc(c.byAddress, address, func(p *pack, address string) int { return strings.Compare(p.address, address) })
	return found
}

// packageAddresses are those of all packages, by their letters.
func (c *catalog) packageAddresses() []string {
	list := make([]string, len(c.byAddress))
	for i, p := range c.byAddress {
		list[i] = p.address
	}
	return list
}

// license returns a licence of the catalog by its ID; nil where it is not used.
func (c *catalog) license(id string) *licence {
	at, found := slices.BinarySearchFunc(c.licenses, id, func(l *licence, id string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(l.id), strings.ToLower(id)), cmp.Compare(l.id, id))
	})
	if !found {
		return nil
	}
	return c.licenses[at]
}
