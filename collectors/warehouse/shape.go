package warehouse

import (
	"fmt"
	"slices"
	"strings"

	"portolan/collectors/source"
)

// shape says which columns a query has to answer with, and which it may.
type shape struct {
	name     string
	required []string
	optional []string
}

// shapes are the queries in the order in which they are asked. The editors' page "Collectors" says what each column means.
var shapes = []shape{
	{"projects", []string{"project"}, []string{"name", "organization", "description", "homepage", "created", "default_branch", "archived", "fork",
		"upstream", "stars", "forks", "watchers", "open_issues", "closed_issues", "open_change_requests", "merged_change_requests",
		"declined_change_requests", "collected", "through", "commits_known", "items_known", "gone"}},
	{"commits", []string{"project", "month", "commits"}, []string{"person", "name", "affiliation", "bot", "year_commits", "last"}},
	{"issues", []string{"project", "opened"}, []string{"responded", "closed"}},
	{"change_requests", []string{"project", "opened"}, []string{"responded", "closed", "merged", "bot"}},
	{"releases", []string{"project", "tag", "published"}, []string{"name", "prerelease", "url"}},
}

// fits tells what is wrong with the columns of an answer: a misspelt column must not pass for one that was left out.
func (s shape) fits(columns []string) error {
	for _, name := range s.required {
		if !slices.Contains(columns, name) {
			return &source.WrongError{Text: fmt.Sprintf("the query %q answers without a column %q", s.name, name),
				Hint: "name the column with \"as " + name + "\""}
		}
	}
	for i, name := range columns {
		if !slices.Contains(s.required, name) && !slices.Contains(s.optional, name) {
			return &source.WrongError{Text: fmt.Sprintf("the query %q answers with a column %q that means nothing", s.name, name),
				Hint: "the columns are " + strings.Join(slices.Concat(s.required, s.optional), ", ")}
		}
		if slices.Contains(columns[:i], name) {
			return &source.WrongError{Text: fmt.Sprintf("the query %q answers with two columns %q", s.name, name)}
		}
	}
	return nil
}

func shapeOf(name string) (shape, bool) {
	at := slices.IndexFunc(shapes, func(s shape) bool { return s.name == name })
	if at < 0 {
		return shape{}, false
	}
	return shapes[at], true
}

func shapeNames() string {
	var names []string
	for _, s := range shapes {
		names = append(names, s.name)
	}
	return strings.Join(names, ", ")
}
