package markdown

import (
	"slices"

	"golang.org/x/net/html"
)

// appendNode writes a tree of elements as HTML, in the same manner as the rest of the page.
func appendNode(out []byte, n *html.Node) []byte {
	switch n.Type {
	case html.TextNode:
		if isRawText(n.Parent) {
			return append(out, n.Data...)
		}
		return appendEscaped(out, n.Data)
	case html.ElementNode:
		return appendElement(out, n)
	}
	return out
}

func appendElement(out []byte, n *html.Node) []byte {
	out = append(out, '<')
	out = append(out, n.Data...)
	for _, a := range n.Attr {
		out = append(out, ' ')
		if a.Namespace != "" {
			out = append(append(out, a.Namespace...), ':')
		}
		out = append(out, a.Key...)
		if a.Val != "" || !booleans[a.Key] {
			out = append(out, `="`...)
			out = appendEscaped(out, a.Val)
			out = append(out, '"')
		}
	}
	out = append(out, '>')
	if slices.Contains(void, n.Data) {
		return out
	}
	if first := n.FirstChild; n.Data == "pre" && first != nil && first.Type == html.TextNode && len(first.Data) > 0 && first.Data[0] == '\n' {
		out = append(out, '\n') // readers drop the first
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = appendNode(out, c)
	}
	return append(append(append(out, "</"...), n.Data...), '>')
}

// booleans are the attributes that say all by being there.
var booleans = set("checked disabled open reversed")

// isRawText names the elements whose text knows no entities. Only trusted authors' pages have them.
func isRawText(n *html.Node) bool {
	return n != nil && n.Namespace == "" && slices.Contains([]string{"script", "style", "iframe", "noembed", "noframes", "xmp", "noscript"}, n.Data)
}
