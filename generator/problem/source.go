package problem

import (
	"io/fs"
	"strings"
)

// WithSource returns the problems, each with the line of its file that it is about, where that can be read.
func WithSource(files fs.FS, problems []Problem) []Problem {
	located := make([]Problem, len(problems))
	for i, p := range problems {
		if data, err := fs.ReadFile(files, p.File); err == nil && p.Source == "" {
			p.Source = line(string(data), p.Line)
		}
		located[i] = p
	}
	return located
}

// line returns a line of a text, counted from 1; empty where there is none.
func line(text string, n int) string {
	lines := strings.Split(text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}
