package dataset

import (
	"bytes"
	"fmt"
)

// Error says what is wrong with a record, and where.
type Error struct {
	// File is the path below the data folder.
	File string
	// Line and Column count from 1; zero is not known.
	Line, Column int
	Text         string
	Hint         string
	// Source is the line at fault.
	Source string
}

// Error returns the problem on one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

func errorAt(data []byte, offset int64, text string) *Error {
	at := int(min(max(offset, 0), int64(len(data))))
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	return &Error{
		Line:   bytes.Count(data[:at], []byte{'\n'}) + 1,
		Column: at - start + 1,
		Text:   text,
		Source: lineAt(data, start),
	}
}

func lineAt(data []byte, start int) string {
	line, _, _ := bytes.Cut(data[start:], []byte{'\n'})
	return string(bytes.TrimSuffix(line, []byte{'\r'}))
}
