package search

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// writeEndings lists the written forms backwards, each with a measure of how common it is.
func (w *writer) writeEndings() (files, error) {
	counts := make(map[string]int)
	for _, number := range w.forms.numbers {
		f := w.lexicon.text(int(number))
		if n := utf8.RuneCountInString(f); n >= 4 && n <= 24 && isPlain(f) {
			counts[f] = 0
		}
	}
	for i, f := range w.lexicon.written {
		text := w.lexicon.text(i)
		if n, kept := counts[text]; kept {
			counts[text] = n + int(f.documents)
		}
	}
	entries := make([]wordEntry, 0, len(counts))
	for f, n := range counts {
		r := reverse(f)
		entries = append(entries, wordEntry{text: r, forms: []string{r}, list: string(appendNumber(nil, bits.Len(uint(n))))})
	}
	return w.writeWords("endings", listOfWords(entries), endingsSize)
}

func reverse(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
