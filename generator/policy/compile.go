package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
	"portolan/generator/problem"
)

// compiler gathers the policy and its problems from one page after another.
type compiler struct {
	policy   *Policy
	problems []problem.Problem
	uses     []use
}

// use is a licence pattern or category where the policy names it, for the checks that need the whole policy.
type use struct {
	page *page
	at   ast.Node
}

func (c *compiler) report(found problem.Problem) { c.problems = append(c.problems, found) }

// setter reads one value into its place.
type setter func(p *page, at ast.Node)

// fill hands each entry to the setter of its key and reports keys that nobody reads.
func (c *compiler) fill(p *page, n ast.Node, what string, setters map[string]setter) {
	for _, e := range p.mapping(n, what) {
		if set, ok := setters[e.key]; ok {
			set(p, e.value)
			continue
		}
		known := make([]string, 0, len(setters))
		for key := range setters {
			known = append(known, key)
		}
		slices.Sort(known)
		p.wrong(e.at, "policy/key", fmt.Sprintf("%s has no key %q", what, e.key), "the keys are "+sentenceList(known))
	}
}

func ignore(*page, ast.Node) {}

// names reads what statements refer to: contexts and categories, and the default.
func (c *compiler) names(p *page) {
	c.fill(p, p.body, "license_policy", map[string]setter{
		"contexts": c.contexts, "categories": c.categories, "default": c.byDefault,
		"rules": ignore, "exceptions": ignore, "choices": ignore,
	})
}

// statements reads what refers to names.
func (c *compiler) statements(p *page) {
	for _, e := range p.mapping(p.body, "license_policy") {
		if e.key != "rules" && e.key != "exceptions" && e.key != "choices" {
			continue
		}
		for _, item := range p.sequence(e.value) {
			if _, ok := p.plain(item).(*ast.MappingNode); !ok {
				p.wrong(item, "policy/shape", "a rule, exception or choice must be a mapping", "write it as {id: ..., verdict: ...}")
				continue
			}
			switch e.key {
			case "rules":
				c.rule(p, item)
			case "exceptions":
				c.exception(p, item)
			case "choices":
				c.choice(p, item)
			}
		}
	}
}

func (c *compiler) contexts(p *page, n ast.Node) {
	for _, e := range p.mapping(n, "contexts") {
		title := p.text(e.value)
		if title == "" {
			title = e.key
		}
		same := func(known Context) bool { return known.ID == e.key }
		if i := slices.IndexFunc(c.policy.contexts, same); i < 0 {
			c.policy.contexts = append(c.policy.contexts, Context{e.key, title})
		} else if c.policy.contexts[i].Title != title && e.value != nil && p.text(e.value) != "" {
			p.say(problem.Warning, e.at, "policy/context", fmt.Sprintf("the context %q has another title on an earlier page", e.key), "keep one title")
		}
	}
}

func (c *compiler) categories(p *page, n ast.Node) {
	for _, e := range p.mapping(n, "categories") {
		i := slices.IndexFunc(c.policy.categories, func(known Category) bool { return known.ID == e.key })
		if i < 0 {
			i = len(c.policy.categories)
			c.policy.categories = append(c.policy.categories, Category{ID: e.key, Place: p.place(e.at)})
		}
		for _, item := range p.sequence(e.value) {
			if _, _, ok := c.pattern(p, item); ok {
				c.member(p, item, i)
			}
		}
	}
}

// member adds an id to a category and tells when it already is in another.
func (c *compiler) member(p *page, item ast.Node, category int) {
	id := p.text(item)
	for i, other := range c.policy.categories {
		if slices.ContainsFunc(other.Licenses, func(known string) bool { return sameLicense(known, id) }) {
			if i == category {
				p.say(problem.Warning, item, "policy/duplicate", fmt.Sprintf("%s stands in the category %q twice", id, other.ID), "keep one of them")
			} else {
				p.wrong(item, "policy/contradiction", fmt.Sprintf("%s is in the category %q already", id, other.ID), "a licence can be in one category only")
			}
			return
		}
	}
	c.policy.categories[category].Licenses = append(c.policy.categories[category].Licenses, id)
}

func sameLicense(a, b string) bool {
	x, _, xerr := newPattern(a)
	y, _, yerr := newPattern(b)
	return a == b || xerr == nil && yerr == nil && x == y
}

func (c *compiler) byDefault(p *page, n ast.Node) {
	level, ok := c.level(p, n)
	if !ok {
		return
	}
	if c.policy.byDefault != nil && *c.policy.byDefault != level {
		p.wrong(n, "policy/contradiction", fmt.Sprintf("the default is %q on an earlier page", *c.policy.byDefault), "keep one default")
		return
	}
	if c.policy.byDefault == nil {
		c.policy.byDefault, c.policy.defaultAt = &level, p.place(n)
	}
}

func (c *compiler) level(p *page, n ast.Node) (Level, bool) {
	level, err := ParseLevel(p.text(n))
	if err != nil {
		p.wrong(n, "policy/verdict", err.Error(), "the verdicts are "+sentenceList(levelNames))
	}
	return level, err == nil
}

// pattern reads a licence id or pattern and reports one that names nothing.
func (c *compiler) pattern(p *page, n ast.Node) (pattern, *expression.Expression, bool) {
	written := p.text(n)
	found, e, err := newPattern(written)
	switch {
	case err != nil:
		c.syntax(p, n, err)
		return found, nil, false
	case found.glob && !found.namesAny():
		p.wrong(n, "policy/license", fmt.Sprintf("no licence matches %q", written), "\"*\" stands for any run of characters, as in LGPL-*")
		return found, nil, false
	case e != nil && e.Kind != expression.License && e.Kind != expression.None && e.Kind != expression.NoAssertion:
		p.wrong(n, "policy/license", fmt.Sprintf("%q is not a single licence", written), "write it under \"expression\"")
		return found, nil, false
	case e != nil && deprecated(written):
		p.say(problem.Notice, n, "policy/deprecated", fmt.Sprintf("%s is a deprecated id", written), "write "+e.String())
	}
	return found, e, true
}

func deprecated(id string) bool {
	l, ok := facts.Lookup(id)
	return ok && l.Deprecated && l.Replacement != ""
}

// namesAny tells whether a glob can name anything: a licence of the list, or LicenseRefs.
func (p pattern) namesAny() bool {
	if strings.HasPrefix(p.id, "licenseref-") || strings.HasPrefix(p.id, "documentref-") {
		return true
	}
	return slices.ContainsFunc(facts.Licenses(), func(l facts.License) bool { return wildcard(p.id, strings.ToLower(l.ID)) })
}

func (c *compiler) syntax(p *page, n ast.Node, err error) {
	text, hint := err.Error(), ""
	if syntax, ok := err.(*expression.Error); ok {
		text, hint = syntax.Text, syntax.Hint
	}
	p.wrong(n, "policy/license", text, hint)
}

func (c *compiler) whole(p *page, n ast.Node) *expression.Expression {
	e, err := expression.Parse(p.text(n))
	if err != nil {
		c.syntax(p, n, err)
		return nil
	}
	return e
}

func (c *compiler) category(p *page, n ast.Node) string {
	id := p.text(n)
	listed := slices.ContainsFunc(c.policy.categories, func(known Category) bool { return known.ID == id })
	if listed || slices.Contains(facts.Categories(), facts.Category(id)) {
		return id
	}
	var known []string
	for _, category := range facts.Categories() {
		known = append(known, string(category))
	}
	for _, category := range c.policy.categories {
		if !slices.Contains(known, category.ID) {
			known = append(known, category.ID)
		}
	}
	p.wrong(n, "policy/category", fmt.Sprintf("there is no category %q", id), "the categories are "+sentenceList(known))
	return ""
}

// day reads a date; the zero time where it is none.
func (c *compiler) day(p *page, n ast.Node) time.Time {
	text, _, _ := strings.Cut(p.text(n), "T")
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		p.wrong(n, "policy/date", fmt.Sprintf("%q is not a date", p.text(n)), "write it as 2026-11-30")
	}
	return day
}

func (c *compiler) flag(p *page, n ast.Node) *bool {
	is, err := strconv.ParseBool(p.text(n))
	if err != nil {
		p.wrong(n, "policy/shape", fmt.Sprintf("%q is neither true nor false", p.text(n)), "")
		return nil
	}
	return &is
}
