package collectors

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"portolan/collectors/source"
)

// ErrNoCollector means that a run was asked for a collector that site.yaml does not name.
var ErrNoCollector = errors.New("site.yaml names no collector")

// Problem is one thing that went wrong in a run.
type Problem struct {
	// Source is the ID of the source; empty where site.yaml itself is at fault.
	Source string
	// File is below the content folder; empty for site.yaml. Line and Column count from 1; zero is not known.
	File         string
	Line, Column int
	Text, Hint   string
	// Wrong is true where the portal has to be mended, false where a source could not be reached or answered badly.
	Wrong bool
}

// Error is what a run returns when not all went well. What could be collected was kept all the same.
type Error struct{ Problems []Problem }

// Error lists the problems, a line each.
func (e *Error) Error() string {
	var lines []string
	for _, p := range e.Problems {
		line := p.Text
		if p.Source != "" {
			line = p.Source + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Unreachable tells whether nothing in the portal is wrong and only sources failed.
func (e *Error) Unreachable() bool {
	for _, p := range e.Problems {
		if p.Wrong {
			return false
		}
	}
	return true
}

// problem tells what kind of failure a source's error is.
func (j *job) problem(err error) Problem {
	p := Problem{Source: j.id, Text: err.Error()}
	var wrong *source.WrongError
	switch {
	case errors.As(err, &wrong):
		p.Wrong, p.File, p.Text, p.Hint = true, wrong.File, wrong.Text, wrong.Hint
		p.Line, p.Column = wrong.Line, wrong.Column
		if p.File == "" && p.Line == 0 {
			p.Line, p.Column = j.entry.Line, j.entry.Column
		}
	case errors.Is(err, fs.ErrNotExist):
		p.Wrong, p.Line, p.Column = true, j.entry.Line, j.entry.Column
	case errors.Is(err, context.DeadlineExceeded):
		p.Text = "the source took longer than it may: " + p.Text
	}
	return p
}
