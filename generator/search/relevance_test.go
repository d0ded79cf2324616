package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The handbook's public queries, asked as the reader's script asks them. The bars are those that the search is held to.
func TestRelevanceOfHandbook(t *testing.T) {
	folder, list := shared(t, "corpora/handbook"), shared(t, "relevance/queries.jsonl")
	site := writeSite(t, handbook(t, folder), Options{Synonyms: DefaultSynonyms()})
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	type query struct {
		Q        string
		Relevant []string
		Kind     string
	}
	var queries []query
	var questions []question
	for line := range strings.Lines(string(data)) {
		var q query
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		queries, questions = append(queries, q), append(questions, question{Q: q.Q})
	}
	sums, counts, empty := map[string]float64{}, map[string]float64{}, 0
	for i, a := range ask(t, site, questions...) {
		q := queries[i]
		if a.Total == 0 {
			empty++
		}
		kinds := []string{q.Kind}
		if q.Kind != "anchor" { // the texts of other authors' links: noise, watched but not judged
			kinds = append(kinds, "hand-written")
		}
		for _, kind := range kinds {
			counts[kind]++
			sums[kind] += reciprocalRank(a.urls(), q.Relevant)
		}
	}
	for kind, bar := range map[string]float64{"hand-written": 0.92, "typo": 0.9, "phrase": 1, "question": 0.8} {
		if got := sums[kind] / counts[kind]; got < bar {
			t.Errorf("%s: mean reciprocal rank %.3f, want at least %.2f", kind, got, bar)
		}
	}
	if empty > 0 {
		t.Errorf("%d queries found nothing", empty)
	}
}

func reciprocalRank(urls, relevant []string) float64 {
	for i, url := range urls {
		for _, r := range relevant {
			if strings.TrimSuffix(url, "/") == strings.TrimSuffix(r, "/index") {
				return 1 / float64(i+1)
			}
		}
	}
	return 0
}

func TestIndexGrowsSlowerThanPages(t *testing.T) {
	documents := handbook(t, shared(t, "corpora/handbook"))
	files := func(n int) int {
		names, err := filepath.Glob(filepath.Join(writeSite(t, repeated(documents, n), Options{}), "search", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	small, large := files(len(documents)), files(4*len(documents))
	if small > 80 || large > 5*small/2 {
		t.Errorf("%d files for %d pages, %d for four times as many", small, len(documents), large)
	}
}
