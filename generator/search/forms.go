package search

import "slices"

// termForms are the written forms of each term, by the term's number: those of term i are numbers[starts[i]:starts[i+1]].
type termForms struct {
	starts, numbers []int32
}

// keepForms chooses the forms that are kept. In a large collection an English form that a single document holds in passing is
// as likely a slip as a word, and not kept: its stem finds it.
func (w *writer) keepForms() {
	least := int32(1)
	if len(w.entries) > 150 {
		least = 2
	}
	kept := func(f form) bool {
		return f.documents >= least || f.telling > 0 || f.documents > 0 && f.isForeign()
	}
	starts := make([]int32, len(w.lexicon.documents)+1)
	for _, f := range w.lexicon.written {
		if kept(f) {
			starts[f.term+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	numbers, next := make([]int32, starts[len(starts)-1]), slices.Clone(starts)
	for i, f := range w.lexicon.written {
		if kept(f) {
			numbers[next[f.term]] = int32(i)
			next[f.term]++
		}
	}
	w.forms = termForms{starts, numbers}
}

// formsOf are the forms of a term as they were written, by their letters.
func (w *writer) formsOf(term int) []string {
	numbers := w.forms.numbers[w.forms.starts[term]:w.forms.starts[term+1]]
	if len(numbers) == 0 {
		return nil
	}
	texts := make([]string, len(numbers))
	for i, number := range numbers {
		texts[i] = w.lexicon.text(int(number))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
