package search

import (
	"bytes"
	"strconv"

	"portolan/generator/memo"
)

// shelf is what a collection has in the memo: its documents, and series. A series is a list that lies there in pieces, so
// that no buffer grows with a site, and an edit leaves most of them as they are.
type shelf struct {
	memo *memo.Memo              // nil where nothing is kept from build to build
	name string                  // of the collection in it
	last map[string][]memo.Piece // of each series that was recalled
}

// A piece is full with so many bytes. One that the last build left may grow by some before it is divided, for that
// divides all that follow it anew.
const (
	fullPiece    = 16 << 10
	mostOfPiece  = 4 * fullPiece
	mostOfSeries = 1 << 12 // members of a piece
)

func pieceOf(series string, n int) string { return series + strconv.Itoa(n) }

// leave keeps n members, each written down by put. Pieces end where they ended before, and those that are as they were
// are not written again.
func (s *shelf) leave(series string, n int, put func(p *packer, i int)) {
	var ends []int
	end := 0
	for _, piece := range s.last[series] {
		u := memo.Unpack(piece.Value)
		end += u.Number()
		ends = append(ends, end)
	}
	s.leaveIn(series, n, ends, put)
}

// leaveOrdered is leave for members that begin with numbers and never go, while others may come between them: a piece
// begins with the number with which it began.
func (s *shelf) leaveOrdered(series string, numbers []int32, put func(p *packer, i int)) {
	var firsts []int
	for _, piece := range s.last[series] {
		u := memo.Unpack(piece.Value)
		if members, _ := u.Number(), u.Flag(); members > 0 {
			firsts = append(firsts, u.Number())
		}
	}
	var ends []int
	for i, number := range numbers {
		if next := len(ends) + 1; next < len(firsts) && firsts[next] == int(number) {
			ends = append(ends, i)
		}
	}
	s.leaveIn(series, len(numbers), ends, put)
}

// leaveIn is leave for pieces that end somewhere. The last of them, and more, take as much as there is room for.
func (s *shelf) leaveIn(series string, n int, ends []int, put func(p *packer, i int)) {
	last := s.last[series]
	var p, members packer
	for at, piece := 0, 0; at < n || piece == 0; piece++ {
		from, end, room := at, min(n, at+mostOfSeries), fullPiece
		if piece < len(ends) && piece+1 < len(last) {
			end, room = min(n, ends[piece]), mostOfPiece
		}
		members.Data = members.Data[:0]
		for ; at < end && len(members.Data) < room; at++ {
			put(&members, at)
		}
		p.Data = p.Data[:0]
		p.Number(at - from)
		p.Flag(at < n)
		p.Data = append(p.Data, members.Data...)
		if piece < len(last) && bytes.Equal(p.Data, last[piece].Value) {
			s.memo.Keep(last[piece])
		} else {
			s.memo.Put(pieceOf(s.name+series, piece), p.Data)
		}
	}
}

// recall reads the members one after the other, and tells how many there were and whether none is missing.
func (s *shelf) recall(series string, take func(u *unpacker)) (n int, whole bool) {
	for piece, more := 0, true; more; piece++ {
		found, ok := s.memo.Find(pieceOf(s.name+series, piece))
		if !ok {
			return n, false
		}
		if s.last == nil {
			s.last = make(map[string][]memo.Piece)
		}
		s.last[series] = append(s.last[series], found)
		u := unpacker{memo.UnpackTexts(found.Value)}
		members := u.Number()
		more = u.Flag()
		for range members {
			take(&u)
		}
		n += members
	}
	return n, true
}
