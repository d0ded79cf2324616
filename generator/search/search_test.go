package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// written gives all files of an index by name.
func written(t testing.TB, b *Builder) map[string]string {
	t.Helper()
	files := make(map[string]string)
	var mu sync.Mutex
	err := b.Write(func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[name] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOrderOfDocumentsDoesNotMatter(t *testing.T) {
	documents := portal()
	for i := range 400 {
		documents = append(documents, Document{
			URL: fmt.Sprintf("x/%d/", i), Title: fmt.Sprintf("Page %d", i), Kind: []string{"handbook", "component"}[i%2],
			Facets:   map[string][]string{"topic": {fmt.Sprint(i % 7), fmt.Sprint(i % 5)}, "owner": {"legal"}},
			Sections: []Section{{Text: fmt.Sprintf("words running runs ran number%d and open source %d", i%50, i)}},
		})
	}
	build := func(seed uint64) map[string]string {
		shuffled := slices.Clone(documents)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		b := NewBuilder(portalOptions())
		var all sync.WaitGroup
		for part := range slices.Chunk(shuffled, 50) {
			all.Go(func() {
				for _, d := range part {
					b.Add(d)
				}
			})
		}
		all.Wait()
		return written(t, b)
	}
	want := build(1)
	for seed := range uint64(4) {
		if got := build(seed + 2); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order gave another index: %d and %d files", len(got), len(want))
		}
	}
}

func TestNamesAreDecidedByContent(t *testing.T) {
	b := NewBuilder(Options{})
	for _, d := range portal() {
		b.Add(d)
	}
	seen := make(map[[32]byte]string)
	for name, data := range written(t, b) {
		if !strings.HasPrefix(name, "search/") || !json.Valid([]byte(data)) {
			t.Errorf("%s is no file of the index", name)
		}
		sum := sha256.Sum256([]byte(data))
		if other := seen[sum]; other != "" {
			t.Errorf("%s and %s hold the same", name, other)
		}
		seen[sum] = name
	}
}

func TestEmptyIndex(t *testing.T) {
	files := written(t, NewBuilder(Options{Synonyms: DefaultSynonyms()}))
	if len(files) != 1 || files["search/index.json"] == "" {
		t.Errorf("files: %v", files)
	}
	site := writeSite(t, nil, Options{})
	if a := ask(t, site, question{Q: "anything"})[0]; a.Total != 0 {
		t.Errorf("found %v in nothing", a.urls())
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	b := NewBuilder(Options{})
	for _, d := range portal() {
		b.Add(d)
	}
	if err := b.Write(func(string, []byte) error { return os.ErrPermission }); err != os.ErrPermission {
		t.Errorf("error: %v", err)
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]int{0: 1, 63: 1, 64: 2, 1855: 2, 1856: 3, 52031: 3, 52032: 4, 1 << 30: 6} {
		b := appendNumber(nil, n)
		if len(b) != want || bytes.ContainsAny(b, "\"\\~") {
			t.Errorf("%d is written %q", n, b)
		}
		if got := readNumber(b); got != n {
			t.Errorf("%d was read as %d", n, got)
		}
	}
}

// readNumber reads as the script does.
func readNumber(b []byte) int {
	high := 0
	for i := 0; ; i++ {
		d := int(b[i]) - ' '
		if d > 59 {
			d--
		}
		if d > 1 {
			d--
		}
		if d < enders {
			return high*enders + d
		}
		high = high*carriers + d - enders + 1
	}
}

func TestParseSynonyms(t *testing.T) {
	got, err := ParseSynonyms("# comment\nsbom, software bill of materials # why\n\nyarn > package manager, npm\n")
	want := []Synonym{{Words: []string{"sbom", "software bill of materials"}}, {Words: []string{"yarn", "package manager", "npm"}, OneWay: true}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v", got, err)
	}
	for text, says := range map[string]string{"a, b\nalone": "line 2", "a, b > c": "line 1", "a >": "line 1"} {
		if _, err := ParseSynonyms(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if len(DefaultSynonyms()) < 100 {
		t.Error("the default list is short")
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"short", 10, "short"}, {"a few more words", 9, "a few…"}, {"äöüäöüäöü", 6, "äöü…"}, {"anything", 0, ""}, {"", 5, ""}} {
		if got := shorten(c.text, c.n); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestBoostsAreMultipliers(t *testing.T) {
	page := func(url string, boost float64) Document {
		return Document{URL: url, Kind: "handbook", Title: "Same", Boost: boost, Sections: []Section{{Text: "The same words."}}}
	}
	site := writeSite(t, []Document{page("a/", 0), page("b/", 2), page("c/", 0.5), page("d/", 1000)}, Options{})
	a := ask(t, site, question{Q: "same words"})[0]
	if got := a.urls(); !slices.Equal(got, []string{"d/", "b/", "a/", "c/"}) {
		t.Errorf("order: %v", got)
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Apache-2.0 OR MIT", "C++ .NET o'clock", "オープン open", "\xff\xfe", strings.Repeat("ab-", 90), "½⁄2", "-'’--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, w := range words(s, true) {
			if w.text == "" || len(w.text) > longestWord || strings.ContainsAny(w.text, " ,~\n") {
				t.Fatalf("word %q of %q", w.text, s)
			}
			if !w.whole && w.at < last {
				t.Fatalf("place %d after %d in %q", w.at, last, s)
			}
			if !w.whole {
				last = w.at
			}
		}
	})
}

func TestFileCount(t *testing.T) {
	for _, c := range []struct {
		total   int
		catalog bool
		want    int
	}{
		{0, false, 0}, {1, false, 1}, {1_000, false, 1}, {24_000, false, 24},
		{96_000, false, 45}, {96_000, true, 45}, // four times as much: not twice the files
		{1_000_000, false, 252}, {1_000_000, true, 129}, // large: files of pages' words stay small
	} {
		if got := fileCount(c.total, 1_000, c.catalog); got != c.want {
			t.Errorf("%d characters, catalog %t: %d files, want %d", c.total, c.catalog, got, c.want)
		}
	}
}

func TestListsTellTheWordsOfTitles(t *testing.T) {
	w := writer{collection: &collection{entries: []*entry{{titleWords: 2}, {}, {}, {}, {}}}}
	list := w.appendPostings(nil, []posting{
		{document: 0, weight: levels + 3, sections: [3]uint8{none, none, none}},
		{document: 4, weight: 3, sections: [3]uint8{none, none, none}},
	}, 10)
	want := []byte{digit(2), digit(0), digit(levels + 3), digit(2), digit(0), digit(3), digit(3), digit(0)}
	if !bytes.Equal(list, want) {
		t.Errorf("%q, want %q", list, want)
	}
}
