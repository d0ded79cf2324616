package generator

import (
	"portolan/generator/content"
	"portolan/generator/markdown"
)

// parts returns what finds the containers of a page's text, as readers will see them.
func parts() func(body []byte) []content.Part {
	renderer := markdown.New(markdown.Options{})
	return func(body []byte) []content.Part {
		var list []content.Part
		for _, p := range renderer.Parts(body) {
			list = append(list, content.Part(p))
		}
		return list
	}
}

// hides tells whether a part of that name is kept from the edition's readers. Parts are cut before anything is drawn;
// this stops those that only rewriting made.
func (e *edition) hides(name string) bool { return e.portal.site.Hides(name, e.config) }
