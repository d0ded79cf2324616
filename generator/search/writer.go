package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Sizes in characters before compression, which about halves them.
const (
	commonSize  = 20_000 // words in the manifest
	catalogSize = 4_000  // words in the catalog's
	termsSize   = 6_000  // and larger, see fileCount
	placesSize  = 36_000
	endingsSize = 18_000
	pagesSize   = 16_000
	facetsSize  = 3_000 // facets larger than this leave the manifest
)

// writer writes one collection.
type writer struct {
	*collection
	stops   map[string]bool
	emit    func(name string, data []byte) error
	stay    func(name string) bool
	names   map[string]bool // whole names of the catalog
	catalog bool
	common  int       // characters for the commonest words in the manifest
	order   []int32   // the terms by their letters
	printed []prints  // of the terms in this order
	special []int32   // see changedTerms
	endings []int32   // see orderEndings
	forms   termForms // see keepForms
	average [fields]float64

	relisted []int32 // the terms whose lists are others than they were; nil for all

	mu   sync.Mutex
	done map[string]bool
}

func (w *writer) write(t thesaurus) (*manifest, error) {
	w.average = w.averages()
	if err := w.sortEntries(); err != nil {
		return nil, err
	}
	lists, err := w.invert()
	if err != nil {
		return nil, err
	}
	w.orderTerms()
	w.orderEndings()
	w.keepForms()
	words, places := &termWords{w, lists, t}, &termPlaces{w, lists}
	w.printTerms(words, places)
	m := &manifest{Version: formatVersion, Documents: len(w.entries), Languages: w.lexicon.foreign()}
	standing := newStanding()
	var group errgroup.Group
	group.Go(func() (err error) {
		common, others := words.wordEntries().takeCommon(w.stops, w.common, words.long)
		m.Common = makeBlock(common)
		others.addDistantForms(w.distantForms())
		m.Terms, err = w.writeWords("terms", others, termsSize)
		return err
	})
	group.Go(func() (err error) {
		if m.Places, err = places.writePlaces(); err == nil {
			m.Endings, err = w.writeEndings()
		}
		return err
	})
	group.Go(func() (err error) {
		m.Pages, err = w.writePages(standing)
		w.leave(lists)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	m.Boosts, m.Pinned = string(standing.boosts.packed), standing.pinned
	return m, w.placeFacets(m, standing.kinds, standing.facets)
}

// sortEntries orders the documents: those of one kind and topic stand together, for what is shown together should come
// from one file. In the catalog the shorter names stand first, for among equals the first is shown first.
func (w *writer) sortEntries() error {
	if w.catalog {
		slices.SortFunc(w.entries, func(a, b *entry) int {
			return cmp.Or(strings.Compare(a.kind, b.kind), cmp.Compare(a.titleWords, b.titleWords), strings.Compare(a.url, b.url), strings.Compare(a.title, b.title))
		})
		return nil
	}
	if err := w.topics(); err != nil {
		return err
	}
	slices.SortFunc(w.entries, func(a, b *entry) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.topic, b.topic), strings.Compare(a.url, b.url), strings.Compare(a.title, b.title))
	})
	return nil
}

// file writes a value under a name that its bytes decide, and returns the name's hash.
func (w *writer) file(kind string, value any) (string, error) {
	data := encode(value)
	sum := sha256.Sum256(data)
	hash := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
	if name := fileName(kind, hash); w.claim(name) {
		return hash, w.emit(name, data)
	}
	return hash, nil
}

func fileName(kind, hash string) string { return "search/" + kind + "-" + hash + ".json" }

// claim tells whether a file is not there yet.
func (w *writer) claim(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done == nil {
		w.done = make(map[string]bool)
	}
	twice := w.done[name]
	w.done[name] = true
	return !twice
}

// standingFile lets the file that the last build made of the same things stand. It returns the name's hash with what was
// noted beside it; nil where there is no such file.
func (w *writer) standingFile(kind string, of []byte) (note []byte) {
	if w.memo == nil {
		return nil
	}
	piece, ok := w.memo.Find(w.fileKey(kind, of))
	if !ok || len(piece.Value) < hashSize || !w.stay(fileName(kind, string(piece.Value[:hashSize]))) {
		return nil
	}
	w.claim(fileName(kind, string(piece.Value[:hashSize])))
	w.memo.Keep(piece)
	return piece.Value
}

// noteFile lets the next build know the file that was made of some things.
func (w *writer) noteFile(kind string, of, note []byte) {
	if w.memo != nil {
		w.memo.Put(w.fileKey(kind, of), note)
	}
}

// hashSize is the length of a name's hash.
const hashSize = 8

func (w *writer) fileKey(kind string, of []byte) string {
	sum := sha256.Sum256(of)
	return w.name + kind + "/" + string(sum[:])
}

func encode(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(err) // the types are ours and all can be encoded
	}
	return b.Bytes()
}

// fullList is how many weighed postings a term keeps: enough for the first pages of results.
func (w *writer) fullList(term int) int {
	if w.stops[w.lexicon.term(term)] {
		return 32
	}
	return 40 + int(1.5*math.Sqrt(float64(len(w.entries))))
}

// writeWords writes a list to as many files as its size asks for.
func (w *writer) writeWords(kind string, words *wordList, size int) (files, error) {
	sizes, total := make([]int32, words.count()), 0
	for i := range sizes {
		sizes[i] = int32(words.size(i))
		total += int(sizes[i])
	}
	var f files
	starts := cutSizes(sizes, fileCount(total, size, w.catalog))
	f.Names, f.First = make([]string, len(starts)), make([]string, len(starts))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, start := range starts {
		end, before := words.count(), ""
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		if start > 0 {
			before = words.text(start - 1)
		}
		f.First[n] = boundary(before, words.text(start))
		group.Go(func() (err error) {
			f.Names[n], err = w.wordFile(kind, words, start, end)
			return err
		})
	}
	return f, group.Wait()
}

// packers are used again: what a file is made of is as long as the file.
var packers = sync.Pool{New: func() any { return new(packer) }}

// wordFile writes a run of a list to a file, unless the last build has.
func (w *writer) wordFile(kind string, words *wordList, start, end int) (hash string, err error) {
	made := packers.Get().(*packer)
	defer packers.Put(made)
	made.Data = made.Data[:0]
	for i := start; i < end; i++ {
		words.pack(made, i)
	}
	if note := w.standingFile(kind, made.Data); note != nil {
		return string(note), nil
	}
	if hash, err = w.file(kind, makeBlock(words.between(start, end))); err == nil {
		w.noteFile(kind, made.Data, []byte(hash))
	}
	return hash, err
}
