package reader

import (
	"slices"

	"portolan/collectors/dataset"
)

// graph holds who depends on whom, by numbers, so that hundreds of thousands of relationships fit in a few megabytes.
type graph struct {
	names            // every name that was ever mentioned, with its number
	nodes     []node // by number
	lastFrom  near
	lastTo    near
	roots     []uint32
	edges     []edge
	strangers int    // relationships with something that is not in the document
	spots     []spot // by component: what was found out
}

// node is what a name stands for.
type node struct {
	component int32 // its number, or none
	hollow    bool  // a container that is no package of its own, as a lock file is
	kind      kind  // how it is used whoever asks for it
	root      bool  // what the document describes
	seen      bool
	top       bool // a root, or a container in one
	above     int32
}

// spot is a Place in eight bytes.
type spot struct {
	above int32
	scope kind
	state uint8 // of what follows
}

const (
	unplaced uint8 = iota
	direct
	indirect
)

// edge is one dependency.
type edge struct {
	from, to uint32
	kind     kind
}

// kind is how a dependency is used; a higher one is looked at later.
type kind uint8

const (
	required kind = iota
	optional
	development
	contains
)

const none = int32(-1)

// number gives a name its number.
func (g *graph) number(ref []byte) uint32 {
	n, fresh := g.add(ref)
	if fresh {
		g.nodes = append(doubled(g.nodes, 1), node{component: none, above: none})
	}
	return n
}

// near is number for one who asks in order.
func (g *graph) near(ref []byte, last *near) uint32 {
	n, ok := g.again(ref, *last)
	if !ok {
		n = g.number(ref)
	}
	*last = near(n)
	return n
}

// name tells which component a name means; false where the name means another already.
func (g *graph) name(ref []byte, component int, c dataset.Component) bool {
	n := &g.nodes[g.number(ref)]
	if n.component != none {
		return false
	}
	n.component, n.hollow = int32(component), c.PURL == ""
	switch c.Scope {
	case dataset.ScopeOptional:
		n.kind = optional
	case dataset.ScopeDevelopment:
		n.kind = development
	}
	return true
}

// root names what the document describes.
func (g *graph) root(ref []byte) {
	if len(ref) == 0 {
		return
	}
	if n := g.number(ref); !g.nodes[n].root {
		g.nodes[n].root = true
		g.roots = append(g.roots, n)
	}
}

// depends notes that one thing needs another.
func (g *graph) depends(from, to []byte, as kind) {
	if len(from) > 0 && len(to) > 0 {
		g.edges = append(doubled(g.edges, 1), edge{g.near(from, &g.lastFrom), g.near(to, &g.lastTo), as})
	}
}

// holds notes that one package contains another. Documents say the same of every file, which nobody asks for: once the
// packages are read, only their names count.
func (g *graph) holds(from, to []byte, packagesRead bool) {
	if packagesRead && (!g.has(from) || !g.has(to)) {
		return
	}
	g.depends(from, to, contains)
}

// rootComponent returns the number of the first component that is a root, or none, and whether it is the only one and no
// other component asks for it.
func (g *graph) rootComponent() (component int, sole bool) {
	var roots []uint32
	for _, n := range g.roots {
		if g.nodes[n].component != none {
			roots = append(roots, n)
		}
	}
	if len(roots) == 0 {
		return int(none), false
	}
	return int(g.nodes[roots[0]].component), len(roots) == 1 && !g.wanted(roots[0])
}

// wanted tells whether a component needs or holds another one that is n.
func (g *graph) wanted(n uint32) bool {
	return slices.ContainsFunc(g.edges, func(e edge) bool {
		return e.to == n && e.from != n && g.nodes[e.from].component != none
	})
}
