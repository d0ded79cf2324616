package search

import (
	"cmp"
	"math"
	"slices"
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

// listed is a term with all its postings, documents ascending, and its places as they are written to file.
type listed struct {
	text     string
	postings []posting
	places   []byte
	placed   bool // false for identifiers, stop words and mere names: they have no places
}

// invert turns the documents' mentions into lists by term, and lets the mentions go.
func (c *collection) invert() []listed {
	lists := make([]listed, len(c.lexicon.texts))
	for i, text := range c.lexicon.texts {
		lists[i] = listed{text: text}
	}
	average := c.averages()
	for i, e := range c.entries {
		eachMention(e.block, func(term int, m *mention) {
			l := &lists[term]
			l.postings = append(l.postings, posting{
				document: int32(i), level: level(m, e.lengths, average), title: e.titleOf(m), sections: best(m.sections),
			})
			l.place(m.places)
		})
		e.block = nil
	}
	return lists
}

func (e *entry) titleOf(m *mention) uint8 {
	if m.counts[inTitle] == 0 {
		return 0
	}
	return uint8(min(max(1, e.titleWords), enders-1))
}

func (c *collection) averages() (a [fields]float64) {
	for f, sum := range c.sums {
		a[f] = math.Max(1, float64(sum)/math.Max(1, float64(len(c.entries))))
	}
	return a
}

func level(m *mention, lengths [fields]int, average [fields]float64) uint8 {
	frequency := 0.0
	for f, n := range m.counts {
		if n > 0 {
			b := fieldLengths[f]
			frequency += fieldWeights[f] * float64(n) / (1 - b + b*float64(lengths[f])/average[f])
		}
	}
	weight := frequency / (frequency + saturation)
	return uint8(math.Min(levels-1, math.Floor(weight*levels)))
}

// best are the up to three sections in which a term stands most.
func best(sections []sectionCount) [3]uint8 {
	top := slices.Clone(sections)
	if len(top) > 3 {
		slices.SortStableFunc(top, func(a, b sectionCount) int { return b.count - a.count })
		top = top[:3]
		slices.SortFunc(top, func(a, b sectionCount) int { return a.section - b.section })
	}
	chosen := [3]uint8{none, none, none}
	for i, s := range top {
		chosen[i] = uint8(s.section)
	}
	return chosen
}

// place appends a document's places: how many, and the steps between them. Which document it is, the list tells.
func (l *listed) place(places []int) {
	l.places = appendNumber(l.places, len(places))
	l.placed = l.placed || len(places) > 0
	before := 0
	for _, p := range places {
		l.places = appendNumber(l.places, p-before)
		before = p
	}
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
		to = append(to, digit(titleBit(p)*levels+int(p.level)))
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

// split divides a list into the n postings of greatest weight and the rest, each by document.
func split(postings []posting, n int) (heavy, light []posting) {
	order := slices.Clone(postings)
	slices.SortStableFunc(order, func(a, b posting) int {
		return cmp.Or(titleBit(b)-titleBit(a), int(b.level)-int(a.level))
	})
	heavy, light = order[:n], order[n:]
	byDocument := func(a, b posting) int { return int(a.document - b.document) }
	slices.SortFunc(heavy, byDocument)
	slices.SortFunc(light, byDocument)
	return heavy, light
}
