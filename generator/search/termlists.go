package search

import (
	"slices"
	"strings"
)

// wordEntries are all terms, and words that only synonyms know.
func (w *writer) wordEntries(lists []listed, t thesaurus) *wordList {
	l := &wordList{terms: &termWords{w, lists, t}, refs: make([]int32, 0, len(w.order))}
	for _, i := range w.order {
		if lists[i] != "" {
			l.refs = append(l.refs, i)
		}
	}
	var more []wordEntry
	for first, meanings := range t {
		if !w.lexicon.has(first) {
			more = append(more, wordEntry{text: first, further: &further{meanings: meanings}})
		}
	}
	l.mix(more)
	return l
}

// termWords are terms as the words that readers look for.
type termWords struct {
	*writer
	lists []listed
	means thesaurus
}

func (w *termWords) text(term int) string { return w.lexicon.term(term) }

func (w *termWords) entry(term int) wordEntry {
	text := w.text(term)
	return wordEntry{text: text, forms: w.formsOf(term), named: w.names[text], list: w.lists[term].postings(), further: w.further(text)}
}

func (w *termWords) further(text string) *further {
	if meanings := w.means[text]; meanings != nil {
		return &further{meanings: meanings}
	}
	return nil
}

func (w *termWords) size(term int) int {
	return entrySize(w.text(term), w.countForms(term), w.lists[term].postings())
}

func (w *termWords) pack(p *packer, term int) {
	text := w.text(term)
	p.Text(text)
	numbers := w.formNumbers(term)
	p.Number(len(numbers))
	for _, form := range numbers {
		p.Text(w.lexicon.text(int(form)))
	}
	p.Text(w.lists[term].postings())
	p.Flag(w.names[text])
	p.further(w.further(text))
}

// termPlaces are terms with the places where they stand.
type termPlaces struct {
	*writer
	lists []listed
}

func (w *termPlaces) text(term int) string { return w.lexicon.term(term) }

func (w *termPlaces) places(term int) string {
	_, places, _ := w.lists[term].open()
	return places
}

func (w *termPlaces) entry(term int) wordEntry {
	text := w.text(term)
	return wordEntry{text: text, forms: []string{text}, list: w.places(term)}
}

func (w *termPlaces) size(term int) int { return entrySize(w.text(term), 1, w.places(term)) }

func (w *termPlaces) pack(p *packer, term int) {
	p.Text(w.text(term))
	p.Text(w.places(term))
}

func (w *writer) writePlaces(lists []listed) (files, error) {
	words := wordList{terms: &termPlaces{w, lists}}
	for _, i := range w.order {
		if _, _, placed := lists[i].open(); placed {
			words.refs = append(words.refs, i)
		}
	}
	return w.writeWords("places", &words, placesSize)
}

// distantForms are the written forms of other languages, with the terms that they lead to: the reader's script cannot
// stem them.
func (w *writer) distantForms() map[string][]string {
	stems := make(map[string][]string)
	for i, f := range w.lexicon.written {
		if f.documents == 0 || !f.isForeign() {
			continue
		}
		if term, text := w.lexicon.term(int(f.term)), w.lexicon.text(i); term != text {
			stems[text] = append(stems[text], term)
		}
	}
	for text, all := range stems {
		slices.Sort(all)
		stems[text] = slices.Compact(all)
	}
	return stems
}

// orderTerms puts the terms in the order of their letters: those of the earlier index are in order already.
func (w *writer) orderTerms() {
	var known []int32
	if w.earlier != nil {
		known = w.earlier.order
	}
	added := make([]int32, len(w.lexicon.documents)-len(known))
	for i := range added {
		added[i] = int32(len(known) + i)
	}
	w.order = mixOrdered(known, added, func(a, b int32) int {
		return strings.Compare(w.lexicon.term(int(a)), w.lexicon.term(int(b)))
	})
}

// mixOrdered adds to what is in order what is not.
func mixOrdered(ordered, added []int32, compare func(a, b int32) int) []int32 {
	slices.SortFunc(added, compare)
	switch {
	case len(ordered) == 0:
		return added
	case len(added) == 0:
		return ordered
	}
	return mergeSorted(ordered, added, compare)
}
