package search

import (
	"strconv"

	"portolan/generator/memo"
)

// A series is a list in the memo. It lies there in pieces, so that no buffer grows with a site.

// A piece is full with so many members of a series, or so many bytes.
const (
	atOnce      = 1 << 15
	mostOfPiece = 4 << 20
)

func pieceOf(series string, n int) string { return series + strconv.Itoa(n) }

// leavePieces keeps n members, each written down by put.
func leavePieces(m *memo.Memo, series string, n int, put func(p *packer, i int)) {
	var p, members packer
	for at, piece := 0, 0; at < n || piece == 0; piece++ {
		from := at
		members.Data = members.Data[:0]
		for ; at < n && at-from < atOnce && len(members.Data) < mostOfPiece; at++ {
			put(&members, at)
		}
		p.Data = p.Data[:0]
		p.Number(at - from)
		p.Flag(at < n)
		p.Data = append(p.Data, members.Data...)
		m.Put(pieceOf(series, piece), p.Data)
	}
}

// carryPieces keeps a series as the last build left it.
func carryPieces(m *memo.Memo, series string) {
	for piece, ok := 0, true; ok; piece++ {
		_, ok = m.Carry(pieceOf(series, piece))
	}
}

// recallPieces reads the members one after the other, and tells how many there were and whether none is missing.
func recallPieces(m *memo.Memo, series string, take func(u *unpacker)) (n int, whole bool) {
	for piece, more := 0, true; more; piece++ {
		data, ok := m.Get(pieceOf(series, piece))
		if !ok {
			return n, false
		}
		u := unpacker{memo.UnpackTexts(data)}
		members := u.Number()
		more = u.Flag()
		for range members {
			take(&u)
		}
		n += members
	}
	return n, true
}
