package collectors

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"portolan/collectors/source"
)

// Entry is one collector of site.yaml: its name and what stands behind it.
type Entry struct {
	Name string
	// Config is the YAML behind the name; nil where there is none.
	Config ast.Node
	// Line and Column are where the name stands in site.yaml.
	Line, Column int
}

// Entries reads the list below `collectors:` in site.yaml. A nil node is an empty list.
func Entries(node ast.Node) ([]Entry, error) {
	if node == nil || node.Type() == ast.NullType {
		return nil, nil
	}
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		return nil, &Error{Problems: []Problem{problemAt(node.GetToken(), "the collectors are not a list",
			"write each behind a dash: - github: {orgs: [acme]}")}}
	}
	var entries []Entry
	var problems []Problem
	for _, item := range list.Values {
		entry, ok := entryOf(item)
		if !ok {
			problems = append(problems, problemAt(item.GetToken(), "this is not one collector", "write - github: {orgs: [acme]}"))
			continue
		}
		entries = append(entries, entry)
	}
	if problems != nil {
		return nil, &Error{Problems: problems}
	}
	return entries, nil
}

// Check tells what is wrong with the list below `collectors:` in site.yaml, and asks no source.
func Check(node ast.Node) []Problem {
	entries, err := Entries(node)
	if err == nil {
		_, err = plan(entries, nil)
	}
	var wrong *Error
	if errors.As(err, &wrong) {
		return wrong.Problems
	}
	return nil
}

func entryOf(item ast.Node) (Entry, bool) {
	switch item := item.(type) {
	case *ast.StringNode:
		return named(item, nil), true
	case *ast.MappingValueNode:
		return named(item.Key, item.Value), true
	case *ast.MappingNode:
		if len(item.Values) == 1 {
			return named(item.Values[0].Key, item.Values[0].Value), true
		}
	}
	return Entry{}, false
}

func named(key ast.Node, config ast.Node) Entry {
	at := key.GetToken()
	return Entry{Name: at.Value, Config: config, Line: at.Position.Line, Column: at.Position.Column}
}

// decode reads a collector's configuration. A key that it does not know is an error: a misspelt key must not pass for
// one that was left out.
func decode(node ast.Node, config any) error {
	if node == nil || node.Type() == ast.NullType {
		return nil
	}
	return yaml.NodeToValue(node, config, yaml.Strict())
}

// mistakes are what keeps the keys of an entry from being read. The library stops at the first, so each key is read by itself.
func mistakes[Config any](entry *ast.MappingNode) (found []error) {
	decoder := yaml.NewDecoder(strings.NewReader(""), yaml.Strict()) // one for all: it knows the anchors
	for _, value := range entry.Values {
		if err := decoder.DecodeFromNode(ast.Mapping(value.GetToken(), false, value), new(Config)); err != nil {
			found = append(found, err)
		}
	}
	return found
}

// problemsOf tells all that is wrong with an entry which is no collector for a first reason.
func problemsOf(e Entry, m maker, first error) (problems []Problem) {
	if mapping, ok := e.Config.(*ast.MappingNode); ok {
		for _, err := range m.mistakes(mapping) {
			problems = append(problems, problemOf(e, err))
		}
	}
	if problems == nil {
		return []Problem{problemOf(e, first)}
	}
	return problems
}

// problemOf tells what is wrong with an entry, and where.
func problemOf(e Entry, err error) Problem {
	p := Problem{Wrong: true, Line: e.Line, Column: e.Column, Text: err.Error()}
	var wrong *source.WrongError
	var syntax yaml.Error
	switch {
	case errors.As(err, &wrong):
		p.File, p.Text, p.Hint = wrong.File, wrong.Text, wrong.Hint
		if wrong.Line > 0 {
			p.Line, p.Column = wrong.Line, wrong.Column
		}
	case errors.As(err, &syntax):
		p.Text = syntax.GetMessage()
		if at := syntax.GetToken(); at != nil {
			p.Line, p.Column = at.Position.Line, at.Position.Column
			p.Hint = e.hint(at, p.Text)
		}
	}
	p.Text = e.Name + ": " + p.Text
	return p
}

// hint says what could stand where YAML of another shape was found.
func (e Entry) hint(at *token.Token, text string) string {
	m, _ := makerOf(e.Name)
	switch {
	case strings.Contains(text, "unknown field") && slices.Contains(keysOf(e.Config), at):
		return fmt.Sprintf("the keys of %s are %s", m.name, strings.Join(m.keys(), ", "))
	case strings.Contains(text, "where sequence is expected"):
		return "put it into brackets: [one, another]"
	case strings.Contains(text, "where mapping is expected"):
		return "put it into braces: {key: value}"
	}
	return ""
}

// keysOf returns the keys of a mapping; none of anything else.
func keysOf(node ast.Node) (keys []*token.Token) {
	if mapping, ok := node.(ast.MapNode); ok {
		for each := mapping.MapRange(); each.Next(); {
			keys = append(keys, each.Key().GetToken())
		}
	}
	return keys
}

func problemAt(at *token.Token, text, hint string) Problem {
	return Problem{Wrong: true, Line: at.Position.Line, Column: at.Position.Column, Text: text, Hint: hint}
}

// plan makes the collectors that a run is to ask, each with its ID: the name and its place among those of the name.
func plan(entries []Entry, names []string) (jobs []*job, err error) {
	var problems []Problem
	count, wanted := map[string]int{}, map[string]bool{}
	for _, entry := range entries {
		m, known := makerOf(entry.Name)
		if !known {
			problems = append(problems, Problem{Wrong: true, Line: entry.Line, Column: entry.Column,
				Text: fmt.Sprintf("%q is no collector", entry.Name), Hint: "the collectors are " + strings.Join(Names(), ", ")})
			continue
		}
		count[m.name]++
		j := &job{entry: entry, name: m.name, id: fmt.Sprintf("%s-%d", m.name, count[m.name])}
		for _, name := range names {
			if name == j.id || name == j.name {
				j.asked, wanted[name] = true, true
			}
		}
		j.asked = j.asked || len(names) == 0
		j.collector, err = m.make(entry.Config)
		if err != nil {
			problems = append(problems, problemsOf(entry, m, err)...)
		}
		jobs = append(jobs, j)
	}
	for _, name := range names {
		if !wanted[name] {
			return nil, fmt.Errorf("%w %q; it names %s", ErrNoCollector, name, strings.Join(ids(jobs), ", "))
		}
	}
	if problems == nil {
		problems = collisions(jobs)
	}
	if problems != nil {
		return nil, &Error{Problems: problems}
	}
	return jobs, nil
}

// collisions tells of entries that name a record which an entry before them writes.
func collisions(jobs []*job) (problems []Problem) {
	writers := map[string]string{}
	for _, j := range jobs {
		w, names := j.collector.(interface{ Writes() []string })
		if !names {
			continue
		}
		for _, record := range w.Writes() {
			if other, taken := writers[record]; taken {
				problems = append(problems, problemOf(j.entry, twice(other, record)))
				continue
			}
			writers[record] = j.id
		}
	}
	return problems
}

func ids(jobs []*job) (ids []string) {
	for _, j := range jobs {
		ids = append(ids, j.id)
	}
	return ids
}
