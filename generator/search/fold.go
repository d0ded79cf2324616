package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unmarked are the letters that carry their mark inside and that Unicode therefore does not take apart.
var unmarked = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "ς", "σ")

// fold brings text to the form in which words are compared: lower case, compatibility forms resolved, Latin, Greek
// and Cyrillic letters without their marks. The reader's script does the same, step by step.
func fold(s string) string {
	if isLowerASCII(s) {
		return s
	}
	folded := make([]byte, 0, len(s)+8)
	for len(s) > 0 {
		n := plainStretch(s)
		folded = appendLower(folded, s[:n])
		s = s[n:]
		n = strangeStretch(s)
		folded = append(folded, foldStrange(s[:n])...)
		s = s[n:]
	}
	return string(folded)
}

// appendLower adds text in which only ASCII has capitals.
func appendLower(to []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

// plainStretch measures what folding leaves as it is but for capitals: ASCII, and the dashes and quotation marks of prose. Nothing
// that follows joins with it.
func plainStretch(s string) int {
	for i := 0; i < len(s); {
		switch n := signLength(s[i:]); {
		case s[i] < utf8.RuneSelf:
			i++
		case n > 0:
			i += n
		default:
			return i
		}
	}
	return len(s)
}

// strangeStretch measures the rest.
func strangeStretch(s string) int {
	for i := range len(s) {
		if s[i] < utf8.RuneSelf || signLength(s[i:]) > 0 {
			return i
		}
	}
	return len(s)
}

// signLength is that of a leading en or em dash, or quotation mark of English, in bytes; 0 where there is none.
func signLength(s string) int {
	if len(s) >= 3 && s[0] == 0xe2 && s[1] == 0x80 {
		switch s[2] {
		case 0x93, 0x94, 0x98, 0x99, 0x9c, 0x9d:
			return 3
		}
	}
	return 0
}

// foldStrange is fold for a stretch of letters beyond ASCII.
func foldStrange(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Map(dropMark, norm.NFKD.String(strings.ToLower(s)))
	return unmarked.Replace(strings.ToLower(norm.NFC.String(s)))
}

// dropMark removes the combining diacritics. The marks of other scripts are parts of their words and stay.
func dropMark(r rune) rune {
	if r >= 0x300 && r <= 0x36f {
		return -1
	}
	return r
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// unspaced are the scripts that write words without spaces (and Hangul, whose words carry their particles): they are
// indexed by pairs of characters.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func isUnspaced(r rune) bool { return r >= 0xe00 && unicode.In(r, unspaced...) }

// isWordRune says whether a character is a part of a word: letter, digit or mark.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
