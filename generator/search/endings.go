package search

import (
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// formEndings are written forms backwards, each with a measure of how common it is.
type formEndings struct {
	*writer
	found []formEnding
}

// formEnding is a form, and the length of the number of documents that hold it.
type formEnding struct{ form, long int32 }

func (w *formEndings) letters(i int) string { return w.lexicon.text(int(w.found[i].form)) }
func (w *formEndings) list(i int) string    { return string(appendNumber(nil, int(w.found[i].long))) }
func (w *formEndings) text(i int) string    { return reverse(w.letters(i)) }
func (w *formEndings) size(i int) int       { return entrySize(w.letters(i), 1, w.list(i)) }

func (w *formEndings) entry(i int) wordEntry {
	text := w.text(i)
	return wordEntry{text: text, forms: []string{text}, list: w.list(i)}
}

func (w *formEndings) pack(p *packer, i int) {
	p.Text(w.letters(i))
	p.Number(int(w.found[i].long))
}

// writeEndings lists the written forms that are kept. A form of several languages is listed once.
func (w *writer) writeEndings() (files, error) {
	endings := &formEndings{writer: w}
	for at := 0; at < len(w.endings); {
		first, text := w.endings[at], w.lexicon.text(int(w.endings[at]))
		kept, documents := false, 0
		for ; at < len(w.endings) && w.lexicon.text(int(w.endings[at])) == text; at++ {
			f := w.lexicon.written[w.endings[at]]
			kept = kept || w.keeps(f)
			documents += int(f.documents)
		}
		if kept {
			endings.found = append(endings.found, formEnding{first, int32(bits.Len(uint(documents)))})
		}
	}
	words := &wordList{terms: endings, refs: make([]int32, len(endings.found))}
	for i := range words.refs {
		words.refs[i] = int32(i)
	}
	return w.writeWords("endings", words, endingsSize)
}

// orderEndings puts the forms whose endings are worth knowing in the order of their letters from the last on: those of
// the earlier index are in order already.
func (w *writer) orderEndings() {
	var known []int32
	from := 0
	if w.earlier != nil {
		known, from = w.earlier.endings, len(w.earlier.formCounts)
	}
	var added []int32
	for i := from; i < len(w.lexicon.written); i++ {
		text := w.lexicon.text(i)
		if n := utf8.RuneCountInString(text); n >= 4 && n <= 24 && isPlain(text) {
			added = append(added, int32(i))
		}
	}
	w.endings = mixOrdered(known, added, func(a, b int32) int {
		return cmp.Or(compareBackwards(w.lexicon.text(int(a)), w.lexicon.text(int(b))), cmp.Compare(a, b))
	})
}

// compareBackwards compares texts by their letters from the last on.
func compareBackwards(a, b string) int {
	for a != "" && b != "" {
		x, n := lastLetter(a)
		y, m := lastLetter(b)
		if x != y {
			return cmp.Compare(x, y)
		}
		a, b = a[:len(a)-n], b[:len(b)-m]
	}
	return cmp.Compare(len(a), len(b))
}

func lastLetter(s string) (letter rune, size int) {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(s)
}

func reverse(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
