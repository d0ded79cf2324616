package search

import (
	"slices"
	"strings"
)

// wordEntries are all terms, and words that only synonyms know.
func (w *termWords) wordEntries() *wordList {
	l := &wordList{terms: w, refs: make([]int32, 0, len(w.order))}
	for i, of := range w.printed {
		if of.word.size > 0 {
			l.refs = append(l.refs, int32(i))
		}
	}
	var more []wordEntry
	for first, meanings := range w.means {
		if !w.lexicon.has(first) {
			more = append(more, wordEntry{text: first, further: &further{meanings: meanings}})
		}
	}
	l.mix(more)
	return l
}

// termWords are terms, by their place in the order, as the words that readers look for.
type termWords struct {
	*writer
	lists []listed
	means thesaurus
}

func (w *termWords) text(i int) string     { return w.lexicon.term(int(w.order[i])) }
func (w *termWords) size(i int) int        { return int(w.printed[i].word.size) }
func (w *termWords) pack(p *packer, i int) { p.Long(w.printed[i].word.digest) }
func (w *termWords) long(i int) int        { return len(w.lists[w.order[i]].postings()) }
func (w *termWords) sizeOf(term int) int {
	return entrySize(w.lexicon.term(term), w.countForms(term), w.lists[term].postings())
}

func (w *termWords) entry(i int) wordEntry {
	term, text := int(w.order[i]), w.text(i)
	return wordEntry{text: text, forms: w.formsOf(term), named: w.names[text], list: w.lists[term].postings(), further: w.further(text)}
}

func (w *termWords) further(text string) *further {
	if meanings := w.means[text]; meanings != nil {
		return &further{meanings: meanings}
	}
	return nil
}

// packTerm writes down what the entry of a term is made of.
func (w *termWords) packTerm(p *packer, term int) {
	text := w.lexicon.term(term)
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

// termPlaces are terms, by their place in the order, with the places where they stand.
type termPlaces struct {
	*writer
	lists []listed
}

func (w *termPlaces) text(i int) string     { return w.lexicon.term(int(w.order[i])) }
func (w *termPlaces) size(i int) int        { return int(w.printed[i].places.size) }
func (w *termPlaces) pack(p *packer, i int) { p.Long(w.printed[i].places.digest) }
func (w *termPlaces) sizeOf(term int) int   { return entrySize(w.lexicon.term(term), 1, w.places(term)) }

func (w *termPlaces) places(term int) string {
	_, places, _ := w.lists[term].open()
	return places
}

func (w *termPlaces) entry(i int) wordEntry {
	text := w.text(i)
	return wordEntry{text: text, forms: []string{text}, list: w.places(int(w.order[i]))}
}

// packTerm writes down what the entry of a term is made of.
func (w *termPlaces) packTerm(p *packer, term int) {
	p.Text(w.lexicon.term(term))
	p.Text(w.places(term))
}

func (w *termPlaces) writePlaces() (files, error) {
	words := wordList{terms: w}
	for i, of := range w.printed {
		if of.places.size > 0 {
			words.refs = append(words.refs, int32(i))
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
