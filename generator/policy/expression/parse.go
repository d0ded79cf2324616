package expression

import (
	"fmt"
	"strings"

	"portolan/generator/policy/facts"
)

// deepest is how far parentheses may nest: far beyond what people write, far below what exhausts a stack.
const deepest = 200

// Error says what is wrong with an expression, and where.
type Error struct {
	// Column counts bytes from 1.
	Column int
	// Text is one sentence in lower case without a full stop.
	Text string
	// Hint says how to mend it; empty where nothing can be said.
	Hint string

	unlisted string // the word that no list has
}

// Error returns the column and the text.
func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Text) }

// Parse reads an expression by the SPDX grammar. NONE and NOASSERTION are accepted on their own. Deprecated ids become
// what the SPDX list tells to write instead. The error is always an *[Error].
func Parse(s string) (*Expression, error) {
	e, _, err := parse(s)
	if err != nil {
		err.Hint = suggestion(err.unlisted)
		return nil, err
	}
	return e, nil
}

// parse also tells which deprecated ids it replaced.
func parse(s string) (*Expression, []Repair, *Error) {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "NONE":
		return leaf(None, "", false, ""), nil, nil
	case "NOASSERTION":
		return leaf(NoAssertion, "", false, ""), nil, nil
	}
	p := parser{source: s}
	p.advance()
	e := p.alternatives(0)
	if p.err == nil && p.word != "" {
		p.fail("expected AND, OR or the end, found %q", p.word)
	}
	if p.err != nil {
		return nil, nil, p.err
	}
	return e, p.repairs, nil
}

// parser walks over the source one word at a time. After the first error it stands still.
type parser struct {
	source  string
	next    int    // where the word after this one may start
	start   int    // where this word starts
	word    string // "" at the end
	repairs []Repair
	err     *Error
}

func (p *parser) fail(format string, args ...any) *Expression {
	if p.err == nil {
		p.err = &Error{Column: p.start + 1, Text: fmt.Sprintf(format, args...)}
	}
	return leaf(Unknown, "", false, "")
}

func (p *parser) advance() {
	for p.next < len(p.source) && isSpace(p.source[p.next]) {
		p.next++
	}
	p.start = p.next
	for p.next < len(p.source) && isWordByte(p.source[p.next]) {
		p.next++
	}
	if p.start == p.next && p.next < len(p.source) {
		if c := p.source[p.next]; c != '(' && c != ')' {
			p.fail("%q cannot stand in a licence expression", firstRune(p.source[p.next:]))
			p.word, p.next = "", len(p.source)
			return
		}
		p.next++
	}
	p.word = p.source[p.start:p.next]
}

// alternatives reads what OR joins; AND binds tighter, WITH tightest.
func (p *parser) alternatives(depth int) *Expression {
	parts := []*Expression{p.together(depth)}
	for p.err == nil && strings.EqualFold(p.word, "OR") {
		p.advance()
		parts = append(parts, p.together(depth))
	}
	return join(Or, parts)
}

func (p *parser) together(depth int) *Expression {
	parts := []*Expression{p.operand(depth)}
	for p.err == nil && strings.EqualFold(p.word, "AND") {
		p.advance()
		parts = append(parts, p.operand(depth))
	}
	return join(And, parts)
}

func (p *parser) operand(depth int) *Expression {
	switch {
	case p.err != nil || p.word == "":
		return p.fail("a licence is missing here")
	case p.word == "(":
		return p.group(depth + 1)
	case p.word == ")" || isOperator(p.word):
		return p.fail("expected a licence, found %q", p.word)
	}
	e := p.license()
	if p.err == nil && strings.EqualFold(p.word, "WITH") {
		p.advance()
		return p.with(e)
	}
	return e
}

func (p *parser) group(depth int) *Expression {
	if depth > deepest {
		return p.fail("more than %d parentheses inside one another", deepest)
	}
	p.advance()
	e := p.alternatives(depth)
	if p.err == nil && p.word != ")" {
		return p.fail("a closing parenthesis is missing here")
	}
	p.advance()
	return e
}

func (p *parser) license() *Expression {
	if strings.EqualFold(p.word, "NONE") || strings.EqualFold(p.word, "NOASSERTION") {
		return p.fail("%s can only stand alone", strings.ToUpper(p.word))
	}
	e, replaced := resolve(p.word)
	if e == nil {
		p.fail("%q is not on the SPDX licence list", p.word)
		p.err.unlisted = p.word
		return leaf(Unknown, p.word, false, "")
	}
	if replaced {
		p.repairs = append(p.repairs, Repair{p.word, e.String(), "the SPDX list has another spelling now"})
	}
	p.advance()
	return e
}

func (p *parser) with(e *Expression) *Expression {
	if e.Exception != "" {
		return p.fail("%s has an exception already", e)
	}
	exception, ok := addition(p.word)
	if !ok {
		p.fail("%q is not on the SPDX list of exceptions", p.word)
		if p.err.unlisted = p.word; isOperator(p.word) || p.word == "(" || p.word == ")" || p.word == "" {
			p.err.unlisted, p.err.Text = "", "an exception is missing after WITH"
		}
		return e
	}
	if !strings.EqualFold(exception, p.word) {
		p.repairs = append(p.repairs, Repair{p.word, exception, "the SPDX list has another spelling now"})
	}
	p.advance()
	return leaf(License, e.ID, e.OrLater, exception)
}

func suggestion(word string) string {
	if word == "" {
		return ""
	}
	if near := facts.Nearest(word); near != "" {
		return "did you mean " + near + "?"
	}
	if _, reference := cutPrefixFold(word, "LicenseRef-"); reference {
		return "LicenseRef- is followed by letters, digits, dots and hyphens"
	}
	return "write LicenseRef-" + strings.Trim(word, "+") + " for a licence that is not on the list"
}
