package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mendTree reads a page with raw HTML as a browser does, mends what does not fit together and writes it again. What is
// certain to be right, code and data blocks, is taken out before and put back after.
func (w *writer) mendTree() []byte {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(w.withoutKept()), context)
	if err != nil {
		return nil // only a failing reader makes one, and this one does not fail
	}
	for _, n := range nodes {
		context.AppendChild(n)
	}
	m := mender{texts: w.renderer.texts, tables: w.tables}
	m.mend(context)
	gather(context, "p", func(n *html.Node) bool {
		return n.Type == html.TextNode || n.Type == html.ElementNode && !isBlock(n.Data) && n.Data != "script"
	})
	var b []byte
	for n := context.FirstChild; n != nil; n = n.NextSibling {
		b = appendNode(b, n)
	}
	return w.withKept(b)
}

const keptOpen, keptShut = `<div data-kept="`, `"></div>`

// withoutKept returns the page with a mark in the place of each part that is not to be touched.
func (w *writer) withoutKept() []byte {
	var b []byte
	from := 0
	for i, k := range w.kept {
		b = append(b, w.out[from:k.start]...)
		b = append(b, keptOpen...)
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, keptShut...)
		from = k.end
	}
	return append(b, w.out[from:]...)
}

func (w *writer) withKept(marked []byte) []byte {
	var b []byte
	for {
		before, after, found := bytes.Cut(marked, []byte(keptOpen))
		b = append(b, before...)
		if !found {
			return b
		}
		number, rest, _ := bytes.Cut(after, []byte(keptShut))
		if i, err := strconv.Atoi(string(number)); err == nil && i >= 0 && i < len(w.kept) {
			b = append(b, w.out[w.kept[i].start:w.kept[i].end]...)
		}
		marked = rest
	}
}

// mender puts a tree of elements in an order that HTML allows.
type mender struct {
	texts  Texts
	tables int
}

func (m *mender) mend(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && attributeOf(c, "data-kept") == "" {
			m.mend(c)
			m.element(c)
		}
		c = next
	}
	m.children(n)
}

// element mends one element whose inside is in order.
func (m *mender) element(n *html.Node) {
	switch n.Data {
	case "a":
		m.anchor(n)
		return
	case "th":
		m.headerCell(n)
	case "table":
		m.table(n)
	case "details":
		m.details(n)
	case "dt", "dd":
		if !isChildOf(n, "dl") && !(isChildOf(n, "div") && isChildOf(n.Parent, "dl")) {
			m.turnIntoText(n)
		}
	case "summary":
		if !isChildOf(n, "details") {
			m.turnIntoText(n)
		}
	case "figcaption":
		if !isChildOf(n, "figure") {
			m.turnIntoText(n)
		}
	}
	switch {
	case n.Data == "span" && len(n.Attr) == 0:
		unwrap(n)
	case isEmpty(n):
		n.Parent.RemoveChild(n)
	case isPhrasing(n.Data) && holdsBlock(n):
		if n.Data == "span" || attributeOf(n, "id") != "" {
			rename(n, "div")
			return
		}
		unwrap(n)
	}
}

// children mends what an element holds directly: items without a list, and lists with more than items.
func (m *mender) children(n *html.Node) {
	isItem := func(c *html.Node) bool { return c.Type == html.ElementNode && c.Data == "li" }
	if n.Data == "ul" || n.Data == "ol" {
		gather(n, "li", func(c *html.Node) bool { return !isItem(c) })
		return
	}
	gather(n, "ul", isItem)
}

// gather puts each run of children that belong in a wrapper into one. White space alone makes no run.
func gather(n *html.Node, wrapper string, belongs func(*html.Node) bool) {
	var run *html.Node
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		blank := c.Type == html.TextNode && strings.TrimSpace(c.Data) == ""
		switch {
		case blank && (run == nil || next == nil || !belongs(next)):
		case !blank && !belongs(c):
			run = nil
		default:
			if run == nil {
				run = element(wrapper)
				n.InsertBefore(run, c)
			}
			n.RemoveChild(c)
			run.AppendChild(c)
		}
		c = next
	}
}

// anchor keeps links that lead somewhere and can be clicked, and anchors that can be linked to.
func (m *mender) anchor(n *html.Node) {
	hasContent := n.FirstChild != nil && !isBlankTree(n)
	switch {
	case attributeOf(n, "href") != "" && hasContent:
		if attributeOf(n, "aria-label") == "" && !hasWords(n) {
			n.Attr = append(n.Attr, html.Attribute{Key: "aria-label", Val: attributeOf(n, "href")})
		}
	case attributeOf(n, "id") != "":
		rename(n, "span")
		removeAttribute(n, "href")
		if holdsBlock(n) {
			rename(n, "div")
		}
	default:
		unwrap(n)
	}
}

func (m *mender) headerCell(n *html.Node) {
	if isBlankTree(n) {
		rename(n, "td")
		removeAttribute(n, "scope")
		return
	}
	if attributeOf(n, "scope") == "" {
		scope := "row"
		if n.Parent.Parent != nil && (n.Parent.Parent.Data == "thead" || n.Parent.PrevSibling == nil && allHeaders(n.Parent)) {
			scope = "col"
		}
		n.Attr = append(n.Attr, html.Attribute{Key: "scope", Val: scope})
	}
}

func allHeaders(row *html.Node) bool {
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data != "th" && !isBlankTree(c) {
			return false
		}
	}
	return true
}

// table gives a wide table a region that scrolls.
func (m *mender) table(n *html.Node) {
	if n.Parent == nil || strings.HasPrefix(attributeOf(n.Parent, "class"), "scroll") || widest(n) <= wideTable {
		return
	}
	m.tables++
	region := element("div",
		html.Attribute{Key: "class", Val: "scroll"}, html.Attribute{Key: "role", Val: "region"}, html.Attribute{Key: "tabindex", Val: "0"},
		html.Attribute{Key: "aria-label", Val: strings.Replace(m.texts.Table, "%s", strconv.Itoa(m.tables), 1)})
	n.Parent.InsertBefore(region, n)
	n.Parent.RemoveChild(n)
	region.AppendChild(n)
}

// widest counts the cells of a table's widest row.
func widest(n *html.Node) int {
	most, cells := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Data {
		case "td", "th":
			cells++
		case "thead", "tbody", "tfoot", "tr":
			most = max(most, widest(c))
		}
	}
	return max(most, cells)
}

func (m *mender) details(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "summary" && c.Type == html.ElementNode {
			n.RemoveChild(c)
			n.InsertBefore(c, n.FirstChild)
			return
		}
	}
	summary := element("summary")
	summary.AppendChild(&html.Node{Type: html.TextNode, Data: m.texts.Details})
	n.InsertBefore(summary, n.FirstChild)
}

// turnIntoText makes a paragraph, or a box if it holds blocks, of an element that stands where it may not.
func (m *mender) turnIntoText(n *html.Node) {
	if holdsBlock(n) || n.Parent != nil && (n.Parent.Data == "p" || isPhrasing(n.Parent.Data)) {
		rename(n, "div")
		return
	}
	rename(n, "p")
}
