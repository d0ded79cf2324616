package search

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A mended list is, byte by byte, the list that is made of all that the documents say. Often enough it can be mended.
func TestAMendedListIsLikeOneFromNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 11))
	const documents = 300
	w := writer{collection: &collection{entries: make([]*entry, documents)}}
	for i := range w.entries {
		w.entries[i] = &entry{titleWords: int32(1 + rng.IntN(4))}
	}
	m := mender{writer: &w}
	mended, refused := 0, 0
	for range 20_000 {
		all := map[int32]said{}
		for range rng.IntN(80) {
			all[rng.Int32N(documents)] = randomSaid(rng)
		}
		full := 1 + rng.IntN(60)
		before, edit := w.listOf(all, full), map[int32]*said{}
		for range 1 + rng.IntN(3) {
			document := rng.Int32N(documents)
			if there := slices.Sorted(maps.Keys(all)); len(there) > 0 && rng.IntN(2) == 0 {
				document = there[rng.IntN(len(there))]
			}
			edit[document] = nil
			if now := randomSaid(rng); rng.IntN(4) > 0 {
				edit[document] = &now
			}
		}
		var changes []change
		for document, now := range edit {
			changes = append(changes, change{document, now})
			if delete(all, document); now != nil {
				all[document] = *now
			}
		}
		slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.document, b.document) })
		list, ok := m.mend(before, changes, full)
		if !ok {
			refused++
			continue
		}
		if mended++; list != w.listOf(all, full) {
			t.Fatalf("%d documents with room for %d: mended to %q, from nothing %q", len(all), full, list, w.listOf(all, full))
		}
	}
	if mended < 5000 || refused < 500 {
		t.Errorf("%d lists were mended, %d refused", mended, refused)
	}
}

func randomSaid(rng *rand.Rand) said {
	s := said{posting: posting{weight: uint8(rng.IntN(8)), sections: [3]uint8{none, none, none}}}
	if rng.IntN(5) == 0 {
		s.weight += levels
	}
	for i := range rng.IntN(4) {
		s.sections[i] = uint8(10*i + rng.IntN(10))
	}
	places := 0
	if rng.IntN(3) > 0 {
		places = rng.IntN(4)
	}
	packed := appendNumber(nil, places)
	for range places {
		packed = appendNumber(packed, rng.IntN(3000))
	}
	s.places = string(packed)
	return s
}

// listOf makes the list of a term of all that is said of it.
func (w *writer) listOf(all map[int32]said, full int) listed {
	if len(all) == 0 {
		return ""
	}
	var postings []posting
	var places strings.Builder
	placed := false
	for _, document := range slices.Sorted(maps.Keys(all)) {
		s := all[document]
		s.document = document
		postings = append(postings, s.posting)
		places.WriteString(s.places)
		placed = placed || len(s.places) > 1
	}
	list := w.appendPostings(appendNumber(nil, len(postings)), postings, full)
	return listed(newListed(nil, list, []byte(places.String()), placed))
}
