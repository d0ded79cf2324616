package search

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Synonym is a group of words and phrases that mean the same to a reader, or a way that leads from the first to the
// others only.
type Synonym struct {
	Words  []string
	OneWay bool
}

//go:embed synonyms.txt
var defaultSynonyms string

//go:embed stopwords.txt
var stopList string

// DefaultSynonyms are the acronyms and the everyday words of open source offices.
func DefaultSynonyms() []Synonym {
	groups, err := ParseSynonyms(defaultSynonyms)
	if err != nil {
		panic(err) // the list is compiled in
	}
	return groups
}

// ParseSynonyms reads a list of synonyms, a group a line: "sbom, software bill of materials" holds both ways,
// "yarn > package manager" leads from left to right only. "#" starts a comment.
func ParseSynonyms(text string) ([]Synonym, error) {
	var groups []Synonym
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		from, to, oneWay := strings.Cut(line, ">")
		group := Synonym{OneWay: oneWay, Words: phrases(from)}
		if oneWay {
			if len(group.Words) != 1 {
				return nil, fmt.Errorf("line %d: one word or phrase must stand before \">\"", i+1)
			}
			group.Words = append(group.Words, phrases(to)...)
		}
		if len(group.Words) < 2 {
			return nil, fmt.Errorf("line %d: a group needs two words or phrases, divided by a comma", i+1)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

func phrases(list string) []string {
	var found []string
	for _, p := range strings.Split(list, ",") {
		if p = strings.TrimSpace(p); p != "" {
			found = append(found, p)
		}
	}
	return found
}

func stopWords() map[string]bool {
	stops := make(map[string]bool)
	for _, w := range strings.Fields(stopList) {
		stops[w] = true
	}
	return stops
}

// expansion says: when these words follow, the whole also means this. Words are stems joined by spaces; the key under
// which an expansion stands is the first.
type expansion [2]string

// thesaurus holds the expansions by the first stem of what is expanded.
type thesaurus map[string][]expansion

// newThesaurus keeps what leads to words that the collection holds.
func newThesaurus(groups []Synonym, c *collection, stops map[string]bool) thesaurus {
	t := make(thesaurus)
	for _, g := range groups {
		stems := make([][]string, len(g.Words))
		for i, w := range g.Words {
			stems[i] = stemsOf(w, stops)
		}
		for i, from := range stems {
			if len(from) == 0 || g.OneWay && i > 0 {
				continue
			}
			for j, to := range stems {
				if i != j && c.lexicon.holds(to) && !slices.Equal(from, to) {
					t.add(from, to)
				}
			}
			t.addPlural(from, c)
		}
	}
	for first, all := range t {
		slices.SortFunc(all, func(a, b expansion) int { return strings.Compare(a[0]+"\n"+a[1], b[0]+"\n"+b[1]) })
		t[first] = slices.Compact(all)
	}
	return t
}

func (t thesaurus) add(from, to []string) {
	t[from[0]] = append(t[from[0]], expansion{strings.Join(from[1:], " "), strings.Join(to, " ")})
}

// addPlural lets the plural of an acronym mean what the acronym means: "KPIs" has no vowel that would tell the stemmer
// of its ending.
func (t thesaurus) addPlural(from []string, c *collection) {
	plural := from[0] + "s"
	if len(from) > 1 || stem("en", plural) != plural {
		return
	}
	for _, e := range t[from[0]] {
		if e[0] == "" {
			t[plural] = append(t[plural], e)
		}
	}
	if c.lexicon.holds(from) {
		t.add([]string{plural}, from)
	}
	if c.lexicon.holds([]string{plural}) {
		t.add(from, []string{plural})
	}
}

// stemsOf are the stems of a phrase's telling words.
func stemsOf(phrase string, stops map[string]bool) []string {
	var stems []string
	for _, w := range words(phrase, false) {
		if !w.whole && !stops[w.text] {
			stems = append(stems, stem("en", w.text))
		}
	}
	return stems
}

func (l *lexicon) holds(stems []string) bool {
	for _, s := range stems {
		if !l.has(s) {
			return false
		}
	}
	return len(stems) > 0
}
