package collectors

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"portolan/collectors/source"
	"portolan/collectors/transport"
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
	p := Problem{Source: j.id, Text: plain(err), Hint: hint(err)}
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

// plain says what went wrong without the address that the library for requests puts before it: the cause names it, too.
func plain(err error) string {
	var asked *url.Error
	if !errors.As(err, &asked) {
		return err.Error()
	}
	return strings.Replace(err.Error(), fmt.Sprintf("%s %q: ", asked.Op, asked.URL), "", 1)
}

// hint says what may help where a source does not answer, or not as it should.
func hint(err error) string {
	var said *source.StatusError
	var spent *transport.LimitError
	var silent *transport.UnreachableError
	switch {
	case errors.As(err, &spent):
		return "run it again then, or without --no-wait to wait for it"
	case errors.As(err, &silent):
		return "look at the address, the network and the proxy; what was collected before stays, and the next run goes on from here"
	case !errors.As(err, &said):
		return ""
	case said.Status == http.StatusUnauthorized || said.Status == http.StatusForbidden:
		return "look at what the token may read, and whether the organisation lets it in"
	case said.Status == http.StatusNotFound:
		return "look at the address, and at what the token may read"
	}
	return "try again later; what was collected before stays"
}
