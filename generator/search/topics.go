package search

import "math"

// topics gives each document the word that it shares with some others and that describes it best.
func (w *writer) topics() map[*entry]string {
	topics := make(map[*entry]string, len(w.entries))
	average, perFile := w.averages(), documentsPerFile(len(w.entries))
	rarity := make([]float64, len(w.lexicon.texts))
	for term, n := range w.documentCounts() {
		if text := w.lexicon.texts[term]; n >= 3 && float64(n) <= 6*perFile && !w.stops[text] && isPlain(text) {
			rarity[term] = math.Log(1 + float64(len(w.entries))/float64(n))
		}
	}
	for _, e := range w.entries {
		best := 0.0
		eachMention(e.block, func(term int, m *mention) {
			if rarity[term] == 0 {
				return
			}
			value := rarity[term] * float64(level(m, e.lengths, average))
			if text := w.lexicon.texts[term]; value > best || value == best && text < topics[e] {
				best, topics[e] = value, text
			}
		})
	}
	return topics
}

// documentCounts says in how many documents each term stands.
func (c *collection) documentCounts() []int {
	counts := make([]int, len(c.lexicon.texts))
	for _, e := range c.entries {
		eachMention(e.block, func(term int, _ *mention) { counts[term]++ })
	}
	return counts
}
