package search

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"portolan/generator/memo"
)

// entry is what stays in memory of a document until the index is written: what it is sorted by. All else is packed away
// into its piece, which lies in the memo where there is one.
type entry struct {
	key              string // in the memo
	kind, url, title string
	topic            string // see topics
	titleWords       int    // of the title, stop words not counted
	lengths          [fields]int
	piece            []byte
	place            memo.Place
}

// shown is what is shown of a document, and what its results are narrowed and ordered by.
type shown struct {
	description string
	sections    []Section // texts cut to their beginnings; their levels do not matter any more
	facets      map[string][]string
	pinned      []string
	boost       float64
}

// A document keeps at most this much text, in characters, for its excerpts; each section at most sectionLead.
const (
	textKept    = 1600
	sectionLead = 280
)

func newEntry(d *Document, t *tally) (*entry, *shown) {
	e := &entry{kind: d.Kind, url: d.URL, title: oneLine(d.Title), titleWords: t.title, lengths: t.lengths}
	s := &shown{description: shorten(oneLine(d.Description), sectionLead), facets: d.Facets, pinned: d.Pinned, boost: multiplier(d)}
	left := textKept
	s.sections = make([]Section, len(d.Sections))
	for i, section := range d.Sections {
		text := lead(section.Text, min(sectionLead, max(left, 0)))
		left -= len(text)
		s.sections[i] = Section{ID: section.ID, Title: oneLine(section.Title), Text: text}
	}
	return e, s
}

// pack writes a piece: the entry, the forms, the terms, then the mentions of each term, then what is shown.
func (e *entry) pack(forms []formUse, mentions []termMention, s *shown) []byte {
	p := packer{}
	p.text(e.kind)
	p.text(e.url)
	p.text(e.title)
	p.number(e.titleWords)
	for _, n := range e.lengths {
		p.number(n)
	}
	slices.SortFunc(forms, func(a, b formUse) int { return a.form - b.form })
	p.number(len(forms))
	last := 0
	for _, f := range forms {
		telling := 0
		if f.telling {
			telling = 1
		}
		p.number((f.form-last)<<1 | telling)
		last = f.form
	}
	p.number(len(mentions))
	last = 0
	for _, m := range mentions {
		p.number(m.term - last)
		last = m.term
	}
	inner := packer{}
	for _, m := range mentions {
		inner.data = inner.data[:0]
		inner.mention(m.mention)
		p.bytes(inner.data)
	}
	p.shown(s)
	return slices.Clip(p.data)
}

func (p *packer) shown(s *shown) {
	p.text(s.description)
	p.data = binary.LittleEndian.AppendUint64(p.data, math.Float64bits(s.boost))
	p.number(len(s.sections))
	for _, section := range s.sections {
		p.text(section.ID)
		p.text(section.Title)
		p.text(section.Text)
	}
	p.texts(s.pinned)
	p.number(len(s.facets))
	for _, name := range slices.Sorted(maps.Keys(s.facets)) {
		p.text(name)
		p.texts(s.facets[name])
	}
}

// packer appends numbers and texts.
type packer struct{ data []byte }

func (p *packer) number(n int) { p.data = binary.AppendUvarint(p.data, uint64(n)) }

func (p *packer) text(s string) {
	p.number(len(s))
	p.data = append(p.data, s...)
}

func (p *packer) bytes(b []byte) {
	p.number(len(b))
	p.data = append(p.data, b...)
}

func (p *packer) flag(on bool) {
	if on {
		p.number(1)
	} else {
		p.number(0)
	}
}

func (p *packer) numbers(n int, at func(int) int) {
	p.number(n)
	for i := range n {
		p.number(at(i))
	}
}

func (p *packer) texts(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.text(s)
	}
}

// mention packs the counts of the fields in which the word stands, the best sections, and the places as they are written
// to file: how many, and the steps between.
func (p *packer) mention(m *mention) {
	var standsIn byte
	for f, n := range m.counts {
		if n > 0 {
			standsIn |= 1 << f
		}
	}
	p.data = append(p.data, standsIn)
	for _, n := range m.counts {
		if n > 0 {
			p.number(n)
		}
	}
	sections := best(m.sections)
	p.data = append(p.data, sections[:]...)
	p.data = appendNumber(p.data, len(m.places))
	before := 0
	for _, place := range m.places {
		p.data = appendNumber(p.data, place-before)
		before = place
	}
}

// unpacker reads what a packer wrote. Pieces carry a checksum: what is read is what was written.
type unpacker struct {
	data  []byte
	whole string // all of the data, for many texts to be parts of; each is a copy where it is left out
}

func (u *unpacker) number() int {
	if c := u.data[0]; c < 0x80 {
		u.data = u.data[1:]
		return int(c)
	}
	n, size := binary.Uvarint(u.data)
	u.data = u.data[size:]
	return int(n)
}

func (u *unpacker) bytes() []byte {
	n := u.number()
	text := u.data[:n]
	u.data = u.data[n:]
	return text
}

func (u *unpacker) text() string {
	text := u.bytes()
	if u.whole == "" {
		return string(text)
	}
	end := len(u.whole) - len(u.data)
	return u.whole[end-len(text) : end]
}

func (u *unpacker) texts() []string {
	list := make([]string, u.number())
	for i := range list {
		list[i] = u.text()
	}
	return list
}

func (u *unpacker) numbers() []int {
	list := make([]int, u.number())
	for i := range list {
		list[i] = u.number()
	}
	return list
}

func (u *unpacker) flag() bool { return u.number() == 1 }

// long is a number that always takes eight bytes.
func (u *unpacker) long() uint64 {
	n := binary.LittleEndian.Uint64(u.data)
	u.data = u.data[8:]
	return n
}

// opened is a piece that is being read: its terms, then the packed mention of each.
type opened struct {
	entry *entry
	forms []formUse
	terms []int
	rest  unpacker
}

// openPiece reads the first parts of a piece.
func openPiece(piece []byte) *opened {
	u := unpacker{data: piece}
	e := &entry{kind: u.text(), url: u.text(), title: u.text(), titleWords: u.number()}
	for f := range fields {
		e.lengths[f] = u.number()
	}
	o := &opened{entry: e, forms: make([]formUse, u.number())}
	last := 0
	for i := range o.forms {
		n := u.number()
		last += n >> 1
		o.forms[i] = formUse{last, n&1 == 1}
	}
	o.terms = make([]int, u.number())
	last = 0
	for i := range o.terms {
		last += u.number()
		o.terms[i] = last
	}
	o.rest = u
	return o
}

// unpacked is a mention as it was packed. The places are as they are written to file.
type unpacked struct {
	counts   [fields]int
	sections [3]uint8
	places   []byte
}

// mentions calls do for the terms that are wanted. What it is given is valid only during the call.
func (o *opened) mentions(wanted func(term int) bool, do func(term int, m *unpacked)) {
	var m unpacked
	for _, term := range o.terms {
		packed := o.rest.bytes()
		if !wanted(term) {
			continue
		}
		u := unpacker{data: packed[1:]}
		for f := range fields {
			if m.counts[f] = 0; packed[0]&(1<<f) != 0 {
				m.counts[f] = u.number()
			}
		}
		m.sections, m.places = [3]uint8(u.data), u.data[3:]
		do(term, &m)
	}
}

// shown returns what is shown of the document.
func (o *opened) shown() *shown {
	for range o.terms {
		o.rest.bytes()
	}
	return o.rest.shown()
}

func (u *unpacker) shown() *shown {
	s := &shown{description: u.text(), boost: math.Float64frombits(u.long())}
	s.sections = make([]Section, u.number())
	for i := range s.sections {
		s.sections[i] = Section{ID: u.text(), Title: u.text(), Text: u.text()}
	}
	s.pinned = u.texts()
	s.facets = map[string][]string{}
	for n := u.number(); n > 0; n-- {
		name := u.text()
		s.facets[name] = u.texts()
	}
	return s
}

// Standing pages come before news, and current ones before archived.
const (
	datedBoost    = 0.85
	archivedBoost = 0.5
)

// kindBoosts put the office's own words before what is drawn from data; kinds that are not named count 1.
var kindBoosts = map[string]float64{"policy": 1.25, "handbook": 1.1, "strategy": 1.1, "licence": 0.9, "component": 0.9}

func multiplier(d *Document) float64 {
	boost := cmp.Or(d.Boost, 1) * cmp.Or(kindBoosts[d.Kind], 1)
	if !d.Date.IsZero() {
		boost *= datedBoost
	}
	if d.Archived {
		boost *= archivedBoost
	}
	return math.Min(8, math.Max(0.125, boost))
}
