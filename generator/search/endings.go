package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// writeEndings lists the written forms backwards, each with a measure of how common it is.
func (w *writer) writeEndings() (files, error) {
	counts := make(map[string]int)
	for _, forms := range w.keptForms() {
		for _, f := range forms {
			if n := utf8.RuneCountInString(f); n >= 4 && n <= 24 && isPlain(f) {
				counts[f] = 0
			}
		}
	}
	for _, f := range w.lexicon.written {
		if _, kept := counts[f.text]; kept {
			counts[f.text] += f.documents
		}
	}
	entries := make([]wordEntry, 0, len(counts))
	for f, n := range counts {
		r := reverse(f)
		entries = append(entries, wordEntry{text: r, forms: []string{r}, list: appendNumber(nil, bits.Len(uint(n)))})
	}
	slices.SortFunc(entries, func(a, b wordEntry) int { return strings.Compare(a.text, b.text) })
	return w.writeWords("endings", entries, endingsSize)
}

func reverse(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
