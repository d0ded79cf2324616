package difference

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromHTML reads the blocks of a piece of HTML: what a reader would read, line by line.
func FromHTML(source []byte) []Block {
	r := reader{tokens: html.NewTokenizer(bytes.NewReader(source))}
	for r.next() {
	}
	r.flush()
	return r.blocks
}

// reader walks over the tokens of HTML and gathers text until a block ends.
type reader struct {
	tokens *html.Tokenizer
	blocks []Block
	text   strings.Builder
	kind   string
	pre    bool
	silent atom.Atom // the element whose text nobody reads, and how deep we are within elements of its name
	depth  int
}

// kinds are the blocks that elements open; those without a kind only end what was open.
var kinds = map[atom.Atom]string{
	atom.P: "p", atom.H1: "h", atom.H2: "h", atom.H3: "h", atom.H4: "h", atom.H5: "h", atom.H6: "h", atom.Li: "li", atom.Tr: "tr", atom.Pre: "pre",
	atom.Dt: "p", atom.Dd: "p", atom.Summary: "p", atom.Figcaption: "p", atom.Caption: "p", atom.Blockquote: "p", atom.Div: "p", atom.Section: "p",
	atom.Article: "p", atom.Ul: "p", atom.Ol: "p", atom.Dl: "p", atom.Table: "p", atom.Details: "p", atom.Figure: "p", atom.Hr: "p", atom.Header: "p", atom.Footer: "p",
	atom.Nav: "p", atom.Main: "p", atom.Aside: "p",
}

func (r *reader) next() bool {
	switch kind := r.tokens.Next(); kind {
	case html.ErrorToken:
		return false
	case html.TextToken:
		if r.silent == 0 {
			r.text.Write(r.tokens.Text())
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		r.start(r.tokens.Token())
	case html.EndTagToken:
		r.end(r.tokens.Token().DataAtom)
	}
	return true
}

func (r *reader) start(t html.Token) {
	if r.silent != 0 {
		if t.DataAtom == r.silent && t.Type == html.StartTagToken {
			r.depth++
		}
		return
	}
	if unread(t) && t.Type == html.StartTagToken {
		r.silent, r.depth = t.DataAtom, 1
		return
	}
	switch kind, block := kinds[t.DataAtom]; {
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		r.text.WriteString(" \u00a6 ")
	case t.DataAtom == atom.Br:
		r.text.WriteByte('\n')
	case t.DataAtom == atom.Img:
		for _, a := range t.Attr {
			if a.Key == "alt" {
				r.text.WriteString(a.Val)
			}
		}
	case block && r.kind == "li" && kind == "p" && strings.TrimSpace(r.text.String()) == "": // a paragraph right in an item
	case block && r.kind == "tr" && kind != "tr":
		r.text.WriteByte(' ')
	case block:
		r.flush()
		r.kind, r.pre = kind, kind == "pre"
	}
}

func (r *reader) end(a atom.Atom) {
	if r.silent != 0 {
		if a == r.silent {
			if r.depth--; r.depth == 0 {
				r.silent = 0
			}
		}
		return
	}
	if _, block := kinds[a]; block && (r.kind != "tr" || a == atom.Tr || a == atom.Table) {
		r.flush()
	}
}

// unread tells elements whose text is not the author's: scripts, drawings, and what only helps to find one's way.
func unread(t html.Token) bool {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Svg, atom.Template, atom.Head:
		return true
	}
	for _, a := range t.Attr {
		if a.Key == "class" {
			for _, class := range strings.Fields(a.Val) {
				if class == "anchor" || class == "vh" || class == "code-language" {
					return true
				}
			}
		}
	}
	return false
}

func (r *reader) flush() {
	text := r.text.String()
	if r.pre {
		text = strings.Trim(text, "\n")
	} else {
		text = strings.Trim(strings.Join(strings.Fields(text), " "), "\u00a6 ")
	}
	if strings.TrimSpace(text) != "" {
		kind := r.kind
		if kind == "" {
			kind = "p"
		}
		r.blocks = append(r.blocks, Block{Kind: kind, Text: text})
	}
	r.text.Reset()
	r.kind, r.pre = "", false
}
