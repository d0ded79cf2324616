// Package expression reads licence expressions as the SPDX specification 3.0 defines them, and as people write them.
//
// [Parse] is strict: the grammar of annex B (AND, OR, WITH, parentheses, "+", LicenseRef-, DocumentRef-, AdditionRef-),
// ids and operators in any letter case, ids that are on the list. It tells the column of what is wrong. [Read] never
// refuses: it repairs what is known to be meant ("GPLv2+", "Apache 2.0", "MIT or GPL-2.0", addresses of licences), says
// what it repaired, and leaves the rest as [Unknown].
//
// Both give an [Expression], a tree that does not change once made and may be used by several goroutines.
package expression

import (
	"slices"
	"strings"
)

// Kind says what a node of the tree is.
type Kind int

// The kinds of node.
const (
	License     Kind = iota // one licence, perhaps "+" or WITH an exception
	And                     // all Parts hold together
	Or                      // one of Parts may be chosen
	None                    // NONE: there is no licence
	NoAssertion             // NOASSERTION: nobody says
	Unknown                 // words that are no known licence; only [Read] makes it
)

// Expression is a node of the tree.
type Expression struct {
	// Kind says which of the other fields count.
	Kind Kind
	// ID is the licence in its official spelling ("MIT", "LicenseRef-acme", "DocumentRef-x:LicenseRef-acme"); for
	// Unknown the words as they were written.
	ID string
	// OrLater tells of a "+". GNU ids have "-or-later" in the ID instead.
	OrLater bool
	// Exception is what follows WITH; empty where nothing does.
	Exception string
	// Parts are what AND or OR joins, at least two, never of the same Kind as the node itself.
	Parts []*Expression

	text, key string
}

// String returns the expression normalised: official spelling, only the parentheses that it needs. Unknown words stand
// in quotation marks, which no SPDX expression has.
func (e *Expression) String() string { return e.text }

// Key is the same for expressions that differ only in order and repetition ("MIT OR ISC", "ISC OR MIT").
func (e *Expression) Key() string { return e.key }

// Valid tells whether String is a licence expression as SPDX defines it, NONE and NOASSERTION on their own included.
func (e *Expression) Valid() bool {
	if e.Kind == None || e.Kind == NoAssertion {
		return true
	}
	for leaf := range e.Leaves() {
		if leaf.Kind != License || !known(leaf) {
			return false
		}
	}
	return true
}

func leaf(kind Kind, id string, orLater bool, exception string) *Expression {
	e := &Expression{Kind: kind, ID: id, OrLater: orLater, Exception: exception, text: id}
	switch {
	case kind == None:
		e.text = "NONE"
	case kind == NoAssertion:
		e.text = "NOASSERTION"
	case kind == Unknown && !isWord(id):
		e.text = `"` + strings.ReplaceAll(id, `"`, "'") + `"`
	}
	if orLater {
		e.text += "+"
	}
	if exception != "" {
		e.text += " WITH " + exception
	}
	e.key = e.text
	return e
}

// join makes a node from parts, taking in the parts of those that are of the same kind.
func join(kind Kind, parts []*Expression) *Expression {
	if len(parts) == 1 {
		return parts[0]
	}
	e := &Expression{Kind: kind}
	for _, p := range parts {
		if p.Kind == kind {
			e.Parts = append(e.Parts, p.Parts...)
		} else {
			e.Parts = append(e.Parts, p)
		}
	}
	operator := " AND "
	if kind == Or {
		operator = " OR "
	}
	var texts, keys []string
	for _, p := range e.Parts {
		text, key := p.text, p.key
		if kind == And && p.Kind == Or {
			text, key = "("+text+")", "("+key+")"
		}
		texts, keys = append(texts, text), append(keys, key)
	}
	e.text = strings.Join(texts, operator)
	slices.Sort(keys)
	e.key = strings.Join(slices.Compact(keys), operator)
	return e
}

// AllOf joins expressions with AND. A single one comes back as it is.
func AllOf(parts ...*Expression) *Expression { return join(And, parts) }
