package search

import (
	"encoding/binary"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"

	"portolan/generator/memo"
)

// posting says how well a term describes a document, and in which of its sections it stands most. There are millions: it
// takes eight bytes.
type posting struct {
	document int32
	weight   uint8    // the order of postings: the level, 0 to levels-1, and levels more for a word of the title
	sections [3]uint8 // ascending; none fills the rest
}

const (
	levels = 32
	none   = 255

	sectioned = 24 // postings of a term that keep their sections, and those of equal level
)

// weights of the fields, and how much a field's length counts: BM25F with its saturation at k1.
var (
	fieldWeights = [fields]float64{inTitle: 6, inNames: 2.5, inHeading: 2.5, inDescription: 2.5, inText: 1}
	fieldLengths = [fields]float64{inTitle: 0.4, inNames: 0.5, inHeading: 0.6, inDescription: 0.4, inText: 0.7}
)

const saturation = 2.0

// listed is a term as it is written: its postings, documents ascending, and its places. Stop words, identifiers and mere
// names have no places.
//
// There are millions: it is packed into one text, empty for a term that no document holds.
type listed string

// newListed packs a list. The bytes are good until the next call with the same room.
func newListed(room, list, places []byte, placed bool) []byte {
	p := packer{memo.Packer{Data: room[:0]}}
	p.Flag(placed)
	p.Bytes(list)
	p.Data = append(p.Data, places...)
	return p.Data
}

// open takes a list apart.
func (l listed) open() (list, places string, placed bool) {
	if l == "" {
		return "", "", false
	}
	size, n := binary.Uvarint([]byte(l[1:min(len(l), 1+binary.MaxVarintLen64)]))
	list, places, placed = string(l[1+n:]), "", l[0] == 1
	return list[:size], list[size:], placed
}

// postings are what a list says of documents.
func (l listed) postings() string {
	list, _, _ := l.open()
	return list
}

// gathered is a term's postings while they are found, by the range of documents in which they are.
type gathered struct {
	postings []posting
	places   []byte
	placed   bool
}

// most is how many postings are gathered at a time: all at once would be too many for the memory of a small machine.
const (
	most      = 6 << 20
	mostTerms = 1 << 19
)

// invert turns the documents' mentions into lists by term. Where the earlier index holds the same documents in the same
// order, its lists serve but for the terms that an edit touched. Otherwise it takes as many turns over the documents as
// memory asks for.
func (w *writer) invert() ([]listed, error) {
	if edited, same := w.earlier.edited(w); same {
		return w.invertEdited(edited)
	}
	if w.earlier != nil {
		w.earlier.read = nil
	}
	lists := make([]listed, len(w.lexicon.documents))
	for from := 0; from < len(lists); {
		to, sum := from, 0
		var terms []int
		for to < len(lists) && (to == from || sum+int(w.lexicon.documents[to]) <= most && len(terms) < mostTerms) {
			sum += int(w.lexicon.documents[to])
			terms = append(terms, to)
			to++
		}
		if err := w.invertTerms(lists, terms, nil); err != nil {
			return nil, err
		}
		from = to
	}
	return lists, nil
}

// invertTerms makes the lists of some terms anew. They stand in no documents but those that are given by their places;
// nil for all.
func (w *writer) invertTerms(lists []listed, terms, documents []int) error {
	entries := w.entries
	if documents != nil {
		entries = make([]*entry, len(documents))
		for i, d := range documents {
			entries[i] = w.entries[d]
		}
	}
	slot := make([]int32, len(lists)) // of each term that is wanted, from 1 on
	for i, term := range terms {
		slot[term] = int32(i + 1)
	}
	parts := ranges(len(entries))
	found := make([][]gathered, len(parts))
	for r := range found {
		found[r] = make([]gathered, len(terms))
	}
	wanted := func(term int) bool { return slot[term] > 0 }
	err := w.each(entries, parts, func(r, i int, o *opened) {
		number := i
		if documents != nil {
			number = documents[i]
		}
		weigh := weigher(entries[i], &w.average)
		o.mentions(wanted, func(term int, m *unpacked) {
			g := &found[r][slot[term]-1]
			if g.postings == nil {
				g.postings = make([]posting, 0, 1+int(w.lexicon.documents[term])/len(parts))
			}
			p := weigh(m)
			p.document = int32(number)
			g.postings = append(g.postings, p)
			g.places = append(g.places, m.places...)
			g.placed = g.placed || len(m.places) > 1
		})
	})
	if err != nil {
		return err
	}
	var group errgroup.Group
	for _, bounds := range ranges(len(terms)) {
		group.Go(func() error {
			var all []posting
			var list, places, packed []byte
			var kept texts
			for i := bounds[0]; i < bounds[1]; i++ {
				term := terms[i]
				placed := false
				all, places = all[:0], places[:0]
				for r := range found {
					g := &found[r][i]
					all = append(all, g.postings...)
					places = append(places, g.places...)
					placed = placed || g.placed
					*g = gathered{}
				}
				if lists[term] = ""; len(all) > 0 {
					list = w.appendPostings(appendNumber(list[:0], len(all)), all, w.fullList(term))
					packed = newListed(packed, list, places, placed)
					lists[term] = listed(kept.at(kept.keep(string(packed))))
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// weigher returns what makes the postings of a document, but for its number.
func weigher(e *entry, average *[fields]float64) func(*unpacked) posting {
	scale := scaleOf(&e.lengths, average)
	return func(m *unpacked) posting {
		weight := level(&m.counts, &scale)
		if m.counts[inTitle] > 0 {
			weight += levels
		}
		return posting{weight: weight, sections: m.sections}
	}
}

func (p posting) level() uint8  { return p.weight % levels }
func (p posting) inTitle() bool { return p.weight >= levels }

// scaleOf is what one mention in each field of a document counts.
func scaleOf(lengths *[fields]int32, average *[fields]float64) (scale [fields]float64) {
	for f := range fields {
		b := fieldLengths[f]
		scale[f] = fieldWeights[f] / (1 - b + b*float64(lengths[f])/average[f])
	}
	return scale
}

func level(counts *[fields]int, scale *[fields]float64) uint8 {
	frequency := 0.0
	for f, n := range counts {
		frequency += scale[f] * float64(n)
	}
	weight := frequency / (frequency + saturation)
	return uint8(math.Min(levels-1, math.Floor(weight*levels)))
}

// best are the up to three sections in which a term stands most.
func best(sections []sectionCount) [3]uint8 {
	chosen := [3]uint8{none, none, none}
	if len(sections) > 3 {
		top := slices.Clone(sections)
		slices.SortStableFunc(top, func(a, b sectionCount) int { return b.count - a.count })
		sections = top[:3]
		slices.SortFunc(sections, func(a, b sectionCount) int { return a.section - b.section })
	}
	for i, s := range sections {
		chosen[i] = uint8(s.section)
	}
	return chosen
}

// appendPostings writes a list. A list longer than full keeps weights for the documents that the term describes best;
// the others follow as steps only.
func (w *writer) appendPostings(to []byte, postings []posting, full int) []byte {
	if len(postings) <= full {
		return w.appendSplit(to, postings, nil)
	}
	weighed, light := split(postings, full)
	present := make([]int32, len(light))
	for i, p := range light {
		present[i] = p.document
	}
	return w.appendSplit(to, weighed, present)
}

func (w *writer) appendSplit(to []byte, weighed []posting, present []int32) []byte {
	least := sectionedLevel(weighed)
	to = appendNumber(to, len(weighed))
	last := -1
	for _, p := range weighed {
		to = appendNumber(to, int(p.document)-last-1)
		last = int(p.document)
		to = append(to, digit(int(p.weight)))
		if p.inTitle() {
			to = append(to, digit(min(max(1, int(w.entries[p.document].titleWords)), enders-1)))
		}
		if p.level() < least {
			p.sections = [3]uint8{none, none, none}
		}
		to = appendSections(to, p.sections)
	}
	last = -1
	for _, document := range present {
		to = appendNumber(to, int(document)-last-1)
		last = int(document)
	}
	return to
}

// sectionedLevel is the least level whose postings keep their sections: enough for the documents that a reader gets to
// see for this term.
func sectionedLevel(postings []posting) uint8 {
	if len(postings) <= sectioned {
		return 0
	}
	byLevel := make([]uint8, len(postings))
	for i, p := range postings {
		byLevel[i] = p.level()
	}
	slices.Sort(byLevel)
	return byLevel[len(byLevel)-sectioned]
}

// appendSections writes section numbers plus one, doubled, with the last bit set when another follows; 0 for none.
func appendSections(to []byte, sections [3]uint8) []byte {
	if sections[0] == none {
		return appendNumber(to, 0)
	}
	last := -1
	for i, s := range sections {
		if s == none {
			break
		}
		more := 0
		if i < 2 && sections[i+1] != none {
			more = 1
		}
		to = appendNumber(to, (int(s)-last)*2+more)
		last = int(s)
	}
	return to
}

// split divides a list into the n postings of greatest weight and the rest, each by document. Of equals, the first
// documents are the heavier.
func split(postings []posting, n int) (heavy, light []posting) {
	var counts [2 * levels]int
	for _, p := range postings {
		counts[p.weight]++
	}
	least := len(counts) - 1
	above := 0 // postings heavier than least
	for above+counts[least] < n {
		above += counts[least]
		least--
	}
	heavy, light = make([]posting, 0, n), make([]posting, 0, len(postings)-n)
	equals := n - above
	for _, p := range postings {
		switch weight := int(p.weight); {
		case weight > least:
			heavy = append(heavy, p)
		case weight == least && equals > 0:
			equals--
			heavy = append(heavy, p)
		default:
			light = append(light, p)
		}
	}
	return heavy, light
}

// postingsIn reads what appendPostings wrote behind the number of all: the postings that keep their weights, and the
// documents of the others. A posting whose sections were not kept has none.
func postingsIn(list string) (weighed []posting, present []int32) {
	if list == "" {
		return nil, nil
	}
	all, rest := takeNumber(list)
	n, rest := takeNumber(rest)
	weighed, present = make([]posting, n), make([]int32, all-n)
	last := -1
	for i := range weighed {
		var step int
		step, rest = takeNumber(rest)
		last += step + 1
		weighed[i], rest = takePosting(rest)
		weighed[i].document = int32(last)
	}
	last = -1
	for i := range present {
		var step int
		step, rest = takeNumber(rest)
		last += step + 1
		present[i] = int32(last)
	}
	return weighed, present
}

// takePosting reads what is written of a weighed document after its number.
func takePosting(from string) (p posting, rest string) {
	p = posting{weight: uint8(undigit(from[0])), sections: [3]uint8{none, none, none}}
	rest = from[1:]
	if p.inTitle() {
		rest = rest[1:]
	}
	last := -1
	for i, more := 0, 1; more == 1; i++ {
		if more, rest = takeNumber(rest); more > 0 {
			last += more >> 1
			p.sections[i] = uint8(last)
		}
		more &= 1
	}
	return p, rest
}

// documentsIn are the documents of a list, those with a weight first.
func documentsIn(list string) []int32 {
	weighed, present := postingsIn(list)
	documents := make([]int32, 0, len(weighed)+len(present))
	for _, p := range weighed {
		documents = append(documents, p.document)
	}
	return append(documents, present...)
}
