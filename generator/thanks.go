package generator

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/metrics"
	"portolan/generator/problem"
)

// thanksAddress is the page on which people are thanked.
const thanksAddress = "/community/recognition/"

// thanksFront is somebody who is thanked by name, as front matter states it.
type thanksFront struct {
	// Name is what the person wants to be called. Required.
	Name string `yaml:"name"`
	// For is what they are thanked for. Required.
	For string `yaml:"for"`
	// Agreed is the day on which they agreed to be named here. Required: nobody is named without.
	Agreed dataset.Date `yaml:"agreed"`
	// Withdrawn is the day on which they took that back; they are no longer named, and the line may be removed.
	Withdrawn dataset.Date `yaml:"withdrawn"`
	URL       string       `yaml:"url"`
	Year      int          `yaml:"year"`
}

// thanks reads who is thanked by name, on all pages that the edition's readers may see.
func (e *edition) thanks() []ThanksRow {
	var rows []ThanksRow
	for _, p := range e.tree.Pages {
		if p.HasThanks {
			list, problems := e.readThanks(p)
			e.report(problems...)
			rows = append(rows, list...)
		}
	}
	slices.SortStableFunc(rows, func(a, b ThanksRow) int { return cmp.Or(b.Year-a.Year, cmp.Compare(a.Name, b.Name)) })
	return rows
}

// readThanks reads one page. An entry without the day of agreement is refused, so that a name is never published by mistake.
func (e *edition) readThanks(p *content.Page) (rows []ThanksRow, problems []problem.Problem) {
	front := p.Front()
	wrong := func(line, column int, text, hint string) {
		line += front.FirstLine - 1
		problems = append(problems, problem.Problem{Rule: "thanks/agreement", File: p.File, Line: line, Column: column, Text: text, Hint: hint, Source: e.tree.Line(p.File, line)})
	}
	file, err := parser.ParseBytes(front.Raw, 0)
	if err != nil || front.Format != "yaml" {
		return nil, nil // reported where the page was read, or written in a format without thanks
	}
	list, ok := valueOf(file, "thanks").(*ast.SequenceNode)
	if !ok {
		wrong(1, 1, "thanks are a list", "start each with - name:")
		return nil, problems
	}
	for _, node := range list.Values {
		var f thanksFront
		at := node.GetToken().Position
		switch err := yaml.NodeToValue(node, &f, yaml.Strict()); {
		case err != nil:
			line, column, text := content.YAMLPlace(err)
			wrong(line, column, text, "")
		case f.Name == "" || f.For == "":
			wrong(at.Line, at.Column, "thanks name somebody and say for what", "name: ..., for: ..., agreed: 2026-11-22")
		case f.Agreed == "" || f.Agreed.Time().IsZero():
			wrong(at.Line, at.Column, fmt.Sprintf("nothing says that %s agreed to be named", f.Name), "add agreed: with the day on which they did, or thank without a name")
		case f.Withdrawn == "" && e.now.Reached(f.Agreed.Time()):
			rows = append(rows, ThanksRow{Name: f.Name, For: f.For, URL: Address(dataset.CleanLink(f.URL)), Year: cmp.Or(f.Year, f.Agreed.Time().Year())})
		}
	}
	return rows, problems
}

// recognitionPage thanks: those who agreed by name, everyone by number.
func (e *edition) recognitionPage(a ArticleView) any {
	view := &RecognitionView{ArticleView: a, Named: e.thanks()}
	view.Children, view.Toc = nil, nil
	view.Figures = e.figures.keyFigures("key", "contributors", "new-contributors", "occasional-contributors")
	m := metrics.ByID("contributors")
	if r := e.figures.Reading(m, metrics.Company(), year); r.Value.Number != nil && *r.Value.Number > 0 {
		view.Everyone = e.text("thanks_everyone", e.say().Amount(r.Value.Number, m.Unit), r.Period.Words(e.say()))
	}
	return view
}
