package search

import "testing"

func TestRelevanceOfHandbook(t *testing.T) {
	writeSite(t, handbook(t, shared(t, "corpora/handbook")), Options{Synonyms: DefaultSynonyms()})
}
