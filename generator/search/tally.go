package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// The fields of a document, by how much a word there says about it.
const (
	inTitle = iota
	inNames // path, aliases, pinned queries
	inHeading
	inDescription
	inText
	fields
)

// mention is where and how often a word stands in one document.
type mention struct {
	counts   [fields]int
	sections []sectionCount
	places   []int

	// Most words stand in a document once or twice: room for these comes with the mention.
	firstSection [1]sectionCount
	firstPlaces  [2]int
}

// sectionCount is how strongly a word stands in one section: a heading counts as three words of text.
type sectionCount struct{ section, count int }

const (
	headingCount = 3
	lastSection  = 254 // sections past this one are counted to it
	fieldGap     = 16  // keeps phrases from running across fields
)

// tally counts the words of one document.
type tally struct {
	mentions map[string]*mention // by folded word
	lengths  [fields]int         // in plain words
	place    int                 // of the next field's first word
	title    int                 // words of the title, stop words counted only when there are no others
	stops    map[string]bool

	made  [][]mention // many at a time
	used  int
	found []word
}

const madeAtOnce = 64

func (t *tally) newMention() *mention {
	if t.used == len(t.made)*madeAtOnce {
		t.made = append(t.made, make([]mention, madeAtOnce))
	}
	m := &t.made[t.used/madeAtOnce][t.used%madeAtOnce]
	t.used++
	m.counts = [fields]int{}
	if m.places == nil {
		m.sections, m.places = m.firstSection[:0], m.firstPlaces[:0]
	}
	m.sections, m.places = m.sections[:0], m.places[:0]
	return m
}

// tallies are those that were released, to be used again: a page has a thousand words.
var tallies = sync.Pool{New: func() any { return &tally{mentions: make(map[string]*mention, 256)} }}

// tallyDocument counts the words of a document. Whoever has done with them releases the tally.
func tallyDocument(d *Document, stops map[string]bool) *tally {
	t := tallies.Get().(*tally)
	t.stops = stops
	t.add(d.Title, inTitle, -1)
	t.add(d.Description, inDescription, -1)
	for i, s := range d.Sections {
		if s.Level > 1 || fold(s.Title) != fold(d.Title) {
			t.add(s.Title, inHeading, i)
		}
		t.add(s.Text, inText, i)
	}
	for _, name := range slices.Concat([]string{nameOf(d)}, d.Aliases, d.Pinned) {
		t.add(strings.TrimSuffix(name, ".md"), inNames, -1)
	}
	return t
}

func (t *tally) release() {
	clear(t.mentions)
	t.lengths, t.place, t.title, t.used = [fields]int{}, 0, 0, 0
	tallies.Put(t)
}

func nameOf(d *Document) string {
	if d.Path != "" {
		return d.Path
	}
	return d.URL
}

func (t *tally) add(text string, field, section int) {
	if text == "" {
		return
	}
	found := appendWords(t.found[:0], text, field == inTitle || field == inNames)
	t.found = found
	for _, w := range found {
		m := t.mentions[w.text]
		if m == nil {
			m = t.newMention()
			t.mentions[w.text] = m
		}
		m.counts[field]++
		if section >= 0 {
			m.inSection(min(section, lastSection), field)
		}
		if !w.whole && field != inNames && !t.stops[w.text] {
			m.places = append(m.places, t.place+w.at)
		}
	}
	if field == inTitle {
		t.title = titleWords(found, t.stops)
	}
	if n := len(found); n > 0 {
		t.lengths[field] += found[n-1].at + 1
		t.place += found[n-1].at + fieldGap
	}
}

// titleWords counts what a query must name to have named the whole title.
func titleWords(found []word, stops map[string]bool) int {
	telling, plain := 0, 0
	for _, w := range found {
		if !w.whole {
			plain++
			if !stops[w.text] {
				telling++
			}
		}
	}
	if telling == 0 {
		return plain
	}
	return telling
}

func (m *mention) inSection(section, field int) {
	n := len(m.sections)
	if n == 0 || m.sections[n-1].section != section {
		m.sections = append(m.sections, sectionCount{section: section})
		n++
	}
	if field == inHeading {
		m.sections[n-1].count += headingCount
	} else {
		m.sections[n-1].count++
	}
}

// telling says whether the document is about the word rather than in passing of it.
func (m *mention) telling() bool {
	const often = 3
	return m.counts[inText] >= often || m.counts[inTitle]+m.counts[inNames]+m.counts[inHeading]+m.counts[inDescription] > 0
}

// merge adds the mentions of another form of the same word.
func (m *mention) merge(other *mention) {
	for f := range fields {
		m.counts[f] += other.counts[f]
	}
	m.places = mergeSorted(m.places, other.places, cmp.Compare)
	m.sections = mergeSorted(m.sections, other.sections, func(a, b sectionCount) int { return a.section - b.section })
	kept := m.sections[:0]
	for _, s := range m.sections {
		if n := len(kept); n > 0 && kept[n-1].section == s.section {
			kept[n-1].count += s.count
		} else {
			kept = append(kept, s)
		}
	}
	m.sections = kept
}

func mergeSorted[T any](a, b []T, compare func(a, b T) int) []T {
	merged := make([]T, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compare(b[0], a[0]) < 0 {
			a, b = b, a
		}
		merged = append(merged, a[0])
		a = a[1:]
	}
	return append(append(merged, a...), b...)
}
