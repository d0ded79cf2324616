package reader

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// ordinary returns how many bytes at the start of a text are ASCII that needs no look: no quote, backslash or control
// character. Eight bytes are looked at at once: subtracting from each byte carries into its highest bit exactly where the
// byte was too small, and the lowest such bit is never wrong.
func ordinary(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		quote, slash := x^ones*'"', x^ones*'\\'
		look := (x | (x-ones*' ')&^x | (quote-ones)&^quote | (slash-ones)&^slash) & tops
		if look != 0 {
			return i + bits.TrailingZeros64(look)/8
		}
	}
	for ; i < len(b) && b[i] >= ' ' && b[i] < utf8.RuneSelf && b[i] != '"' && b[i] != '\\'; i++ {
	}
	return i
}

// text scans a string.
func (s *scanner) text(b []byte, at int) (int, error) {
	start := at + 1
	escaped, wide := false, false
	for i := start; ; i++ {
		if i += ordinary(b[i:]); i >= len(b) {
			return len(b), errMore
		}
		switch c := b[i]; {
		case c == '"':
			if wide && !s.lenient && !utf8.Valid(b[start:i]) {
				return i, &fault{at: i, text: "the text is not UTF-8 throughout", mendable: true}
			}
			s.tape = append(s.tape, token{kind: '"', escaped: escaped, plain: !wide && !escaped, start: uint32(start), end: uint32(i), next: uint32(len(s.tape) + 1)})
			return i + 1, nil
		case c == '\\':
			length, err := escape(b[i:])
			if err != nil {
				return i, err
			}
			if length == 0 {
				return i, &fault{at: i, text: "a backslash stands before what is no escape"}
			}
			escaped = true
			i += length - 1
		case c >= utf8.RuneSelf:
			wide = true
		default:
			return i, &fault{at: i, text: "a control character stands in a text"}
		}
	}
}

// escape returns the length of an escape, 0 for what is none.
func escape(b []byte) (int, error) {
	if len(b) < 2 {
		return 0, errMore
	}
	if b[1] != 'u' {
		if bytes.IndexByte([]byte(`"\/bfnrt`), b[1]) < 0 {
			return 0, nil
		}
		return 2, nil
	}
	for i := 2; i < 6; i++ {
		if i == len(b) {
			return 0, errMore
		}
		if c := b[i] | 0x20; (b[i] < '0' || b[i] > '9') && (c < 'a' || c > 'f') {
			return 0, nil
		}
	}
	return 6, nil
}

// scalar scans a number or a word. It must be followed by something, or it may go on in what has not been read yet.
func (s *scanner) scalar(b []byte, at int) (int, error) {
	start := at
	for at < len(b) && bytes.IndexByte([]byte(" \t\r\n,:]}[{\""), b[at]) < 0 {
		if at++; at-start > longestScalar {
			break
		}
	}
	if at == len(b) {
		return at, errMore
	}
	word := b[start:at]
	if len(word) == 0 || !jsontext.Value(word).IsValid() {
		return start, &fault{at: start, text: "a value is missing, or is none: " + beginning(b[start:min(len(b), start+20)])}
	}
	t := token{kind: word[0], start: uint32(start), end: uint32(at), next: uint32(len(s.tape) + 1)}
	if t.kind == '-' || t.kind >= '0' && t.kind <= '9' {
		t.kind = '0'
	}
	s.tape = append(s.tape, t)
	return at, nil
}

// longestScalar bounds the digits of a number.
const longestScalar = 1000
