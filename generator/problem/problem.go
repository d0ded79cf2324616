// Package problem is how every part of Portolan says that something in a portal is wrong.
//
// A [Problem] is data: where it is (file, line, column), what it is, and how to mend it. Stages gather problems in a
// [List] and carry on, so that one run shows an editor everything there is to mend. [Print] draws them for people.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// Severity says what a problem does to a run.
type Severity int

const (
	Error   Severity = iota // the run fails and nothing is published
	Warning                 // the site is published; something in it is broken or missing
	Notice                  // worth knowing; nothing is broken
)

// String returns the word that reports use.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "notice"
}

// Problem is one thing that is wrong in one place.
type Problem struct {
	Severity Severity `json:"severity"`
	// Rule names the kind of problem, as "area/what": "link/broken", "front-matter/unclosed".
	Rule string `json:"rule"`
	// File is a slash-separated path, relative to the content folder where it lies in it. Empty: no file is to blame.
	File string `json:"file,omitempty"`
	// Line and Column count from 1, columns in bytes. Zero: not known.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Text is one sentence without a full stop, in lower case where it starts with a plain word.
	Text string `json:"text"`
	// Hint says how to mend it. Empty: nothing better than Text can be said.
	Hint string `json:"hint,omitempty"`
	// Source is the line at fault, without its line ending. Empty: there is no line to show.
	Source string `json:"source,omitempty"`
}

// MarshalText lets a severity be written as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word back; any other word is an error, the gravest.
func (s *Severity) UnmarshalText(text []byte) error {
	*s = Error
	for _, known := range []Severity{Warning, Notice} {
		if known.String() == string(text) {
			*s = known
		}
	}
	return nil
}

// Error returns the problem on one line, as compilers do.
func (p Problem) Error() string {
	if at := p.At(); at != "" {
		return at + ": " + p.Text
	}
	return p.Text
}

// At returns "file:line:column", as far as it is known.
func (p Problem) At() string {
	switch {
	case p.File == "" || p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// List gathers problems from stages that may run side by side. Its zero value is ready.
type List struct {
	mu       sync.Mutex
	items    []Problem
	settings Settings
}

// Use makes problems that are added from now on as severe as a portal has it.
func (l *List) Use(s Settings) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settings = s
}

// Add appends problems to the list.
func (l *List) Add(problems ...Problem) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range problems {
		if settled, on := l.settings.apply(p); on {
			l.items = append(l.items, settled)
		}
	}
}

// Sorted returns the problems by file, line, column, severity and text, each distinct one once.
func (l *List) Sorted() []Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	sorted := slices.Clone(l.items)
	slices.SortStableFunc(sorted, compare)
	return slices.Compact(sorted)
}

// Count returns how many distinct problems there are of one severity.
func (l *List) Count(s Severity) int {
	n := 0
	for _, p := range l.Sorted() {
		if p.Severity == s {
			n++
		}
	}
	return n
}

func compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Hint, b.Hint),
	)
}
