package reader

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// token is one piece of a JSON value: a string, a number, a word, or the opening of an object or list.
type token struct {
	kind       byte   // '"', '0', 't', 'f', 'n', '{' or '['
	escaped    bool   // a string that holds a backslash
	plain      bool   // a string that is ASCII without backslashes
	start, end uint32 // of a string, without its quotes
	next       uint32 // the number of the token behind the whole value
}

// scanner checks one JSON value, strictly, and notes its tokens in one pass, so that nobody need look at the text again.
type scanner struct {
	lenient bool
	tape    []token
	open    []opened
	names   []nameRef // of the objects that are open, one after another
}

// opened is an object or list that has not ended yet.
type opened struct {
	token int
	names int             // where its names begin
	many  map[string]bool // its names, once there are many
}

// nameRef is a member's name: a number that few other names share, and its token.
type nameRef struct{ mark, token uint32 }

// fault is what is wrong with a text, and where.
type fault struct {
	at       int
	text     string
	mendable bool
}

func (f *fault) Error() string { return f.text }

// errMore says that the text ends before the value does.
var errMore = errors.New("the value goes on")

// mostDepth bounds how deep values may stand in each other; mostNames how many names are compared one by one.
const (
	mostDepth    = 10_000
	mostCompared = 24
)

// What may come next within a value.
const (
	wantValue = iota
	wantValueOrEnd
	wantName
	wantNameOrEnd
	wantComma
)

// scan checks the value at the start of a text and returns its length.
func (s *scanner) scan(b []byte) (length int, err error) {
	s.tape, s.open, s.names = s.tape[:0], s.open[:0], s.names[:0]
	at := 0
	for want := wantValue; ; {
		for at < len(b) && (b[at] == ' ' || b[at] == '\n' || b[at] == '\t' || b[at] == '\r') {
			at++
		}
		if at == len(b) {
			return at, errMore
		}
		c := b[at]
		switch {
		case want == wantComma && c == ',':
			at++
			want = wantValue
			if s.inObject() {
				want = wantName
			}
			continue
		case c == '}' && (want == wantComma && s.inObject() || want == wantNameOrEnd), c == ']' && (want == wantComma && !s.inObject() || want == wantValueOrEnd):
			at++
			if s.close(); len(s.open) == 0 {
				return at, nil
			}
			want = wantComma
			continue
		case want == wantComma:
			return at, &fault{at: at, text: "a comma or a closing bracket is missing"}
		case want == wantName || want == wantNameOrEnd:
			if at, err = s.name(b, at); err != nil {
				return at, err
			}
			want = wantValue
			continue
		case c == '{' || c == '[':
			if len(s.open) == mostDepth {
				return at, &fault{at: at, text: "the document is nested too deeply"}
			}
			s.open = append(s.open, opened{token: len(s.tape), names: len(s.names)})
			s.tape = append(s.tape, token{kind: c, start: uint32(at)})
			at++
			want = wantValueOrEnd
			if c == '{' {
				want = wantNameOrEnd
			}
			continue
		case c == '"':
			at, err = s.text(b, at)
		default:
			at, err = s.scalar(b, at)
		}
		if err != nil {
			return at, err
		}
		if want = wantComma; len(s.open) == 0 {
			return at, nil
		}
	}
}

func (s *scanner) inObject() bool { return s.tape[s.open[len(s.open)-1].token].kind == '{' }

func (s *scanner) close() {
	last := len(s.open) - 1
	s.tape[s.open[last].token].next = uint32(len(s.tape))
	s.names = s.names[:s.open[last].names]
	s.open = s.open[:last]
}

// name scans a member's name and the colon behind it, and refuses a name that the object has already.
func (s *scanner) name(b []byte, at int) (int, error) {
	if b[at] != '"' {
		return at, &fault{at: at, text: "the name of a member is missing"}
	}
	start := at
	at, err := s.text(b, at)
	if err != nil {
		return at, err
	}
	if !s.lenient {
		if err := s.unique(b, start); err != nil {
			return start, err
		}
	}
	for at < len(b) && (b[at] == ' ' || b[at] == '\n' || b[at] == '\t' || b[at] == '\r') {
		at++
	}
	if at == len(b) {
		return at, errMore
	}
	if b[at] != ':' {
		return at, &fault{at: at, text: "a colon is missing behind the name of a member"}
	}
	return at + 1, nil
}

// markOf turns a text into a number that few others share; it need not be good, only quick.
func markOf(text []byte) uint32 {
	if len(text) == 0 {
		return 0
	}
	return uint32(len(text))*0x9e3779b1 ^ (uint32(text[0])<<16 | uint32(text[len(text)/2])<<8 | uint32(text[len(text)-1]))
}

// nameAt returns the name that a token stands for.
func (s *scanner) nameAt(b []byte, n uint32) []byte {
	t := s.tape[n]
	if t.escaped {
		return unescape(nil, b[t.start-1:t.end+1])
	}
	return b[t.start:t.end]
}

// unique remembers the name that was just scanned, of which the text begins at start.
func (s *scanner) unique(b []byte, start int) error {
	last := uint32(len(s.tape) - 1)
	name := s.nameAt(b, last)
	mark := markOf(name)
	object := &s.open[len(s.open)-1]
	twice := false
	if earlier := s.names[object.names:]; len(earlier) < mostCompared {
		for _, other := range earlier {
			if other.mark == mark && bytes.Equal(s.nameAt(b, other.token), name) {
				twice = true
			}
		}
	} else {
		if object.many == nil {
			object.many = map[string]bool{}
			for _, other := range earlier {
				object.many[string(s.nameAt(b, other.token))] = true
			}
		}
		twice = object.many[string(name)]
		object.many[string(name)] = true
	}
	if twice {
		return &fault{at: start, text: "the member \"" + short(string(name)) + "\" occurs twice", mendable: true}
	}
	s.names = append(s.names, nameRef{mark, last})
	return nil
}

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
