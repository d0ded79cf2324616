package search

import (
	"encoding/binary"
	"slices"
)

// lexicon numbers the terms of a collection, and remembers the forms in which each was written.
type lexicon struct {
	forms   map[string]int // by language and word
	terms   map[string]int
	written []form
	texts   []string // of the terms
}

// form is a word as it was written, folded.
type form struct {
	text      string
	language  string
	term      int
	documents int
	telling   bool // stands in a title, a name, a heading or a description, or often in one text
}

// resolve gives each word its term, and counts the document that they stand in.
func (l *lexicon) resolve(language string, mentions map[string]*mention) []termMention {
	if l.forms == nil {
		l.forms, l.terms = make(map[string]int), make(map[string]int)
	}
	resolved := make([]termMention, 0, len(mentions))
	for text, m := range mentions {
		key := text
		if language != "en" {
			key = language + " " + text
		}
		id, known := l.forms[key]
		if !known {
			id = len(l.written)
			l.forms[key] = id
			l.written = append(l.written, form{text: text, language: language, term: l.term(stem(language, text))})
		}
		l.written[id].documents++
		l.written[id].telling = l.written[id].telling || m.telling()
		resolved = append(resolved, termMention{l.written[id].term, m})
	}
	return resolved
}

func (l *lexicon) term(text string) int {
	id, known := l.terms[text]
	if !known {
		id = len(l.texts)
		l.terms[text] = id
		l.texts = append(l.texts, text)
	}
	return id
}

// termMention is a mention of a term.
type termMention struct {
	term int
	*mention
}

// byTerm joins the mentions of all forms of a term, in the order of the terms' numbers.
func byTerm(mentions []termMention) []termMention {
	slices.SortFunc(mentions, func(a, b termMention) int { return a.term - b.term })
	kept := mentions[:0]
	for _, m := range mentions {
		if n := len(kept); n > 0 && kept[n-1].term == m.term {
			kept[n-1].merge(m.mention)
		} else {
			kept = append(kept, m)
		}
	}
	return kept
}

// appendMentions packs mentions: a document is kept as a few hundred bytes until the index is written.
func appendMentions(to []byte, mentions []termMention) []byte {
	last := 0
	for _, m := range mentions {
		to = binary.AppendUvarint(to, uint64(m.term-last))
		last = m.term
		for _, n := range m.counts {
			to = binary.AppendUvarint(to, uint64(n))
		}
		to = binary.AppendUvarint(to, uint64(len(m.sections)))
		for _, s := range m.sections {
			to = binary.AppendUvarint(binary.AppendUvarint(to, uint64(s.section)), uint64(s.count))
		}
		to = binary.AppendUvarint(to, uint64(len(m.places)))
		before := 0
		for _, p := range m.places {
			to = binary.AppendUvarint(to, uint64(p-before))
			before = p
		}
	}
	return slices.Clip(to)
}

// eachMention unpacks what appendMentions packed. The mention is valid only during the call.
func eachMention(block []byte, do func(term int, m *mention)) {
	var m mention
	next := func() int {
		n, size := binary.Uvarint(block)
		block = block[size:]
		return int(n)
	}
	for term := 0; len(block) > 0; {
		term += next()
		for f := range fields {
			m.counts[f] = next()
		}
		m.sections = m.sections[:0]
		for n := next(); n > 0; n-- {
			m.sections = append(m.sections, sectionCount{next(), next()})
		}
		m.places = m.places[:0]
		for n, place := next(), 0; n > 0; n-- {
			place += next()
			m.places = append(m.places, place)
		}
		do(term, &m)
	}
}

func (l *lexicon) foreign() bool {
	return slices.ContainsFunc(l.written, func(f form) bool { return f.language != "en" })
}
