package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
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
	if w.page.Terms != nil && w.inLink == 0 {
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

// appendEscaped appends text as HTML. Bytes that are no UTF-8 and characters that HTML forbids become the replacement
// character.
func appendEscaped[T []byte | string](out []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var escaped string
		switch c := s[i]; {
		case c == '&':
			escaped = "&amp;"
		case c == '<':
			escaped = "&lt;"
		case c == '>':
			escaped = "&gt;"
		case c == '"':
			escaped = "&quot;"
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
			escaped = forbidden(c)
		default:
			continue
		}
		out = append(out, s[from:i]...)
		out = append(out, escaped...)
		from = i + 1
	}
	return append(out, s[from:]...)
}

func forbidden(c byte) string {
	if c == '\r' {
		return ""
	}
	return "\ufffd"
}

// appendDecoded appends Markdown text as the plain text that it means: backslashes and entities resolved.
func appendDecoded(out, v []byte) []byte {
	for {
		i := bytes.IndexAny(v, `\&`)
		if i < 0 {
			return append(out, v...)
		}
		out = append(out, v[:i]...)
		v = v[i:]
		switch {
		case v[0] == '\\' && len(v) > 1 && util.IsPunct(v[1]):
			out = append(out, v[1])
			v = v[2:]
		case v[0] == '&':
			decoded, n := entity(v)
			out = append(out, decoded...)
			v = v[n:]
		default:
			out = append(out, v[0])
			v = v[1:]
		}
	}
}

// maxEntity is longer than the longest name that HTML has.
const maxEntity = 40

// entity decodes the entity at the start of v and returns how many bytes it took; an ampersand that begins none is
// itself.
func entity(v []byte) (string, int) {
	end := bytes.IndexByte(v[:min(len(v), maxEntity)], ';')
	if end < 2 || strings.ContainsAny(string(v[1:end]), " &") {
		return "&", 1
	}
	name := string(v[:end+1])
	decoded := html.UnescapeString(name)
	if decoded == name || strings.HasSuffix(decoded, ";") && name != "&semi;" {
		return "&", 1
	}
	return decoded, end + 1
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
