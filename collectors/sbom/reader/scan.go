package reader

import (
	"encoding/binary"
	"math/bits"
)

// scanner walks over a JSON text, strictly, and hands on what it meets while it goes. After a fault, which stays in err,
// everything that is asked of it is nothing.
type scanner struct {
	stream
	members
	lenient bool
	depth   int
	pending bool // a value comes next that nobody has taken
	// unescaped holds the strings that had to be rewritten, until fresh is called.
	unescaped []byte
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
	if s.at < s.end {
		if c := s.buf[s.at]; c > ' ' {
			return c
		}
	}
	return s.peekFar()
}

func (s *scanner) peekFar() byte {
	for s.err == nil {
		for at := s.at; at < s.end; at++ {
			c := s.buf[at]
			if c > ' ' {
				s.at = at
				return c
			}
			if c == '\n' {
				at += indent(s.buf[at+1 : s.end])
			} else if c != ' ' && c != '\t' && c != '\r' {
				s.at = at
				s.fail(&fault{text: "a control character stands between the values"})
				return 0
			}
		}
		s.at = s.end
		s.more()
	}
	return 0
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
	o := s.members.open()
	for first := true; !s.ends('}', first); first = false {
		name := s.name(&o)
		if s.peek() == 0 {
			return
		}
		s.pending = true
		if member(name); s.pending {
			s.skip()
		}
	}
	s.members.close(&o)
}

// eachElement calls element for each element of the list that comes next. What element does not take is stepped over.
func (s *scanner) eachElement(element func()) {
	s.enter()
	for first := true; !s.ends(']', first); first = false {
		if s.peek() == 0 {
			return
		}
		s.pending = true
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
	name, _ := s.text()
	if !s.lenient && s.err == nil && !s.members.add(o, name) {
		s.fail(&fault{text: "the member \"" + short(string(name)) + "\" occurs twice", mendable: true})
	}
	if s.at < s.end && s.buf[s.at] == ':' {
		s.at++
	} else if s.peek() == ':' {
		s.at++
	} else {
		s.fail(&fault{text: "a colon is missing behind the name of a member"})
	}
	return name
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
