package reader

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// ordinary returns how many bytes at the start of a text are ASCII that needs no look: no quote, backslash or control
// character; the text holds one that does, eight bytes before its end or earlier. Eight bytes are looked at at once:
// subtracting from each byte carries into its highest bit exactly where the byte was too small, and the lowest such bit is
// never wrong.
func ordinary(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for i := 0; ; i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		quote, slash := x^ones*'"', x^ones*'\\'
		look := (x | (x-ones*' ')&^x | (quote-ones)&^quote | (slash-ones)&^slash) & tops
		if look != 0 {
			return i + bits.TrailingZeros64(look)/8
		}
	}
}

// text takes the string that comes next, without its quotes, and tells whether it is ASCII that was written without
// backslashes.
func (s *scanner) text() (text []byte, plain bool) {
	text, escaped, wide := s.raw()
	if !escaped {
		return text, !wide
	}
	return s.resolved(text), false
}

// resolved resolves what backslashes stand for in a string. It holds as long as the string.
func (s *scanner) resolved(text []byte) []byte {
	before := len(s.unescaped)
	s.unescaped = unescape(s.unescaped, text)
	return s.unescaped[before:]
}

// raw takes the string that comes next, of which peek has told the quote, as it is written.
func (s *scanner) raw() (text []byte, escaped, wide bool) {
	s.pending = false
	for i := s.at + 1; ; i++ {
		i += ordinary(s.buf[i:])
		for i == s.end {
			i -= s.at
			if !s.more() {
				return nil, false, false
			}
			i += s.at
			i += ordinary(s.buf[i:])
		}
		switch c := s.buf[i]; {
		case c == '"':
			text = s.buf[s.at+1 : i]
			s.at = i + 1
			if wide && !s.lenient && !utf8.Valid(text) {
				s.fail(&fault{text: "the text is not UTF-8 throughout", mendable: true})
			}
			return text, escaped, wide
		case c == '\\':
			if i, escaped = s.escape(i); !escaped {
				return nil, false, false
			}
		case c >= utf8.RuneSelf:
			for wide = true; s.buf[i+1] >= utf8.RuneSelf; i++ {
			}
		default:
			s.fail(&fault{text: "a control character stands in a text"})
			return nil, false, false
		}
	}
}

// escape checks the escape at a place and returns the place of its last byte.
func (s *scanner) escape(i int) (last int, ok bool) {
	for s.end-i < len(`\u0000`) && bytes.IndexByte(s.buf[i:s.end], '"') < 0 {
		i -= s.at
		if !s.more() {
			return 0, false
		}
		i += s.at
	}
	b := s.buf[i:s.end]
	switch {
	case b[1] != 'u' && bytes.IndexByte([]byte(`"\/bfnrt`), b[1]) >= 0:
		return i + 1, true
	case b[1] == 'u' && len(b) >= 6 && hexadecimal(b[2:6]):
		return i + 5, true
	}
	s.fail(&fault{text: "a backslash stands before what is no escape"})
	return 0, false
}

func hexadecimal(b []byte) bool {
	for _, c := range b {
		if lower := c | 0x20; (c < '0' || c > '9') && (lower < 'a' || lower > 'f') {
			return false
		}
	}
	return true
}

// scalar takes the number or word that comes next. What follows it must be known, or it may go on.
func (s *scanner) scalar() []byte {
	s.pending = false
	length := 0
	for {
		for !ending(s.buf[s.at+length]) {
			length++
		}
		if s.at+length < s.end {
			break
		}
		if !s.more() {
			return nil
		}
	}
	word := s.buf[s.at : s.at+length]
	switch string(word) {
	case "true", "false", "null":
	default:
		if !jsontext.Value(word).IsValid() {
			s.fail(&fault{text: "a value is missing, or is none: " + beginning(s.buf[s.at:min(s.end, s.at+20)])})
			return nil
		}
	}
	s.at += length
	return word
}

// ending tells whether a byte cannot belong to a number or word.
func ending(c byte) bool {
	return c <= ' ' || c == ',' || c == ':' || c == ']' || c == '}' || c == '[' || c == '{' || c == '"'
}

// unescape resolves what backslashes stand for in a string without its quotes, and adds the result to a piece of memory.
func unescape(to, text []byte) []byte {
	for {
		plain := bytes.IndexByte(text, '\\')
		if plain < 0 {
			return append(to, text...)
		}
		to = append(to, text[:plain]...)
		var length int
		to, length = appendEscaped(to, text[plain:])
		text = text[plain+length:]
	}
}

// appendEscaped adds what the escape at the start of a text stands for, and returns the escape's length.
func appendEscaped(to, text []byte) ([]byte, int) {
	if text[1] != 'u' {
		at := strings.IndexByte(`"\/bfnrt`, text[1])
		return append(to, "\"\\/\b\f\n\r\t"[at]), 2
	}
	first := codeUnit(text[2:])
	if utf16.IsSurrogate(first) && len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
		if both := utf16.DecodeRune(first, codeUnit(text[8:])); both != utf8.RuneError {
			return utf8.AppendRune(to, both), 12
		}
	}
	return utf8.AppendRune(to, first), 6 // half a pair becomes a replacement character
}

// codeUnit reads four hexadecimal digits.
func codeUnit(text []byte) rune {
	var unit rune
	for _, c := range text[:4] {
		digit := rune(c|0x20) - 'a' + 10
		if c <= '9' {
			digit = rune(c) - '0'
		}
		unit = unit<<4 | digit
	}
	return unit
}

// valid returns a text as it is, or with replacement characters where a lenient reading met what is no text.
func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}
