package render

import (
	"regexp"
	"strings"
	"text/template/parse"
)

// lineBreaks are runs of white space that hold a line break: layout of the template's source.
var lineBreaks = regexp.MustCompile(`[ \t]*\n\s*`)

// trim drops layout from the text of a parsed template, once, so that no page pays for it. Within an opening tag a line
// break parts attributes and becomes a space.
func trim(node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				trim(child)
			}
		}
	case *parse.TextNode:
		n.Text = trimText(n.Text)
	case *parse.IfNode:
		trim(n.List)
		trim(n.ElseList)
	case *parse.RangeNode:
		trim(n.List)
		trim(n.ElseList)
	case *parse.WithNode:
		trim(n.List)
		trim(n.ElseList)
	}
}

func trimText(text []byte) []byte {
	source := string(text)
	var b strings.Builder
	from := 0
	for _, run := range lineBreaks.FindAllStringIndex(source, -1) {
		b.WriteString(source[from:run[0]])
		if partsWords(source, run[0], run[1]) {
			b.WriteByte(' ')
		}
		from = run[1]
	}
	b.WriteString(source[from:])
	return []byte(b.String())
}

// partsWords says whether words or attributes stand on both sides of a run of white space.
func partsWords(source string, start, end int) bool {
	return start > 0 && end < len(source) && source[start-1] != '>' && source[end] != '<' && source[end] != '>'
}
