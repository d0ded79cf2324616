// Package terminal is how the program speaks to people at a terminal and to the scripts around it: its commands and their
// flags, lines, problems, progress and exit codes.
//
// The rules: results go to standard output, everything else to standard error. Sentences start in lower case and have no
// full stop; a problem names its place and how to mend it. Progress moves on a terminal and is a plain line elsewhere.
//
// Two nouns matter. A [Terminal] is where to write; a [Program] is a list of commands, of which one is run.
package terminal

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"portolan/generator/problem"
)

// Terminal is where a command writes.
type Terminal struct {
	// Results is standard output: what was asked for, and nothing else. Required.
	Results io.Writer
	// Messages is standard error: problems, progress, and what is good to know. Required.
	Messages io.Writer
	// Quiet leaves out all messages but problems.
	Quiet bool
}

// Say writes a line that is neither a result nor a problem.
func (t *Terminal) Say(format string, args ...any) {
	if !t.Quiet {
		fmt.Fprintf(t.Messages, format+"\n", args...)
	}
}

// WriteJSON writes a result for a program to read.
func (t *Terminal) WriteJSON(v any) error {
	e := json.NewEncoder(t.Results)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Report writes problems, with a count at the end. It returns ErrWrong where an error is among them.
func (t *Terminal) Report(problems ...problem.Problem) error {
	if err := problem.Print(t.Messages, problems); err != nil {
		return err
	}
	wrong := 0
	for _, p := range problems {
		if p.Severity == problem.Error {
			wrong++
		}
	}
	switch n := len(problems); {
	case n > wrong:
		t.Say("%d %s, %d of them errors", n, Plural(n, "problem"), wrong)
	case n > 0:
		t.Say("%d %s", n, Plural(n, "error"))
	}
	if wrong > 0 {
		return ErrWrong
	}
	return nil
}

// ReportBuild writes the problems of a build, and of what is worth knowing but not wrong only how much there is: check
// tells of that.
func (t *Terminal) ReportBuild(problems []problem.Problem) error {
	written := WithoutNotices(problems)
	if n := len(problems) - len(written); n > 0 {
		t.Say("%d %s: portolan check shows them", n, Plural(n, "notice"))
	}
	return t.Report(written...)
}

// WithoutNotices leaves out what is worth knowing but not wrong.
func WithoutNotices(problems []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p problem.Problem) bool { return p.Severity == problem.Notice })
}

// Plural is a regular English noun as it stands behind a number.
func Plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
