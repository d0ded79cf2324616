package search

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/generator/memo"
)

// onShelf does something with a shelf in a file, and keeps what it leaves.
func onShelf(t *testing.T, file string, do func(s *shelf)) {
	t.Helper()
	m := memo.Open(file, "test")
	defer m.Close()
	do(&shelf{memo: m, name: "c/"})
	if err := m.Commit(); err != nil {
		t.Fatal(err)
	}
}

// recallTexts reads a series of texts.
func recallTexts(t *testing.T, s *shelf) (all []string) {
	t.Helper()
	n, whole := s.recall("s/", func(u *unpacker) { all = append(all, u.Text()) })
	if n != len(all) || !whole {
		t.Errorf("%d members of %d, whole is %v", n, len(all), whole)
	}
	return all
}

func leaveTexts(s *shelf, texts []string) {
	s.leave("s/", len(texts), func(p *packer, i int) { p.Text(texts[i]) })
}

// A series is found again whole, however many pieces it takes: by the number of its members, or by their size.
func TestASeriesIsKeptInPieces(t *testing.T) {
	for name, series := range map[string]struct{ members, size, pieces int }{
		"none": {0, 0, 1}, "one": {1, 5, 1}, "many": {2*mostOfSeries + 1, 1, 3}, "long": {40, 1000, 3},
	} {
		file := filepath.Join(t.TempDir(), "memo")
		texts := make([]string, series.members)
		for i := range texts {
			texts[i] = strings.Repeat("x", series.size)
		}
		onShelf(t, file, func(s *shelf) { leaveTexts(s, texts) })
		onShelf(t, file, func(s *shelf) { leaveTexts(s, recallTexts(t, s)) })
		onShelf(t, file, func(s *shelf) {
			found := recallTexts(t, s)
			if strings.Join(found, " ") != strings.Join(texts, " ") || len(s.last["s/"]) != series.pieces {
				t.Errorf("%s: %d of %d members in %d pieces", name, len(found), len(texts), len(s.last["s/"]))
			}
		})
	}
}

// What is edited, added or gone leaves the pieces before it where they are, and mostly those behind it.
func TestAnEditLeavesMostPiecesOfASeriesWhereTheyAre(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	texts := make([]string, 200)
	for i := range texts {
		texts[i] = strings.Repeat("x", 1000)
	}
	onShelf(t, file, func(s *shelf) { leaveTexts(s, texts) })
	for _, edit := range []struct {
		name string
		do   func()
		new  int // pieces at most
	}{
		{"nothing", func() {}, 0},
		{"a shorter one", func() { texts[50] = "y" }, 1},
		{"a longer one", func() { texts[90] = strings.Repeat("y", fullPiece) }, 1},
		{"more", func() { texts = append(texts, "z", "z") }, 1},
		{"fewer", func() { texts = texts[:150] }, 1},
		{"one too long for its piece", func() { texts[140] = strings.Repeat("y", 5*fullPiece) }, 2},
	} {
		before := map[memo.Place]bool{}
		edit.do()
		onShelf(t, file, func(s *shelf) {
			recallTexts(t, s)
			for _, piece := range s.last["s/"] {
				before[piece.Place()] = true
			}
			leaveTexts(s, texts)
		})
		onShelf(t, file, func(s *shelf) {
			if found := recallTexts(t, s); strings.Join(found, " ") != strings.Join(texts, " ") {
				t.Errorf("%s: the members are others", edit.name)
			}
			written := 0
			for _, piece := range s.last["s/"] {
				if !before[piece.Place()] {
					written++
				}
			}
			if written > edit.new {
				t.Errorf("%s: %d pieces were written again", edit.name, written)
			}
			leaveTexts(s, texts)
		})
	}
}

// A number that comes between others is written into its piece, and no piece behind it is written again.
func TestAnOrderKeepsItsPieces(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memo")
	var numbers []int32
	for i := range int32(20_000) {
		numbers = append(numbers, 2*i)
	}
	leave := func(s *shelf) {
		s.leaveOrdered("s/", numbers, func(p *packer, i int) { p.Number(int(numbers[i])) })
	}
	recall := func(s *shelf) (found []int32) {
		s.recall("s/", func(u *unpacker) { found = append(found, int32(u.Number())) })
		return found
	}
	onShelf(t, file, leave)
	for _, more := range []int32{9_001, 1, 50_001} {
		before := map[memo.Place]bool{}
		onShelf(t, file, func(s *shelf) {
			recall(s)
			for _, piece := range s.last["s/"] {
				before[piece.Place()] = true
			}
			at, _ := slices.BinarySearch(numbers, more)
			numbers = slices.Insert(numbers, at, more)
			leave(s)
		})
		onShelf(t, file, func(s *shelf) {
			if !slices.Equal(recall(s), numbers) {
				t.Errorf("with %d, the numbers are others", more)
			}
			written := 0
			for _, piece := range s.last["s/"] {
				if !before[piece.Place()] {
					written++
				}
			}
			if written != 1 || len(s.last["s/"]) < 4 {
				t.Errorf("with %d, %d of %d pieces were written again", more, written, len(s.last["s/"]))
			}
			leave(s)
		})
	}
}
