package policy

import (
	"slices"
	"strings"
)

// Scope narrows a rule, exception or choice. Every field that is set must fit.
type Scope struct {
	// Contexts holds ids of contexts; empty: all.
	Contexts []string
	// Component is a package URL without version, or the namespace and name alone; "*" stands for anything. Empty: all.
	Component string
	// Versions is a range, such as ">=1.2 <2 || 3.1"; empty: all. A subject without a version never fits a range.
	Versions string
	// Product is the id of a product; empty: all.
	Product string
	// DependencyScope is how the component is needed: "runtime", "development", "test", "optional"... Empty: all.
	DependencyScope string
	// Direct tells apart what a product names itself from what comes with it; nil: both.
	Direct *bool

	component componentPattern
	versions  versionRange
}

// Subject is what is judged.
type Subject struct {
	// License is the licence string as the inventory has it.
	License string
	// Component is the package URL, with or without version and qualifiers; empty where it does not matter.
	Component string
	// Version of the component; empty: the one in Component.
	Version string
	// Product, Scope and Direct say where and how it is used; empty and nil where not known.
	Product, Scope string
	Direct         *bool
}

// target is a subject prepared for matching.
type target struct {
	component string // as componentKey makes it
	version   string
	product   string
	scope     string
	direct    *bool
}

func (s *Scope) fits(t target, context string) bool {
	return (len(s.Contexts) == 0 || slices.Contains(s.Contexts, context)) && s.fitsSomewhere(t)
}

// fitsSomewhere leaves the contexts aside.
func (s *Scope) fitsSomewhere(t target) bool {
	if s.Product != "" && !strings.EqualFold(s.Product, t.product) {
		return false
	}
	if s.DependencyScope != "" && !strings.EqualFold(s.DependencyScope, t.scope) {
		return false
	}
	if s.Direct != nil && (t.direct == nil || *t.direct != *s.Direct) {
		return false
	}
	if s.Component != "" && !s.component.fits(t.component) {
		return false
	}
	return s.Versions == "" || s.versions.holds(t.version)
}

// covers tells whether every subject in context that fits other fits s as well.
func (s *Scope) covers(other *Scope) bool {
	return (s.Product == "" || s.Product == other.Product) &&
		(s.DependencyScope == "" || s.DependencyScope == other.DependencyScope) &&
		(s.Direct == nil || other.Direct != nil && *s.Direct == *other.Direct) &&
		(s.Component == "" || s.Component == other.Component) &&
		(s.Versions == "" || s.Versions == other.Versions)
}

// relevance knows which properties of a subject can change a verdict, so that all other subjects share one.
type relevance struct {
	components map[string]bool // by key
	names      map[string]bool // without type, in small letters
	patterns   []componentPattern
	products   map[string]bool
	scopes     map[string]bool
	direct     bool
}

func newRelevance(p *Policy) relevance {
	r := relevance{components: map[string]bool{}, names: map[string]bool{}, products: map[string]bool{}, scopes: map[string]bool{}}
	for i := range p.rules {
		r.add(&p.rules[i].Scope)
	}
	for i := range p.exceptions {
		r.add(&p.exceptions[i].Scope)
	}
	for i := range p.choices {
		r.add(&p.choices[i].Scope)
	}
	return r
}

func (r *relevance) add(s *Scope) {
	r.direct = r.direct || s.Direct != nil
	if s.Product != "" {
		r.products[strings.ToLower(s.Product)] = true
	}
	if s.DependencyScope != "" {
		r.scopes[strings.ToLower(s.DependencyScope)] = true
	}
	switch {
	case s.Component == "":
	case strings.Contains(s.component.text, "*"):
		r.patterns = append(r.patterns, s.component)
	case s.component.plain:
		r.names[s.component.text] = true
	default:
		r.components[s.component.text] = true
	}
}

// target keeps of a subject only what can matter.
func (r *relevance) target(s Subject) target {
	var t target
	if len(r.components)+len(r.names)+len(r.patterns) > 0 && s.Component != "" {
		key, version := componentKey(s.Component)
		if r.components[key] || len(r.names) > 0 && r.names[plainName(key)] || r.matched(key) {
			t.component, t.version = key, s.Version
			if t.version == "" {
				t.version = version
			}
		}
	}
	if len(r.products) > 0 {
		if product := strings.ToLower(s.Product); r.products[product] {
			t.product = product
		}
	}
	if len(r.scopes) > 0 {
		if scope := strings.ToLower(s.Scope); r.scopes[scope] {
			t.scope = scope
		}
	}
	if r.direct {
		t.direct = s.Direct
	}
	return t
}

func (r *relevance) matched(key string) bool {
	return slices.ContainsFunc(r.patterns, func(p componentPattern) bool { return p.fits(key) })
}
