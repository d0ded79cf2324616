package search

import (
	"fmt"
	"regexp"
	"strings"
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
		files := 0
		if err := builder.Write(func(string, []byte) error { files++; return nil }); err != nil || files == 0 {
			b.Fatal(files, err)
		}
	}
}
