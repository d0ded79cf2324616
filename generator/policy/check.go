package policy

import (
	"fmt"

	"portolan/generator/policy/expression"
	"portolan/generator/policy/facts"
)

// check looks at the rules as a whole: each must have an id of its own, and something that no earlier rule takes away.
func (c *compiler) check() {
	leaves := c.allLeaves()
	ids := map[string]bool{}
	for i := range c.policy.rules {
		r, at := &c.policy.rules[i], c.uses[i]
		if ids[r.ID] {
			at.page.wrong(at.at, "policy/duplicate", fmt.Sprintf("the rule %q is there already", r.ID), "give each an id of its own")
		}
		ids[r.ID] = true
		if r.whole != nil {
			c.checkExpression(i)
			continue
		}
		c.checkReach(i, leaves)
	}
}

// allLeaves returns every single licence that the policy can meet by name: the SPDX list, what it names itself, and one
// that stands for all LicenseRefs beside.
func (c *compiler) allLeaves() []*expression.Expression {
	var leaves []*expression.Expression
	known := map[string]bool{}
	add := func(written string) {
		if e, err := expression.Parse(written); err == nil && len(e.Parts) == 0 && !known[e.String()] {
			known[e.String()] = true
			leaves = append(leaves, e)
		}
	}
	for _, l := range facts.Licenses() {
		add(l.ID)
	}
	add("LicenseRef-any-other")
	for _, r := range c.policy.rules {
		for _, written := range r.Licenses {
			add(written)
		}
	}
	for _, category := range c.policy.categories {
		for _, written := range category.Licenses {
			add(written)
		}
	}
	return leaves
}

func (c *compiler) checkExpression(i int) {
	r := &c.policy.rules[i]
	for j := range c.policy.rules[:i] {
		earlier := &c.policy.rules[j]
		if earlier.whole != nil && earlier.whole.Key() == r.whole.Key() && c.takesAll(earlier, r) {
			c.never(i, earlier.ID)
			return
		}
	}
}

// checkReach reports a rule for single licences that names none, or of which earlier rules leave nothing.
func (c *compiler) checkReach(i int, leaves []*expression.Expression) {
	r := &c.policy.rules[i]
	covered, by := false, ""
	for _, leaf := range leaves {
		if !c.reaches(r, leaf) {
			continue
		}
		covered = true
		if by = c.taken(i, leaf); by == "" {
			return
		}
	}
	if covered {
		c.never(i, by)
	} else if !namesBeyondTheList(r) {
		at := c.uses[i]
		at.page.wrong(at.at, "policy/never", fmt.Sprintf("the rule %q can never match: it covers no licence", r.ID), "list licences in its category, or remove it")
	}
}

func (c *compiler) never(i int, earlier string) {
	at := c.uses[i]
	at.page.wrong(at.at, "policy/never",
		fmt.Sprintf("the rule %q can never match: earlier rules, such as %q, cover all that it covers", c.policy.rules[i].ID, earlier),
		"move it up, narrow the earlier rule, or remove it")
}

// reaches tells whether a rule covers a licence by name or category.
func (c *compiler) reaches(r *Rule, leaf *expression.Expression) bool {
	if names(r.patterns, leaf, true) || names(r.patterns, leaf, false) || r.any() && listed(leaf) {
		return true
	}
	for _, category := range c.policy.listed.of(leaf) {
		for _, named := range r.Categories {
			if named == category {
				return true
			}
		}
	}
	return false
}

// taken returns the id of the earlier rule that answers for a licence wherever rule i would, and "" where there is none
// in some context.
func (c *compiler) taken(i int, leaf *expression.Expression) (by string) {
	r := &c.policy.rules[i]
	for _, context := range c.policy.contexts {
		if !appliesIn(r, context.ID) {
			continue
		}
		by = ""
		for j := range c.policy.rules[:i] {
			earlier := &c.policy.rules[j]
			if appliesIn(earlier, context.ID) && earlier.covers(&r.Scope) && c.outranks(earlier, r, leaf) {
				by = earlier.ID
				break
			}
		}
		if by == "" {
			return ""
		}
	}
	return by
}

// outranks tells whether an earlier rule for a licence answers before a later one does: a later one that names the
// exception after WITH goes first.
func (c *compiler) outranks(earlier, later *Rule, leaf *expression.Expression) bool {
	if leaf.Exception != "" && !names(earlier.patterns, leaf, true) && names(later.patterns, leaf, true) {
		return false
	}
	return c.reaches(earlier, leaf)
}

func appliesIn(r *Rule, context string) bool { return overlap(r.Contexts, []string{context}) }

func (c *compiler) takesAll(earlier, later *Rule) bool {
	for _, context := range c.policy.contexts {
		if appliesIn(later, context.ID) && !appliesIn(earlier, context.ID) {
			return false
		}
	}
	return earlier.covers(&later.Scope)
}

// namesBeyondTheList tells that a rule may meet licences that no list holds: patterns for LicenseRefs and exceptions.
func namesBeyondTheList(r *Rule) bool {
	for _, p := range r.patterns {
		if p.glob {
			return true
		}
	}
	return false
}
