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
	common  int        // characters for the commonest words in the manifest
	ordered []int      // see order
	forms   [][]string // see keptForms
	average [fields]float64
	mu      sync.Mutex
	done    map[string]bool
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
	m := &manifest{Version: formatVersion, Documents: len(w.entries), Languages: w.lexicon.foreign()}
	entries := w.wordEntries(lists, t)
	common, others := takeCommon(entries, w.stops, w.common)
	m.Common = makeBlock(common)
	if m.Terms, err = w.writeWords("terms", w.withDistantForms(others), termsSize); err != nil {
		return nil, err
	}
	if m.Places, err = w.writePlaces(lists); err != nil {
		return nil, err
	}
	if m.Endings, err = w.writeEndings(); err != nil {
		return nil, err
	}
	standing := newStanding()
	if m.Pages, err = w.writePages(standing); err != nil {
		return nil, err
	}
	w.leave(lists)
	m.Boosts, m.Pinned = string(standing.boosts), standing.pinned
	return m, w.placeFacets(m, standing.kinds, standing.facets)
}

// sortEntries orders the documents: those of one kind and topic stand together, for what is shown together should come
// from one file. In the catalog the shorter names stand first, for among equals the first is shown first.
func (w *writer) sortEntries() error {
	if w.catalog {
		slices.SortFunc(w.entries, func(a, b *entry) int {
			return cmp.Or(strings.Compare(a.kind, b.kind), a.titleWords-b.titleWords, strings.Compare(a.url, b.url), strings.Compare(a.title, b.title))
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
func fullList(documents int, stop bool) int {
	if stop {
		return 32
	}
	return 40 + int(1.5*math.Sqrt(float64(documents)))
}

// order lists the terms by their letters: those of the earlier index are in order already.
func (w *writer) order() []int {
	if w.ordered == nil {
		var known []int
		if w.earlier != nil {
			known = w.earlier.order
		}
		added := make([]int, len(w.lexicon.texts)-len(known))
		for i := range added {
			added[i] = len(known) + i
		}
		byText := func(a, b int) int { return strings.Compare(w.lexicon.texts[a], w.lexicon.texts[b]) }
		slices.SortFunc(added, byText)
		w.ordered = mergeSorted(known, added, byText)
	}
	return w.ordered
}

// wordEntries are all terms, the forms that sort elsewhere, and words that only synonyms know, by their letters.
func (w *writer) wordEntries(lists []listed, t thesaurus) []wordEntry {
	forms := w.keptForms()
	entries := make([]wordEntry, 0, len(lists)+len(t))
	for _, i := range w.order() {
		if text := w.lexicon.texts[i]; lists[i].list != nil {
			one := wordEntry{text: text, forms: forms[i], named: w.names[text], list: lists[i].list}
			if meanings := t[text]; meanings != nil {
				one.further = &further{meanings: meanings}
			}
			entries = append(entries, one)
		}
	}
	var more []wordEntry
	for first, meanings := range t {
		if !w.lexicon.has(first) {
			more = append(more, wordEntry{text: first, further: &further{meanings: meanings}})
		}
	}
	return mixWords(entries, more)
}

// keptForms are the written forms of each term. In a large collection an English form that a single document
// holds in passing is as likely a slip as a word, and not kept: its stem finds it.
func (w *writer) keptForms() [][]string {
	if w.forms != nil {
		return w.forms
	}
	least := 1
	if len(w.entries) > 150 {
		least = 2
	}
	forms := make([][]string, len(w.lexicon.texts))
	for _, f := range w.lexicon.written {
		if f.documents >= least || f.telling > 0 || f.documents > 0 && f.language != "en" {
			forms[f.term] = append(forms[f.term], f.text)
		}
	}
	for i := range forms {
		slices.Sort(forms[i])
		forms[i] = slices.Compact(forms[i])
	}
	w.forms = forms
	return forms
}

// takeCommon divides the entries: the words of most documents, as many as fit the manifest, and all others. The others are
// moved together where they stand: there may be very many.
func takeCommon(entries []wordEntry, stops map[string]bool, room int) (common, others []wordEntry) {
	order := longest(entries, stops, room)
	slices.SortStableFunc(order, func(a, b int) int { return len(entries[b].list) - len(entries[a].list) })
	taken := make(map[int]bool)
	for _, i := range order {
		if room -= entries[i].size(); room < 0 {
			break
		}
		taken[i] = true
	}
	others = entries[:0]
	for i := range entries {
		if taken[i] {
			common = append(common, entries[i])
		} else {
			others = append(others, entries[i])
		}
	}
	return common, others
}

// longest are the entries with the longest lists: more than there is room for, if there are so many.
func longest(entries []wordEntry, stops map[string]bool, room int) []int {
	for least := 4096; ; least /= 2 {
		var found []int
		size := 0
		for i := range entries {
			if e := &entries[i]; e.list != nil && len(e.list) >= least && !stops[e.text] {
				found = append(found, i)
				size += e.size()
			}
		}
		if size > room || least == 0 {
			return found
		}
	}
}

// writeWords writes sorted entries to as many files as their size asks for.
func (w *writer) writeWords(kind string, entries []wordEntry, size int) (files, error) {
	sizes, total := make([]int, len(entries)), 0
	for i := range entries {
		sizes[i] = entries[i].size()
		total += sizes[i]
	}
	var f files
	starts := cutSizes(sizes, fileCount(total, size, w.catalog))
	f.Names, f.First = make([]string, len(starts)), make([]string, len(starts))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, start := range starts {
		end, before := len(entries), ""
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		if start > 0 {
			before = entries[start-1].text
		}
		f.First[n] = boundary(before, entries[start].text)
		group.Go(func() (err error) {
			f.Names[n], err = w.wordFile(kind, entries[start:end])
			return err
		})
	}
	return f, group.Wait()
}

// wordFile writes a run of entries to a file, unless the last build has.
func (w *writer) wordFile(kind string, entries []wordEntry) (hash string, err error) {
	made := packWords(entries)
	if note := w.standingFile(kind, made); note != nil {
		return string(note), nil
	}
	if hash, err = w.file(kind, makeBlock(entries)); err == nil {
		w.noteFile(kind, made, []byte(hash))
	}
	return hash, err
}

// withDistantForms adds the written forms of other languages, so that a word of theirs is found where it sorts and
// leads to its term: the reader's script cannot stem it.
func (w *writer) withDistantForms(entries []wordEntry) []wordEntry {
	stems := make(map[string][]string)
	for _, f := range w.lexicon.written {
		if term := w.lexicon.texts[f.term]; f.documents > 0 && f.language != "en" && term != f.text {
			stems[f.text] = append(stems[f.text], term)
		}
	}
	for text, all := range stems {
		slices.Sort(all)
		stems[text] = slices.Compact(all)
	}
	for i := range entries {
		if e := &entries[i]; stems[e.text] != nil {
			if e.further == nil {
				e.further = &further{}
			}
			e.further.stems = stems[e.text]
			delete(stems, e.text)
		}
	}
	var more []wordEntry
	for text, all := range stems {
		more = append(more, wordEntry{text: text, further: &further{stems: all}})
	}
	return mixWords(entries, more)
}

// mixWords adds entries in no order to those that are sorted by their letters, where these stand: there may be very many.
func mixWords(sorted, more []wordEntry) []wordEntry {
	slices.SortFunc(more, byLetters)
	from := len(sorted) - 1
	mixed := append(sorted, more...)
	for to := len(mixed) - 1; len(more) > 0; to-- {
		if last := len(more) - 1; from >= 0 && byLetters(mixed[from], more[last]) > 0 {
			mixed[to] = mixed[from]
			from--
		} else {
			mixed[to], more = more[last], more[:last]
		}
	}
	return mixed
}

func byLetters(a, b wordEntry) int { return strings.Compare(a.text, b.text) }

func (w *writer) writePlaces(lists []listed) (files, error) {
	var entries []wordEntry
	for _, i := range w.order() {
		if text := w.lexicon.texts[i]; lists[i].placed {
			entries = append(entries, wordEntry{text: text, forms: []string{text}, list: lists[i].places})
		}
	}
	return w.writeWords("places", entries, placesSize)
}
