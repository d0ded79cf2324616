package reader

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"portolan/collectors/dataset"
)

// Problem says why a document cannot be read, and where.
type Problem struct {
	// Line and Column count from 1; zero is not known.
	Line, Column int
	Text, Hint   string
	// Mendable is true where a lenient reading may succeed: see Mend.
	Mendable bool
}

// Error returns the problem on one line.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// cut is what is wrong with most unreadable files.
const cut = "the file ends in the middle: it was cut off"

// again is what to do about it.
const again = "make or copy the bill of materials again; the last good copy stays"

// disk marks the errors of the place that a document is read from: they are no fault of the document.
type disk struct{ in io.Reader }

type diskError struct{ error }

func (d disk) Read(p []byte) (int, error) {
	n, err := d.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = diskError{err}
	}
	return n, err
}

// problemOf turns an error of the libraries into a problem.
func problemOf(err error, line int) error {
	var own *Problem
	var place diskError
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &place):
		return place.error
	case errors.As(err, &own):
		own.Line = cmp.Or(own.Line, line)
		return own
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Problem{Line: line, Text: cut, Hint: again}
	case errors.As(err, &syntax):
		return xmlProblem(syntax)
	}
	return &Problem{Line: line, Text: "the file cannot be read: " + dataset.CleanText(err.Error()), Hint: again}
}

func xmlProblem(err *xml.SyntaxError) *Problem {
	p := &Problem{Line: err.Line, Text: "not XML: " + dataset.CleanText(err.Msg), Hint: again, Mendable: true}
	switch {
	case strings.Contains(err.Msg, "unexpected EOF"):
		p.Text, p.Mendable = cut, false
	case strings.Contains(err.Msg, "invalid UTF-8"):
		p.Text = "the text is not UTF-8 throughout"
	}
	return p
}

// remarks gathers what was mended: the first of each kind with its line, the others by their number.
type remarks struct {
	kinds []string
	first map[string]string
	more  map[string]int
}

func (r *remarks) add(kind string, line int, text string) {
	if r.first == nil {
		r.first, r.more = map[string]string{}, map[string]int{}
	}
	if r.repeats(kind) {
		return
	}
	if line > 0 {
		text = fmt.Sprintf("line %d: %s", line, text)
	}
	r.kinds = append(r.kinds, kind)
	r.first[kind] = text
}

// repeats counts a remark of a kind that was made before, and tells whether it was.
func (r *remarks) repeats(kind string) bool {
	_, seen := r.first[kind]
	if seen {
		r.more[kind]++
	}
	return seen
}

func (r *remarks) texts() []string {
	var texts []string
	for _, kind := range r.kinds {
		text := r.first[kind]
		if n := r.more[kind]; n > 0 {
			text += fmt.Sprintf(" (and %d more such)", n)
		}
		texts = append(texts, text)
	}
	return texts
}
