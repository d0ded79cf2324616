package search

import "slices"

// A list that an edit touched is mended: read back, it tells all that is needed of the documents that were not edited,
// unless one of them moves up to those that keep their weights, or their sections. A common word stands in thousands.

// change is what an edited document says of a term from now on.
type change struct {
	document int32
	said     *said // nil for nothing
}

// mender mends one list after the other.
type mender struct {
	*writer
	list, places, packed []byte
}

// mend returns a list with the changes in it, by document. It is not ok where the list does not tell enough.
func (w *mender) mend(old listed, changes []change, full int) (mended listed, ok bool) {
	list, places, _ := old.open()
	weighed, present := postingsIn(list)
	known, present := w.replace(weighed, present, changes)
	count := len(known) + len(present)
	if count == 0 {
		return "", true
	}
	heavy, light := known, []posting(nil)
	if len(known) > full {
		heavy, light = split(known, full)
	}
	if len(present) > 0 && (len(heavy) < full || lightest(weighed).heavierThan(lightest(heavy))) {
		return "", false // one that has no weight here weighs more than the last that has one
	}
	least, before := sectionedLevel(heavy), sectionedLevel(weighed)
	for _, p := range heavy {
		if p.level() >= least && p.level() < before && !isChanged(changes, p.document) {
			return "", false // its sections are not known
		}
	}
	for _, p := range light {
		present = append(present, p.document)
	}
	slices.Sort(present)
	w.list = w.appendSplit(appendNumber(w.list[:0], count), heavy, present)
	placed := w.mendPlaces(list, places, changes)
	w.packed = newListed(w.packed, w.list, w.places, placed)
	return listed(w.packed), true
}

// replace takes the documents that were edited out of a list, and what they say now into the postings that are known.
func (w *mender) replace(weighed []posting, present []int32, changes []change) (known []posting, others []int32) {
	known = make([]posting, 0, len(weighed)+len(changes))
	for _, p := range weighed {
		if !isChanged(changes, p.document) {
			known = append(known, p)
		}
	}
	for _, c := range changes {
		if c.said != nil {
			p := c.said.posting
			p.document = c.document
			known = append(known, p)
		}
	}
	slices.SortFunc(known, func(a, b posting) int { return int(a.document - b.document) })
	return known, slices.DeleteFunc(present, func(document int32) bool { return isChanged(changes, document) })
}

func isChanged(changes []change, document int32) bool {
	_, found := slices.BinarySearchFunc(changes, document, func(c change, document int32) int { return int(c.document - document) })
	return found
}

// mendPlaces puts the places of a list together, and tells whether there are any.
func (w *mender) mendPlaces(list, old string, changes []change) (placed bool) {
	w.places = w.places[:0]
	add := func(places string) {
		w.places = append(w.places, places...)
		placed = placed || len(places) > 1
	}
	addBefore := func(document int32) {
		for ; len(changes) > 0 && changes[0].document < document; changes = changes[1:] {
			if said := changes[0].said; said != nil {
				add(said.places)
			}
		}
	}
	for _, document := range slices.Sorted(slices.Values(documentsIn(list))) {
		of := old[:sizeOfPlaces(old)]
		old = old[len(of):]
		if addBefore(document); len(changes) == 0 || changes[0].document != document {
			add(of)
		}
	}
	addBefore(int32(len(w.entries)))
	return placed
}

// sizeOfPlaces is how long the places of one document are.
func sizeOfPlaces(places string) int {
	n, rest := takeNumber(places)
	for range n {
		_, rest = takeNumber(rest)
	}
	return len(places) - len(rest)
}

// heavierThan tells which of two postings keeps its weight when there is room for one. Of equals, the first document is
// the heavier.
func (p posting) heavierThan(other posting) bool {
	return p.weight > other.weight || p.weight == other.weight && p.document < other.document
}

func lightest(postings []posting) posting {
	return slices.MinFunc(postings, func(a, b posting) int {
		switch {
		case a == b:
			return 0
		case a.heavierThan(b):
			return 1
		}
		return -1
	})
}
