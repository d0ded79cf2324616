package policy

import (
	"strings"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
)

// pattern names licences: one, or with "*" several, perhaps WITH an exception.
type pattern struct {
	id        string // in small letters
	exception string // in small letters; "" names the licence whatever follows WITH
	plus      bool   // only with "+"
	glob      bool
	kind      expression.Kind // And and Or name a whole expression by its key and fit no leaf
}

// newPattern reads a pattern. An id is brought to its current spelling; the error is for an id that is not listed.
func newPattern(written string) (pattern, *expression.Expression, error) {
	if strings.Contains(written, "*") {
		id, exception, _ := strings.Cut(strings.ToLower(written), " with ")
		return pattern{id: strings.TrimSpace(id), exception: strings.TrimSpace(exception), glob: true}, nil, nil
	}
	e, err := expression.Parse(written)
	if err != nil {
		return pattern{}, nil, err
	}
	if len(e.Parts) > 0 {
		return pattern{id: e.Key(), kind: e.Kind}, e, nil
	}
	return pattern{
		id: strings.ToLower(e.ID), exception: strings.ToLower(e.Exception), plus: e.OrLater, kind: e.Kind,
	}, e, nil
}

// fits tells whether the pattern names a leaf. With precise it must name the leaf's exception as well.
func (p pattern) fits(leaf *expression.Expression, precise bool) bool {
	if p.kind != leaf.Kind || precise != (p.exception != "") {
		return false
	}
	if leaf.Kind != expression.License {
		return true
	}
	if p.plus && !leaf.OrLater {
		return false
	}
	id, exception := strings.ToLower(leaf.ID), strings.ToLower(leaf.Exception)
	if !p.glob {
		return p.id == id && (p.exception == "" || p.exception == exception)
	}
	return wildcard(p.id, id) && (p.exception == "" || exception != "" && wildcard(p.exception, exception))
}

// members knows which category the policy puts a licence into.
type members struct {
	exact map[string]string // by the text of the leaf
	globs []memberGlob
	own   map[string]bool // categories that the policy lists itself
}

type memberGlob struct {
	pattern  pattern
	category string
}

func newMembers(categories []Category) members {
	m := members{exact: map[string]string{}, own: map[string]bool{}}
	for _, c := range categories {
		m.own[c.ID] = true
		for _, written := range c.Licenses {
			p, e, err := newPattern(written)
			switch {
			case err != nil:
			case p.glob:
				m.globs = append(m.globs, memberGlob{p, c.ID})
			default:
				if _, taken := m.exact[e.String()]; !taken {
					m.exact[e.String()] = c.ID
				}
			}
		}
	}
	return m
}

// of returns the categories of a leaf, the one to try first in front: more than one where an exception softens it.
func (m *members) of(leaf *expression.Expression) []string {
	if category, listed := m.exact[leaf.String()]; listed && leaf.Exception != "" {
		return []string{category}
	}
	bare := m.bare(leaf)
	softens := leaf.Exception != "" && !m.own[string(facts.WeakCopyleft)]
	if softens && bare == string(facts.StrongCopyleft) && leaf.Category() == facts.WeakCopyleft {
		return []string{string(facts.WeakCopyleft), bare}
	}
	if bare == "" {
		return nil
	}
	return []string{bare}
}

// bare returns the category of the licence alone: as the policy lists it, else as it is publicly known, unless the
// policy lists the members of that category itself.
func (m *members) bare(leaf *expression.Expression) string {
	if category, listed := m.exact[leaf.ID]; listed {
		return category
	}
	for _, g := range m.globs {
		if g.pattern.fits(leaf, g.pattern.exception != "") {
			return g.category
		}
	}
	public := string(publicCategory(leaf.ID))
	if m.own[public] {
		return ""
	}
	return public
}
