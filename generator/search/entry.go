package search

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"portolan/generator/memo"
)

// entry is what stays in memory of a document until the index is written: what it is sorted by. All else is packed away
// into its piece, which lies in the memo where there is one.
type entry struct {
	key              memo.Digest // in the memo
	kind, url, title string
	topic            string // see topics
	titleWords       int32  // of the title, stop words not counted
	lengths          [fields]int32
	piece            []byte
	place            memo.Place
}

// shown is what is shown of a document, and where it stands among others.
type shown struct {
	description string
	sections    []Section // texts cut to their beginnings; their levels do not matter any more
	rank
}

// rank is what results are narrowed and ordered by.
type rank struct {
	facets map[string][]string
	pinned []string
	boost  float64
}

// A document keeps at most this much text, in characters, for its excerpts; each section at most sectionLead.
const (
	textKept    = 1600
	sectionLead = 280
)

func newEntry(d *Document, t *tally) (*entry, *shown) {
	e := &entry{kind: d.Kind, url: d.URL, title: oneLine(d.Title), titleWords: int32(t.title)}
	for f, n := range t.lengths {
		e.lengths[f] = int32(n)
	}
	s := &shown{description: shorten(oneLine(d.Description), sectionLead), rank: rank{d.Facets, d.Pinned, multiplier(d)}}
	left := textKept
	s.sections = make([]Section, len(d.Sections))
	for i, section := range d.Sections {
		text := lead(section.Text, min(sectionLead, max(left, 0)))
		left -= len(text)
		s.sections[i] = Section{ID: section.ID, Title: oneLine(section.Title), Text: text}
	}
	return e, s
}

// pack writes a piece: the entry, the forms, the terms, then the mentions of each term, then what is shown. The workbench
// has the forms; the piece stays on it.
func (e *entry) pack(w *workbench, mentions []termMention, s *shown) []byte {
	p, forms := &w.piece, w.forms
	p.Data = p.Data[:0]
	p.Text(e.kind)
	p.Text(e.url)
	p.Text(e.title)
	p.Number(int(e.titleWords))
	for _, n := range e.lengths {
		p.Number(int(n))
	}
	slices.SortFunc(forms, func(a, b formUse) int { return a.form - b.form })
	p.Number(len(forms))
	last := 0
	for _, f := range forms {
		telling := 0
		if f.telling {
			telling = 1
		}
		p.Number((f.form-last)<<1 | telling)
		last = f.form
	}
	p.Number(len(mentions))
	last = 0
	for _, m := range mentions {
		p.Number(m.term - last)
		last = m.term
	}
	inner := &w.mention
	for _, m := range mentions {
		inner.Data = inner.Data[:0]
		inner.mention(m.mention)
		p.Bytes(inner.Data)
	}
	p.shown(s)
	return p.Data
}

func (p *packer) shown(s *shown) {
	p.Text(s.description)
	p.Number(len(s.sections))
	for _, section := range s.sections {
		p.Text(section.ID)
		p.Text(section.Title)
		p.Text(section.Text)
	}
	p.rank(&s.rank)
}

func (p *packer) rank(r *rank) {
	p.Long(math.Float64bits(r.boost))
	p.Texts(r.pinned)
	p.Number(len(r.facets))
	for _, name := range slices.Sorted(maps.Keys(r.facets)) {
		p.Text(name)
		p.Texts(r.facets[name])
	}
}

// packer also packs what documents are made of.
type packer struct{ memo.Packer }

// mention packs the counts of the fields in which the word stands, the best sections, and the places as they are written
// to file: how many, and the steps between.
func (p *packer) mention(m *mention) {
	var standsIn byte
	for f, n := range m.counts {
		if n > 0 {
			standsIn |= 1 << f
		}
	}
	p.Data = append(p.Data, standsIn)
	for _, n := range m.counts {
		if n > 0 {
			p.Number(n)
		}
	}
	sections := best(m.sections)
	p.Data = append(p.Data, sections[:]...)
	p.Data = appendNumber(p.Data, len(m.places))
	before := 0
	for _, place := range m.places {
		p.Data = appendNumber(p.Data, place-before)
		before = place
	}
}

type unpacker struct{ memo.Unpacker }

// opened is a piece that is being read: its terms, then the packed mention of each. It can be used for one piece after the
// other, so that reading many asks for no more memory than reading one.
type opened struct {
	piece []byte // where it was read back from the memo
	forms []formUse
	terms []int
	rest  unpacker
}

// open reads the first parts of a piece.
func (o *opened) open(piece []byte) {
	u := unpacker{memo.Unpack(piece)}
	for range 3 { // kind, address and title, which the entry holds, too
		u.Bytes()
	}
	for range 1 + fields { // and the lengths of its title and fields
		u.Number()
	}
	o.forms, o.terms = o.forms[:0], o.terms[:0]
	last := 0
	for range u.Number() {
		n := u.Number()
		last += n >> 1
		o.forms = append(o.forms, formUse{last, n&1 == 1})
	}
	last = 0
	for range u.Number() {
		last += u.Number()
		o.terms = append(o.terms, last)
	}
	o.rest = u
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
		packed := o.rest.Bytes()
		if !wanted(term) {
			continue
		}
		u := unpacker{memo.Unpack(packed[1:])}
		for f := range fields {
			if m.counts[f] = 0; packed[0]&(1<<f) != 0 {
				m.counts[f] = u.Number()
			}
		}
		m.sections, m.places = [3]uint8(u.Data), u.Data[3:]
		do(term, &m)
	}
}

// shown returns what is shown of the document, and its rank as it is packed.
func (o *opened) shown() (s *shown, rank []byte) {
	u := &o.rest
	for range o.terms {
		u.Bytes()
	}
	s = &shown{description: u.Text()}
	s.sections = make([]Section, u.Number())
	for i := range s.sections {
		s.sections[i] = Section{ID: u.Text(), Title: u.Text(), Text: u.Text()}
	}
	return s, u.Data
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
