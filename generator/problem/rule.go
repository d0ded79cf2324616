package problem

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is a kind of problem: what is looked for, why it matters and how it is mended. The table of all rules is what
// `portolan check --rules` prints, what the editors' page on checks is written from, and the help in SARIF.
type Rule struct {
	// ID is "area/what".
	ID string `json:"id"`
	// Severity is that of most of its problems, unless a portal says otherwise.
	Severity Severity `json:"severity"`
	// When says in which runs it is looked for.
	When When `json:"when"`
	// Fixed rules cannot be switched: without them nothing could be built, or something could leak.
	Fixed bool `json:"fixed"`
	// What, Why and Mend are a sentence or two each.
	What string `json:"what"`
	Why  string `json:"why"`
	Mend string `json:"mend"`
}

// When says in which runs a rule is looked for.
type When int

// The runs.
const (
	Always   When = iota // in every build and check
	Checked              // by portolan check
	External             // by portolan check --external
)

// MarshalText lets it be written as a word.
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// String returns the command that looks for a rule.
func (w When) String() string {
	switch w {
	case Checked:
		return "check"
	case External:
		return "check --external"
	}
	return "build and check"
}

// Rules returns the table of all rules, by area.
func Rules() []Rule { return slices.Clone(table) }

// RuleOf returns a rule; false where there is none of that id.
func RuleOf(id string) (Rule, bool) {
	at := slices.IndexFunc(table, func(r Rule) bool { return r.ID == id })
	if at < 0 {
		return Rule{}, false
	}
	return table[at], true
}

// Settings are a portal's own severities by rule: "off", "notice", "warning" or "error".
type Settings map[string]string

// levels are the words of settings.
var levels = map[string]Severity{"error": Error, "warning": Warning, "notice": Notice}

// Check says what is wrong with a setting, and how to mend it; "" where nothing is.
func (s Settings) Check(id string) (text, hint string) {
	rule, known := RuleOf(id)
	_, word := levels[s[id]]
	switch {
	case !known:
		return fmt.Sprintf("there is no rule %q", id), "portolan check --rules lists them" + near(id)
	case !word && s[id] != "off":
		return fmt.Sprintf("%q is no severity", s[id]), "off, notice, warning or error"
	case rule.Fixed:
		return fmt.Sprintf("the rule %q cannot be switched", id), "it keeps the site whole or safe; take the line out"
	}
	return "", ""
}

// near names a rule of the same end, for a hint.
func near(id string) string {
	_, what, _ := strings.Cut(id, "/")
	for _, r := range table {
		if strings.HasSuffix(r.ID, "/"+what) && what != "" {
			return "; did you mean " + r.ID + "?"
		}
	}
	return ""
}

// apply returns a problem as the settings have it; false where its rule is off.
func (s Settings) apply(p Problem) (Problem, bool) {
	word, set := s[p.Rule]
	if !set {
		return p, true
	}
	if rule, known := RuleOf(p.Rule); !known || rule.Fixed {
		return p, true
	}
	severity, known := levels[word]
	if known {
		p.Severity = severity
	}
	return p, word != "off"
}
