package policy

import (
	"time"

	"portolan/generator/policy/expression"
)

// Rule gives a verdict on the licences that it names.
type Rule struct {
	// ID names the rule in verdicts. Recommended; "rule 3" by its number where left out.
	ID string
	// Licenses holds ids and patterns ("LGPL-*"), Categories ids of categories, Expression a whole expression. A rule
	// with none of the three is for every licence of the SPDX list.
	Licenses   []string
	Categories []string
	Expression string
	Scope
	Verdict Level
	// Conditions must be fulfilled by who uses the licence; Markdown.
	Conditions []string
	// Severity is a word for reports: "low", "medium", "high", "critical". Empty: none.
	Severity string
	// Fix says how to mend it; Markdown.
	Fix string
	// See is the anchor or address where it is explained to people.
	See   string
	Place Place

	patterns []pattern
	whole    *expression.Expression
}

// Exception decides for a component, licence or product before any rule: a waiver, or a single decision.
type Exception struct {
	// ID names it in verdicts and in the register. Required.
	ID string
	// License is an id, a pattern or an expression; empty: the whole expression of the component, whatever it is.
	License string
	Scope
	Verdict Level
	// Because is the reason, ApprovedBy who decided; shown as they are.
	Because, ApprovedBy string
	// Approved and Expires are days; the zero time where none is given. It still counts on the day it expires.
	Approved, Expires time.Time
	// Expired tells that Expires has passed.
	Expired    bool
	Conditions []string
	Fix        string
	See        string
	Place      Place

	patterns []pattern
	whole    *expression.Expression
}

// Choice settles an OR.
type Choice struct {
	// ID names it; "choice 1" by its number where left out.
	ID string
	// License is the OR as it stands in the inventory, in any order; Choose the part to take.
	License, Choose string
	Scope
	Because string
	Place   Place

	whole, chosen *expression.Expression
}

// names tells whether the rule names a leaf by id or pattern; precise asks for those that name its exception too.
func names(patterns []pattern, leaf *expression.Expression, precise bool) bool {
	for _, p := range patterns {
		if p.fits(leaf, precise) {
			return true
		}
	}
	return false
}
