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
	s = strings.ToLower(s)
	if isASCII(s) {
		return s
	}
	s = strings.Map(dropMark, norm.NFKD.String(s))
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
