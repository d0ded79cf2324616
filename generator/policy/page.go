package policy

import (
	"bytes"
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"portolan/generator/problem"
)

// page reads the YAML tree of one source and turns what is wrong into problems at their place.
type page struct {
	source Source
	lines  []string
	body   *ast.MappingNode    // what stands under license_policy
	named  map[string]ast.Node // what "&name" marks, for "*name"
	report func(problem.Problem)
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	at    ast.Node
	value ast.Node
}

// open finds license_policy in a source; nil where there is none, or none that can be read.
func (c *compiler) open(source Source) *page {
	if !bytes.Contains(source.YAML, []byte("license_policy")) {
		return nil
	}
	p := &page{source: source, lines: strings.Split(string(source.YAML), "\n"), named: map[string]ast.Node{}, report: c.report}
	file, err := parser.ParseBytes(source.YAML, 0)
	if err != nil {
		p.syntax(err)
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	ast.Walk(p, file.Docs[0].Body)
	for _, e := range p.mapping(file.Docs[0].Body, "the front matter") {
		if e.key != "license_policy" {
			continue
		}
		if body, ok := p.plain(e.value).(*ast.MappingNode); ok {
			p.body = body
			return p
		}
		if _, empty := p.plain(e.value).(*ast.NullNode); !empty {
			p.wrong(e.value, "policy/shape", "license_policy must be a mapping", "start with a line such as \"  rules:\" below it")
		}
	}
	return nil
}

func (p *page) syntax(err error) {
	found := problem.Problem{Rule: "policy/yaml", File: p.source.File, Text: "the front matter is not YAML: " + err.Error()}
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		found.Text = "the front matter is not YAML: " + syntax.GetMessage()
		p.locate(&found, syntax.GetToken())
	}
	p.report(found)
}

// Visit remembers anchors, as ast.Walk asks.
func (p *page) Visit(n ast.Node) ast.Visitor {
	if anchor, ok := n.(*ast.AnchorNode); ok {
		p.named[anchor.Name.GetToken().Value] = anchor.Value
	}
	return p
}

// plain looks through anchors, aliases and tags to the value. An alias of itself ends as it is.
func (p *page) plain(n ast.Node) ast.Node {
	for range 10 {
		switch v := n.(type) {
		case *ast.AnchorNode:
			n = v.Value
		case *ast.TagNode:
			n = v.Value
		case *ast.AliasNode:
			n = p.named[v.Value.GetToken().Value]
		default:
			return n
		}
	}
	return n
}

// locate fills in line, column and source line. The YAML reader counts columns in characters, problems in bytes.
func (p *page) locate(found *problem.Problem, t *token.Token) {
	if t == nil || t.Position == nil || p.source.FirstLine == 0 {
		return
	}
	line := t.Position.Line
	found.Line = p.source.FirstLine + line - 1
	if line < 1 || line > len(p.lines) {
		return
	}
	found.Source = strings.TrimSuffix(p.lines[line-1], "\r")
	found.Column = 1
	characters := t.Position.Column - 1
	for i := range found.Source {
		if characters == 0 {
			found.Column = i + 1
			return
		}
		characters--
	}
	found.Column = len(found.Source) + 1
}

func (p *page) place(n ast.Node) Place {
	var found problem.Problem
	if n != nil {
		p.locate(&found, n.GetToken())
	}
	return Place{File: p.source.File, Line: found.Line, Column: found.Column, Page: p.source.URL}
}

func (p *page) say(severity problem.Severity, n ast.Node, rule, text, hint string) {
	found := problem.Problem{Severity: severity, Rule: rule, File: p.source.File, Text: text, Hint: hint}
	if n != nil {
		p.locate(&found, n.GetToken())
	}
	p.report(found)
}

func (p *page) wrong(n ast.Node, rule, text, hint string) { p.say(problem.Error, n, rule, text, hint) }

// mapping returns the entries of a mapping in the order in which they are written.
func (p *page) mapping(n ast.Node, what string) []entry {
	var values []*ast.MappingValueNode
	switch v := p.plain(n).(type) {
	case *ast.MappingNode:
		values = v.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{v}
	case *ast.NullNode:
	default:
		p.wrong(n, "policy/shape", what+" must be a mapping", "write it as \"key: value\" lines or as {key: value}")
	}
	var entries []entry
	for _, v := range values {
		entries = append(entries, entry{p.text(v.Key), v.Key, v.Value})
	}
	return entries
}

// sequence returns the items of a list; a single value is a list of one.
func (p *page) sequence(n ast.Node) []ast.Node {
	switch v := p.plain(n).(type) {
	case *ast.SequenceNode:
		return v.Values
	case nil:
		if n != nil {
			p.wrong(n, "policy/shape", "nothing in this front matter has the name after \"*\"", "put quotation marks around a pattern that starts with *")
		}
		return nil
	case *ast.NullNode:
		return nil
	}
	return []ast.Node{n}
}

// text returns a scalar as it is written.
func (p *page) text(n ast.Node) string {
	switch v := p.plain(n).(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	case *ast.NullNode, nil:
		return ""
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode, *ast.MergeKeyNode:
		return v.GetToken().Value
	case *ast.MappingKeyNode:
		return p.text(v.Value)
	}
	p.wrong(n, "policy/shape", "a word or sentence is expected here", "")
	return ""
}

func (p *page) texts(n ast.Node) []string {
	var all []string
	for _, item := range p.sequence(n) {
		if text := p.text(item); text != "" {
			all = append(all, text)
		}
	}
	return all
}
