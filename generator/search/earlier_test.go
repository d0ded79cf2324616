package search

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"portolan/generator/memo"
)

// TestAnIndexThatRemembersIsLikeOneFromNothing edits documents at random, and after every edit writes the index twice:
// with what the last one left, and from nothing.
func TestAnIndexThatRemembersIsLikeOneFromNothing(t *testing.T) {
	for _, documents := range []int{7, 60, 400} {
		t.Run(fmt.Sprint(documents), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(uint64(documents), 3))
			all := make([]Document, documents)
			for i := range all {
				all[i] = randomDocument(rng, i)
			}
			file, site := filepath.Join(t.TempDir(), "memo"), map[string]string{}
			stayed := 0
			for step := range 25 {
				edited := editDocuments(rng, &all, step)
				synonyms := randomSynonyms(rng)
				clean := writeIndex(t, nil, all, synonyms, nil, nil)
				m := memo.Open(file, "test")
				again := writeIndex(t, m, all, synonyms, site, &stayed)
				if err := m.Commit(); err != nil {
					t.Fatal(err)
				}
				m.Close()
				for _, name := range slices.Sorted(maps.Keys(clean)) {
					if clean[name] != again[name] {
						t.Fatalf("step %d, %s: %s differs", step, edited, name)
					}
				}
				if len(clean) != len(again) {
					t.Fatalf("step %d, %s: %d files, from nothing %d", step, edited, len(again), len(clean))
				}
				site = again
			}
			if stayed == 0 {
				t.Error("no file ever stayed")
			}
		})
	}
}

// TestALostPieceOfWordsIsNoticed turns a byte around in one piece of what an index left, one piece after the other.
func TestALostPieceOfWordsIsNoticed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	all := make([]Document, 200)
	for i := range all {
		all[i] = randomDocument(rng, i)
	}
	clean := writeIndex(t, nil, all, nil, nil, nil)
	for _, series := range []string{"terms/0", "forms/0"} {
		file := filepath.Join(t.TempDir(), "memo")
		m := memo.Open(file, "test")
		writeIndex(t, m, all, nil, nil, nil)
		if err := m.Commit(); err != nil {
			t.Fatal(err)
		}
		m.Close()
		data, err := os.ReadFile(file)
		at := bytes.Index(data, []byte(series))
		if err != nil || at < 0 {
			t.Fatal(err, at)
		}
		data[at+len(series)+9] ^= 0x15
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		m = memo.Open(file, "test")
		if again := writeIndex(t, m, all, nil, nil, nil); !maps.Equal(clean, again) {
			t.Errorf("without %s, other files were written", series)
		}
		m.Close()
	}
}

// writeIndex returns the files of an index; those that stay are taken from the last site.
func writeIndex(t *testing.T, m *memo.Memo, documents []Document, synonyms []Synonym, site map[string]string, stayed *int) map[string]string {
	t.Helper()
	var mu sync.Mutex
	files := map[string]string{}
	b := NewBuilder(Options{Synonyms: synonyms, Memo: m, Stay: func(name string) bool {
		mu.Lock()
		defer mu.Unlock()
		text, there := site[name]
		if there {
			files[name] = text
			*stayed++
		}
		return there
	}})
	for _, d := range documents {
		b.Add(d)
	}
	err := b.Write(func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := files[name]; twice {
			return fmt.Errorf("%s is written twice", name)
		}
		files[name] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func randomDocument(rng *rand.Rand, i int) Document {
	kinds := []string{"handbook", "policy", "component", "project"}
	languages := []string{"en", "en", "de"}
	return Document{
		URL: fmt.Sprintf("page-%d/", i), Title: randomWords(rng, 3), Kind: kinds[rng.IntN(len(kinds))], Language: languages[rng.IntN(len(languages))],
		Description: randomWords(rng, 6), Facets: map[string][]string{"owner": {randomWords(rng, 1)}},
		Sections: []Section{{ID: "a", Title: randomWords(rng, 2), Level: 2, Text: randomWords(rng, 80)}, {Text: randomWords(rng, 30)}},
	}
}

// randomWords are words of a language of which few are common.
func randomWords(rng *rand.Rand, n int) string {
	syllables := []string{"lic", "ense", "pat", "ents", "ing", "rel", "ease", "the", "and", "own", "er", "ed"}
	words := make([]string, n)
	for i := range words {
		for range 1 + rng.IntN(3) {
			words[i] += syllables[rng.IntN(1+rng.IntN(len(syllables)))]
		}
	}
	return strings.Join(words, " ")
}

// randomSynonyms are often the same, and sometimes a few others.
func randomSynonyms(rng *rand.Rand) []Synonym {
	list := DefaultSynonyms()
	if rng.IntN(3) == 0 {
		for range rng.IntN(3) {
			list = append(list, Synonym{Words: []string{randomWords(rng, 1), randomWords(rng, 2)}})
		}
	}
	return list
}

// editDocuments does one thing to them and says what.
func editDocuments(rng *rand.Rand, all *[]Document, step int) string {
	i := rng.IntN(len(*all))
	d := &(*all)[i]
	switch rng.IntN(8) {
	case 0:
		d.Title = randomWords(rng, 3)
		return "another title"
	case 1:
		*all = append(*all, randomDocument(rng, 1000+step))
		return "one more"
	case 2:
		*all = slices.Delete(*all, i, i+1)
		return "one less"
	case 3:
		d.Facets = map[string][]string{"owner": {randomWords(rng, 1)}}
		d.Pinned = []string{randomWords(rng, 2)}
		return "another owner"
	case 4:
		return "nothing"
	case 5:
		d.Title += "s"
		return "another form of a word"
	}
	d.Sections = slices.Clone(d.Sections)
	d.Sections[0].Text += " " + randomWords(rng, 2)
	return "more words"
}
