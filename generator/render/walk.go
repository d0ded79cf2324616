package render

import "text/template/parse"

// eachNode visits a node of a template and all that lie in it.
func eachNode(node parse.Node, visit func(parse.Node)) {
	visit(node)
	switch n := node.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			eachNode(child, visit)
		}
	case *parse.ActionNode:
		eachNode(n.Pipe, visit)
	case *parse.TemplateNode:
		eachPipe(n.Pipe, visit)
	case *parse.IfNode:
		eachBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		eachBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		eachBranch(&n.BranchNode, visit)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			eachNode(command, visit)
		}
	case *parse.CommandNode:
		for _, argument := range n.Args {
			eachNode(argument, visit)
		}
	case *parse.ChainNode:
		eachNode(n.Node, visit)
	}
}

func eachBranch(n *parse.BranchNode, visit func(parse.Node)) {
	eachPipe(n.Pipe, visit)
	eachNode(n.List, visit)
	if n.ElseList != nil {
		eachNode(n.ElseList, visit)
	}
}

// eachPipe is eachNode for what may be left out.
func eachPipe(pipe *parse.PipeNode, visit func(parse.Node)) {
	if pipe != nil {
		eachNode(pipe, visit)
	}
}
