package reader

import (
	"encoding/binary"
	"io"
	"math/bits"
)

// scanner walks over a JSON text, strictly, and hands on what it meets while it goes. After a fault, which stays in err,
// everything that is asked of it is nothing.
type scanner struct {
	stream
	namesakes
	lenient bool
	depth   int
	pending bool   // a value comes next that nobody has taken
	shape   *shape // of that value, as far as it is foreseen
	shapes  int    // that were learnt
	// unescaped holds the strings that had to be rewritten, until fresh is called.
	unescaped []byte
}

func newScanner(in io.Reader, lenient bool) scanner {
	return scanner{stream: newStream(in), lenient: lenient, shape: &shape{}}
}

// fault is what is wrong with a text, at the place that was reached.
type fault struct {
	text     string
	mendable bool
}

func (f *fault) Error() string { return f.text }

// mostDepth bounds how deep values may stand in each other.
const mostDepth = 10_000

// fresh says that no bytes that were handed on are asked for any more.
func (s *scanner) fresh() {
	s.stream.fresh()
	s.unescaped = s.unescaped[:0]
}

// peek returns the first byte of what comes next behind white space; 0 after a fault and at the end, which counts as one.
func (s *scanner) peek() byte {
	if c := s.buf[s.at]; c > ' ' {
		return c
	}
	return s.peekFar()
}

// peekFar is peek where the next byte is not the one.
func (s *scanner) peekFar() byte {
	for {
		switch c := s.buf[s.at]; {
		case c > ' ':
			return c
		case c == '\n':
			s.at += 1 + indent(s.buf[s.at+1:])
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
		case s.at < s.end:
			s.fail(&fault{text: "a control character stands between the values"})
			return 0
		case !s.more():
			return 0
		}
	}
}

// indent returns how many of the first eight bytes are spaces.
func indent(b []byte) int {
	if len(b) < 8 {
		return 0
	}
	return bits.TrailingZeros64(binary.LittleEndian.Uint64(b)^0x2020202020202020) / 8
}

// enter takes the opening bracket of an object or list.
func (s *scanner) enter() {
	if s.depth++; s.depth > mostDepth {
		s.fail(&fault{text: "the document is nested too deeply"})
		return
	}
	s.at++
	s.pending = false
}

// ends takes the closing bracket or the comma before another value, and tells whether it was the bracket.
func (s *scanner) ends(closing byte, first bool) bool {
	switch c := s.peek(); {
	case c == closing:
		s.at++
		s.depth--
		return true
	case first:
	case c == ',':
		s.at++
	default:
		s.fail(&fault{text: "a comma or a closing bracket is missing"})
	}
	return s.err != nil
}

// eachMember calls member for each member of the object that comes next. What member does not take is stepped over.
func (s *scanner) eachMember(member func(name []byte)) {
	s.enter()
	o := object{ownNames: s.namesakes.open(), shape: s.shape}
	for first := true; !s.ends('}', first); first = false {
		name := s.name(&o)
		if s.pending = true; s.err != nil {
			return
		}
		if member(name); s.pending {
			s.skip()
		}
	}
	s.namesakes.close(&o.ownNames)
}

// eachElement calls element for each element of the list that comes next. What element does not take is stepped over.
func (s *scanner) eachElement(element func()) {
	s.enter()
	alike := s.shape
	for first := true; !s.ends(']', first); first = false {
		s.pending, s.shape = true, alike
		if element(); s.pending {
			s.skip()
		}
	}
}

// name takes a member's name and the colon behind it, and refuses a name that the object has already.
func (s *scanner) name(o *object) []byte {
	if s.peek() != '"' {
		s.fail(&fault{text: "the name of a member is missing"})
		return nil
	}
	if o.shape != nil {
		if m := o.foreseen(s.buf[s.at:s.end]); m != nil {
			if s.at += len(m.spelled); s.buf[s.at] == ' ' {
				s.at++
			}
			s.shape = m
			return m.name
		}
	}
	return s.newName(o)
}

// newName takes a name that was not foreseen.
func (s *scanner) newName(o *object) []byte {
	written, escaped, _ := s.raw()
	name := written
	if escaped {
		name = s.resolved(written)
	}
	gap := s.buf[s.at] == ' '
	if s.peek() != ':' {
		s.fail(&fault{text: "a colon is missing behind the name of a member"})
		return nil
	}
	s.at++
	if s.shape = nil; o.shape != nil {
		if s.shape = s.learn(o, written, escaped, gap); s.shape != nil {
			return name
		}
		o.unforeseen(func(name []byte) { s.namesakes.add(&o.ownNames, name) })
	}
	if !s.lenient && !s.namesakes.add(&o.ownNames, name) {
		s.fail(&fault{text: "the member \"" + short(string(name)) + "\" occurs twice", mendable: true})
	}
	return name
}

// learn notes a name that was not foreseen, for the objects to come, if there is room for it.
func (s *scanner) learn(o *object, written []byte, escaped, gap bool) *shape {
	if escaped || s.shapes == mostShapes {
		return nil
	}
	s.shapes++
	return o.learn(written, gap)
}

// skip steps over the value that comes next, whatever it is.
func (s *scanner) skip() {
	switch s.peek() {
	case '{':
		s.eachMember(ignoreMember)
	case '[':
		s.eachElement(ignoreElement)
	case '"':
		s.raw()
	default:
		s.scalar()
	}
}

func ignoreMember([]byte) {}
func ignoreElement()      {}
