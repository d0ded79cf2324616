package content

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainHeading returns the words of a heading without their marks, as readers see them: "Use `git` *well* {#git}" is
// "Use git well". It is a title of its page before the page is drawn, so it reads the marks that headings have and no more.
func plainHeading(text string) string {
	var h heading
	h.read(headingAttributes.ReplaceAllString(text, ""))
	var words strings.Builder
	for _, piece := range h.pieces {
		words.WriteString(piece)
	}
	return strings.Join(strings.Fields(words.String()), " ")
}

// escapable are the signs that a backslash takes their meaning from.
const escapable = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

var (
	headingAttributes = regexp.MustCompile(`\s*\{[#.][^{}]*\}\s*$`)
	headingAutolink   = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>`)
	headingTag        = regexp.MustCompile(`^<(!--.*?--|/?[A-Za-z][^<>]*)>`)
)

// heading gathers the pieces of a heading: texts, and runs of * or _, which are emptied once their counterparts are found.
type heading struct {
	pieces []string
	open   []int // the pieces that may begin an emphasis, the last last
}

func (h *heading) add(text string) { h.pieces = append(h.pieces, text) }

func (h *heading) read(s string) {
	for i := 0; i < len(s); {
		rest := s[i:]
		switch c := s[i]; {
		case c == '\\' && len(rest) > 1 && strings.IndexByte(escapable, rest[1]) >= 0:
			h.add(rest[1:2])
			i += 2
		case c == '`':
			i += h.code(rest)
		case c == '[' || strings.HasPrefix(rest, "!["):
			i += h.link(rest)
		case c == '<':
			i += h.tag(rest)
		case c == '*' || c == '_':
			i += h.emphasis(s, i)
		default:
			end := len(rest)
			if next := strings.IndexAny(rest[1:], "\\`[!<*_"); next >= 0 {
				end = next + 1
			}
			h.add(html.UnescapeString(rest[:end]))
			i += end
		}
	}
}

// code reads a code span, and returns how far it goes.
func (h *heading) code(s string) int {
	marks := len(s) - len(strings.TrimLeft(s, "`"))
	for from := marks; from < len(s); {
		at := strings.Index(s[from:], s[:marks])
		if at < 0 {
			break
		}
		end := from + at
		run := len(s[end:]) - len(strings.TrimLeft(s[end:], "`"))
		if run == marks {
			h.add(s[marks:end])
			return end + run
		}
		from = end + run
	}
	h.add(s[:marks])
	return marks
}

// link reads the words of a link or the description of an image, and passes over where it leads.
func (h *heading) link(s string) int {
	start := strings.IndexByte(s, '[') + 1
	end := start + closing(s[start:], '[', ']')
	if end < start || end+1 >= len(s) || s[end+1] != '(' && s[end+1] != '[' {
		h.add(s[:1])
		return 1
	}
	opens, closes := s[end+1], byte(')')
	if opens == '[' {
		closes = ']'
	}
	target := closing(s[end+2:], opens, closes)
	if target < 0 {
		h.add(s[:1])
		return 1
	}
	h.read(s[start:end])
	return end + 2 + target + 1
}

// closing finds the sign that closes what was opened before s; negative where nothing does.
func closing(s string, opens, closes byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case opens:
			depth++
		case closes:
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return -len(s) - 1
}

// tag passes over raw HTML; an address in angle brackets is its own words.
func (h *heading) tag(s string) int {
	if m := headingAutolink.FindStringSubmatch(s); m != nil {
		h.add(m[1])
		return len(m[0])
	}
	if m := headingTag.FindString(s); m != "" {
		return len(m)
	}
	h.add("<")
	return 1
}

// emphasis reads a run of * or _ at i, and empties it and the one that it closes.
func (h *heading) emphasis(s string, i int) int {
	run := len(s[i:]) - len(strings.TrimLeft(s[i:], s[i:i+1]))
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+run:])
	opens := i+run < len(s) && !unicode.IsSpace(after) && (s[i] == '*' || i == 0 || !isLetter(before))
	closes := i > 0 && !unicode.IsSpace(before) && (s[i] == '*' || i+run == len(s) || !isLetter(after))
	h.add(s[i : i+run])
	this := len(h.pieces) - 1
	if closes {
		for n := len(h.open) - 1; n >= 0; n-- {
			if other := h.open[n]; h.pieces[other] == h.pieces[this] {
				h.pieces[other], h.pieces[this] = "", ""
				h.open = h.open[:n]
				return run
			}
		}
	}
	if opens {
		h.open = append(h.open, this)
	}
	return run
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
