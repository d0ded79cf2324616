package markdown

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowedElements are those that the sanitiser lets through, named as authors write them.
var allowedElements = set("a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em " +
	"figcaption figure hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td " +
	"tfoot th thead time tr u ul var wbr")

// phrasing elements hold text but no blocks.
var phrasing = set("abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup u var")

// inline elements stand within a line of text.
var inline = set("a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup " +
	"time u var wbr label input script")

// mayBeEmpty elements have a meaning of their own without content.
var mayBeEmpty = set("br hr img wbr td th col input a script iframe video audio source track textarea canvas object embed")

func set(names string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

func isPhrasing(name string) bool { return phrasing[name] }

func isBlock(name string) bool { return !inline[name] }

// holdsBlock says that a block stands somewhere within an element.
func holdsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (isBlock(c.Data) || holdsBlock(c)) {
			return true
		}
	}
	return false
}

// isEmpty says that an element holds nothing and marks nothing.
func isEmpty(n *html.Node) bool {
	return !mayBeEmpty[n.Data] && attributeOf(n, "id") == "" && isBlankTree(n) && n.Namespace == ""
}

// isBlankTree says that nothing within an element can be seen.
func isBlankTree(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && !isInvisible(c.Data) {
			return false
		}
		if c.Type == html.ElementNode && (mayBeEmpty[c.Data] && c.Data != "br" || attributeOf(c, "id") != "" ||
			attributeOf(c, "data-kept") != "" || c.Namespace != "" || !isBlankTree(c)) {
			return false
		}
	}
	return true
}

// hasWords says that an element holds text, or an image that stands for some.
func hasWords(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && !isInvisible(c.Data) || attributeOf(c, "alt") != "" || hasWords(c) {
			return true
		}
	}
	return false
}

func isChildOf(n *html.Node, names ...string) bool {
	for _, name := range names {
		if n.Parent != nil && n.Parent.Data == name {
			return true
		}
	}
	return false
}

func element(name string, attributes ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: attributes}
}

func rename(n *html.Node, name string) {
	n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
}

// unwrap puts what an element holds in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func removeAttribute(n *html.Node, key string) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		if a.Key != key {
			kept = append(kept, a)
		}
	}
	n.Attr = kept
}
