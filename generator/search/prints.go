package search

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"sync"
)

// print tells entries apart without putting them together: what a file is made of is the prints of its words. Those of
// words that an edit does not touch are known from the last build.
type print struct {
	size   int32 // of the entry; 0 for none
	digest uint64
}

// prints are those of a term: of the word that readers look for, and of its places.
type prints struct{ word, places print }

// printTerms takes the prints of all terms, in their order.
func (w *writer) printTerms(words *termWords, places *termPlaces) {
	w.printed = make([]prints, len(w.order))
	changed := w.changedTerms(words)
	var fresh []int32 // places in the order
	known := 0
	for i, term := range w.order {
		if l := w.earlier; l != nil && known < len(l.order) && l.order[known] == term {
			w.printed[i] = l.printed[known]
			known++
			if changed != nil && !changed[term] {
				continue
			}
		}
		fresh = append(fresh, int32(i))
	}
	var group sync.WaitGroup
	for _, bounds := range ranges(len(fresh)) {
		group.Go(func() {
			var p packer
			for _, i := range fresh[bounds[0]:bounds[1]] {
				w.printed[i] = p.printTerm(int(w.order[i]), words, places)
			}
		})
	}
	group.Wait()
}

// printTerm takes the prints of a term; none where no document holds it.
func (p *packer) printTerm(term int, words *termWords, places *termPlaces) (of prints) {
	list, _, placed := words.lists[term].open()
	if list != "" {
		of.word = p.print(words.sizeOf(term), func() { words.packTerm(p, term) })
	}
	if placed {
		of.places = p.print(places.sizeOf(term), func() { places.packTerm(p, term) })
	}
	return of
}

// print takes the print of what is packed.
func (p *packer) print(size int, pack func()) print {
	p.Data = p.Data[:0]
	pack()
	sum := sha256.Sum256(p.Data)
	return print{int32(size), binary.LittleEndian.Uint64(sum[:])}
}

// changedTerms are the terms whose entries may be others than they were; nil for all. It notes the special ones, that name
// a document of the catalog or have synonyms: what is said of them changes without any document that holds them.
func (w *writer) changedTerms(words *termWords) []bool {
	for _, text := range slices.Concat(slices.Collect(maps.Keys(w.names)), slices.Collect(maps.Keys(words.means))) {
		if term, known := w.lexicon.terms.find(&w.lexicon.kept, text); known {
			w.special = append(w.special, int32(term))
		}
	}
	slices.Sort(w.special)
	w.special = slices.Compact(w.special)
	if w.relisted == nil {
		return nil
	}
	changed := make([]bool, len(w.lexicon.documents))
	for _, terms := range [][]int32{w.relisted, w.special, w.earlier.special} {
		for _, term := range terms {
			changed[term] = true
		}
	}
	for i, f := range w.lexicon.written {
		if i >= len(w.earlier.formCounts) || f.documents != w.earlier.formCounts[i] || f.telling != w.earlier.formsTelling[i] {
			changed[f.term] = true
		}
	}
	return changed
}

func (p *packer) prints(term int32, of prints) {
	p.Number(int(term))
	for _, one := range []print{of.word, of.places} {
		if p.Number(int(one.size)); one.size > 0 {
			p.Long(one.digest)
		}
	}
}

func (u *unpacker) prints() (term int32, of prints) {
	term = int32(u.Number())
	for _, one := range []*print{&of.word, &of.places} {
		if one.size = int32(u.Number()); one.size > 0 {
			one.digest = u.Long()
		}
	}
	return term, of
}
