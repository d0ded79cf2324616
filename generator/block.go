package generator

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/metrics"
	"portolan/generator/problem"
)

// blockKind is a data block: the fields that it knows, and how it is drawn. To add one, write its drawing and add its
// line to blockKinds, its name to markdown.BlockNames, and its template below templates/blocks/.
type blockKind struct {
	fields []string
	draw   func(b *block) (view any, text string)
}

var blockKinds = map[string]blockKind{
	"chart":      {[]string{"metric", "figure", "by", "scope", "months", "title", "kind"}, drawChart},
	"metric":     {[]string{"metric", "figure", "scope", "period"}, drawMetric},
	"projects":   {[]string{"organization", "language", "topic", "status", "license", "limit", "sort"}, drawProjects},
	"licenses":   {[]string{"category", "context", "verdict", "limit"}, drawLicenses},
	"components": {[]string{"product", "license", "verdict", "context", "limit"}, drawComponents},
	"policies":   {[]string{"status", "owner"}, drawPolicies},
	"objectives": {[]string{"concern"}, drawObjectives},
	"decision":   {[]string{"question", "answers"}, drawDecision},
	"releases":   {[]string{"project", "limit"}, drawReleases},
}

// block is a data block on a page, with its fields read.
type block struct {
	e        *edition
	page     *content.Page
	trail    *trail
	name     string
	body     []byte
	line     int // of the fence; the body starts on the next
	fields   map[string]*ast.MappingValueNode
	problems []problem.Problem
}

// blocks returns what draws the data blocks of a page.
func (e *edition) blocks(p *content.Page, t *trail) func(markdown.Fence) (markdown.Block, bool) {
	return func(f markdown.Fence) (markdown.Block, bool) {
		kind, known := blockKinds[f.Name]
		if !known {
			return markdown.Block{}, false
		}
		b := &block{e: e, page: p, trail: t, name: f.Name, body: f.Body, line: f.Line}
		b.read(kind)
		out := markdown.Block{Problems: b.problems}
		if len(b.problems) > 0 {
			return out, true
		}
		view, text := kind.draw(b)
		out.Problems = b.problems
		if len(b.problems) > 0 || view == nil {
			return out, true
		}
		html, err := e.words.Execute("blocks/"+f.Name+".html", view)
		if err != nil {
			out.Problems = append(out.Problems, b.at(f.Line, 1, err.Error(), ""))
			return out, true
		}
		out.HTML, out.Text = html, text
		return out, true
	}
}

// read parses the fields of a block and refuses those that its kind does not know.
func (b *block) read(kind blockKind) {
	b.fields = map[string]*ast.MappingValueNode{}
	if len(bytes.TrimSpace(b.body)) == 0 {
		return
	}
	file, err := parser.ParseBytes(b.body, 0)
	if err != nil {
		line, column, text := content.YAMLPlace(err)
		b.problems = append(b.problems, b.at(b.line+line, column, "the block is not YAML: "+text, ""))
		return
	}
	for _, doc := range file.Docs {
		var values []*ast.MappingValueNode
		switch body := doc.Body.(type) {
		case *ast.MappingNode:
			values = body.Values
		case *ast.MappingValueNode:
			values = []*ast.MappingValueNode{body}
		default:
			b.problems = append(b.problems, b.at(b.line+1, 1, "a block holds fields", fmt.Sprintf("write them as %s: ...", kind.fields[0])))
			return
		}
		for _, v := range values {
			key := v.Key.GetToken().Value
			if !slices.Contains(kind.fields, key) {
				b.wrong(v.Key, fmt.Sprintf("a %s block has no field %q", b.name, key), "it knows "+strings.Join(kind.fields, ", "))
				continue
			}
			b.fields[key] = v
		}
	}
}

func (b *block) at(line, column int, text, hint string) problem.Problem {
	return problem.Problem{
		Rule: "block/value", File: b.page.File, Line: line, Column: column, Text: text, Hint: hint, Source: b.e.tree.Line(b.page.File, line),
	}
}

// wrong reports a problem at a node of the block.
func (b *block) wrong(node ast.Node, text, hint string) {
	at := node.GetToken().Position
	indent := 0
	if source := b.e.tree.Line(b.page.File, b.line+1); len(b.body) > 0 {
		first, _, _ := bytes.Cut(b.body, []byte{'\n'})
		indent = max(0, strings.Index(source, string(first))) // blocks in lists are indented
	}
	b.problems = append(b.problems, b.at(b.line+at.Line, at.Column+indent, text, hint))
}

// text returns a field's text; "" where it is not given.
func (b *block) text(key string) string {
	v := b.fields[key]
	if v == nil {
		return ""
	}
	switch v.Value.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		b.wrong(v.Value, fmt.Sprintf("%s is one word or text", key), "")
		return ""
	}
	return strings.TrimSpace(v.Value.GetToken().Value)
}

// count returns a field's number, or the given one where it is not given.
func (b *block) count(key string, otherwise int) int {
	text := b.text(key)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(strings.TrimRight(text, "m"))
	if err != nil || n < 1 {
		b.wrong(b.fields[key].Value, fmt.Sprintf("%s is a number above zero", key), "")
		return otherwise
	}
	return n
}

// oneOf returns a field that must be one of some words.
func (b *block) oneOf(key string, words ...string) string {
	text := b.text(key)
	if text != "" && !slices.Contains(words, text) {
		b.wrong(b.fields[key].Value, fmt.Sprintf("%q is no %s", text, key), "one of "+strings.Join(words, ", "))
	}
	return text
}

// scopeHint says how a scope is written.
const scopeHint = "company, {organization: name}, {group: id}, {project: id} or {product: id}"

// scope reads whose figures are shown: the company's, or those of "organization: x", "group: id", "project: id",
// "product: id".
func (b *block) scope() metrics.Scope {
	v := b.fields["scope"]
	if v == nil {
		return metrics.Company()
	}
	scope, ok := scopeOf(v.Value)
	if !ok {
		b.wrong(v.Value, "this is no scope", scopeHint)
	}
	return scope
}

// scopeOf reads a scope as people write it: a word, or what it is with its name.
func scopeOf(node ast.Node) (metrics.Scope, bool) {
	fields := mappingOf(node)
	for kind, id := range fields {
		if len(fields) == 1 {
			return metrics.ParseScope(kind + "/" + nodeText(id))
		}
	}
	if len(fields) > 1 {
		return metrics.Company(), false
	}
	if text := nodeText(node); !strings.EqualFold(text, string(metrics.KindCompany)) {
		return metrics.ParseScope(text)
	}
	return metrics.Company(), true
}

// metric reads which metric is shown, or which hand-kept figure.
func (b *block) metric() (m *metrics.Metric, kept *metrics.HandKept, ok bool) {
	if id := b.text("figure"); id != "" {
		kept = b.e.figures.HandKept(id, b.count("period", b.count("months", year)))
		if kept == nil && len(b.e.portal.data.Figures) == 0 { // nothing was kept yet, so the name may well be right
			return nil, metrics.NotKept(id), true
		}
		if kept == nil {
			b.wrong(b.fields["figure"].Value, fmt.Sprintf("there is no figure %q", id), "figures are the files below data/figures/")
		}
		return nil, kept, kept != nil
	}
	id := b.text("metric")
	if id == "" {
		b.problems = append(b.problems, b.at(b.line, 1, fmt.Sprintf("the %s block does not say which metric", b.name), "add a line metric: contributors"))
		return nil, nil, false
	}
	if m = metrics.ByID(id); m == nil {
		b.wrong(b.fields["metric"].Value, fmt.Sprintf("there is no metric %q", id), "did you mean "+nearestMetric(id)+"?")
	}
	return m, nil, m != nil
}

// nearestMetric returns the metric whose name is most like a misspelt one.
func nearestMetric(id string) string {
	best, least := "", 1<<30
	for _, m := range metrics.All() {
		if d := problem.Distance(id, m.ID); d < least {
			best, least = m.ID, d
		}
	}
	return best
}
