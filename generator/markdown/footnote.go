package markdown

import (
	"strconv"
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"
)

// A note's anchor holds a dot, which no generated heading's anchor does.

func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	w.add(`<sup id="` + referenceID(n.Index, n.RefIndex) + `"><a aria-label="`)
	w.escape(strings.Replace(w.renderer.texts.Footnote, "%s", number, 1))
	w.add(`" class="footnote" href="#note.` + number + `" role="doc-noteref">` + number + "</a></sup>")
}

func (w *writer) footnoteBack(n *extast.FootnoteBacklink) {
	number := strconv.Itoa(n.Index)
	if n.RefIndex > 0 {
		number += "." + strconv.Itoa(n.RefIndex+1)
	}
	w.add(` <a aria-label="`)
	w.escape(strings.Replace(w.renderer.texts.FootnoteBack, "%s", number, 1))
	w.add(`" class="back" href="#` + referenceID(n.Index, n.RefIndex) + `" role="doc-backlink">↩︎</a>`)
}

func referenceID(index, use int) string {
	id := "ref." + strconv.Itoa(index)
	if use > 0 {
		id += "." + strconv.Itoa(use+1)
	}
	return id
}

func (w *writer) footnotes(n *extast.FootnoteList) {
	w.add(`<section class="footnotes" role="doc-endnotes" aria-label="`)
	w.escape(w.renderer.texts.Footnotes)
	w.add("\">\n<ol>\n")
	for note := n.FirstChild(); note != nil; note = note.NextSibling() {
		if f, ok := note.(*extast.Footnote); ok {
			w.wrap(`<li id="note.`+strconv.Itoa(f.Index)+`">`, f, "</li>\n")
		}
	}
	w.add("</ol>\n</section>\n")
}
