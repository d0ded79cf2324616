package search

import (
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator/memo"
)

// A series is found again whole, however many pieces it takes: by the number of its members, or by their size.
func TestASeriesIsKeptInPieces(t *testing.T) {
	long := strings.Repeat("x", 1000)
	for name, series := range map[string]struct{ members, size, pieces int }{
		"none": {0, 0, 1}, "one": {1, 5, 1}, "many": {2*atOnce + 1, 1, 3}, "long": {mostOfPiece / 500, 1000, 3},
	} {
		file := filepath.Join(t.TempDir(), "memo")
		leave := func(do func(m *memo.Memo)) {
			m := memo.Open(file, "test")
			defer m.Close()
			do(m)
			if err := m.Commit(); err != nil {
				t.Fatal(err)
			}
		}
		leave(func(m *memo.Memo) {
			leavePieces(m, "s/", series.members, func(p *packer, _ int) { p.Text(long[:series.size]) })
		})
		leave(func(m *memo.Memo) { carryPieces(m, "s/") })
		m := memo.Open(file, "test")
		n, whole := recallPieces(m, "s/", func(u *unpacker) {
			if text := u.Text(); len(text) != series.size {
				t.Fatalf("%s: a member of %d bytes", name, len(text))
			}
		})
		_, last := m.Get(pieceOf("s/", series.pieces-1))
		_, beyond := m.Get(pieceOf("s/", series.pieces))
		if n != series.members || !whole || !last || beyond {
			t.Errorf("%s: %d of %d members, whole is %v; %d pieces are there is %v, and more is %v", name, n, series.members, whole, series.pieces, last, beyond)
		}
		m.Close()
	}
}
