package search

import (
	"encoding/hex"
	"errors"
	"slices"

	"portolan/generator/memo"
)

// Builder gathers documents and writes the index. Its methods may be called from many goroutines.
type Builder struct {
	stops    map[string]bool
	synonyms []Synonym
	catalogs map[string]bool
	stay     func(name string) bool
	main     collection
	catalog  collection
	recalled chan struct{} // closed when what the last build left is there
}

// NewBuilder starts an empty index.
func NewBuilder(o Options) *Builder {
	kinds := o.Catalog
	if kinds == nil {
		kinds = []string{"component"}
	}
	b := &Builder{stops: stopWords(), synonyms: o.Synonyms, catalogs: make(map[string]bool), stay: o.Stay}
	for _, k := range kinds {
		b.catalogs[k] = true
	}
	b.recalled = make(chan struct{})
	go func() {
		defer close(b.recalled)
		b.main.takeUp(o.Memo, "search/"+o.Name+"/")
		b.catalog.takeUp(o.Memo, "search/"+o.Name+"/catalog/")
	}()
	return b
}

// Add takes a document in. Of its text only the words and the beginnings of its sections are kept. By the key that it
// returns, [Builder.Find] knows the document in the next build.
func (b *Builder) Add(d Document) (key string) {
	sum := memo.DigestOf(d)
	key = hex.EncodeToString(sum[:])
	if f, found := b.find(sum); found {
		b.Keep(f)
		return key
	}
	into, stops := &b.main, b.stops
	if b.catalogs[d.Kind] {
		into, stops = &b.catalog, nil // in names no word is without weight: "react-is" is not "react"
	}
	t := tallyDocument(&d, stops)
	into.add(sum, &d, t)
	t.release()
	return key
}

// Found is a document that the last build left.
type Found struct {
	of    *collection
	place int // in its earlier index
	piece memo.Piece
}

// Find looks for a document that the last build left, and that was not kept yet.
func (b *Builder) Find(key string) (Found, bool) {
	var sum memo.Digest
	if len(key) != hex.EncodedLen(len(sum)) {
		return Found{}, false
	}
	_, err := hex.Decode(sum[:], []byte(key))
	f, found := b.find(sum)
	return f, found && err == nil
}

func (b *Builder) find(key memo.Digest) (Found, bool) {
	<-b.recalled
	for _, c := range []*collection{&b.main, &b.catalog} {
		if f, ok := c.find(key); ok {
			return f, true
		}
	}
	return Found{}, false
}

// Keep takes a document in as the last build left it.
func (b *Builder) Keep(f Found) { f.of.keep(f) }

// Write hands every file of the index to emit, by its name relative to the site's base, from several goroutines. No
// document may be added after. [ErrLost] means that the memo is of no use, and the index has to be built without.
func (b *Builder) Write(emit func(name string, data []byte) error) error {
	<-b.recalled
	b.main.lexicon.forms.close() // no document comes any more
	b.catalog.lexicon.forms.close()
	if err := errors.Join(b.main.recount(), b.catalog.recount()); err != nil {
		return err
	}
	catalog, err := b.writeCatalog(emit)
	if err != nil {
		return err
	}
	w := writer{collection: &b.main, stops: b.stops, emit: emit, stay: b.stay, names: b.catalog.namesAmong(&b.main.lexicon), common: commonSize}
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
	w := writer{collection: &b.catalog, stops: b.stops, emit: emit, stay: b.stay, common: catalogSize, catalog: true}
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
