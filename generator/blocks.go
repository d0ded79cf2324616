package generator

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"portolan/generator/chart"
	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/metrics"
)

// drawChart draws a metric month by month, or by what it is broken down into.
func drawChart(b *block) (any, string) {
	m, kept, ok := b.metric()
	scope, months := b.scope(), b.count("months", span)
	by := b.oneOf("by", "month", "quarter", "year", "project", "organization", "language", "license", "status", "category", "product", "verdict")
	kind := b.oneOf("kind", "line", "area", "bars")
	if !ok || len(b.problems) > 0 {
		return nil, ""
	}
	var c chart.Chart
	var title, csv string
	known := true
	if kept != nil {
		c, title, csv = b.e.chartKept(kept), kept.Figure.Title, keptCSV(kept.Figure)
	} else {
		c, known = b.chart(m, scope, months, by)
		title = m.Name(b.e.say())
		if scope == metrics.Company() {
			csv = b.e.metricCSV(m)
		}
	}
	if !known {
		return &ChartView{ID: b.id(), Title: title, Note: b.e.text("no_data")}, title
	}
	if kind != "" {
		c.Kind = chart.Kind(kind)
	}
	c.Title = b.text("title")
	c.ID = b.id()
	view := b.e.chartView(c, csv)
	view.Heading = 0 // which level fits, only the page's author knows
	return &view, view.Title + ". " + view.Summary
}

// chart makes the chart of a metric by a period or by a property.
func (b *block) chart(m *metrics.Metric, scope metrics.Scope, months int, by string) (chart.Chart, bool) {
	switch by {
	case "verdict":
		if c := b.e.verdictsByProduct(); c != nil {
			return *c, true
		}
		return chart.Chart{}, false
	case "product":
		return b.e.figures.chartByProduct(m, months)
	}
	return b.e.figures.chartBy(m, scope, months, by)
}

// id is unique on the page: the line on which the block stands.
func (b *block) id() string { return fmt.Sprintf("%s-%d", b.name, b.line) }

// drawMetric shows one figure.
func drawMetric(b *block) (any, string) {
	m, kept, ok := b.metric()
	scope, months := b.scope(), b.count("period", year)
	if !ok || len(b.problems) > 0 {
		return nil, ""
	}
	var view FigureView
	if kept != nil {
		view = b.e.figureKept(b.id(), kept)
	} else {
		view = b.e.figures.figure(b.id(), m, scope, months)
	}
	return &view, strings.TrimSpace(view.Title + " " + view.Value + " " + view.Unit)
}

// drawProjects lists projects.
func drawProjects(b *block) (any, string) {
	limit := b.count("limit", 10)
	sort := b.oneOf("sort", "name", "stars", "contributors", "changed")
	b.oneOf("status", "experimental", "incubating", "active", "maintenance", "deprecated", "archived")
	var list []*project
	for _, p := range b.e.projects.all {
		if b.fits(p) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, c *project) int { return b.e.compareProjects(sort, a, c) })
	view := &BlockProjects{}
	var names []string
	for _, p := range list[:min(limit, len(list))] {
		view.Projects = append(view.Projects, b.e.projectRow(p))
		names = append(names, p.merged.Name)
	}
	if len(list) > limit {
		view.All = &Link{Title: b.e.words.Count("all_projects", len(list)), URL: site("/projects/")}
	}
	return view, strings.Join(names, ", ")
}

// fits tells whether a project has every property that the block asks for.
func (b *block) fits(p *project) bool {
	if p.quiet && b.text("status") == "" {
		return false
	}
	for _, f := range projectFacets {
		want := b.text(f.key)
		if want == "" {
			continue
		}
		if !slices.ContainsFunc(f.values(b.e, p), func(v string) bool { return strings.EqualFold(v, want) }) {
			return false
		}
	}
	return true
}

func (e *edition) compareProjects(sort string, a, b *project) int {
	known := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	switch sort {
	case "stars":
		return known(b.merged.Stars) - known(a.merged.Stars)
	case "contributors":
		return e.peopleOf(b) - e.peopleOf(a)
	case "changed":
		if a.merged.Changed != nil && b.merged.Changed != nil {
			return b.merged.Changed.Compare(a.merged.Changed.Time)
		}
	}
	return 0
}

// peopleOf is the number of contributors of a project in a year; -1 where unknown.
func (e *edition) peopleOf(p *project) int {
	e.projectRow(p)
	return p.people
}

// drawLicenses lists licences with their verdicts.
func drawLicenses(b *block) (any, string) {
	category, context, limit := b.text("category"), b.text("context"), b.count("limit", 100)
	verdict := b.oneOf("verdict", ladder...)
	view := &BlockLicenses{Contexts: b.e.contextTerms()}
	if context != "" && !slices.ContainsFunc(view.Contexts, func(t Term) bool { return t.ID == context }) {
		b.wrong(b.fields["context"].Value, fmt.Sprintf("the policy has no context %q", context), "")
		return nil, ""
	}
	var names []string
	for _, row := range b.e.licenseRows(b.e.catalog.licenses) {
		if (category == "" || row.Category == category || slices.Contains(b.e.membersOf(category), row.ID)) &&
			hasVerdict(row.Verdicts, context, verdict) && len(view.Licenses) < limit {
			row.Verdicts = inContext(row.Verdicts, context)
			view.Licenses = append(view.Licenses, row)
			names = append(names, row.ID)
		}
	}
	if context != "" {
		view.Contexts = slices.DeleteFunc(view.Contexts, func(t Term) bool { return t.ID != context })
	}
	return view, strings.Join(names, ", ")
}

// hasVerdict tells whether a verdict stands in a context, or in any where none is named.
func hasVerdict(list []VerdictView, context, verdict string) bool {
	return verdict == "" || slices.ContainsFunc(inContext(list, context), func(v VerdictView) bool { return v.Level == verdict })
}

func inContext(list []VerdictView, context string) []VerdictView {
	if context == "" {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(v VerdictView) bool { return v.Context != context })
}

// drawComponents lists components with their verdicts.
func drawComponents(b *block) (any, string) {
	name, license, context, limit := b.text("product"), b.text("license"), b.text("context"), b.count("limit", 20)
	verdict := b.oneOf("verdict", ladder...)
	list := b.e.catalog.components
	var of *product
	if name != "" {
		at := slices.IndexFunc(b.e.catalog.products, func(p *product) bool { return p.record.ID == name })
		if at < 0 {
			b.wrong(b.fields["product"].Value, fmt.Sprintf("there is no product %q", name), "products are the files below data/products/")
			return nil, ""
		}
		of = b.e.catalog.products[at]
		list = of.components
	}
	view := &BlockComponents{Contexts: b.e.contextTerms()}
	var names []string
	total := 0
	for _, one := range list {
		if license != "" && !one.reading.Expression.Contains(license) {
			continue
		}
		var row ComponentRow
		if of != nil {
			row = b.e.rowIn(of, one)
		} else {
			row = b.e.componentRows([]*component{one})[0]
		}
		if !hasVerdict(row.Verdicts, context, verdict) {
			continue
		}
		if total++; total <= limit {
			row.Verdicts = inContext(row.Verdicts, context)
			view.Components = append(view.Components, row)
			names = append(names, row.Name)
		}
	}
	if context != "" {
		view.Contexts = slices.DeleteFunc(view.Contexts, func(t Term) bool { return t.ID != context })
	}
	if total > limit {
		view.All = &Link{Title: b.e.words.Count("components_all", total), URL: site("/compliance/components/")}
	}
	return view, strings.Join(names, ", ")
}

// drawPolicies lists policies.
func drawPolicies(b *block) (any, string) {
	status, owner := b.oneOf("status", "draft", "in-force", "superseded", "retired"), b.text("owner")
	view := &BlockPolicies{}
	var names []string
	for _, row := range b.e.policies() {
		if (status == "" || row.Status == status) && (owner == "" || strings.EqualFold(row.Owner, owner)) {
			view.Policies = append(view.Policies, row)
			names = append(names, row.Title)
		}
	}
	return view, strings.Join(names, ", ")
}

// drawObjectives lists objectives.
func drawObjectives(b *block) (any, string) {
	concern := b.oneOf("concern", content.Concerns...)
	if len(b.problems) > 0 {
		return nil, ""
	}
	view := &BlockObjectives{Objectives: b.e.objectives(b.id(), concern)}
	var names []string
	for i, o := range view.Objectives {
		view.Objectives[i].ID = "" // the register is where an objective can be linked to
		names = append(names, o.Title)
	}
	return view, strings.Join(names, ", ")
}

// drawReleases lists releases.
func drawReleases(b *block) (any, string) {
	id, limit := b.text("project"), b.count("limit", 10)
	if id != "" && b.e.projects.byID[id] == nil {
		b.wrong(b.fields["project"].Value, fmt.Sprintf("there is no project %q", id), "name it by its ID: github.com/acme/anvil")
		return nil, ""
	}
	return &BlockReleases{Releases: b.e.releases(id, limit)}, ""
}

// drawDecision draws a tree of questions.
func drawDecision(b *block) (any, string) {
	question, answers := b.fields["question"], b.fields["answers"]
	if question == nil || answers == nil {
		b.problems = append(b.problems, b.at(b.line, 1, "a decision block starts with a question and its answers", "question: ..., then answers: with a list of answer: and then: or result:"))
		return nil, ""
	}
	text := &strings.Builder{}
	view := b.question(question.Value, answers.Value, b.id(), text)
	return view, text.String()
}

// deepestQuestion bounds how many questions may follow each other.
const deepestQuestion = 12

func (b *block) question(question, answers ast.Node, id string, text *strings.Builder) *BlockDecision {
	view := &BlockDecision{Question: nodeText(question), ID: id}
	text.WriteString(view.Question + " ")
	list, ok := answers.(*ast.SequenceNode)
	if !ok {
		b.wrong(answers, "answers are a list", "start each with - answer:")
		return view
	}
	if strings.Count(id, ".") > deepestQuestion {
		b.wrong(answers, "the questions go too deep", "make a second decision of the rest")
		return view
	}
	for i, node := range list.Values {
		fields := mappingOf(node)
		if fields["answer"] == nil || (fields["then"] == nil) == (fields["result"] == nil) {
			b.wrong(node, "an answer has a text, and either a next question or a result", "answer: ..., with then: or result:")
			continue
		}
		answer := DecisionAnswer{Answer: nodeText(fields["answer"]), Verdict: nodeText(fields["verdict"])}
		text.WriteString(answer.Answer + " ")
		if next := mappingOf(fields["then"]); fields["then"] != nil {
			if next["question"] == nil || next["answers"] == nil {
				b.wrong(fields["then"], "what follows is a question with its answers", "then: {question: ..., answers: [...]}")
				continue
			}
			answer.Then = b.question(next["question"], next["answers"], fmt.Sprintf("%s.%d", id, i+1), text)
		} else {
			b.result(fields, &answer, text)
		}
		view.Answers = append(view.Answers, answer)
	}
	return view
}

// result renders what an answer comes to, and finds the page behind it.
func (b *block) result(fields map[string]ast.Node, answer *DecisionAnswer, text *strings.Builder) {
	words := nodeText(fields["result"])
	line := b.line + fields["result"].GetToken().Position.Line
	doc := b.e.renderer.Render(markdown.Page{File: b.page.File, FirstLine: line, Body: []byte(words), Link: b.e.linker(b.page, b.trail)})
	answer.Result = template.HTML(doc.HTML)
	text.WriteString(words + " ")
	if answer.Verdict != "" && !slices.Contains(ladder, answer.Verdict) {
		b.wrong(fields["verdict"], fmt.Sprintf("%q is no verdict", answer.Verdict), "one of "+strings.Join(ladder, ", "))
	}
	if see := fields["see"]; see != nil {
		at := see.GetToken().Position
		target := b.e.linker(b.page, b.trail)(nodeText(see), markdown.Position{Line: b.line + at.Line, Column: at.Column}, false)
		b.problems = append(b.problems, target.Problems...)
		if !target.Plain {
			answer.See = &Link{Title: b.seeTitle(nodeText(see)), URL: Address(target.Href)}
		}
	}
}

// seeTitle names the page that a result refers to.
func (b *block) seeTitle(destination string) string {
	target := b.e.tree.Resolve(b.page, destination, b.e.isMade)
	if target.Page != nil {
		return target.Page.Title
	}
	return destination
}

func nodeText(node ast.Node) string {
	switch n := node.(type) {
	case nil:
		return ""
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.StringNode:
		return strings.TrimSpace(n.Value)
	}
	return strings.TrimSpace(node.GetToken().Value)
}

func mappingOf(node ast.Node) map[string]ast.Node {
	fields := map[string]ast.Node{}
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	}
	for _, v := range values {
		fields[v.Key.GetToken().Value] = v.Value
	}
	return fields
}
