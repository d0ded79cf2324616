package reader

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// names numbers texts from 0. It is a map in three flat pieces of memory, because a document names hundreds of thousands of
// things and asks for each several times.
type names struct {
	slots []uint64 // the upper half of a text's hash, and its number plus one; 0 is free
	ends  []uint32 // by number: where its text ends
	all   []byte   // the texts, one after another
	seed  maphash.Seed
}

// near is where a text was found last. Documents tend to name things again in the order in which they listed them, or the
// same one many times, which saves the search.
type near uint32

// again returns the number of a text that is the one found last, or the one after it.
func (s *names) again(text []byte, last near) (number uint32, ok bool) {
	for number = uint32(last); number < min(uint32(last)+2, uint32(len(s.ends))); number++ {
		if bytes.Equal(s.bytes(number), text) {
			return number, true
		}
	}
	return 0, false
}

// add returns the number of a text, and whether the text is new.
func (s *names) add(text []byte) (number uint32, fresh bool) {
	if 2*len(s.ends) >= len(s.slots) {
		s.grow()
	}
	slot, mark := s.find(text)
	if found := s.slots[slot]; found != 0 {
		return uint32(found) - 1, false
	}
	number = uint32(len(s.ends))
	s.all = append(doubled(s.all, len(text)), text...)
	s.ends = append(doubled(s.ends, 1), uint32(len(s.all)))
	s.slots[slot] = mark | uint64(number+1)
	return number, true
}

// has tells whether a text has a number.
func (s *names) has(text []byte) bool {
	if len(s.slots) == 0 {
		return false
	}
	slot, _ := s.find(text)
	return s.slots[slot] != 0
}

// text returns the text of a number.
func (s *names) text(number uint32) string { return string(s.bytes(number)) }

func (s *names) bytes(number uint32) []byte {
	start := uint32(0)
	if number > 0 {
		start = s.ends[number-1]
	}
	return s.all[start:s.ends[number]]
}

// find returns the slot of a text, or the free one where it belongs, and the upper half of its hash.
func (s *names) find(text []byte) (slot int, mark uint64) {
	hash := maphash.Bytes(s.seed, text)
	mark = hash &^ 0xffffffff
	for slot = int(hash) & (len(s.slots) - 1); ; slot = (slot + 1) & (len(s.slots) - 1) {
		found := s.slots[slot]
		if found == 0 || found&^0xffffffff == mark && bytes.Equal(s.bytes(uint32(found)-1), text) {
			return slot, mark
		}
	}
}

func (s *names) grow() {
	if len(s.slots) == 0 {
		s.seed = maphash.MakeSeed()
	}
	s.slots = make([]uint64, max(1024, 2*len(s.slots)))
	for number := range s.ends {
		slot, mark := s.find(s.bytes(uint32(number)))
		s.slots[slot] = mark | uint64(number+1)
	}
}

// doubled makes room for more. Growing by half or less, as append does for what is large, would copy too often.
func doubled[T any](s []T, more int) []T {
	if len(s)+more > cap(s) {
		return slices.Grow(s, max(more, cap(s), 64))
	}
	return s
}
