package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"portolan/generator/problem"
)

// alertKinds maps the names that writers use on different sites to the five kinds of alert.
var alertKinds = map[string]string{
	"note": "note", "info": "note", "abstract": "note", "summary": "note", "tldr": "note", "todo": "note", "seealso": "note",
	"tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "question": "tip", "help": "tip", "faq": "tip", "example": "tip",
	"important": "important", "attention": "important",
	"warning": "warning", "warn": "warning",
	"caution": "caution", "danger": "caution", "error": "caution", "failure": "caution", "fail": "caution", "missing": "caution", "bug": "caution",
}

func (t Texts) alert(kind string) string {
	switch kind {
	case "tip":
		return t.Tip
	case "important":
		return t.Important
	case "warning":
		return t.Warning
	case "caution":
		return t.Caution
	}
	return t.Note
}

// quote writes a block quotation, or the alert that its first line "[!NOTE]" makes of it.
func (w *writer) quote(n *ast.Blockquote) {
	first, _ := n.FirstChild().(*ast.Paragraph)
	kind, title, rest := w.alertMark(first)
	if kind == "" {
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
		return
	}
	w.openAlert(kind, title)
	if rest != nil {
		w.add("<p>")
		for ; rest != nil; rest = rest.NextSibling() {
			w.inline(rest)
		}
		w.add("</p>\n")
		w.breakText()
	}
	for block := first.NextSibling(); block != nil; block = block.NextSibling() {
		w.block(block)
	}
	w.add("</div>\n")
}

// alertMark reads "[!NOTE]" and a title of one's own behind it. It returns the first inline node of the next line.
func (w *writer) alertMark(p *ast.Paragraph) (kind, title string, rest ast.Node) {
	if p == nil || p.Lines().Len() == 0 {
		return "", "", nil
	}
	segment := p.Lines().At(0)
	line := bytes.TrimSpace(segment.Value(w.source.body))
	if !bytes.HasPrefix(line, []byte("[!")) {
		return "", "", nil
	}
	name, after, found := strings.Cut(string(line[2:]), "]")
	kind = alertKinds[strings.ToLower(name)]
	if !found || kind == "" {
		return "", "", nil
	}
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			rest = n.NextSibling()
			break
		}
	}
	return kind, strings.TrimLeft(after, "+- "), rest
}

func (w *writer) openAlert(kind, title string) {
	if title == "" {
		title = w.renderer.texts.alert(kind)
	}
	w.add(`<div class="alert ` + kind + `" role="note">` + "\n" + `<p class="alert-title">`)
	w.escape(title)
	w.add("</p>\n")
	w.text = append(w.text, title...)
	w.breakText()
}

func (w *writer) container(n *container) {
	kind := alertKinds[n.name]
	switch {
	case w.page.Hides != nil && w.page.Hides(n.name):
	case n.folded:
		w.openFolded(n, kind)
		w.children(n)
		w.add("</details>\n")
	case n.name == "internal":
		w.add("<div class=\"internal-part\">\n<p class=\"alert-title\">")
		w.escape(w.renderer.texts.Internal)
		w.add("</p>\n")
		w.children(n)
		w.add("</div>\n")
	case n.name == "quote" || n.name == "cite":
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
	case kind != "":
		w.openAlert(kind, n.title)
		w.children(n)
		w.add("</div>\n")
	case n.colons == 0:
		w.openAlert("note", n.title)
		w.children(n)
		w.add("</div>\n")
	default:
		w.add(`<div class="box ` + n.name + "\">\n")
		w.children(n)
		w.add("</div>\n")
	}
}

func (w *writer) openFolded(n *container, kind string) {
	class := "folded"
	title := n.title
	if kind != "" {
		class += " alert " + kind
		if title == "" {
			title = w.renderer.texts.alert(kind)
		}
	}
	if title == "" {
		title = w.renderer.texts.Details
	}
	w.add(`<details class="` + class + `"`)
	if n.open {
		w.add(" open")
	}
	w.add("><summary>")
	w.escape(title)
	w.add("</summary>\n")
	w.text = append(w.text, title...)
	w.breakText()
}

func (w *writer) reportOpenContainer(c *container) {
	if watched := w.renderer.options.Watched; watched != nil && watched(c.name) {
		return
	}
	w.report(problem.Error, "container/unclosed", w.positions[c], `":::`+c.name+`" is never closed`,
		"end it with a line of "+strings.Repeat(":", c.colons))
}
