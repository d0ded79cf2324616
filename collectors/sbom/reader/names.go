package reader

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// names numbers texts from 0. It is a map that holds no pointers to the texts, because a document names hundreds of
// thousands of things and asks for each several times: finding one touches two places in memory.
type names struct {
	slots  []uint64 // half of a text's hash, and where its entry begins plus one; 0 is free
	shift  int      // how much of that half picks the slot
	starts []uint32 // of the entries, by number
	pieces [][]byte // the entries: number, length, text
	seed   maphash.Seed
}

// entryHead is the length of what stands before the text of an entry. The lower bits of where an entry begins tell its place
// in a piece of memory, the others the piece.
const (
	entryHead = 8
	pieceBits = 16
)

// near is where a text was found last. Documents tend to name things again in the order in which they listed them, or the
// same one many times, which saves the search.
type near uint32

// again returns the number of a text that is the one found last, or the one after it.
func (s *names) again(text []byte, last near) (number uint32, ok bool) {
	for number = uint32(last); number < min(uint32(last)+2, uint32(len(s.starts))); number++ {
		if bytes.Equal(s.bytes(number), text) {
			return number, true
		}
	}
	return 0, false
}

// add returns the number of a text, and whether the text is new.
func (s *names) add(text []byte) (number uint32, fresh bool) {
	if 5*len(s.starts) >= 4*len(s.slots) {
		s.grow()
	}
	slot, mark, number, found := s.find(text)
	if found {
		return number, false
	}
	number = uint32(len(s.starts))
	start := s.write(number, text)
	s.starts = append(doubled(s.starts, 1), start)
	s.slots[slot] = uint64(mark)<<32 | uint64(start+1)
	return number, true
}

// write adds an entry and returns where it begins.
func (s *names) write(number uint32, text []byte) uint32 {
	last := len(s.pieces) - 1
	if needed := entryHead + len(text); last < 0 || len(s.pieces[last])+needed > cap(s.pieces[last]) {
		s.pieces = append(s.pieces, make([]byte, 0, max(1<<pieceBits, needed)))
		last++
	}
	e := s.pieces[last]
	start := uint32(last)<<pieceBits | uint32(len(e))
	e = binary.LittleEndian.AppendUint32(e, number)
	e = binary.LittleEndian.AppendUint32(e, uint32(len(text)))
	s.pieces[last] = append(e, text...)
	return start
}

// has tells whether a text has a number.
func (s *names) has(text []byte) bool {
	if len(s.slots) == 0 {
		return false
	}
	_, _, _, found := s.find(text)
	return found
}

// text returns the text of a number.
func (s *names) text(number uint32) string { return string(s.bytes(number)) }

func (s *names) bytes(number uint32) []byte {
	_, text := s.entry(s.starts[number])
	return text
}

func (s *names) entry(start uint32) (number uint32, text []byte) {
	e := s.pieces[start>>pieceBits][start&(1<<pieceBits-1):]
	length := binary.LittleEndian.Uint32(e[4:])
	return binary.LittleEndian.Uint32(e), e[entryHead : entryHead+length]
}

// find returns the number of a text, or the free slot where it belongs and the half of its hash that goes there.
func (s *names) find(text []byte) (slot int, mark, number uint32, found bool) {
	mark = uint32(maphash.Bytes(s.seed, text) >> 32)
	for slot = int(mark >> s.shift); ; slot = (slot + 1) & (len(s.slots) - 1) {
		held := s.slots[slot]
		if held == 0 {
			return slot, mark, 0, false
		}
		if uint32(held>>32) != mark {
			continue
		}
		if number, entry := s.entry(uint32(held) - 1); bytes.Equal(entry, text) {
			return slot, mark, number, true
		}
	}
}

// grow doubles the slots. The entries stay where they are.
func (s *names) grow() {
	if len(s.slots) == 0 {
		s.seed = maphash.MakeSeed()
		s.slots, s.shift = make([]uint64, 1<<firstBits), 32-firstBits
		return
	}
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	s.shift--
	for _, held := range old {
		if held == 0 {
			continue
		}
		slot := int(uint32(held>>32) >> s.shift)
		for s.slots[slot] != 0 {
			slot = (slot + 1) & (len(s.slots) - 1)
		}
		s.slots[slot] = held
	}
}

// firstBits is the binary logarithm of the first number of slots.
const firstBits = 10

// doubled makes room for more. Growing by half or less, as append does for what is large, would copy too often.
func doubled[T any](s []T, more int) []T {
	if len(s)+more > cap(s) {
		return slices.Grow(s, max(more, cap(s), 64))
	}
	return s
}
