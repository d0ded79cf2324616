package render

import (
	"html/template"
	"text/template/parse"
)

// settle writes fixed texts into a template once, where it only asks for them by name: {{t "search"}} becomes "Search".
// Most actions of a page are such, and each would cost several reflected calls on every page.
func settle(node parse.Node, w vocabulary) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			settleList(n, w)
		}
	case *parse.IfNode:
		settle(n.List, w)
		settle(n.ElseList, w)
	case *parse.RangeNode:
		settle(n.List, w)
		settle(n.ElseList, w)
	case *parse.WithNode:
		settle(n.List, w)
		settle(n.ElseList, w)
	}
}

// settleList replaces actions by their text and joins texts that stand side by side.
func settleList(list *parse.ListNode, w vocabulary) {
	var nodes []parse.Node
	for _, node := range list.Nodes {
		settle(node, w)
		if key, ok := fixedText(node); ok {
			node = &parse.TextNode{NodeType: parse.NodeText, Pos: node.Position(), Text: []byte(template.HTMLEscapeString(w.Text(key)))}
		}
		text, isText := node.(*parse.TextNode)
		if last, ok := lastText(nodes); ok && isText {
			last.Text = append(last.Text[:len(last.Text):len(last.Text)], text.Text...)
			continue
		}
		nodes = append(nodes, node)
	}
	list.Nodes = nodes
}

// fixedText returns the key of an action that is nothing but {{t "key"}}.
func fixedText(node parse.Node) (key string, ok bool) {
	action, ok := node.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	arguments := action.Pipe.Cmds[0].Args
	function, isFunction := arguments[0].(*parse.IdentifierNode)
	text, isText := arguments[1].(*parse.StringNode)
	if !isFunction || !isText || function.Ident != "t" {
		return "", false
	}
	return text.Text, true
}

func lastText(nodes []parse.Node) (*parse.TextNode, bool) {
	if len(nodes) == 0 {
		return nil, false
	}
	text, ok := nodes[len(nodes)-1].(*parse.TextNode)
	return text, ok
}
