package search

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"portolan/generator/memo"
)

// collection is a set of documents with words of their own.
type collection struct {
	shelf

	mu       sync.Mutex
	room     int  // bytes of pieces that may still be held in memory
	heldNone bool // see letGo
	lexicon  lexicon
	earlier  *earlier
	entries  []*entry
}

func (c *collection) add(key memo.Digest, d *Document, t *tally) {
	e, s := newEntry(d, t)
	e.key = key
	w := workbenches.Get().(*workbench)
	defer workbenches.Put(w)
	c.mu.Lock()
	c.lexicon.resolve(baseLanguage(d.Language), t.mentions, w)
	c.mu.Unlock()
	mentions := byTerm(w.mentions)
	piece := e.pack(w, mentions, s)
	w.terms = w.terms[:0]
	for _, m := range mentions {
		w.terms = append(w.terms, m.term)
	}
	if c.memo != nil {
		e.place = c.memo.Put(pieceKey(c.name, key), piece)
	}
	c.enter(e, piece, w.forms, w.terms)
}

// workbench is what a document is packed on. Workbenches are used again: most documents are of about the same size.
type workbench struct {
	forms          []formUse
	mentions       []termMention
	terms          []int
	piece, mention packer
}

var workbenches = sync.Pool{New: func() any { return new(workbench) }}

// pieceKey is where the piece of a document lies in the memo.
func pieceKey(collection string, document memo.Digest) string {
	return collection + hex.EncodeToString(document[:])
}

// atHand is how many bytes of pieces are held in memory, so that a site of common size does not read them back.
const atHand = 32 << 20

// enter takes in a document that is packed. Its piece is copied where it is held in memory.
func (c *collection) enter(e *entry, piece []byte, forms []formUse, terms []int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := e.place != (memo.Place{})
	if kept {
		c.room -= len(piece)
	}
	if kept && c.room < 0 {
		c.letGo()
	} else {
		e.piece = bytes.Clone(piece)
	}
	c.lexicon.count(forms, terms, 1)
	c.entries = append(c.entries, e)
}

// letGo leaves the pieces to the memo, all of them once there is no room for all: reading back the last is no worse than
// reading back the first.
func (c *collection) letGo() {
	if c.heldNone {
		return
	}
	c.heldNone = true
	for _, e := range c.entries {
		if e.place != (memo.Place{}) {
			e.piece = nil
		}
	}
}

// read opens the piece of an entry.
func (c *collection) read(o *opened, e *entry) error {
	if e.piece != nil {
		o.open(e.piece)
		return nil
	}
	return o.back(c.memo, e.place)
}

// back opens a piece that is read back from the memo.
func (o *opened) back(m *memo.Memo, p memo.Place) error {
	piece, ok := m.At(p, o.piece)
	if !ok {
		return ErrLost
	}
	o.piece = piece
	o.open(piece)
	return nil
}

// ErrLost means that what was kept in the memo cannot be read back: it is damaged, or its disk is full.
var ErrLost = errors.New("the cache directory cannot be read back: its disk may be full")

// each reads entries by range, several ranges at once. Do is told which range it works for, and where in the list.
func (c *collection) each(entries []*entry, ranges [][2]int, do func(r, i int, o *opened)) error {
	var group errgroup.Group
	for r, bounds := range ranges {
		group.Go(func() error {
			var o opened
			for i := bounds[0]; i < bounds[1]; i++ {
				if err := c.read(&o, entries[i]); err != nil {
					return err
				}
				do(r, i, &o)
			}
			return nil
		})
	}
	return group.Wait()
}

// ranges divides n things among the processors.
func ranges(n int) [][2]int {
	parts := min(runtime.GOMAXPROCS(0), max(1, n/64))
	list := make([][2]int, parts)
	for i := range parts {
		list[i] = [2]int{i * n / parts, (i + 1) * n / parts}
	}
	return list
}

// namesAmong are the terms that are the whole title of a document.
func (c *collection) namesAmong(terms *lexicon) map[string]bool {
	names := make(map[string]bool)
	for _, e := range c.entries {
		if name := fold(e.title); terms.has(name) {
			names[name] = true
		}
	}
	return names
}

// averages are the lengths of the fields over all documents, in steps: so small a step that no reader would see it, so
// large that an edit of one page seldom changes the weight of another.
func (c *collection) averages() (a [fields]float64) {
	const steps = 32 // to the doubling
	for f := range a {
		sum := 0
		for _, e := range c.entries {
			sum += int(e.lengths[f])
		}
		average := math.Max(1, float64(sum)/math.Max(1, float64(len(c.entries))))
		a[f] = math.Exp2(math.Round(math.Log2(average)*steps) / steps)
	}
	return a
}

// takeUp begins with the words that the last build left, by whose numbers its documents are packed.
func (c *collection) takeUp(m *memo.Memo, name string) {
	c.memo, c.name, c.room = m, name, atHand
	if m == nil || !c.lexicon.recall(&c.shelf) {
		return
	}
	c.earlier = recallEarlier(&c.shelf, len(c.lexicon.documents), len(c.lexicon.written))
}

// leave keeps the words for the next build. When most of them are of no use any more, it starts anew instead.
func (w *writer) leave(lists []listed) {
	c := w.collection
	if c.memo == nil {
		return
	}
	l := &c.lexicon
	unused := 0
	for _, f := range l.written {
		if f.documents == 0 {
			unused++
		}
	}
	if unused > 1000 && unused > len(l.written)/2 {
		return
	}
	w.leaveEarlier(lists)
	l.leave(&c.shelf)
}

// find looks for a document of the earlier index that is not part of this one already.
func (c *collection) find(key memo.Digest) (f Found, found bool) {
	if c.earlier == nil {
		return Found{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	place, found := c.earlier.byKey[key]
	if !found || c.earlier.kept[place] {
		return Found{}, false
	}
	piece, found := c.memo.Locate(pieceKey(c.name, key))
	return Found{c, int(place), piece}, found
}

// keep takes a document in as the last build left it.
func (c *collection) keep(f Found) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := &c.earlier.entries[f.place]
	c.earlier.kept[f.place] = true
	e.place = c.memo.Keep(f.piece)
	c.entries = append(c.entries, e)
}
