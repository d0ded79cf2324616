package search

import (
	"maps"
	"math"
	"slices"

	"portolan/generator/memo"
)

// earlier is what the last build left of a collection's index: its documents in their order, what was counted of them,
// and the lists of their terms. An edit of a page changes few of the lists.
type earlier struct {
	shelf   *shelf
	average [fields]float64
	entries []entry
	byKey   map[memo.Digest]int32
	kept    []bool // by document, whether it is part of this index too

	documents    []int32 // in how many each term stood
	formCounts   []int32 // in how many each form stood
	formsTelling []int32 // how many were about each form
	order        []int32 // the terms by their letters
	printed      []prints
	special      []int32 // see changedTerms
	endings      []int32 // see orderEndings

	read []listed // see lists
}

// The names of what lies in the memo: the averages and how many entries, terms and forms there are, then a series each.
const (
	earlierKey    = "earlier"
	entriesSeries = "entries/"
	countsSeries  = "counts/" // of the terms
	printsSeries  = "prints/" // of the terms by their letters
	specialSeries = "special/"
	usesSeries    = "uses/" // of the forms
	endingsSeries = "backwards/"
	listsSeries   = "lists/"
)

// recallEarlier reads what a build left of an index whose words have these numbers; nil where it left nothing.
func recallEarlier(s *shelf, terms, forms int) *earlier {
	data, ok := s.memo.Get(s.name + earlierKey)
	if !ok {
		return nil
	}
	u, l := unpacker{memo.Unpack(data)}, &earlier{shelf: s}
	for f := range l.average {
		l.average[f] = math.Float64frombits(u.Long())
	}
	entries := u.Number()
	l.entries, l.byKey = make([]entry, 0, entries), make(map[memo.Digest]int32, entries)
	l.kept = make([]bool, entries)
	l.documents, l.order, l.printed = make([]int32, 0, terms), make([]int32, 0, terms), make([]prints, 0, terms)
	l.formCounts, l.formsTelling, l.endings = make([]int32, 0, forms), make([]int32, 0, forms), make([]int32, 0, forms)
	_, whole := s.recall(entriesSeries, l.takeEntry)
	_, counted := s.recall(countsSeries, func(u *unpacker) { l.documents = append(l.documents, int32(u.Number())) })
	_, ordered := s.recall(printsSeries, func(u *unpacker) {
		term, of := u.prints()
		l.order, l.printed = append(l.order, term), append(l.printed, of)
	})
	_, noted := s.recall(specialSeries, func(u *unpacker) { l.special = append(l.special, int32(u.Number())) })
	_, used := s.recall(usesSeries, func(u *unpacker) {
		l.formCounts, l.formsTelling = append(l.formCounts, int32(u.Number())), append(l.formsTelling, int32(u.Number()))
	})
	_, turned := s.recall(endingsSeries, func(u *unpacker) { l.endings = append(l.endings, int32(u.Number())) })
	if !whole || !counted || !ordered || !noted || !used || !turned || len(l.entries) != entries || len(l.documents) != terms || len(l.order) != terms || len(l.formCounts) != forms {
		return nil
	}
	return l
}

func (l *earlier) takeEntry(u *unpacker) {
	if len(l.entries) == cap(l.entries) { // others point to those that are there
		l.entries = append(l.entries, entry{})
		return
	}
	e := entry{key: u.Digest(), kind: u.Text(), url: u.Text(), title: u.Text(), topic: u.Text(), titleWords: int32(u.Number())}
	for f := range e.lengths {
		e.lengths[f] = int32(u.Number())
	}
	l.byKey[e.key] = int32(len(l.entries))
	l.entries = append(l.entries, e)
}

// leaveEarlier keeps the index for the next build.
func (w *writer) leaveEarlier(lists []listed) {
	c := w.collection
	var head packer
	for _, a := range w.average {
		head.Long(math.Float64bits(a))
	}
	head.Number(len(c.entries))
	c.memo.Put(c.name+earlierKey, head.Data)
	c.shelf.leave(entriesSeries, len(c.entries), func(p *packer, i int) { c.entries[i].leave(p) })
	c.shelf.leave(countsSeries, len(c.lexicon.documents), func(p *packer, i int) { p.Number(int(c.lexicon.documents[i])) })
	c.shelf.leaveOrdered(printsSeries, w.order, func(p *packer, i int) { p.prints(w.order[i], w.printed[i]) })
	c.shelf.leave(specialSeries, len(w.special), func(p *packer, i int) { p.Number(int(w.special[i])) })
	c.shelf.leave(usesSeries, len(c.lexicon.written), func(p *packer, i int) {
		p.Number(int(c.lexicon.written[i].documents))
		p.Number(int(c.lexicon.written[i].telling))
	})
	c.shelf.leaveOrdered(endingsSeries, w.endings, func(p *packer, i int) { p.Number(int(w.endings[i])) })
	c.shelf.leave(listsSeries, len(lists), func(p *packer, i int) { p.Text(string(lists[i])) })
}

// leave writes down what takeEntry reads.
func (e *entry) leave(p *packer) {
	p.Digest(e.key)
	for _, text := range []string{e.kind, e.url, e.title, e.topic} {
		p.Text(text)
	}
	p.Number(int(e.titleWords))
	for _, n := range e.lengths {
		p.Number(int(n))
	}
}

// lists returns the lists of the terms, with room for as many as there are now. They are read when they are first asked for.
func (l *earlier) lists(terms int) ([]listed, error) {
	if l.read != nil {
		return l.read, nil
	}
	lists := make([]listed, 0, terms)
	_, whole := l.shelf.recall(listsSeries, func(u *unpacker) { lists = append(lists, listed(u.Text())) })
	if !whole || len(lists) != len(l.documents) {
		return nil, ErrLost
	}
	l.read = lists[:terms]
	return l.read, nil
}

// open opens a document as it was.
func (l *earlier) open(o *opened, i int) error {
	piece, _ := l.shelf.memo.Locate(pieceKey(l.shelf.name, l.entries[i].key))
	return o.back(l.shelf.memo, piece.Place())
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
	ordered := make([]*entry, 0, len(c.entries)) // nearly: there is less to sort
	for i, kept := range l.kept {
		if kept {
			ordered = append(ordered, &l.entries[i])
			continue
		}
		if err := l.open(&o, i); err != nil {
			return err
		}
		c.lexicon.count(o.forms, o.terms, -1)
	}
	for _, e := range c.entries {
		if !l.holds(e) {
			ordered = append(ordered, e)
		}
	}
	c.entries = ordered
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

// unsettled are the documents whose topics may be others than they were, where a term tells topics by how many documents
// hold it.
func (l *earlier) unsettled(w *writer, tells func(term int, documents int32) bool) ([]*entry, error) {
	lists, err := l.lists(len(w.lexicon.documents))
	if err != nil {
		return nil, err
	}
	doubtful := make([]bool, len(l.entries))
	for term, n := range l.documents {
		if now := w.lexicon.documents[term]; n == now || !tells(term, n) && !tells(term, now) {
			continue
		}
		for _, d := range documentsIn(lists[term].postings()) {
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

// mostMended is how many documents may be edited for lists to be mended.
const mostMended = 64

// invertEdited makes the lists of the terms of which the edited documents say something else than before. All others
// are as they were.
func (w *writer) invertEdited(edited []int) ([]listed, error) {
	lists, err := w.earlier.lists(len(w.lexicon.documents))
	if err != nil {
		return nil, err
	}
	touched, documents := map[int][]change{}, map[int]bool{}
	for _, i := range edited {
		documents[i] = true
		if err := w.compare(i, touched); err != nil {
			return nil, err
		}
	}
	m := mender{writer: w}
	w.relisted = make([]int32, 0, len(touched))
	for term, changes := range touched {
		w.relisted = append(w.relisted, int32(term))
		if len(edited) <= mostMended {
			if mended, ok := m.mend(lists[term], changes, w.fullList(term)); ok {
				lists[term] = mended
				delete(touched, term)
				continue
			}
		}
		for _, d := range documentsIn(lists[term].postings()) {
			documents[int(d)] = true
		}
	}
	if len(touched) == 0 {
		return lists, nil
	}
	return lists, w.invertTerms(lists, slices.Sorted(maps.Keys(touched)), slices.Sorted(maps.Keys(documents)))
}

// said is what a document says of a term.
type said struct {
	posting
	titleWords int // of the title that it stands in
	places     string
}

// compare adds the terms of which a document says something else than it said in the earlier index.
func (w *writer) compare(i int, touched map[int][]change) error {
	var before, now opened
	if err := w.earlier.open(&before, i); err != nil {
		return err
	}
	if err := w.read(&now, w.entries[i]); err != nil {
		return err
	}
	was := map[int]said{}
	w.says(&before, &w.earlier.entries[i], func(term int, s said) { was[term] = s })
	w.says(&now, w.entries[i], func(term int, s said) {
		if s != was[term] {
			touched[term] = append(touched[term], change{int32(i), &s})
		}
		delete(was, term)
	})
	for term := range was {
		touched[term] = append(touched[term], change{document: int32(i)})
	}
	return nil
}

// says visits all that a document says.
func (w *writer) says(o *opened, e *entry, visit func(term int, s said)) {
	weigh := weigher(e, &w.average)
	o.mentions(func(int) bool { return true }, func(term int, m *unpacked) {
		s := said{posting: weigh(m), places: string(m.places)}
		if s.inTitle() {
			s.titleWords = int(e.titleWords)
		}
		visit(term, s)
	})
}
