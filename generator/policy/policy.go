// Package policy runs a licence policy: the rules that a policy page carries in its front matter, under license_policy.
//
// [Compile] turns the pages into a [Policy], or into problems at their lines. [Policy.Judge] answers for a [Subject], a
// component with its licence string, with one [Verdict] in every context. [Policy.Explain] gives the same as a tree.
// Package expression reads the licence strings, package facts knows the licences.
//
// How a verdict is found, for each node of the licence expression and each context:
//
//   - An exception for the node decides before any rule. One that names no licence decides for the whole expression.
//     Past its expires date it counts no more, and the verdict names it.
//   - A rule with an equal expression (in any order) decides next, then a choice where the node is an OR.
//   - AND takes the worst of its parts, OR the best; conditions add up.
//   - For a single licence the first rule wins that names it by id, pattern or category. A rule that names the exception
//     after WITH goes before those that name the licence alone. With an exception that lets others link, strong
//     copyleft counts as weak-copyleft, unless the policy lists weak-copyleft itself, and as strong-copyleft only
//     where no rule covers the weak.
//   - "Or later" ("GPL-2.0-or-later", "EPL-1.0+") that no rule covers is a choice between that version and later ones.
//   - NONE is forbidden; NOASSERTION, unknown words and LicenseRefs are unknown: unless a rule names them.
//   - What is left takes the policy's default, and review where it gives none. Without any policy all is unknown.
//
// A category that the policy lists holds exactly what it lists; an id in one goes before a pattern in another. One that it only mentions holds what package facts
// knows, without the ids that the policy put elsewhere.
package policy

import (
	"slices"
	"sync"

	"portolan/generator/moment"
	"portolan/generator/problem"
	"portolan/generator/words"
)

// Source is the front matter of one page, in the order in which the pages count.
type Source struct {
	// File is the path that problems name.
	File string
	// URL is the address of the page on the site.
	URL string
	// YAML is the whole front matter without its fences; only license_policy is read.
	YAML []byte
	// FirstLine is the line of File on which YAML starts, from 1; 0 where lines mean nothing.
	FirstLine int
}

// Place is where something stands in a page.
type Place struct {
	// File, Line and Column are as in problem.Problem.
	File         string
	Line, Column int
	// Page is the address of the page.
	Page string
}

// Context is a way of use that the policy tells apart.
type Context struct{ ID, Title string }

// Category is a category that the policy lists itself, with its ids and patterns as written.
type Category struct {
	ID       string
	Licenses []string
	Place    Place
}

// Anchor is a "see" that the generator checks against the headings of the page.
type Anchor struct {
	See   string
	Place Place
}

// Policy is compiled from pages, does not change, and may be used by several goroutines.
type Policy struct {
	contexts   []Context
	categories []Category
	rules      []Rule
	exceptions []Exception
	choices    []Choice
	anchors    []Anchor
	byDefault  *Level
	defaultAt  Place
	now        *moment.Moment
	words      *words.Words // of reasons

	listed   members
	relevant relevance
	mu       sync.RWMutex
	judged   map[question][]Verdict
}

// Contexts returns the contexts in the order of the pages. A policy that lists none has the one context "any".
func (p *Policy) Contexts() []Context { return slices.Clone(p.contexts) }

// Categories returns the categories that the policy lists itself.
func (p *Policy) Categories() []Category { return slices.Clone(p.categories) }

// Rules returns the rules in the order in which they are tried.
func (p *Policy) Rules() []Rule { return slices.Clone(p.rules) }

// Exceptions returns the exceptions in the order in which they are tried, expired ones too.
func (p *Policy) Exceptions() []Exception { return slices.Clone(p.exceptions) }

// Choices returns the licence choices in the order in which they are tried.
func (p *Policy) Choices() []Choice { return slices.Clone(p.choices) }

// Anchors returns every "see" of rules and exceptions, for the generator to check.
func (p *Policy) Anchors() []Anchor { return slices.Clone(p.anchors) }

// Default returns the verdict for what no rule covers.
func (p *Policy) Default() Level {
	switch {
	case p.byDefault != nil:
		return *p.byDefault
	case p.Empty():
		return Unknown
	}
	return Review
}

// Empty tells that no page carries a policy.
func (p *Policy) Empty() bool {
	return len(p.rules) == 0 && len(p.exceptions) == 0 && p.byDefault == nil
}

// Compile reads the policies of all pages into one. The problems are in the order in which they were found; with an
// error among them the policy still answers from what was understood. Exceptions have expired when now is after the
// last moment of their expires date in UTC.
func Compile(sources []Source, now *moment.Moment) (*Policy, []problem.Problem) {
	c := compiler{policy: &Policy{now: now, judged: map[question][]Verdict{}}}
	var pages []*page
	for _, source := range sources {
		if page := c.open(source); page != nil {
			pages = append(pages, page)
		}
	}
	for _, page := range pages {
		c.names(page)
	}
	if len(c.policy.contexts) == 0 {
		c.policy.contexts = []Context{{"any", "Any use"}}
	}
	for _, page := range pages {
		c.statements(page)
	}
	c.policy.listed = newMembers(c.policy.categories)
	c.policy.relevant = newRelevance(c.policy)
	c.check()
	return c.policy, c.problems
}
