package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/package-url/packageurl-go"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
	"portolan/generator/problem"
)

func publicCategory(id string) facts.Category {
	l, _ := facts.Lookup(id)
	return l.Category
}

// scalar sets a field to a scalar.
func scalar(field *string) setter {
	return func(p *page, n ast.Node) { *field = p.text(n) }
}

func list(field *[]string) setter {
	return func(p *page, n ast.Node) { *field = p.texts(n) }
}

// scope adds the keys that rules, exceptions and choices share.
func (c *compiler) scope(s *Scope, setters map[string]setter) map[string]setter {
	setters["contexts"] = func(p *page, n ast.Node) {
		for _, item := range p.sequence(n) {
			c.context(p, item, s)
		}
	}
	setters["component"] = func(p *page, n ast.Node) { c.component(p, n, s) }
	setters["versions"] = func(p *page, n ast.Node) {
		var err error
		s.Versions = p.text(n)
		if s.versions, err = parseRange(s.Versions); err != nil {
			p.wrong(n, "policy/range", err.Error(), "write a range as \">=1.2 <2 || 3.1\"")
		}
	}
	setters["product"] = scalar(&s.Product)
	setters["scope"] = scalar(&s.DependencyScope)
	setters["direct"] = func(p *page, n ast.Node) { s.Direct = c.flag(p, n) }
	return setters
}

func (c *compiler) context(p *page, n ast.Node, s *Scope) {
	id := p.text(n)
	if slices.ContainsFunc(c.policy.contexts, func(known Context) bool { return known.ID == id }) {
		s.Contexts = append(s.Contexts, id)
		return
	}
	var known []string
	for _, context := range c.policy.contexts {
		known = append(known, context.ID)
	}
	p.wrong(n, "policy/context", fmt.Sprintf("there is no context %q", id), "the contexts are "+sentenceList(known))
	s.Contexts = append(s.Contexts, id)
}

func (c *compiler) component(p *page, n ast.Node, s *Scope) {
	s.Component = p.text(n)
	pattern, version := newComponentPattern(s.Component)
	s.component = pattern
	if version != "" && s.Versions == "" {
		s.Versions = "=" + version
		s.versions = versionRange{{{"=", version}}}
	}
	if pattern.plain || strings.Contains(pattern.text, "*") {
		return
	}
	if _, err := packageurl.FromString(s.Component); err != nil {
		p.wrong(n, "policy/component", fmt.Sprintf("%q is not a package URL: %v", s.Component, err), "write it as pkg:npm/name or pkg:maven/group/name")
	}
}

func (c *compiler) see(field *string) setter {
	return func(p *page, n ast.Node) {
		*field = p.text(n)
		c.policy.anchors = append(c.policy.anchors, Anchor{*field, p.place(n)})
	}
}

func (c *compiler) licenses(patterns *[]pattern, written *[]string) setter {
	return func(p *page, n ast.Node) {
		for _, item := range p.sequence(n) {
			if found, _, ok := c.pattern(p, item); ok {
				*patterns = append(*patterns, found)
				*written = append(*written, p.text(item))
			}
		}
	}
}

func (c *compiler) rule(p *page, n ast.Node) {
	r := Rule{ID: fmt.Sprintf("rule %d", len(c.policy.rules)+1), Place: p.place(n)}
	before, verdict := len(c.problems), false
	category := func(p *page, n ast.Node) {
		for _, item := range p.sequence(n) {
			if id := c.category(p, item); id != "" {
				r.Categories = append(r.Categories, id)
			}
		}
	}
	c.fill(p, n, "a rule", c.scope(&r.Scope, map[string]setter{
		"id": scalar(&r.ID), "category": category, "categories": category,
		"license": c.licenses(&r.patterns, &r.Licenses), "licenses": c.licenses(&r.patterns, &r.Licenses),
		"expression": func(p *page, n ast.Node) { r.Expression, r.whole = p.text(n), c.whole(p, n) },
		"verdict":    func(p *page, n ast.Node) { r.Verdict, verdict = c.level(p, n); verdict = true },
		"conditions": list(&r.Conditions), "severity": scalar(&r.Severity), "fix": scalar(&r.Fix), "see": c.see(&r.See),
	}))
	if !verdict {
		p.wrong(n, "policy/verdict", fmt.Sprintf("the rule %q has no verdict", r.ID), "add one of "+sentenceList(levelNames))
	}
	if c.failedSince(before) {
		return // a rule that is only half understood must not decide
	}
	c.policy.rules = append(c.policy.rules, r)
	c.uses = append(c.uses, use{p, n})
}

func (c *compiler) failedSince(before int) bool {
	return slices.ContainsFunc(c.problems[before:], func(p problem.Problem) bool { return p.Severity == problem.Error })
}

func (c *compiler) exception(p *page, n ast.Node) {
	x := Exception{Place: p.place(n)}
	before, verdict := len(c.problems), false
	c.fill(p, n, "an exception", c.scope(&x.Scope, map[string]setter{
		"id":          scalar(&x.ID),
		"license":     func(p *page, n ast.Node) { c.exceptionLicense(p, n, &x) },
		"verdict":     func(p *page, n ast.Node) { x.Verdict, verdict = c.level(p, n); verdict = true },
		"because":     scalar(&x.Because),
		"approved_by": scalar(&x.ApprovedBy),
		"approved":    func(p *page, n ast.Node) { x.Approved = c.day(p, n) },
		"expires":     func(p *page, n ast.Node) { x.Expires = c.day(p, n) },
		"conditions":  list(&x.Conditions), "fix": scalar(&x.Fix), "see": c.see(&x.See),
	}))
	c.complete(p, n, &x, verdict)
	if c.failedSince(before) {
		return
	}
	if x.Expired = !x.Expires.IsZero() && c.policy.now.Reached(x.Expires.AddDate(0, 0, 1)); x.Expired {
		p.say(problem.Warning, n, "policy/expired", fmt.Sprintf("the exception %q expired on %s and counts no more", x.ID, x.Expires.Format("2006-01-02")), "renew or remove it")
	}
	c.contradicts(p, n, x)
	c.policy.exceptions = append(c.policy.exceptions, x)
}

func (c *compiler) complete(p *page, n ast.Node, x *Exception, verdict bool) {
	if x.ID == "" {
		p.wrong(n, "policy/key", "an exception needs an id", "add one that the register can name, such as LX-1")
	}
	if !verdict {
		p.wrong(n, "policy/verdict", fmt.Sprintf("the exception %q has no verdict", x.ID), "add one of "+sentenceList(levelNames))
	}
	if x.Component == "" && x.License == "" && x.Product == "" {
		p.wrong(n, "policy/key", fmt.Sprintf("the exception %q names nothing", x.ID), "add a component, license or product")
	}
}

// exceptionLicense reads an id, a pattern, or a whole expression, dirty strings from old registers too.
func (c *compiler) exceptionLicense(p *page, n ast.Node, x *Exception) {
	x.License = p.text(n)
	if found, e, err := newPattern(x.License); err == nil && (found.glob || len(e.Parts) == 0) {
		x.patterns = []pattern{found}
		return
	}
	reading := expression.Read(x.License)
	if reading.Unknown != "" {
		p.wrong(n, "policy/license", fmt.Sprintf("the licence cannot be read: %s", reading.Unknown), "write it as an SPDX expression")
		return
	}
	x.whole = reading.Expression
}

// contradicts tells of an earlier exception for the same thing.
func (c *compiler) contradicts(p *page, n ast.Node, x Exception) {
	for i := range c.policy.exceptions {
		old := &c.policy.exceptions[i]
		if old.ID == x.ID {
			p.wrong(n, "policy/duplicate", fmt.Sprintf("the exception %q is there already", x.ID), "give each an id of its own")
		}
		if old.Expired || x.Expired || old.Verdict == x.Verdict || !overlap(old.Contexts, x.Contexts) {
			continue
		}
		if old.Scope.covers(&x.Scope) && x.Scope.covers(&old.Scope) && sameLicense(old.License, x.License) {
			p.wrong(n, "policy/contradiction", fmt.Sprintf("the exceptions %q and %q decide the same with different verdicts", old.ID, x.ID), "keep one, or narrow one")
		}
	}
}

func overlap(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}

func (c *compiler) choice(p *page, n ast.Node) {
	choice := Choice{ID: fmt.Sprintf("choice %d", len(c.policy.choices)+1), Place: p.place(n)}
	before := len(c.problems)
	c.fill(p, n, "a choice", c.scope(&choice.Scope, map[string]setter{
		"id":      scalar(&choice.ID),
		"license": func(p *page, n ast.Node) { choice.License, choice.whole = p.text(n), c.whole(p, n) },
		"choose":  func(p *page, n ast.Node) { choice.Choose, choice.chosen = p.text(n), c.whole(p, n) },
		"because": scalar(&choice.Because),
	}))
	if c.failedSince(before) {
		return
	}
	switch {
	case choice.whole == nil || choice.whole.Kind != expression.Or:
		p.wrong(n, "policy/choice", "a choice needs a license with OR in it", "write license: MIT OR GPL-2.0-only")
		return
	case choice.chosen == nil || !offered(choice.whole, choice.chosen):
		p.wrong(n, "policy/choice", fmt.Sprintf("%q is not one of the licences to choose from", choice.Choose), "choose one side of the OR")
		return
	}
	c.policy.choices = append(c.policy.choices, choice)
}

func offered(whole, chosen *expression.Expression) bool {
	return slices.ContainsFunc(whole.Parts, func(part *expression.Expression) bool { return part.Key() == chosen.Key() })
}
