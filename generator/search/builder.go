package search

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// Builder gathers documents and writes the index. Its methods may be called from many goroutines.
type Builder struct {
	stops    map[string]bool
	synonyms []Synonym
	catalogs map[string]bool
	main     collection
	catalog  collection
}

// NewBuilder starts an empty index.
func NewBuilder(o Options) *Builder {
	kinds := o.Catalog
	if kinds == nil {
		kinds = []string{"component"}
	}
	b := &Builder{stops: stopWords(), synonyms: o.Synonyms, catalogs: make(map[string]bool)}
	for _, k := range kinds {
		b.catalogs[k] = true
	}
	return b
}

// Add takes a document in. Of its text only the words and the beginnings of its sections are kept.
func (b *Builder) Add(d Document) {
	if b.catalogs[d.Kind] {
		t := tallyDocument(&d, nil) // in names no word is without weight: "react-is" is not "react"
		b.catalog.add(newEntry(&d, t), t)
		return
	}
	t := tallyDocument(&d, b.stops)
	b.main.add(newEntry(&d, t), t)
}

// Write hands every file of the index to emit, by its name relative to the site's base. No document may be added after.
func (b *Builder) Write(emit func(name string, data []byte) error) error {
	catalog, err := b.writeCatalog(emit)
	if err != nil {
		return err
	}
	w := writer{collection: &b.main, stops: b.stops, emit: emit, names: b.catalog.names(), common: commonSize}
	m, err := w.write(newThesaurus(b.synonyms, &b.main, b.stops))
	if err != nil {
		return err
	}
	m.Stops, m.Catalog = joinSorted(b.stops), catalog
	return emit("search/index.json", encode(m))
}

func (b *Builder) writeCatalog(emit func(string, []byte) error) (*catalogNote, error) {
	if len(b.catalog.entries) == 0 {
		return nil, nil
	}
	w := writer{collection: &b.catalog, stops: b.stops, emit: emit, common: catalogSize, catalog: true}
	m, err := w.write(newThesaurus(nil, &b.catalog, b.stops))
	if err != nil {
		return nil, err
	}
	name, err := w.file("catalog", m)
	if err != nil {
		return nil, err
	}
	kinds := make([]string, 0, len(b.catalogs))
	for k := range b.catalogs {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return &catalogNote{File: name, Kinds: kinds, Documents: len(b.catalog.entries)}, nil
}

// entry is what is kept of a document until the index is written.
type entry struct {
	url, title, kind, description string
	language                      string
	sections                      []Section // texts cut to their beginnings
	facets                        map[string][]string
	pinned                        []string
	boost                         float64
	lengths                       [fields]int
	titleWords                    int    // of the title, stop words not counted
	block                         []byte // the mentions, by term
}

// A document keeps at most this much text, in characters, for its excerpts; each section at most sectionLead.
const (
	textKept    = 1600
	sectionLead = 280
)

func newEntry(d *Document, t *tally) *entry {
	e := &entry{
		url: d.URL, title: oneLine(d.Title), kind: d.Kind, description: shorten(oneLine(d.Description), sectionLead),
		language: baseLanguage(d.Language), facets: d.Facets, pinned: d.Pinned, boost: multiplier(d), lengths: t.lengths, titleWords: t.title,
	}
	left := textKept
	e.sections = make([]Section, len(d.Sections))
	for i, s := range d.Sections {
		text := lead(s.Text, min(sectionLead, max(left, 0)))
		left -= len(text)
		e.sections[i] = Section{ID: s.ID, Title: oneLine(s.Title), Text: text}
	}
	return e
}

// Standing pages come before news, and current ones before archived.
const (
	datedBoost    = 0.85
	archivedBoost = 0.5
)

// kindBoosts put the office's own words before what is drawn from data; kinds that are not named count 1.
var kindBoosts = map[string]float64{"policy": 1.25, "handbook": 1.1, "strategy": 1.1, "licence": 0.9, "component": 0.9}

func multiplier(d *Document) float64 {
	boost := cmp.Or(d.Boost, 1) * cmp.Or(kindBoosts[d.Kind], 1)
	if !d.Date.IsZero() {
		boost *= datedBoost
	}
	if d.Archived {
		boost *= archivedBoost
	}
	return math.Min(8, math.Max(0.125, boost))
}

// collection is a set of documents with words of their own.
type collection struct {
	mu      sync.Mutex
	lexicon lexicon
	entries []*entry
	sums    [fields]int
}

func (c *collection) add(e *entry, t *tally) {
	c.mu.Lock()
	resolved := c.lexicon.resolve(e.language, t.mentions)
	c.entries = append(c.entries, e)
	for f, n := range t.lengths {
		c.sums[f] += n
	}
	c.mu.Unlock()
	e.block = appendMentions(nil, byTerm(resolved))
}

// names are the words that are the whole title of a document.
func (c *collection) names() map[string]bool {
	names := make(map[string]bool, len(c.entries))
	for _, e := range c.entries {
		names[fold(e.title)] = true
	}
	return names
}
