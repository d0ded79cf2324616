package markdown

import "bytes"

// codeScanner finds braces that open a template tag, passing over code: fenced, indented and in backticks.
type codeScanner struct {
	body []byte
	at   int
	line int // start of the first line that has not been looked at

	fence  []byte // the fence that is open
	blank  bool   // the line before was blank
	inList bool   // the text belongs to a list, in which indented text is no code
	inCode bool   // the line before was indented code
}

// nextBrace returns the offset of the next "{" that is followed by "{", "%" or ":", or -1.
func (s *codeScanner) nextBrace() int {
	for s.at < len(s.body) {
		if s.at >= s.line && s.codeLine(bytes.LastIndexByte(s.body[:s.at], '\n')+1) {
			s.at = s.line
			continue
		}
		switch c := s.body[s.at]; {
		case c == '`':
			s.passCodeSpan()
			continue
		case c == '\\':
			s.at++
		case c == '{' && s.at+1 < len(s.body) && bytes.IndexByte([]byte("{%:"), s.body[s.at+1]) >= 0:
			return s.at
		}
		s.at++
	}
	return -1
}

// codeLine looks at the line that begins at start, once, and says whether it is code as a whole.
func (s *codeScanner) codeLine(start int) bool {
	end := bytes.IndexByte(s.body[start:], '\n')
	if end < 0 {
		end = len(s.body) - start - 1
	}
	line := s.body[start : start+end+1]
	s.line = start + end + 1
	trimmed := bytes.TrimLeft(line, " \t>")
	indent := indentOf(line)
	switch {
	case s.fence != nil:
		if marks := fenceMarks(trimmed); len(marks) >= len(s.fence) && marks[0] == s.fence[0] && len(bytes.TrimSpace(trimmed[len(marks):])) == 0 {
			s.fence = nil
		}
		return true
	case len(bytes.TrimSpace(line)) == 0:
		s.blank = true
		return false
	case indent >= 4 && !s.inList && (s.blank || s.inCode):
		s.inCode = true
		return true
	}
	s.inCode, s.blank = false, false
	if indent < 2 {
		s.inList = startsItem(trimmed)
	}
	content := trimmed
	if startsItem(trimmed) {
		content = bytes.TrimLeft(trimmed, "-*+0123456789.) \t")
	}
	if marks := fenceMarks(content); marks != nil && (marks[0] == '~' || bytes.IndexByte(content[len(marks):], '`') < 0) {
		s.fence = marks
		return true
	}
	return false
}

func indentOf(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

func startsItem(line []byte) bool {
	marks := bytes.TrimLeft(line, "0123456789")
	if len(marks) < 2 || marks[1] != ' ' && marks[1] != '\t' {
		return false
	}
	if len(marks) == len(line) {
		return bytes.IndexByte([]byte("-*+"), marks[0]) >= 0
	}
	return marks[0] == '.' || marks[0] == ')'
}

// fenceMarks returns the three or more marks that a line begins with, or nothing.
func fenceMarks(line []byte) []byte {
	if len(line) == 0 || line[0] != '`' && line[0] != '~' {
		return nil
	}
	if n := leading(line, line[0]); n >= 3 {
		return line[:n]
	}
	return nil
}

// passCodeSpan moves behind a code span, or behind the backticks that open none.
func (s *codeScanner) passCodeSpan() {
	n := leading(s.body[s.at:], '`')
	from := s.at + n
	s.at = from
	limit := s.body[from:min(len(s.body), from+maxTag)]
	if end := bytes.Index(limit, []byte("\n\n")); end >= 0 {
		limit = limit[:end]
	}
	for i := 0; i < len(limit); {
		at := bytes.IndexByte(limit[i:], '`')
		if at < 0 {
			return
		}
		i += at
		run := leading(limit[i:], '`')
		i += run
		if run == n {
			s.at = from + i
			return
		}
	}
}
