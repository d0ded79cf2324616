package source

import (
	"bytes"
	"unicode/utf8"
)

// byteOrderMark is what spreadsheets and some editors put in front.
const byteOrderMark = "\xef\xbb\xbf"

// Text returns a file without the mark in front, and refuses what is not UTF-8: letters that turn into others would pass
// for what was written.
func Text(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	if utf8.Valid(data) {
		return data, nil
	}
	line := 1
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return nil, &WrongError{Line: line, Text: "this line is not UTF-8", Hint: "save the file as UTF-8"}
}

// Separator returns the character that parts the cells of a table: a comma, semicolon or tab, whichever its first line
// has most of.
func Separator(table []byte) rune {
	first, _, _ := bytes.Cut(table, []byte{'\n'})
	best := ','
	for _, candidate := range ";\t" {
		if bytes.Count(first, []byte(string(candidate))) > bytes.Count(first, []byte(string(best))) {
			best = candidate
		}
	}
	return best
}
