package reader

import (
	"bytes"
	"errors"
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
