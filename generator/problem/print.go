package problem

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// widest is how much of a source line is shown: a minified file must not fill the terminal.
const widest = 160

// Print writes problems as people read them at a terminal:
//
//	policies/use.md:3:8: error: "effective" is not a date
//	    3 | effective: soon
//	      |            ^
//	      hint: write it as 2026-11-30
//
// Nothing that a file holds can move the cursor or reorder the text: control and bidirectional characters are shown
// as escapes.
func Print(w io.Writer, problems []Problem) error {
	for _, p := range problems {
		if _, err := io.WriteString(w, text(p)); err != nil {
			return err
		}
	}
	return nil
}

func text(p Problem) string {
	var b strings.Builder
	if at := p.At(); at != "" {
		b.WriteString(printable(at) + ": ")
	}
	fmt.Fprintf(&b, "%s: %s\n", p.Severity, printable(p.Text))
	if p.Source != "" && p.Line > 0 {
		source, column := window(p.Source, p.Column)
		fmt.Fprintf(&b, "%5d | %s\n", p.Line, printable(source))
		if column > 0 {
			before := source[:min(column-1, len(source))]
			fmt.Fprintf(&b, "      | %s^\n", strings.Repeat(" ", utf8.RuneCountInString(printable(before))))
		}
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "      hint: %s\n", printable(p.Hint))
	}
	return b.String()
}

// window cuts a long line down to what lies around the column, and returns the column within the cut.
func window(line string, column int) (string, int) {
	if len(line) <= widest {
		return line, column
	}
	start := max(0, min(column-widest/2, len(line)-widest))
	for start > 0 && !utf8.RuneStart(line[start]) {
		start--
	}
	end := min(len(line), start+widest)
	for end < len(line) && !utf8.RuneStart(line[end]) {
		end++
	}
	if column > 0 {
		column -= start
	}
	return line[start:end], column
}

func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
