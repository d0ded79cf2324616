package difference

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"znkr.io/diff"
)

// Words compares two texts word by word. A short run that stayed between two changes is told as changed too: a sentence
// that alternates with every word reads worse than one that is replaced.
func Words(old, new string) []Piece {
	var runs []run
	for _, edit := range diff.Edits(tokens(old), tokens(new)) {
		switch edit.Op {
		case diff.Match:
			runs = extend(runs, true, edit.X, edit.X)
		case diff.Delete:
			runs = extend(runs, false, edit.X, "")
		case diff.Insert:
			runs = extend(runs, false, "", edit.Y)
		}
	}
	return pieces(join(runs))
}

// run is a stretch of two texts: the same in both, or what one has in place of the other's.
type run struct {
	same     bool
	old, new string
}

func extend(runs []run, same bool, old, new string) []run {
	if len(runs) == 0 || runs[len(runs)-1].same != same {
		runs = append(runs, run{same: same})
	}
	last := &runs[len(runs)-1]
	last.old += old
	last.new += new
	return runs
}

// join takes up what stayed between two changes where it is no more than a sign or a short word.
func join(runs []run) []run {
	var out []run
	for i, r := range runs {
		if r.same && i > 0 && i < len(runs)-1 && weak(r.old) {
			r.same = false
		}
		if len(out) > 0 && out[len(out)-1].same == r.same {
			last := &out[len(out)-1]
			last.old += r.old
			last.new += r.new
			continue
		}
		out = append(out, r)
	}
	return out
}

// shortWord is how many letters do not make an island worth standing on.
const shortWord = 3

func weak(text string) bool {
	letters := 0
	for _, r := range text {
		if r == '\n' {
			return false
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return letters <= shortWord && len(strings.Fields(text)) <= 1
}

// pieces writes what went before what came.
func pieces(runs []run) []Piece {
	var out []Piece
	for _, r := range runs {
		if r.same {
			out = add(out, Same, r.old)
			continue
		}
		lead, trail := sharedSpace(r.old, r.new)
		out = add(out, Same, r.old[:lead])
		out = add(out, Deleted, r.old[lead:len(r.old)-trail])
		out = add(out, Inserted, r.new[lead:len(r.new)-trail])
		out = add(out, Same, r.old[len(r.old)-trail:])
	}
	return out
}

func add(pieces []Piece, op Op, text string) []Piece {
	switch n := len(pieces); {
	case text == "":
		return pieces
	case n > 0 && pieces[n-1].Op == op:
		pieces[n-1].Text += text
		return pieces
	}
	return append(pieces, Piece{op, text})
}

// sharedSpace is how many bytes of white space two texts have in common at their beginning and at their end.
func sharedSpace(old, new string) (lead, trail int) {
	least := min(len(old), len(new))
	for lead < least && old[lead] == new[lead] && (old[lead] == ' ' || old[lead] == '\n') {
		lead++
	}
	for trail < least-lead && old[len(old)-1-trail] == new[len(new)-1-trail] && (old[len(old)-1-trail] == ' ' || old[len(old)-1-trail] == '\n') {
		trail++
	}
	return lead, trail
}

// tokens cuts a text into words, runs of space, and single signs. Scripts that write no spaces are cut at each character.
func tokens(text string) []string {
	var out []string
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		if class := classOf(r); class != sign {
			for end < len(text) {
				next, size := utf8.DecodeRuneInString(text[end:])
				if classOf(next) != class && !within(text, end, next, size, class) {
					break
				}
				end += size
			}
		}
		out = append(out, text[i:end])
		i = end
	}
	return out
}

type class int

const (
	sign class = iota
	space
	word
)

func classOf(r rune) class {
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return sign
	case unicode.IsSpace(r):
		return space
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return word
	}
	return sign
}

// within tells whether a sign holds a word together: the hyphen of "Apache-2.0", the point of "2.0", an apostrophe.
func within(text string, at int, r rune, size int, c class) bool {
	if c != word || !strings.ContainsRune("-.'\u2019_", r) || at+size >= len(text) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[at+size:])
	return classOf(next) == word
}

func isWord(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return classOf(r) == word || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
