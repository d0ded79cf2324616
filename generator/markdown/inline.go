package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inline(node ast.Node) {
	switch n := node.(type) {
	case *ast.Text:
		w.words(n)
	case *ast.String:
		w.plain(n.Value)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.mark("<strong>", n, "</strong>")
		} else {
			w.mark("<em>", n, "</em>")
		}
	case *extast.Strikethrough:
		w.mark("<del>", n, "</del>")
	case *ast.Link:
		w.link(n)
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML:
		w.rawInline(n)
	case *extast.FootnoteLink:
		w.footnoteLink(n)
	case *extast.FootnoteBacklink:
		w.footnoteBack(n)
	}
}

// mark writes inline text between two tags, and nothing for no text.
func (w *writer) mark(before string, n ast.Node, after string) {
	start := len(w.out)
	w.add(before)
	w.children(n)
	if len(w.out) == start+len(before) {
		w.out = w.out[:start]
		return
	}
	w.add(after)
}

func (w *writer) words(n *ast.Text) {
	value := n.Segment.Value(w.source.body)
	if n.IsRaw() {
		w.text = append(w.text, value...)
		w.out = appendEscaped(w.out, string(value))
	} else {
		w.prose(value)
	}
	switch {
	case n.HardLineBreak():
		w.add("<br>\n")
		w.text = append(w.text, ' ')
	case n.SoftLineBreak():
		w.add("\n")
		w.text = append(w.text, ' ')
	}
}

// prose writes text in which backslashes and entities still stand, and explains the terms in it.
func (w *writer) prose(value []byte) {
	start := len(w.text)
	w.text = appendDecoded(w.text, value)
	if w.page.Terms != nil && w.inLink == 0 && !w.inHeading {
		w.explain(w.text[start:])
		return
	}
	w.out = appendEscaped(w.out, w.text[start:])
}

// plain writes text that is what it says.
func (w *writer) plain(value []byte) {
	w.text = append(w.text, value...)
	w.out = appendEscaped(w.out, value)
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.add("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.source.body)
		if bytes.HasSuffix(value, []byte("\n")) {
			w.plain(value[:len(value)-1])
			w.plain([]byte(" "))
			continue
		}
		w.plain(value)
	}
	w.add("</code>")
}

// plainOf returns the text of inline nodes without writing it.
func (w *writer) plainOf(parent ast.Node) string {
	var b []byte
	b = w.appendPlain(b, parent, 0)
	return strings.TrimSpace(string(b))
}

func (w *writer) appendPlain(b []byte, parent ast.Node, depth int) []byte {
	if depth > maxDepth {
		return b
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b = appendDecoded(b, n.Segment.Value(w.source.body))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.String:
			b = append(b, n.Value...)
		case *ast.AutoLink:
			b = append(b, n.Label(w.source.body)...)
		default:
			b = w.appendPlain(b, n, depth+1)
		}
	}
	return b
}
