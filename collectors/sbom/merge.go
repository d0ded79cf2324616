package sbom

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
	"portolan/collectors/sbom/reader"
)

// merger gathers components and makes one of those that are the same: the same package URL, or where there is none, the
// same type, group, name and version.
type merger struct {
	components []dataset.Component
	index      map[string]int
	merged     []int // by the number in the document: the place in components
	twice      int
	disputed   []string         // components of which the document says two licences
	said       map[int][]string // all that it says of such a component, by its place in components
}

func (m *merger) add(c dataset.Component) {
	if m.index == nil {
		m.index = map[string]int{}
	}
	c.PURL, c.Version = canonical(c.PURL, c.Version)
	key := identity(c)
	at, seen := m.index[key]
	if !seen {
		at = len(m.components)
		m.index[key] = at
		m.components = append(m.components, c)
	} else {
		m.twice++
		m.fill(at, c)
	}
	m.merged = append(m.merged, at)
}

func identity(c dataset.Component) string {
	if c.PURL != "" {
		return c.PURL
	}
	return strings.Join([]string{c.Type, c.Group, c.Name, c.Version}, "\x00")
}

// canonical writes a package URL as its specification has it, without qualifiers and subpath that only say where a copy
// came from, and gives the version that it names where no other is given. What cannot be read is left as it is.
func canonical(purl, version string) (string, string) {
	if purl == "" {
		return "", version
	}
	p, err := packageurl.FromString(purl)
	if err != nil {
		return purl, version
	}
	p.Subpath = ""
	p.Qualifiers = slices.DeleteFunc(p.Qualifiers, func(q packageurl.Qualifier) bool {
		return q.Key == "vcs_url" || q.Key == "download_url" || q.Key == "checksum" || q.Key == "file_name"
	})
	return p.ToString(), cmp.Or(version, p.Version)
}

// fill takes from a second mention what the first left open. Where the two name different licences both are taken to hold:
// to choose one could allow what the other forbids.
func (m *merger) fill(at int, again dataset.Component) {
	c := &m.components[at]
	c.Type, c.Copyright = cmp.Or(c.Type, again.Type), cmp.Or(c.Copyright, again.Copyright)
	c.Supplier, c.URL = cmp.Or(c.Supplier, again.Supplier), cmp.Or(c.URL, again.URL)
	c.Version, c.Group = cmp.Or(c.Version, again.Version), cmp.Or(c.Group, again.Group)
	if rank(again.Scope) < rank(c.Scope) {
		c.Scope = again.Scope
	}
	switch {
	case again.License == nil || c.License != nil && *c.License == *again.License:
	case c.License == nil || *c.License == "NOASSERTION":
		c.License = again.License
	case *again.License != "NOASSERTION":
		m.dispute(at, *again.License)
	}
}

// dispute adds a licence to those that a component is under already.
func (m *merger) dispute(at int, license string) {
	c := &m.components[at]
	if m.said == nil {
		m.said = map[int][]string{}
	}
	if m.said[at] == nil {
		m.said[at] = []string{*c.License}
	}
	if slices.Contains(m.said[at], license) {
		return
	}
	m.disputed = append(m.disputed, fmt.Sprintf("%s is said to be under %s and under %s", c.Name, m.said[at][0], license))
	m.said[at] = append(m.said[at], license)
	c.License = reader.All(m.said[at])
}

// rank orders scopes: what is part of the product goes before what may be, and that before what only builds it.
func rank(s dataset.Scope) int {
	order := []dataset.Scope{dataset.ScopeRequired, dataset.ScopeOptional, dataset.ScopeDevelopment, dataset.ScopeUnknown, ""}
	return slices.Index(order, s)
}

// merge completes the components by what the whole document tells of each, and sorts them.
func (m *merger) merge(doc *reader.Document) *document {
	own := make([]dataset.Scope, len(m.components)) // what the components themselves say goes before what others say of them
	for i, c := range m.components {
		own[i] = c.Scope
	}
	for n, at := range m.merged {
		m.place(doc, n, &m.components[at], own[at])
	}
	d := &document{Document: doc, components: m.components, remarks: doc.Remarks()}
	if doc.Root >= 0 {
		d.describe(m.merged[doc.Root], doc.Sole && m.once(doc.Root))
	}
	if d.components == nil {
		d.components = []dataset.Component{}
	}
	slices.SortFunc(d.components, func(a, b dataset.Component) int {
		return cmp.Or(strings.Compare(a.PURL, b.PURL), strings.Compare(a.Name, b.Name), strings.Compare(a.Version, b.Version),
			strings.Compare(a.Group, b.Group), strings.Compare(a.Type, b.Type))
	})
	if m.twice > 0 {
		d.remarks = append(d.remarks, fmt.Sprintf("%d components were read; %d of them repeat another and were merged with it", doc.Components, m.twice))
	}
	if n := len(m.disputed); n > 0 {
		d.remarks = append(d.remarks, fmt.Sprintf("%d times a component is said to have another licence than before, and both are taken to hold: %s", n, m.disputed[0]))
	}
	return d
}

// once tells whether nothing was merged with a component, by its number in the document.
func (m *merger) once(n int) bool {
	for other, at := range m.merged {
		if at == m.merged[n] && other != n {
			return false
		}
	}
	return true
}

// describe takes what the document says of its subject from the package that stands for it. The product itself is no
// component of its own.
func (d *document) describe(root int, itself bool) {
	c := d.components[root]
	d.Name, d.Version = c.Name, c.Version
	if c.License != nil && *c.License != "NOASSERTION" {
		d.License = *c.License
	}
	if !itself {
		d.remarks = append(d.remarks, c.Name+" is what the document describes; it is listed with its components")
		return
	}
	d.components = slices.Delete(d.components, root, root+1)
	d.remarks = append(d.remarks, c.Name+" is what the document describes: the product itself, which is not listed with its components")
}

// place notes how a component came in; of several ways, the shortest, and of several scopes, the one nearest to the product.
func (m *merger) place(doc *reader.Document, n int, c *dataset.Component, own dataset.Scope) {
	p := doc.Place(n)
	if own == "" && rank(p.Scope) < rank(c.Scope) {
		c.Scope = p.Scope
	}
	if p.Direct == nil || c.Direct != nil && *c.Direct {
		return
	}
	if via := m.via(doc, p, c); c.Direct == nil || *p.Direct || len(via) < len(c.Via) {
		c.Direct, c.Via = p.Direct, via
	}
}

// longestWay bounds the names that are told of a way; nobody reads more, and a chain of a hundred thousand would fill the disk.
const longestWay = 40

// via names the components between the product and a component.
func (m *merger) via(doc *reader.Document, p reader.Place, c *dataset.Component) []string {
	var names []string
	for at := p.Above; at >= 0; at = doc.Place(at).Above {
		if len(names) == longestWay {
			names = append(names, "...")
			break
		}
		if name := m.components[m.merged[at]].Name; name != c.Name || len(names) > 0 {
			names = append(names, name)
		}
	}
	slices.Reverse(names)
	return names
}
