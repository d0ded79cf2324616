package search

import (
	"slices"
	"strings"
)

// lexicon numbers the terms of a collection, and remembers the forms in which each was written. Words of the last build
// that no document holds any more keep their numbers, and are passed over.
type lexicon struct {
	forms     map[string]int // by language and word
	terms     map[string]int
	written   []form
	texts     []string // of the terms
	documents []int    // in how many each term stands
}

// form is a word as it was written, folded.
type form struct {
	text      string
	language  string
	term      int
	documents int
	telling   int // documents that are about it: it stands in a title, a name, a heading or a description, or often in the text
}

// formUse says that a document holds a form, and whether it is about it.
type formUse struct {
	form    int
	telling bool
}

// resolve gives each word its term and its form.
func (l *lexicon) resolve(language string, mentions map[string]*mention) ([]termMention, []formUse) {
	if l.forms == nil {
		l.forms, l.terms = make(map[string]int), make(map[string]int)
	}
	resolved, forms := make([]termMention, 0, len(mentions)), make([]formUse, 0, len(mentions))
	for text, m := range mentions {
		id := l.form(language, text)
		forms = append(forms, formUse{id, m.telling()})
		resolved = append(resolved, termMention{l.written[id].term, m})
	}
	return resolved, forms
}

func (l *lexicon) form(language, text string) int {
	key := text
	if language != "en" {
		key = language + " " + text
	}
	id, known := l.forms[key]
	if !known {
		id = len(l.written)
		key = strings.Clone(key) // a part of it would keep the whole page in memory
		text = key[len(key)-len(text):]
		l.forms[key] = id
		l.written = append(l.written, form{text: text, language: language, term: l.term(stem(language, text))})
	}
	return id
}

// count notes the forms and terms of one more document, or with -1 of one less.
func (l *lexicon) count(forms []formUse, terms []int, n int) {
	for _, f := range forms {
		l.written[f.form].documents += n
		if f.telling {
			l.written[f.form].telling += n
		}
	}
	for _, term := range terms {
		l.documents[term] += n
	}
}

// has tells whether a document holds the term.
func (l *lexicon) has(text string) bool {
	id, known := l.terms[text]
	return known && l.documents[id] > 0
}

func (l *lexicon) term(text string) int {
	id, known := l.terms[text]
	if !known {
		id = len(l.texts)
		l.terms[text] = id
		l.texts = append(l.texts, text)
		l.documents = append(l.documents, 0)
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

func (l *lexicon) foreign() bool {
	return slices.ContainsFunc(l.written, func(f form) bool { return f.documents > 0 && f.language != "en" })
}
