package source

import "fmt"

// WrongError says that something in the portal itself is wrong: site.yaml, or a file that it names. Asking again does not
// help; mending it does.
type WrongError struct {
	// File is the path from the content folder; empty for site.yaml.
	File string
	// Line and Column count from 1; zero is not known.
	Line, Column int
	Text         string
	Hint         string
}

// Error returns the problem on one line.
func (e *WrongError) Error() string {
	if e.File == "" {
		return e.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}
