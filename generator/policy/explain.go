package policy

import "portolan/generator/policy/expression"

// Explanation is everything there is to say about a subject; `portolan license --json` writes it as it is.
type Explanation struct {
	// Written is the licence string as it came.
	Written string `json:"written"`
	// Expression is the normalised expression; null where a part of it is unknown.
	Expression *string `json:"expression"`
	// Contexts holds the verdicts by the id of the context.
	Contexts map[string]Verdict `json:"contexts"`
	// Tree holds the same for every node of the expression.
	Tree Node `json:"tree"`
	// Repairs tells what was changed to read the string, Unknown what could not be read.
	Repairs []expression.Repair `json:"repairs"`
	Unknown string              `json:"unknown,omitempty"`

	contexts []Context
	verdicts []Verdict
}

// Node is a part of the expression with its verdicts.
type Node struct {
	Expression string `json:"expression"`
	// Operator is AND or OR; empty for a single licence.
	Operator string `json:"operator,omitempty"`
	// Category is the category of a single licence, as the policy sees it; empty where it has none.
	Category string `json:"category,omitempty"`
	// Contexts holds the verdicts on this part alone, by the id of the context.
	Contexts map[string]NodeVerdict `json:"contexts"`
	Parts    []Node                 `json:"parts,omitempty"`
}

// NodeVerdict is the short form of a verdict within the tree.
type NodeVerdict struct {
	Verdict   Level   `json:"verdict"`
	Rule      *string `json:"rule"`
	Exception *string `json:"exception"`
	Reason    string  `json:"reason"`
}

// Explain judges a subject and every part of its expression.
func (p *Policy) Explain(s Subject) Explanation {
	reading := expression.Read(s.License)
	x := Explanation{
		Written: s.License, Expression: orNull(reading.Normalised()), Repairs: reading.Repairs, Unknown: reading.Unknown,
		contexts: p.contexts, verdicts: p.Judge(s),
	}
	if x.Repairs == nil {
		x.Repairs = []expression.Repair{}
	}
	x.Contexts = ByContext(x.verdicts)
	x.Tree = p.explain(reading.Expression, p.evaluations(p.relevant.target(s), reading.Expression))
	return x
}

func (p *Policy) explain(n *expression.Expression, evaluations []evaluation) Node {
	node := Node{Expression: n.String(), Contexts: map[string]NodeVerdict{}}
	switch n.Kind {
	case expression.And:
		node.Operator = "AND"
	case expression.Or:
		node.Operator = "OR"
	default:
		node.Category = p.Category(n)
	}
	for _, e := range evaluations {
		v := e.node(n).Verdict
		node.Contexts[e.context] = NodeVerdict{v.Level, orNull(v.Rule), orNull(v.Exception), v.Reason}
	}
	for _, part := range n.Parts {
		node.Parts = append(node.Parts, p.explain(part, evaluations))
	}
	return node
}

// Category returns the category that the policy sees a single licence in; empty where it has none.
func (p *Policy) Category(n *expression.Expression) string {
	if categories := p.listed.of(n); n.Kind == expression.License && len(categories) > 0 {
		return categories[0]
	}
	return ""
}
