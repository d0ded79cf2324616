package generator

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"portolan/collectors/dataset"
	"portolan/generator/chart"
	"portolan/generator/content"
	"portolan/generator/metrics"
	"portolan/generator/problem"
)

// objectiveFront is an objective as front matter states it.
type objectiveFront struct {
	// ID names it in reports. Required.
	ID string `yaml:"id"`
	// Title is what is wanted. Required.
	Title string `yaml:"title"`
	// Concern is one of the five. Required.
	Concern string `yaml:"concern"`
	// Metric or Figure measures it. One is required.
	Metric string `yaml:"metric"`
	Figure string `yaml:"figure"`
	// Scope is company, {organization: name}, {group: id}, {project: id} or {product: id}. Optional; the company.
	Scope any `yaml:"scope"`
	// Months is the length of the window that the value is over. Optional; twelve.
	Months int `yaml:"months"`
	// Baseline is the value at the beginning, Begins its day. Recommended: without them no pace can be told.
	Baseline *float64     `yaml:"baseline"`
	Begins   dataset.Date `yaml:"begins"`
	// Target is the value to reach. Required.
	Target *float64 `yaml:"target"`
	// Better is higher or lower. Optional; as the metric says.
	Better metrics.Direction `yaml:"better"`
	// Due is the last day. Recommended.
	Due   dataset.Date `yaml:"due"`
	Owner string       `yaml:"owner"`
	Why   string       `yaml:"why"`
}

// statedObjective is an objective with the page that states it.
type statedObjective struct {
	objective metrics.Objective
	page      *content.Page
}

// loadObjectives reads the objectives of all pages, in the order of the pages.
func (e *edition) loadObjectives() []statedObjective {
	var all []statedObjective
	for _, p := range e.tree.Pages {
		if !p.HasObjectives {
			continue
		}
		r := objectiveReader{e: e, page: p}
		for _, o := range r.read() {
			all = append(all, statedObjective{o, p})
		}
		e.report(r.problems...)
	}
	return all
}

// objectiveReader reads the objectives of one page.
type objectiveReader struct {
	e        *edition
	page     *content.Page
	problems []problem.Problem
}

func (r *objectiveReader) read() []metrics.Objective {
	front := r.page.Front()
	file, err := parser.ParseBytes(front.Raw, 0)
	if err != nil || front.Format != "yaml" {
		return nil // reported where the page was read, or written in a format without objectives
	}
	list, ok := valueOf(file, "objectives").(*ast.SequenceNode)
	if !ok {
		r.wrong(valueOf(file, "objectives"), "objectives are a list", "start each with - id:")
		return nil
	}
	var all []metrics.Objective
	for _, node := range list.Values {
		var f objectiveFront
		if err := yaml.NodeToValue(node, &f, yaml.Strict()); err != nil {
			line, column, text := content.YAMLPlace(err)
			r.problems = append(r.problems, r.at(front.FirstLine+line-1, column, text, ""))
			continue
		}
		if o, ok := r.check(node, f); ok {
			all = append(all, o)
		}
	}
	return all
}

func valueOf(file *ast.File, key string) ast.Node {
	for _, doc := range file.Docs {
		if node := mappingOf(doc.Body)[key]; node != nil {
			return node
		}
	}
	return nil
}

// check refuses an objective that could never be evaluated.
func (r *objectiveReader) check(node ast.Node, f objectiveFront) (metrics.Objective, bool) {
	fields := mappingOf(node)
	before := len(r.problems)
	at := func(key string) ast.Node {
		if fields[key] != nil {
			return fields[key]
		}
		return node
	}
	if f.ID == "" || f.Title == "" || f.Target == nil {
		r.wrong(node, "an objective needs id, title and target", "")
	}
	if !slices.Contains(content.Concerns, f.Concern) {
		r.wrong(at("concern"), fmt.Sprintf("%q is no concern", f.Concern), "one of "+strings.Join(content.Concerns, ", "))
	}
	switch {
	case (f.Metric == "") == (f.Figure == ""):
		r.wrong(node, "an objective is measured by a metric or by a figure", "add metric: or figure:")
	case f.Metric != "" && metrics.ByID(f.Metric) == nil:
		r.wrong(at("metric"), fmt.Sprintf("there is no metric %q", f.Metric), "did you mean "+nearestMetric(f.Metric)+"?")
	}
	scope := metrics.Company()
	if fields["scope"] != nil {
		var ok bool
		if scope, ok = scopeOf(fields["scope"]); !ok {
			r.wrong(fields["scope"], "this is no scope", scopeHint)
		}
	}
	if f.Better != "" && f.Better != metrics.Higher && f.Better != metrics.Lower {
		r.wrong(at("better"), fmt.Sprintf("%q is neither higher nor lower", f.Better), "")
	}
	if len(r.problems) > before {
		return metrics.Objective{}, false
	}
	return metrics.Objective{
		ID: f.ID, Title: f.Title, Concern: f.Concern, Metric: f.Metric, Figure: f.Figure, Scope: scope, Months: f.Months,
		Baseline: f.Baseline, Begins: f.Begins, Target: *f.Target, Better: f.Better, Due: f.Due, Owner: f.Owner, Why: f.Why,
	}, true
}

func (r *objectiveReader) wrong(node ast.Node, text, hint string) {
	line, column := r.page.Front().FirstLine, 0
	if node != nil {
		at := node.GetToken().Position
		line, column = line+at.Line-1, at.Column
	}
	r.problems = append(r.problems, r.at(line, column, text, hint))
}

func (r *objectiveReader) at(line, column int, text, hint string) problem.Problem {
	return problem.Problem{Rule: "objective/value", File: r.page.File, Line: line, Column: column, Text: text, Hint: hint, Source: r.e.tree.Line(r.page.File, line)}
}

// statedObjectives are the objectives of all pages.
func (e *edition) statedObjectives() []statedObjective {
	e.objectivesOnce.Do(func() { e.stated = e.loadObjectives() })
	return e.stated
}

// objectives returns the objectives of a concern, or of all. Place tells those of one part of a page from those of another.
func (e *edition) objectives(place, concern string) []ObjectiveView {
	var views []ObjectiveView
	for _, s := range e.statedObjectives() {
		if concern == "" || s.objective.Concern == concern {
			views = append(views, e.objectiveView(place, s))
		}
	}
	return views
}

func (e *edition) objectiveView(place string, s statedObjective) ObjectiveView {
	return e.assessedView(place, s, e.figures.Assess(s.objective, e.now.Itself()))
}

// assessedView shows an objective as it was assessed.
func (e *edition) assessedView(place string, s statedObjective, a metrics.Assessment) ObjectiveView {
	o := s.objective
	view := ObjectiveView{
		ID: o.ID, Title: o.Title, Concern: o.Concern, URL: site(s.page.Address), Target: e.say().Amount(&o.Target, a.Unit),
		Baseline: e.text("unknown"), Now: e.text("unknown"), Due: string(o.Due), Owner: o.Owner,
		Standing: standing(a.Standing), Why: a.Rule, Progress: -1,
	}
	if o.Baseline != nil {
		view.Baseline = e.say().Amount(o.Baseline, a.Unit)
	}
	if a.Value.Number != nil {
		view.Now = e.say().Amount(a.Value.Number, a.Unit)
	}
	if a.Progress != nil {
		view.Progress = int(*a.Progress * 100)
	}
	if m := metrics.ByID(o.Metric); m != nil {
		view.Measure = m.Name(e.say())
		if e.made[metricAddress(m.ID)] {
			view.MeasureURL = site(metricAddress(m.ID))
		}
	} else if f := e.handKept(o.Figure); f != nil {
		view.Measure = f.Title
	}
	view.Spark = e.sparkOf(place+"-"+slug(o.ID), view.Measure, a)
	return view
}

func (e *edition) sparkOf(id, subject string, a metrics.Assessment) template.HTML {
	var points []chart.Point
	known := 0
	for _, p := range a.Series {
		points = append(points, chart.Point{Label: string(p.Month), Value: p.Number, Unfinished: p.Unfinished})
		if p.Number != nil {
			known++
		}
	}
	if known < 2 { // a single point is no line
		return ""
	}
	return template.HTML(e.drawn(chart.Chart{ID: id, Kind: chart.Sparkline, Subject: subject, Unit: a.Unit,
		Target: &chart.Target{Value: a.Objective.Target}, Series: []chart.Series{{Points: points}}}).SVG)
}

// handKept returns the hand-kept figure of an ID; nil where there is none.
func (e *edition) handKept(id string) *dataset.Figure {
	for _, f := range e.data.Figures {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// objectiveRegister lists the objectives by concern.
func (e *edition) objectiveRegister(a ArticleView) any {
	view := &ObjectivesView{ArticleView: a}
	for _, concern := range content.Concerns {
		if list := e.objectives("register", concern); len(list) > 0 {
			view.Groups = append(view.Groups, ObjectiveGroup{Title: e.text("concern_" + concern), Objectives: list})
		}
	}
	return view
}

// standing is the word for a standing as templates and fixed texts know it.
func standing(s metrics.ObjectiveStanding) string { return strings.ReplaceAll(string(s), " ", "-") }
