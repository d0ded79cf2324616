package search

import (
	"strconv"

	"portolan/generator/memo"
)

// A series is a list in the memo. It lies there in pieces, so that no buffer grows with a site.

// atOnce is how many members of a series are kept in one piece.
const atOnce = 1 << 15

func pieceOf(series string, n int) string { return series + strconv.Itoa(n) }

// leavePieces keeps n members, each written down by put.
func leavePieces(m *memo.Memo, series string, n int, put func(p *packer, i int)) {
	var p packer
	for from := 0; from < n || from == 0; from += atOnce {
		to := min(from+atOnce, n)
		p.Data = p.Data[:0]
		p.Number(to - from)
		p.Flag(to < n)
		for i := from; i < to; i++ {
			put(&p, i)
		}
		m.Put(pieceOf(series, from/atOnce), p.Data)
	}
}

// carryPieces keeps n members as the last build left them.
func carryPieces(m *memo.Memo, series string, n int) {
	for from := 0; from < n || from == 0; from += atOnce {
		m.Carry(pieceOf(series, from/atOnce))
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
