package markdown

import (
	"bytes"
	"sort"

	"portolan/generator/problem"
)

// source is a page's text and where each byte of it stands in the file. Rewriting moves bytes; edits remember by how
// much, so that problems show the line and column that the author sees.
type source struct {
	file   string
	first  int
	origin []byte
	body   []byte
	edits  []edit
	starts []int // of each line of origin; built when first asked for
}

// edit says that body from `at` on stems from origin at `from` on.
// A fixed one is text of our own, all of which stems from that one place.
type edit struct {
	at, from int
	fixed    bool
}

func (s *source) reset(p Page) {
	*s = source{file: p.File, first: max(1, p.FirstLine), origin: p.Body, body: p.Body, edits: s.edits[:0], starts: s.starts[:0]}
}

// at returns the position in the file of an offset in body.
func (s *source) at(offset int) Position { return s.originAt(s.original(offset)) }

func (s *source) original(offset int) int {
	i := sort.Search(len(s.edits), func(i int) bool { return s.edits[i].at > offset }) - 1
	if i < 0 {
		return offset
	}
	if s.edits[i].fixed {
		return s.edits[i].from
	}
	return s.edits[i].from + offset - s.edits[i].at
}

// originAt returns the position in the file of an offset in origin.
func (s *source) originAt(offset int) Position {
	offset = max(0, min(offset, len(s.origin)))
	line := s.line(offset)
	return Position{Line: s.first + line, Column: offset - s.starts[line] + 1}
}

// line returns the number, from 0, of the line that holds an offset.
func (s *source) line(offset int) int {
	if len(s.starts) == 0 {
		s.starts = append(s.starts, 0)
		for i := 0; ; {
			n := bytes.IndexByte(s.origin[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			s.starts = append(s.starts, i)
		}
	}
	return sort.SearchInts(s.starts, offset+1) - 1
}

// problem describes what is wrong at an offset in body.
func (s *source) problem(severity problem.Severity, rule string, offset int, text, hint string) problem.Problem {
	return s.problemAtOrigin(severity, rule, s.original(offset), text, hint)
}

func (s *source) problemAtOrigin(severity problem.Severity, rule string, offset int, text, hint string) problem.Problem {
	at := s.originAt(offset)
	start := offset - at.Column + 1
	end := len(s.origin)
	if start > end {
		start = end
	}
	if n := bytes.IndexByte(s.origin[start:], '\n'); n >= 0 {
		end = start + n
	}
	line := bytes.TrimSuffix(s.origin[start:end], []byte("\r"))
	if len(line) > maxQuoted {
		line = nil
	}
	return problem.Problem{
		Severity: severity, Rule: rule, File: s.file, Line: at.Line, Column: at.Column,
		Text: text, Hint: hint, Source: string(line),
	}
}

// maxQuoted is the longest line, in bytes, that a problem carries with it.
const maxQuoted = 10_000
