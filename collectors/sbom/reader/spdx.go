package reader

import (
	"cmp"
	"strings"

	"portolan/collectors/dataset"
)

// spdxPackage is a package of SPDX 2 as it is being read.
type spdxPackage struct {
	dataset.Component
	id                   []byte
	concluded, declared  string
	supplier, originator string
	homepage, download   string
	purpose              string
}

// finished turns what was read into a component.
func (s *spdxPackage) finished() dataset.Component {
	out := s.Component
	out.License = conclude(s.concluded, s.declared)
	out.Supplier = cmp.Or(actor(s.supplier), actor(s.originator))
	out.URL = cmp.Or(said(s.homepage), said(s.download))
	out.Copyright = said(out.Copyright)
	out.Type = purpose(s.purpose)
	return out
}

// purpose turns SPDX's primary purpose of a package into CycloneDX's word for it; both lists are nearly the same.
func purpose(text string) string {
	word := strings.ReplaceAll(strings.ToLower(text), "_", "-")
	switch word {
	case "operatingsystem":
		return "operating-system"
	case "application", "framework", "library", "container", "operating-system", "device", "firmware", "file":
		return word
	}
	return ""
}

// relation is what a kind of relationship means for the ways between packages.
type relation struct {
	kind    kind
	reverse bool // the second needs the first
}

// relations are the kinds of relationship of SPDX 2 that say who needs whom.
var relations = map[string]relation{
	"DEPENDS_ON": {required, false}, "DEPENDENCY_OF": {required, true}, "RUNTIME_DEPENDENCY_OF": {required, true},
	"STATIC_LINK": {required, false}, "DYNAMIC_LINK": {required, false}, "HAS_PREREQUISITE": {required, false}, "PREREQUISITE_FOR": {required, true},
	"OPTIONAL_DEPENDENCY_OF": {optional, true}, "OPTIONAL_COMPONENT_OF": {optional, true}, "PROVIDED_DEPENDENCY_OF": {optional, true},
	"DEV_DEPENDENCY_OF": {development, true}, "BUILD_DEPENDENCY_OF": {development, true}, "TEST_DEPENDENCY_OF": {development, true},
	"BUILD_TOOL_OF": {development, true}, "DEV_TOOL_OF": {development, true}, "TEST_TOOL_OF": {development, true}, "TEST_OF": {development, true},
	"CONTAINS": {contains, false}, "CONTAINED_BY": {contains, true},
}

// relate notes a relationship of SPDX 2.
func (p *parser) relate(from, kind, to []byte) {
	switch string(kind) {
	case "DESCRIBES":
		p.doc.graph.root(to)
		return
	case "DESCRIBED_BY":
		p.doc.graph.root(from)
		return
	}
	r, known := relations[string(kind)]
	if !known || string(to) == "NONE" || string(to) == "NOASSERTION" {
		return
	}
	if r.reverse {
		from, to = to, from
	}
	if r.kind == contains {
		p.doc.graph.holds(from, to, p.doc.Components > 0)
		return
	}
	p.doc.graph.depends(from, to, r.kind)
}
