package policy

import (
	"fmt"
	"strings"

	"portolan/generator/policy/expression"
)

// Level is a step of the ladder of verdicts.
type Level int

// The ladder, from the best to the worst.
const (
	Allowed     Level = iota // use it
	Conditional              // use it and fulfil the conditions
	Review                   // ask a person first
	Unknown                  // find out which licence holds
	Forbidden                // do not use it
)

var levelNames = []string{"allowed", "conditional", "review", "unknown", "forbidden"}

// Levels returns the ladder from the best to the worst.
func Levels() []Level { return []Level{Allowed, Conditional, Review, Unknown, Forbidden} }

// String returns the word that policies and the API use.
func (l Level) String() string { return levelNames[l] }

// MarshalText writes the level as its word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// ParseLevel reads the word of a level.
func ParseLevel(word string) (Level, error) {
	for i, name := range levelNames {
		if name == word {
			return Level(i), nil
		}
	}
	return Unknown, fmt.Errorf("%q is not a verdict", word)
}

// Verdict is the answer for one subject in one context.
type Verdict struct {
	// Context is the id of the context, as the policy lists it.
	Context string
	Level   Level
	// Rule is the id of the rule that decided; empty where none did.
	Rule string
	// Reason is a sentence or two in plain words.
	Reason string
	// Conditions must be fulfilled; Markdown, from every rule that has a part in the verdict.
	Conditions []string
	// Severity is the word that the rule gives; empty where it gives none.
	Severity string
	// Fix says how to mend it, in Markdown; empty where nobody says.
	Fix string
	// See is the anchor in Page, or the address, where the deciding rule is explained to people.
	See string
	// Page is the address of the policy page that decided; empty where none did.
	Page string
	// Branch is the expression that remains after every choice is made; empty where there was none.
	Branch string
	// Exception is the id of the exception or decision that decided; empty where none did.
	Exception string
	// ExpiredException is the id of one that would have decided, had it not expired.
	ExpiredException string
	// Repairs tells what was changed to make the licence string readable.
	Repairs []expression.Repair
}

// Where returns the address at which the verdict is explained to people; empty where nothing decided.
func (v Verdict) Where() string {
	if v.See == "" || strings.HasPrefix(v.See, "#") {
		return v.Page + v.See
	}
	return v.See
}

// sentenceList joins words as a sentence does: "a, b and c".
func sentenceList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
