package reader

import (
	"slices"

	"portolan/collectors/dataset"
)

// Place tells how a component came into the product.
type Place struct {
	// Direct is true for what the product itself asks for; nil where the document does not tell.
	Direct *bool
	// Scope is how the product uses it; empty where the relationships do not tell.
	Scope dataset.Scope
	// Above is the number of the component that asked for it on the shortest way, -1 for the product itself.
	Above int
}

// Place returns the place of a component by its number in the order of Emit.
func (d *Document) Place(n int) Place {
	p := Place{Above: -1, Scope: d.scope}
	if n >= len(d.graph.spots) || d.graph.spots[n].state == unplaced {
		return p
	}
	s := d.graph.spots[n]
	p.Direct, p.Above, p.Scope = dataset.Of(s.state == direct), int(s.above), scopes[s.scope]
	return p
}

// scopes are what the kinds of dependency mean for a component.
var scopes = []dataset.Scope{required: dataset.ScopeRequired, optional: dataset.ScopeOptional, development: dataset.ScopeDevelopment}

// settle finds the shortest way to every component, and returns the names along a circle if there is one.
func (g *graph) settle(components int) (circle []string) {
	if len(g.edges) > 0 {
		g.spots = make([]spot, components)
		for i := range g.edges {
			g.edges[i].kind = max(g.edges[i].kind, g.nodes[g.edges[i].to].kind)
		}
		next := g.outgoing()
		g.walk(next)
		circle = g.circle(next)
	}
	for _, e := range g.edges {
		if e.kind != contains && (g.stranger(e.from) || g.stranger(e.to)) {
			g.strangers++
		}
	}
	// What was only needed to get here would otherwise stay for as long as the document does.
	g.names, g.edges, g.nodes, g.roots = names{}, nil, nil, nil
	return circle
}

func (g *graph) stranger(n uint32) bool { return g.nodes[n].component == none && !g.nodes[n].root }

// outgoing sorts the edges by where they begin, in the order of the document, and returns where those of each number begin.
func (g *graph) outgoing() []uint32 {
	next := make([]uint32, len(g.nodes)+1)
	for _, e := range g.edges {
		next[e.from+1]++
	}
	for n := range g.nodes {
		next[n+1] += next[n]
	}
	sorted := make([]edge, len(g.edges))
	free := slices.Clone(next)
	for _, e := range g.edges {
		sorted[free[e.from]] = e
		free[e.from]++
	}
	g.edges = sorted
	return next
}

// walk goes out from the roots, first by what is required, then by what is optional, then by what only develops. The
// first way to reach a component is the one that is told.
func (g *graph) walk(next []uint32) {
	reached := g.tops(next)
	for as := required; as <= development; as++ {
		for at := 0; at < len(reached); at++ {
			from := reached[at]
			for _, e := range g.edges[next[from]:next[from+1]] {
				if to := &g.nodes[e.to]; !to.seen && e.kind <= as {
					to.seen = true
					g.place(from, e.to, as)
					reached = append(reached, e.to)
				}
			}
		}
	}
}

// tops returns the roots and the containers that they hold: what those ask for, the product asks for.
func (g *graph) tops(next []uint32) []uint32 {
	tops := slices.Clone(g.roots)
	for at := 0; at < len(tops); at++ {
		n := tops[at]
		g.nodes[n].seen, g.nodes[n].top = true, true
		for _, e := range g.edges[next[n]:next[n+1]] {
			to := &g.nodes[e.to]
			if e.kind == contains && to.hollow && !to.seen && next[e.to] < next[e.to+1] {
				to.seen = true
				tops = append(tops, e.to)
			}
		}
	}
	return tops
}

// place notes how a component was reached. What lies between and is no component is passed over.
func (g *graph) place(from, to uint32, as kind) {
	s := spot{above: none, scope: as, state: direct}
	if f := g.nodes[from]; !f.top {
		s.state, s.above = indirect, f.component
		if f.component == none {
			s.above = f.above
		}
	}
	g.nodes[to].above = s.above
	if c := g.nodes[to].component; c != none {
		g.spots[c] = s
	}
}

// circle returns the names along one circle of dependencies, nil where there is none.
func (g *graph) circle(next []uint32) []string {
	const (
		untouched = iota
		open
		done
	)
	state := make([]uint8, len(g.nodes))
	position := make([]uint32, len(g.nodes))
	var path []uint32
	for start := range g.nodes {
		if state[start] != untouched {
			continue
		}
		path = append(path[:0], uint32(start))
		state[start], position[start] = open, next[start]
		for len(path) > 0 {
			at := path[len(path)-1]
			if position[at] == next[at+1] {
				state[at] = done
				path = path[:len(path)-1]
				continue
			}
			e := g.edges[position[at]]
			position[at]++
			if e.kind == contains || e.to == at {
				continue
			}
			if state[e.to] == open {
				return g.circleOf(path[slices.Index(path, e.to):])
			}
			if state[e.to] == untouched {
				state[e.to], position[e.to] = open, next[e.to]
				path = append(path, e.to)
			}
		}
	}
	return nil
}

// mostNames bounds the circle that is told.
const mostNames = 6

func (g *graph) circleOf(path []uint32) []string {
	var names []string
	for _, n := range path[:min(len(path), mostNames)] {
		names = append(names, g.text(n))
	}
	return names
}
