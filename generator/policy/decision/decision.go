// Package decision lets the licence decisions that a portal keeps as records count in its policy.
//
// [Read] tells what can be made of one: its licence, and the trouble that keeps it from counting. [Compile] joins the
// policy pages with the decisions that have none; they decide as exceptions do. Exceptions on pages go first, then the
// decision that was made last. Without a policy page there is nothing to be an exception from, and none counts.
package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
	"portolan/generator/policy"
	"portolan/generator/policy/expression"
	"portolan/generator/problem"
)

// Reading is what can be made of a decision.
type Reading struct {
	// License is what the licence string means; that of an empty string where the decision names no licence.
	License expression.Reading
	// Trouble says why the decision does not count; empty where it may. It has not expired for that.
	Trouble string

	found problem.Problem
}

// Read makes the most of a decision.
func Read(d dataset.Decision) Reading {
	r := Reading{License: expression.Read(d.License)}
	_, err := policy.ParseLevel(d.Verdict)
	switch {
	case d.Trouble != "":
		r.trouble(problem.Warning, "decision/trouble", d.Trouble, "mend it where it comes from and run: portolan collect")
	case err != nil:
		r.trouble(problem.Error, "decision/verdict", err.Error(), "the verdicts are "+strings.Trim(fmt.Sprint(policy.Levels()), "[]"))
	case d.Component == "" && d.Product == "" && d.License == "":
		r.trouble(problem.Error, "decision/scope", "it names no component, licence or product", "say what it is for")
	case r.License.Unknown != "" && d.License != "":
		r.trouble(problem.Warning, "decision/license", "its licence is unknown: "+r.License.Unknown, "write it as an SPDX expression")
	case d.License != "" && d.Component == "" && r.License.Expression.Kind == expression.NoAssertion:
		r.trouble(problem.Warning, "decision/license", "it does not say which licence holds", "write it as an SPDX expression")
	}
	return r
}

func (r *Reading) trouble(severity problem.Severity, rule, text, hint string) {
	r.Trouble = text
	r.found = problem.Problem{Severity: severity, Rule: rule, Text: text, Hint: hint}
}

// Register is a list of decisions on its way into a policy.
type Register struct {
	// File is what problems name, Page the address on the site where people find the decisions.
	File, Page string
	List       *dataset.Decisions
	// Find returns where in File a decision stands, and the line itself. Optional: problems then name File and ID alone.
	Find func(id string) (line, column int, source string)
}

// Compile reads the policies of all pages and the decisions of all registers into one. The problems are those of
// policy.Compile, and one for each decision that does not count. Of a decision that has expired, as decisions in a register
// do, it is only worth knowing; two that contradict each other are settled by their dates and told as a warning.
func Compile(pages []policy.Source, registers []Register, now *moment.Moment) (*policy.Policy, []problem.Problem) {
	if len(pages) == 0 {
		registers = nil
	}
	sources := slices.Clone(pages)
	drafts := map[string]*draft{}
	var problems []problem.Problem
	for _, r := range registers {
		d := &draft{register: r}
		problems = append(problems, d.take()...)
		drafts[r.File] = d
		sources = append(sources, d.source())
	}
	compiled, found := policy.Compile(sources, now)
	for i := range found {
		if d := drafts[found[i].File]; d != nil {
			found[i] = d.named(found[i])
		}
	}
	return compiled, append(found, problems...)
}

// written is a decision as license_policy has exceptions.
type written struct {
	ID         string        `json:"id"`
	Component  string        `json:"component,omitzero"`
	Versions   string        `json:"versions,omitzero"`
	License    string        `json:"license,omitzero"`
	Product    string        `json:"product,omitzero"`
	Contexts   []string      `json:"contexts,omitzero"`
	Verdict    string        `json:"verdict"`
	Because    string        `json:"because,omitzero"`
	ApprovedBy string        `json:"approved_by,omitzero"`
	Approved   *dataset.Date `json:"approved,omitzero"`
	Expires    *dataset.Date `json:"expires,omitzero"`
	Conditions []string      `json:"conditions,omitzero"`
}

// draft is a register as the YAML of a page, a line for each decision.
type draft struct {
	register Register
	lines    []string
	ids      []string // by line
}

// take writes the decisions that count, the latest first, and tells of the others.
func (d *draft) take() (problems []problem.Problem) {
	latest := slices.Clone(d.register.List.Decisions)
	slices.SortStableFunc(latest, func(a, b dataset.Decision) int { return strings.Compare(day(b.Decided), day(a.Decided)) })
	for _, one := range latest {
		reading := Read(one)
		if reading.Trouble != "" {
			found := reading.found
			found.Text = "it does not count: " + found.Text
			problems = append(problems, d.at(found, one.ID))
			continue
		}
		d.add(one, reading)
	}
	return problems
}

func day(d *dataset.Date) string {
	if d == nil {
		return ""
	}
	return string(*d)
}

func (d *draft) add(one dataset.Decision, reading Reading) {
	x := written{
		ID: one.ID, Component: one.Component, Versions: one.Versions, Product: one.Product, Contexts: one.Contexts, Verdict: one.Verdict,
		Because: one.Because, ApprovedBy: one.DecidedBy, Approved: one.Decided, Expires: one.Expires,
	}
	if one.License != "" {
		x.License = reading.License.Normalised()
	}
	if one.Conditions != "" {
		x.Conditions = []string{one.Conditions}
	}
	line, err := json.Marshal(x)
	if err != nil {
		panic(err) // texts that were read as JSON
	}
	d.lines, d.ids = append(d.lines, string(line)), append(d.ids, one.ID)
}

// head stands above the decisions; every one of them is on a line of its own below it, as JSON, which is YAML too.
const head = "license_policy:\n  exceptions:\n"

func (d *draft) source() policy.Source {
	var text strings.Builder
	text.WriteString(head)
	for _, line := range d.lines {
		text.WriteString("    - " + line + "\n")
	}
	return policy.Source{File: d.register.File, URL: d.register.Page, YAML: []byte(text.String()), FirstLine: 1}
}

// named gives a problem in the draft the name and place of its decision.
func (d *draft) named(found problem.Problem) problem.Problem {
	switch found.Rule {
	case "policy/expired":
		found.Severity, found.Hint = problem.Notice, "decide anew where it is still needed"
	case "policy/contradiction":
		found.Severity, found.Hint = problem.Warning, "the one on a page counts, else the later one: let the other expire, or narrow one"
	}
	at := found.Line - 1 - strings.Count(head, "\n")
	found.Line, found.Column, found.Source = 0, 0, ""
	if at < 0 || at >= len(d.ids) {
		return found
	}
	return d.at(found, d.ids[at])
}

func (d *draft) at(found problem.Problem, id string) problem.Problem {
	found.File = d.register.File
	if d.register.Find != nil {
		found.Line, found.Column, found.Source = d.register.Find(id)
	}
	if !strings.Contains(found.Text, fmt.Sprintf("%q", id)) {
		found.Text = fmt.Sprintf("the decision %q: %s", id, found.Text)
	}
	return found
}
