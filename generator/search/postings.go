package search

import (
	"math"
	"slices"

	"golang.org/x/sync/errgroup"
)

// posting says how well a term describes a document, and in which of its sections it stands most.
type posting struct {
	document int32
	level    uint8    // weight, 0 to levels-1
	title    uint8    // words of the document's title when the term is one of them, else 0
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
type listed struct {
	list, places []byte
	placed       bool
}

// gathered is a term's postings while they are found, by the range of documents in which they are.
type gathered struct {
	postings []posting
	places   []byte
	placed   bool
}

// most is how many postings are gathered at a time: all at once would be too many for the memory of a small machine.
const most = 4 << 20

// invert turns the documents' mentions into lists by term. It takes as many turns over the documents as memory asks for.
func (w *writer) invert() ([]listed, error) {
	lists := make([]listed, len(w.lexicon.texts))
	for from := 0; from < len(lists); {
		to, sum := from, 0
		for to < len(lists) && (to == from || sum+w.lexicon.documents[to] <= most) {
			sum += w.lexicon.documents[to]
			to++
		}
		if err := w.invertTerms(lists[from:to], from); err != nil {
			return nil, err
		}
		from = to
	}
	return lists, nil
}

// invertTerms fills the lists of the terms from a number on.
func (w *writer) invertTerms(lists []listed, first int) error {
	average := w.averages()
	parts := ranges(len(w.entries))
	found := make([][]gathered, len(parts))
	for r := range found {
		found[r] = make([]gathered, len(lists))
	}
	wanted := func(term int) bool { return term >= first && term < first+len(lists) }
	err := w.each(parts, func(r, i int, o *opened) {
		e := w.entries[i]
		scale := scaleOf(&e.lengths, &average)
		o.mentions(wanted, func(term int, m *unpacked) {
			g := &found[r][term-first]
			if g.postings == nil {
				g.postings = make([]posting, 0, 1+w.lexicon.documents[term]/len(parts))
			}
			g.postings = append(g.postings, posting{
				document: int32(i), level: level(&m.counts, &scale), title: e.titleOf(m.counts[inTitle]), sections: m.sections,
			})
			g.places = append(g.places, m.places...)
			g.placed = g.placed || len(m.places) > 1
		})
	})
	if err != nil {
		return err
	}
	var group errgroup.Group
	for _, bounds := range ranges(len(lists)) {
		group.Go(func() error {
			var all []posting
			for t := bounds[0]; t < bounds[1]; t++ {
				all = all[:0]
				for r := range found {
					g := &found[r][t]
					all = append(all, g.postings...)
					lists[t].places = append(lists[t].places, g.places...)
					lists[t].placed = lists[t].placed || g.placed
					*g = gathered{}
				}
				if len(all) > 0 {
					lists[t].list = appendPostings(appendNumber(nil, len(all)), all, fullList(len(w.entries), w.stops[w.lexicon.texts[first+t]]))
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (e *entry) titleOf(count int) uint8 {
	if count == 0 {
		return 0
	}
	return uint8(min(max(1, e.titleWords), enders-1))
}

// scaleOf is what one mention in each field of a document counts.
func scaleOf(lengths *[fields]int, average *[fields]float64) (scale [fields]float64) {
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
func appendPostings(to []byte, postings []posting, full int) []byte {
	weighed, present := postings, []posting(nil)
	if len(postings) > full {
		weighed, present = split(postings, full)
	}
	least := sectionedLevel(weighed)
	to = appendNumber(to, len(weighed))
	last := -1
	for _, p := range weighed {
		to = appendNumber(to, int(p.document)-last-1)
		last = int(p.document)
		to = append(to, digit(p.weight()))
		if p.title > 0 {
			to = append(to, digit(int(p.title)))
		}
		if p.level < least {
			p.sections = [3]uint8{none, none, none}
		}
		to = appendSections(to, p.sections)
	}
	last = -1
	for _, p := range present {
		to = appendNumber(to, int(p.document)-last-1)
		last = int(p.document)
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
		byLevel[i] = p.level
	}
	slices.Sort(byLevel)
	return byLevel[len(byLevel)-sectioned]
}

func titleBit(p posting) int {
	if p.title > 0 {
		return 1
	}
	return 0
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
		counts[p.weight()]++
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
		switch weight := p.weight(); {
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

// weight is the order of postings: those of titles go first, then by level.
func (p posting) weight() int { return titleBit(p)*levels + int(p.level) }
