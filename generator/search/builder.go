package search

import (
	"encoding/hex"
	"slices"

	"portolan/generator/memo"
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
	b.main.recall(o.Memo, "search/"+o.Name+"/")
	b.catalog.recall(o.Memo, "search/"+o.Name+"/catalog/")
	return b
}

// Add takes a document in. Of its text only the words and the beginnings of its sections are kept. By the key that it
// returns, [Builder.Find] knows the document in the next build.
func (b *Builder) Add(d Document) (key string) {
	sum := memo.DigestOf(d)
	key = hex.EncodeToString(sum[:])
	if b.catalogs[d.Kind] {
		b.catalog.add(key, &d, tallyDocument(&d, nil)) // in names no word is without weight: "react-is" is not "react"
	} else {
		b.main.add(key, &d, tallyDocument(&d, b.stops))
	}
	return key
}

// Found is a document as the last build left it.
type Found struct {
	piece memo.Piece
	of    *collection
}

// Find looks for a document that the last build left.
func (b *Builder) Find(key string) (Found, bool) {
	for _, c := range []*collection{&b.main, &b.catalog} {
		if piece, ok := c.find(key); ok {
			return Found{piece, c}, true
		}
	}
	return Found{}, false
}

// Keep takes a document in as the last build left it.
func (b *Builder) Keep(f Found) { f.of.keep(f.piece) }

// Write hands every file of the index to emit, by its name relative to the site's base, from several goroutines. No
// document may be added after.
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
	b.main.leave()
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
	b.catalog.leave()
	return &catalogNote{File: name, Kinds: kinds, Documents: len(b.catalog.entries)}, nil
}
