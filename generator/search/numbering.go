package search

import (
	"hash/maphash"
	"strings"
)

// numbering gives texts numbers, from 0 on. There may be millions of texts, of which a map would hold each with a header
// and a number once more.
type numbering struct {
	texts []string // by number
	slots []uint32 // a number and one more, or 0, where the hash of the text leads or soon behind
}

var hashSeed = maphash.MakeSeed()

// find returns the number of a text.
func (n *numbering) find(text string) (number int, known bool) {
	if len(n.slots) == 0 {
		return 0, false
	}
	at := n.slot(text)
	return int(n.slots[at]) - 1, n.slots[at] > 0
}

// slot is where a text stands, or would stand.
func (n *numbering) slot(text string) int {
	last := len(n.slots) - 1 // the slots are as many as a power of two
	at := int(maphash.String(hashSeed, text)) & last
	for n.slots[at] > 0 && n.texts[n.slots[at]-1] != text {
		at = (at + 1) & last
	}
	return at
}

// add numbers a text that has no number yet.
func (n *numbering) add(text string) (number int) {
	n.texts = append(n.texts, text)
	if 4*len(n.texts) > 3*len(n.slots) {
		n.widen()
	} else {
		n.slots[n.slot(text)] = uint32(len(n.texts))
	}
	return len(n.texts) - 1
}

// widen makes room for twice as many texts.
func (n *numbering) widen() {
	n.slots = make([]uint32, max(64, 2*len(n.slots)))
	for i, text := range n.texts {
		n.slots[n.slot(text)] = uint32(i + 1)
	}
}

// close forgets where texts stand, once no more are looked for.
func (n *numbering) close() { n.slots = nil }

// shelf keeps copies of short texts side by side: each on its own would take up more room, and the collector's time.
type shelf struct{ board strings.Builder }

const boardSize = 64 << 10

func (s *shelf) keep(text string) string {
	if s.board.Cap()-s.board.Len() < len(text) {
		s.board = strings.Builder{}
		s.board.Grow(max(boardSize, len(text)))
	}
	at := s.board.Len()
	s.board.WriteString(text)
	return s.board.String()[at:]
}
