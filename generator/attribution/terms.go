package attribution

import (
	"regexp"
	"strings"
)

// terms are the licences and exceptions that an expression names, in the order in which it names them.
type terms struct {
	valid      bool
	licenses   []string // without "+"
	exceptions []string
	// foreign tells of a DocumentRef- or AdditionRef-, which an SPDX 2.3 document may not use without declaring it.
	foreign bool
}

var (
	licenseWord   = regexp.MustCompile(`^((DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+|[A-Za-z0-9.-]+\+?)$`)
	exceptionWord = regexp.MustCompile(`^((DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+|[A-Za-z0-9.-]+)$`)
)

// readTerms reads a normalised expression. NONE and NOASSERTION are no licence, and so no expression.
func readTerms(expression string) terms {
	if expression == none || expression == noAssertion {
		return terms{}
	}
	t := &terms{}
	var depth int
	after := opened
	for _, word := range strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(expression)) {
		after = t.take(word, after)
		switch word {
		case "(":
			depth++
		case ")":
			depth--
		}
		if after == nowhere || depth < 0 {
			return terms{}
		}
	}
	t.valid = depth == 0 && (after == licensed || after == closed)
	if !t.valid {
		return terms{}
	}
	return *t
}

const (
	none        = "NONE"
	noAssertion = "NOASSERTION"
)

// place is where in an expression the next word stands.
type place int

const (
	nowhere  place = iota // no word may stand here
	opened                // a licence or a parenthesis must follow
	licensed              // a licence was read: an operator, WITH or a parenthesis may follow
	excepted              // WITH was read: an exception must follow
	closed                // an operator or a parenthesis may follow
)

// take reads one word and says where that leads.
func (t *terms) take(word string, at place) place {
	operator := word == "AND" || word == "OR"
	switch at {
	case opened:
		if word == "(" {
			return opened
		}
		if operator || word == "WITH" || word == none || word == noAssertion || !licenseWord.MatchString(word) {
			return nowhere
		}
		t.licenses = append(t.licenses, strings.TrimSuffix(word, "+"))
		t.foreign = t.foreign || strings.HasPrefix(word, "DocumentRef-")
		return licensed
	case excepted:
		if operator || !exceptionWord.MatchString(word) {
			return nowhere
		}
		t.exceptions = append(t.exceptions, word)
		t.foreign = t.foreign || strings.Contains(word, "AdditionRef-")
		return closed
	}
	switch {
	case operator:
		return opened
	case word == "WITH" && at == licensed:
		return excepted
	case word == ")":
		return closed
	}
	return nowhere
}
