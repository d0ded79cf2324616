package search

import "math"

// topics gives each document, by its place among the entries, the word that it shares with some others and that
// describes it best.
func (w *writer) topics() ([]string, error) {
	topics := make([]string, len(w.entries))
	average, perFile := w.averages(), documentsPerFile(len(w.entries))
	rarity := make([]float64, len(w.lexicon.texts))
	for term, n := range w.lexicon.documents {
		if text := w.lexicon.texts[term]; n >= 3 && float64(n) <= 6*perFile && !w.stops[text] && isPlain(text) {
			rarity[term] = math.Log(1 + float64(len(w.entries))/float64(n))
		}
	}
	telling := func(term int) bool { return rarity[term] > 0 }
	err := w.each(ranges(len(w.entries)), func(_, i int, o *opened) {
		best, scale := 0.0, scaleOf(&w.entries[i].lengths, &average)
		o.mentions(telling, func(term int, m *unpacked) {
			value := rarity[term] * float64(level(&m.counts, &scale))
			if text := w.lexicon.texts[term]; value > best || value == best && text < topics[i] {
				best, topics[i] = value, text
			}
		})
	})
	return topics, err
}
