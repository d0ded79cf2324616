package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// Part is a container of a page: ":::name" to its ":::", or "!!! name" and what is indented below it.
type Part struct {
	Name string
	// First and Last are its lines in the body, counted from 1, those that open and close it included.
	First, Last int
}

// Parts finds the containers of a body just as [Renderer.Render] does, so that whoever cuts them cuts what readers would
// see as one.
func (r *Renderer) Parts(body []byte) []Part {
	if !bytes.Contains(body, []byte(":::")) && !bytes.Contains(body, []byte("!!!")) && !bytes.Contains(body, []byte("???")) {
		return nil
	}
	w := r.writers.Get().(*writer)
	defer r.writers.Put(w)
	w.reset(r, Page{Body: body})
	if !w.checkLimits() {
		return nil // the page is refused
	}
	w.rewriteLeftovers()
	var parts []Part
	ast.Walk(w.parse(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if c, ok := n.(*container); ok && entering {
			parts = append(parts, Part{Name: c.name, First: w.source.at(w.positions[c]).Line, Last: w.source.at(c.end).Line})
		}
		return ast.WalkContinue, nil
	})
	return parts
}
