package search

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
)

// texts keeps many short texts side by side, so that each takes up its bytes, and a place four more. A map would hold two
// words for each, and the collector of memory would have to look at all of them.
type texts struct {
	boards []string
	last   strings.Builder // of which the last board is what was written so far
}

// placed says where a text stands: on which board, and how far from its beginning.
type placed uint32

const (
	offsetBits = 16
	boardSize  = 1 << offsetBits
)

// keep takes a copy of a text.
func (t *texts) keep(text string) placed {
	var head [binary.MaxVarintLen64]byte
	size := head[:binary.PutUvarint(head[:], uint64(len(text)))]
	if len(t.boards) == 0 || t.last.Len()+len(size)+len(text) > boardSize {
		t.last = strings.Builder{}
		t.last.Grow(max(boardSize, len(size)+len(text)))
		t.boards = append(t.boards, "")
	}
	at := placed((len(t.boards)-1)<<offsetBits | t.last.Len())
	t.last.Write(size)
	t.last.WriteString(text)
	t.boards[len(t.boards)-1] = t.last.String()
	return at
}

// reopen lets the last of boards that were recalled be written on.
func (t *texts) reopen() {
	if n := len(t.boards); n > 0 {
		t.last.Grow(max(boardSize, len(t.boards[n-1])))
		t.last.WriteString(t.boards[n-1])
		t.boards[n-1] = t.last.String()
	}
}

// at returns the text in a place.
func (t *texts) at(p placed) string {
	rest := t.boards[p>>offsetBits][p&(boardSize-1):]
	size, shift := uint64(0), 0
	for i := 0; ; i++ {
		size |= uint64(rest[i]&0x7f) << shift
		if shift += 7; rest[i] < 0x80 {
			return rest[i+1 : i+1+int(size)]
		}
	}
}

// numbering gives texts numbers, from 0 on.
type numbering struct {
	places []placed // by number
	slots  []uint32 // a number and one more, or 0, where the hash of the text leads or soon behind; made when a text is looked for
}

var hashSeed = maphash.MakeSeed()

// find returns the number of a text.
func (n *numbering) find(in *texts, text string) (number int, known bool) {
	if len(n.slots) == 0 {
		n.widen(in)
	}
	at := n.slot(in, text)
	return int(n.slots[at]) - 1, n.slots[at] > 0
}

// slot is where a text stands, or would stand.
func (n *numbering) slot(in *texts, text string) int {
	last := len(n.slots) - 1 // the slots are as many as a power of two
	at := int(maphash.String(hashSeed, text)) & last
	for n.slots[at] > 0 && in.at(n.places[n.slots[at]-1]) != text {
		at = (at + 1) & last
	}
	return at
}

// add numbers a text that has no number yet.
func (n *numbering) add(in *texts, p placed) (number int) {
	n.places = append(n.places, p)
	if 4*len(n.places) > 3*len(n.slots) {
		n.widen(in)
	} else {
		n.slots[n.slot(in, in.at(p))] = uint32(len(n.places))
	}
	return len(n.places) - 1
}

// widen makes room for more texts.
func (n *numbering) widen(in *texts) {
	size := 64
	for 4*len(n.places) > 3*size {
		size *= 2
	}
	n.slots = make([]uint32, size)
	for i, p := range n.places {
		n.slots[n.slot(in, in.at(p))] = uint32(i + 1)
	}
}

// close forgets where texts stand, once no more are looked for.
func (n *numbering) close() { n.slots = nil }
