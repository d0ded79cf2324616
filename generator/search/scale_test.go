package search

import (
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

var plainWord = regexp.MustCompile(`[A-Za-z]{3,}`)

// repeated makes n documents of a handbook: from the second copy on, the rarer words are made distinct, as a larger
// handbook has more words and not only more pages.
func repeated(documents []Document, n int) []Document {
	pages := make(map[string]int)
	for _, d := range documents {
		for w := range tallyDocument(&d, nil).mentions {
			pages[w]++
		}
	}
	all := documents[:len(documents):len(documents)]
	for copied := 1; len(all) < n; copied++ {
		suffix := strings.Repeat("x", copied%3) + string(rune('a'+copied%26)) + string(rune('a'+copied/26))
		distinct := func(s string) string {
			return plainWord.ReplaceAllStringFunc(s, func(w string) string {
				if pages[strings.ToLower(w)] > 12 {
					return w
				}
				return w + suffix
			})
		}
		for _, d := range documents[:min(len(documents), n-len(all))] {
			d.URL, d.Path = fmt.Sprintf("copy%d/%s", copied, d.URL), fmt.Sprintf("copy%d/%s", copied, d.Path)
			d.Title, d.Description = distinct(d.Title), distinct(d.Description)
			sections := make([]Section, len(d.Sections))
			for i, s := range d.Sections {
				sections[i] = Section{ID: s.ID, Title: distinct(s.Title), Level: s.Level, Text: distinct(s.Text)}
			}
			d.Sections = sections
			all = append(all, d)
		}
	}
	return all
}

func TestTenThousandPages(t *testing.T) {
	if *siteFlag == "" {
		t.Skip("slow: run with -site DIR to look at the index of 10,000 pages")
	}
	writeSite(t, repeated(handbook(t, shared(t, "corpora/handbook")), 10_000), Options{Synonyms: DefaultSynonyms()})
}

func BenchmarkBuild(b *testing.B) {
	documents := handbook(b, shared(b, "corpora/handbook"))
	for b.Loop() {
		builder := NewBuilder(Options{Synonyms: DefaultSynonyms()})
		for _, d := range documents {
			builder.Add(d)
		}
		var files atomic.Int64
		if err := builder.Write(func(string, []byte) error { files.Add(1); return nil }); err != nil || files.Load() == 0 {
			b.Fatal(files.Load(), err)
		}
	}
}

// components makes n catalog documents with names that are put together from the parts of real ones.
func components(n int) []Document {
	scopes := []string{"react", "babel", "eslint", "webpack", "types", "vue", "angular", "aws", "google", "log", "json", "http", "file", "stream", "open", "license"}
	nouns := []string{"core", "utils", "parser", "loader", "plugin", "client", "server", "cli", "config", "source", "release", "policy", "helper", "runtime", "test", "tools"}
	licenses := []string{"MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0"}
	all := make([]Document, n)
	for i := range all {
		name := fmt.Sprintf("%s-%s", scopes[i%16], nouns[i/16%16])
		if i >= 256 {
			name += fmt.Sprintf("-%s%d", nouns[i/256%16], i/4096)
		}
		all[i] = Document{
			URL: fmt.Sprintf("components/npm/%s/", name), Kind: "component", Title: name, Description: "An npm package, used in one product",
			Aliases: []string{"pkg:npm/" + name}, Facets: map[string][]string{"licence": {licenses[i%5]}},
		}
	}
	return all
}

func TestCatalogLeavesHandbookLight(t *testing.T) {
	pages := handbook(t, shared(t, "corpora/handbook"))
	n := 5_000
	if *siteFlag != "" {
		n = 100_000
	}
	questions := []question{{Q: "open source strategy"}, {Q: "who approves a release"}, {Q: "license compliance tools"}, {Q: "mentroship program"}, {Q: "react-core"}, {Q: "webpack parser"}}
	alone := ask(t, writeSite(t, pages, Options{Synonyms: DefaultSynonyms()}), questions...)
	joined := ask(t, writeSite(t, append(pages, components(n)...), Options{Synonyms: DefaultSynonyms()}), questions...)
	for i := range questions[:4] {
		if a, b := len(alone[i].Fetched), len(joined[i].Fetched); b > a {
			t.Errorf("%q fetches %d files, with a catalog %d: %v", questions[i].Q, a, b, joined[i].Fetched)
		}
	}
	for i, want := range map[int]string{4: "components/npm/react-core/", 5: "components/npm/webpack-parser/"} {
		if got := joined[i].urls(); len(got) == 0 || got[0] != want {
			t.Errorf("%q: %v", questions[i].Q, got)
		}
	}
}
