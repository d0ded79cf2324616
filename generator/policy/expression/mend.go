package expression

import (
	"fmt"
	"slices"
	"strings"
)

// widest is how many tokens one licence name may span.
const widest = 24

// mender reads tokens by the same grammar as parser, but takes names for ids and never fails.
type mender struct {
	source  string
	tokens  []token
	next    int
	repairs []Repair
	unknown []string
	torn    string // why a part of the expression must be missing; empty where it is whole
	deep    bool
}

func (m *mender) peek() operator {
	if m.next < len(m.tokens) {
		return m.tokens[m.next].operator
	}
	return close
}

// atEnd tells that nothing more follows, here or in these parentheses.
func (m *mender) atEnd() bool { return m.next == len(m.tokens) || m.peek() == close }

// joiner reads what joins two licences, and says whether it asks for all or for one. A comma means what the first
// operator after it says ("MIT, ISC or Zlib"), and AND where none follows: the stricter reading. So does "and/or".
func (m *mender) joiner() operator {
	first := m.next
	kind := m.peek()
	for m.next < len(m.tokens) && (m.peek() == and || m.peek() == or || m.peek() == comma) {
		if m.peek() == and || kind == comma {
			kind = m.peek()
		}
		if m.next > first && m.tokens[m.next-1].joins() && m.tokens[m.next].joins() {
			m.torn = "a licence is missing between two operators"
		}
		m.next++
	}
	if first == m.next {
		return word
	}
	written := strings.TrimSpace(m.source[m.tokens[first].start:m.tokens[m.next-1].end])
	if m.atEnd() && strings.Trim(written, ",; ") == "" {
		return word // "MIT," joins nothing
	}
	if kind == comma {
		kind = m.listOperator()
	}
	to, why := "AND", "all parts of a list are taken to hold"
	if kind == or {
		to, why = "OR", "it offers a choice"
	}
	if !strings.EqualFold(written, to) {
		m.repairs = append(m.repairs, Repair{written, to, why})
	}
	return kind
}

func (m *mender) listOperator() operator {
	depth := 0
	for _, t := range m.tokens[m.next:] {
		switch {
		case t.operator == open:
			depth++
		case t.operator == close:
			depth--
		case depth == 0 && (t.operator == and || t.operator == or) && t.text != "/":
			return t.operator
		}
		if depth < 0 {
			break
		}
	}
	return and
}

// alternatives reads operands and what joins them; AND binds tighter than OR.
func (m *mender) alternatives(depth int) *Expression {
	var choices []*Expression
	together := []*Expression{m.operand(depth)}
	for !m.atEnd() {
		kind := m.joiner()
		if m.atEnd() && kind == word {
			break
		}
		if kind == or {
			choices = append(choices, join(And, together))
			together = nil
		}
		next := m.operand(depth)
		if kind == word {
			if len(together) > 0 && together[len(together)-1].text == next.text {
				continue // "ISC License (ISCL)" says it twice
			}
			m.repairs = append(m.repairs, Repair{"", "AND", "what stands side by side is taken to hold together"})
		}
		together = append(together, next)
	}
	return join(Or, append(choices, join(And, together)))
}

// operand reads one licence, or several with a slash between them: the slash binds tightest.
func (m *mender) operand(depth int) *Expression {
	parts := []*Expression{m.single(depth)}
	for m.next+1 < len(m.tokens) && m.tokens[m.next].text == "/" && m.tokens[m.next+1].operator == word {
		m.repairs = append(m.repairs, Repair{"/", "OR", "a slash offers a choice"})
		m.next++
		parts = append(parts, m.single(depth))
	}
	return join(Or, parts)
}

func (m *mender) single(depth int) *Expression {
	if e, ok := m.name(); ok {
		return m.exception(e)
	}
	if m.peek() == open && depth < deepest {
		m.next++
		e := m.alternatives(depth + 1)
		if m.next < len(m.tokens) {
			m.next++
		} else {
			m.torn = "a closing parenthesis is missing"
		}
		return e
	}
	m.deep = m.deep || depth >= deepest
	return m.strange()
}

// name takes the longest run of tokens that names a licence.
func (m *mender) name() (*Expression, bool) {
	depth := 0
	longest, meant := 0, named{}
	for i, t := range m.tokens[m.next:min(len(m.tokens), m.next+widest)] {
		switch t.operator {
		case open:
			depth++
		case close:
			depth--
		}
		if depth < 0 {
			break
		}
		if n, ok := m.lookup(m.next, m.next+i+1); ok && depth == 0 {
			longest, meant = i+1, n
		}
	}
	if longest == 0 {
		return nil, false
	}
	written := m.span(m.next, m.next+longest)
	if meant.expression == nil {
		m.next += longest
		m.unknown = append(m.unknown, fmt.Sprintf("%q: %s", written, meant.why))
		return leaf(Unknown, written, false, ""), true
	}
	if !strings.EqualFold(written, meant.expression.String()) {
		m.repairs = append(m.repairs, Repair{written, meant.expression.String(), meant.why})
	}
	m.next += longest
	return meant.expression, true
}

func (m *mender) span(from, to int) string { return m.source[m.tokens[from].start:m.tokens[to-1].end] }

func (m *mender) lookup(from, to int) (named, bool) {
	if first, last := m.tokens[from].operator, m.tokens[to-1].operator; first != word || last != word && last != close {
		return named{}, false
	}
	if e, _ := resolve(m.tokens[from].text); e != nil && m.listed(from, to) {
		return named{}, false // "GPL-2.0-only, GPL-2.0-or-later" is a list, not a name
	}
	return byName(m.span(from, to))
}

func (m *mender) listed(from, to int) bool {
	return slices.ContainsFunc(m.tokens[from:to], func(t token) bool { return t.operator == comma })
}

// exception reads WITH and what follows it.
func (m *mender) exception(e *Expression) *Expression {
	at := m.next
	if m.peek() == comma && at+1 < len(m.tokens) && m.tokens[at+1].operator == with {
		at++
	}
	if at >= len(m.tokens) || m.tokens[at].operator != with || e.Kind != License || e.Exception != "" {
		return e
	}
	for end := min(len(m.tokens), at+1+widest); end > at+1; end-- {
		words := m.span(at+1, end)
		if id, ok := exceptionByName(words); ok {
			if !strings.EqualFold(words, id) {
				m.repairs = append(m.repairs, Repair{words, id, "a name of the exception"})
			}
			m.next = end
			return leaf(License, e.ID, e.OrLater, id)
		}
	}
	start := m.tokens[m.next].start
	m.next = at + 1
	m.skip()
	words := strings.TrimLeft(m.source[start:m.tokens[m.next-1].end], ", ")
	m.unknown = append(m.unknown, fmt.Sprintf("%q names no known exception", words))
	return leaf(Unknown, e.String()+" "+words, false, "")
}

// strange takes the tokens up to the next operator as words that nobody knows.
func (m *mender) strange() *Expression {
	from := m.next
	m.skip()
	if from == m.next {
		m.torn = "a licence is missing"
		if !m.atEnd() {
			m.next++
		}
		return leaf(Unknown, "", false, "")
	}
	words := m.span(from, m.next)
	m.unknown = append(m.unknown, fmt.Sprintf("%q names no known licence", words))
	return leaf(Unknown, words, false, "")
}

func (m *mender) skip() {
	depth := 0
	for m.next < len(m.tokens) {
		switch op := m.peek(); {
		case op == open:
			depth++
		case op == close && depth == 0:
			return
		case op == close:
			depth--
		case depth == 0 && (op == and || op == or || op == comma):
			return
		}
		m.next++
	}
}
