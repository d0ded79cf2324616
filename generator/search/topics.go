package search

import "math"

// topics gives each document the word that it shares with some others and that describes it best. Where the earlier
// index holds as many documents, only those can have got another that have changed, or hold a word that more or fewer
// documents hold than before.
func (w *writer) topics() error {
	perFile := documentsPerFile(len(w.entries))
	tells := func(term int, documents int32) bool {
		if documents < 3 || float64(documents) > 6*perFile {
			return false
		}
		text := w.lexicon.term(term)
		return !w.stops[text] && isPlain(text)
	}
	rarity := make([]float64, len(w.lexicon.documents))
	for term, n := range w.lexicon.documents {
		if tells(term, n) {
			rarity[term] = math.Log(1 + float64(len(w.entries))/float64(n))
		}
	}
	entries := w.entries
	if w.earlier.weighs(w) {
		var err error
		if entries, err = w.earlier.unsettled(w, tells); err != nil {
			return err
		}
	}
	telling := func(term int) bool { return rarity[term] > 0 }
	return w.each(entries, ranges(len(entries)), func(_, i int, o *opened) {
		e, best, scale := entries[i], 0.0, scaleOf(&entries[i].lengths, &w.average)
		e.topic = ""
		o.mentions(telling, func(term int, m *unpacked) {
			value := rarity[term] * float64(level(&m.counts, &scale))
			if text := w.lexicon.term(term); value > best || value == best && text < e.topic {
				best, e.topic = value, text
			}
		})
	})
}
