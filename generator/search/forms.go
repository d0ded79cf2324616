package search

import "slices"

// termForms are the written forms of each term, by the term's number: those of term i are numbers[starts[i]:starts[i+1]].
type termForms struct {
	starts, numbers []int32
}

// keeps tells whether a form is kept. In a large collection an English form that a single document holds in passing is as
// likely a slip as a word, and not kept: its stem finds it.
func (w *writer) keeps(f form) bool {
	least := int32(1)
	if len(w.entries) > 150 {
		least = 2
	}
	return f.documents >= least || f.telling > 0 || f.documents > 0 && f.isForeign()
}

// keepForms chooses the forms that are kept.
func (w *writer) keepForms() {
	starts := make([]int32, len(w.lexicon.documents)+1)
	for _, f := range w.lexicon.written {
		if w.keeps(f) {
			starts[f.term+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	numbers, next := make([]int32, starts[len(starts)-1]), slices.Clone(starts)
	for i, f := range w.lexicon.written {
		if w.keeps(f) {
			numbers[next[f.term]] = int32(i)
			next[f.term]++
		}
	}
	w.forms = termForms{starts, numbers}
}

func (w *writer) formNumbers(term int) []int32 {
	return w.forms.numbers[w.forms.starts[term]:w.forms.starts[term+1]]
}

// formsOf are the forms of a term as they were written, by their letters.
func (w *writer) formsOf(term int) []string {
	numbers := w.formNumbers(term)
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

// countForms is how many forms a term has. Those of one language differ.
func (w *writer) countForms(term int) int {
	numbers := w.formNumbers(term)
	for _, number := range numbers {
		if w.lexicon.written[number].isForeign() {
			return len(w.formsOf(term))
		}
	}
	return len(numbers)
}
