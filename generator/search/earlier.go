package search

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"portolan/generator/memo"
)

// earlier is what the last build left of a collection's index: its documents in their order, what was counted of them,
// and the lists of their terms. An edit of a page changes few of the lists.
type earlier struct {
	memo    *memo.Memo
	name    string
	average [fields]float64
	entries []entry
	byKey   map[string]int
	kept    []bool // by document, whether it is part of this index too

	documents    []int // in how many each term stood
	formCounts   []int // in how many each form stood
	formsTelling []int // how many were about each form
	order        []int // the terms by their letters
}

const earlierKey = "earlier"

// recallEarlier reads what a build left of an index whose words have these numbers; nil where it left nothing.
func recallEarlier(m *memo.Memo, name string, terms, forms int) *earlier {
	data, ok := m.Get(name + earlierKey)
	if !ok {
		return nil
	}
	u, l := unpacker{memo.UnpackTexts(data)}, &earlier{memo: m, name: name}
	for f := range l.average {
		l.average[f] = math.Float64frombits(u.Long())
	}
	l.entries = make([]entry, u.Number())
	l.kept = make([]bool, len(l.entries))
	l.byKey = make(map[string]int, len(l.entries))
	for i := range l.entries {
		e := &l.entries[i]
		e.key, e.kind, e.url, e.title, e.topic, e.titleWords = u.Text(), u.Text(), u.Text(), u.Text(), u.Text(), u.Number()
		for f := range e.lengths {
			e.lengths[f] = u.Number()
		}
		l.byKey[e.key] = i
	}
	l.documents, l.formCounts, l.formsTelling, l.order = u.Numbers(), u.Numbers(), u.Numbers(), u.Numbers()
	if len(l.documents) != terms || len(l.formCounts) != forms {
		return nil
	}
	return l
}

// leaveEarlier keeps the index for the next build.
func (w *writer) leaveEarlier(lists []listed) {
	c := w.collection
	const perEntry, perWord = 128, 8
	p := packer{memo.Packer{Data: make([]byte, 0, perEntry*len(c.entries)+perWord*len(c.lexicon.written))}}
	for _, a := range w.average {
		p.Long(math.Float64bits(a))
	}
	p.Number(len(c.entries))
	for _, e := range c.entries {
		for _, text := range []string{e.key, e.kind, e.url, e.title, e.topic} {
			p.Text(text)
		}
		p.Number(e.titleWords)
		for _, n := range e.lengths {
			p.Number(n)
		}
	}
	p.Numbers(len(c.lexicon.documents), func(i int) int { return c.lexicon.documents[i] })
	p.Numbers(len(c.lexicon.written), func(i int) int { return c.lexicon.written[i].documents })
	p.Numbers(len(c.lexicon.written), func(i int) int { return c.lexicon.written[i].telling })
	p.Numbers(len(w.order()), func(i int) int { return w.ordered[i] })
	c.memo.Put(c.name+earlierKey, p.Data)
	c.leaveLists(lists)
}

// atOnce is how many lists are kept in one piece.
const atOnce = 1 << 15

func listsKey(name string, n int) string { return name + "lists/" + strconv.Itoa(n) }

func (c *collection) leaveLists(lists []listed) {
	n := 0
	for some := range slices.Chunk(lists, atOnce) {
		size := 0
		for _, l := range some {
			size += len(l.list) + len(l.places) + 8
		}
		p := packer{memo.Packer{Data: make([]byte, 0, size)}}
		for _, l := range some {
			p.Bytes(l.list)
			p.Bytes(l.places)
			p.Flag(l.placed)
		}
		c.memo.Put(listsKey(c.name, n), p.Data)
		n++
	}
}

// lists returns the lists of the terms, with room for as many as there are now.
func (l *earlier) lists(terms int) ([]listed, error) {
	lists := make([]listed, terms)
	for n, from := 0, 0; from < len(l.documents); n, from = n+1, from+atOnce {
		data, ok := l.memo.Get(listsKey(l.name, n))
		if !ok {
			return nil, ErrLost
		}
		u := unpacker{memo.Unpack(data)}
		for i := from; i < min(from+atOnce, len(l.documents)); i++ {
			if lists[i] = (listed{list: u.Bytes(), places: u.Bytes(), placed: u.Flag()}); len(lists[i].list) == 0 {
				lists[i].list = nil // of a word that no document holds any more
			}
		}
	}
	return lists, nil
}

// read opens a document as it was.
func (l *earlier) read(o *opened, i int) error {
	piece, _ := l.memo.Locate(l.name + l.entries[i].key)
	return o.back(l.memo, piece.Place())
}

// recount adds what the last build counted, less what is gone, to what was counted of the documents that are new.
func (c *collection) recount() error {
	l := c.earlier
	if l == nil {
		return nil
	}
	for term, n := range l.documents {
		c.lexicon.documents[term] += n
	}
	for i := range l.formCounts {
		c.lexicon.written[i].documents += l.formCounts[i]
		c.lexicon.written[i].telling += l.formsTelling[i]
	}
	var o opened
	for i, kept := range l.kept {
		if kept {
			continue
		}
		if err := l.read(&o, i); err != nil {
			return err
		}
		c.lexicon.count(o.forms, o.terms, -1)
	}
	return nil
}

// weighs tells whether a document weighs what it weighed in the earlier index, if it has not changed.
func (l *earlier) weighs(w *writer) bool {
	return l != nil && len(l.entries) == len(w.entries) && l.average == w.average
}

// holds tells whether an entry is one of the earlier index.
func (l *earlier) holds(e *entry) bool {
	i, known := l.byKey[e.key]
	return known && e == &l.entries[i]
}

// unsettled are the documents whose topics may be others than they were.
func (l *earlier) unsettled(w *writer) ([]*entry, error) {
	lists, err := l.lists(len(w.lexicon.texts))
	if err != nil {
		return nil, err
	}
	doubtful := make([]bool, len(l.entries))
	for term, n := range l.documents {
		if n == w.lexicon.documents[term] {
			continue
		}
		for _, d := range documentsIn(lists[term].list) {
			doubtful[d] = true
		}
	}
	var list []*entry
	for _, e := range w.entries {
		if !l.holds(e) || doubtful[l.byKey[e.key]] {
			list = append(list, e)
		}
	}
	return list, nil
}

// edited are the places of the documents that have changed. It is not ok where others stand beside them than before, or
// so much has changed that all lists are made as soon.
func (l *earlier) edited(w *writer) (places []int, ok bool) {
	if !l.weighs(w) {
		return nil, false
	}
	for i, e := range w.entries {
		if e.url != l.entries[i].url {
			return nil, false
		}
		if e != &l.entries[i] {
			places = append(places, i)
		}
	}
	return places, len(places) <= len(w.entries)/4
}

// invertEdited makes the lists of the terms of which the edited documents say something else than before. All others
// are as they were.
func (w *writer) invertEdited(edited []int) ([]listed, error) {
	lists, err := w.earlier.lists(len(w.lexicon.texts))
	if err != nil {
		return nil, err
	}
	touched, documents := map[int]bool{}, map[int]bool{}
	for _, i := range edited {
		documents[i] = true
		if err := w.compare(i, touched); err != nil {
			return nil, err
		}
	}
	for term := range touched {
		for _, d := range documentsIn(lists[term].list) {
			documents[d] = true
		}
	}
	return lists, w.invertTerms(lists, sortedKeys(touched), sortedKeys(documents))
}

// said is what a document says of a term.
type said struct {
	posting
	titleWords int // of the title that it stands in
	places     string
}

// compare adds the terms of which a document says something else than it said in the earlier index.
func (w *writer) compare(i int, touched map[int]bool) error {
	var before, now opened
	if err := w.earlier.read(&before, i); err != nil {
		return err
	}
	if err := w.read(&now, w.entries[i]); err != nil {
		return err
	}
	was := map[int]said{}
	w.says(&before, &w.earlier.entries[i], func(term int, s said) { was[term] = s })
	w.says(&now, w.entries[i], func(term int, s said) {
		if s != was[term] {
			touched[term] = true
		}
		delete(was, term)
	})
	for term := range was {
		touched[term] = true
	}
	return nil
}

// says visits all that a document says.
func (w *writer) says(o *opened, e *entry, visit func(term int, s said)) {
	weigh := weigher(e, &w.average)
	o.mentions(func(int) bool { return true }, func(term int, m *unpacked) {
		s := said{posting: weigh(m), places: string(m.places)}
		if s.inTitle() {
			s.titleWords = e.titleWords
		}
		visit(term, s)
	})
}

func sortedKeys(set map[int]bool) []int { return slices.Sorted(maps.Keys(set)) }
