package attribution

import (
	"regexp"
	"slices"
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
	listed       = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)
	licenseRef   = regexp.MustCompile(`^(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$`)
	additionRef  = regexp.MustCompile(`^(DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$`)
	parentheses  = strings.NewReplacer("(", " ( ", ")", " ) ")
	keywords     = []string{"AND", "OR", "WITH", none, noAssertion}
	refersByName = regexp.MustCompile(`(?i)^(document|license|addition)ref-`)
)

// licenseWord tells whether a word is a licence of the list, perhaps with "+", or a LicenseRef.
func licenseWord(word string) bool {
	if refersByName.MatchString(word) {
		return licenseRef.MatchString(word)
	}
	return !slices.Contains(keywords, word) && listed.MatchString(strings.TrimSuffix(word, "+"))
}

// exceptionWord tells whether a word is an exception of the list or an AdditionRef.
func exceptionWord(word string) bool {
	if refersByName.MatchString(word) {
		return additionRef.MatchString(word)
	}
	return !slices.Contains(keywords, word) && listed.MatchString(word)
}

// readTerms reads a normalised expression. NONE and NOASSERTION are no licence, and so no expression.
func readTerms(expression string) terms {
	if expression == none || expression == noAssertion {
		return terms{}
	}
	t := &terms{}
	var depth int
	after := opened
	for _, word := range strings.Fields(parentheses.Replace(expression)) {
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
	switch at {
	case opened:
		if word == "(" {
			return opened
		}
		if !licenseWord(word) {
			return nowhere
		}
		t.licenses = append(t.licenses, strings.TrimSuffix(word, "+"))
		t.foreign = t.foreign || strings.HasPrefix(word, "DocumentRef-")
		return licensed
	case excepted:
		if !exceptionWord(word) {
			return nowhere
		}
		t.exceptions = append(t.exceptions, word)
		t.foreign = t.foreign || strings.Contains(word, "AdditionRef-")
		return closed
	}
	switch {
	case word == "AND", word == "OR":
		return opened
	case word == "WITH" && at == licensed:
		return excepted
	case word == ")":
		return closed
	}
	return nowhere
}
