package search

import (
	"slices"

	"portolan/generator/memo"
)

// lexicon numbers the terms of a collection, and remembers the forms in which each was written. Words of the last build
// that no document holds any more keep their numbers, and are passed over.
type lexicon struct {
	forms     numbering // by language and word, see formKey
	written   []form
	terms     numbering
	documents []int32  // in how many each term stands
	languages []string // of forms, English first
	kept      texts
}

// form is a word as it was written, folded.
type form struct {
	term      int32
	documents int32
	telling   int32 // documents that are about it: it stands in a title, a name, a heading or a description, or often in the text
	language  int32
}

// formUse says that a document holds a form, and whether it is about it.
type formUse struct {
	form    int
	telling bool
}

// formKey is what a form is known by: an English one by its word alone.
func formKey(language, text string) string {
	if language == "en" {
		return text
	}
	return language + " " + text
}

// resolve gives each word its term and its form, and leaves them on the workbench.
func (l *lexicon) resolve(language string, mentions map[string]*mention, w *workbench) {
	w.mentions, w.forms = w.mentions[:0], w.forms[:0]
	for text, m := range mentions {
		id := l.form(language, text)
		w.forms = append(w.forms, formUse{id, m.telling()})
		w.mentions = append(w.mentions, termMention{int(l.written[id].term), m})
	}
}

func (l *lexicon) form(language, text string) int {
	key := formKey(language, text)
	id, known := l.forms.find(&l.kept, key)
	if known {
		return id
	}
	at := l.kept.keep(key)
	stem := stem(language, text)
	term, known := l.terms.find(&l.kept, stem)
	switch {
	case known:
	case stem == key: // as it mostly is
		term = l.addTerm(at)
	default:
		term = l.addTerm(l.kept.keep(stem))
	}
	return l.addForm(at, language, term)
}

// addForm numbers a form by the place of its key.
func (l *lexicon) addForm(key placed, language string, term int) int {
	l.written = append(l.written, form{term: int32(term), language: int32(l.language(language))})
	return l.forms.add(&l.kept, key)
}

// language returns the number of a language.
func (l *lexicon) language(name string) int {
	if l.languages == nil {
		l.languages = []string{"en"}
	}
	at := slices.Index(l.languages, name)
	if at < 0 {
		at = len(l.languages)
		l.languages = append(l.languages, name)
	}
	return at
}

// isForeign tells whether a form is of another language than English.
func (f *form) isForeign() bool { return f.language > 0 }

// text is a form as it was written.
func (l *lexicon) text(form int) string {
	key, language := l.kept.at(l.forms.places[form]), l.written[form].language
	if language == 0 {
		return key
	}
	return key[len(l.languages[language])+1:]
}

// count notes the forms and terms of one more document, or with -1 of one less.
func (l *lexicon) count(forms []formUse, terms []int, n int32) {
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
	id, known := l.terms.find(&l.kept, text)
	return known && l.documents[id] > 0
}

func (l *lexicon) addTerm(text placed) int {
	l.documents = append(l.documents, 0)
	return l.terms.add(&l.kept, text)
}

// term is the text of a term.
func (l *lexicon) term(number int) string { return l.kept.at(l.terms.places[number]) }

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
	return slices.ContainsFunc(l.written, func(f form) bool { return f.documents > 0 && f.isForeign() })
}

// The words of a lexicon lie in the memo as they do here: how many there are, the boards, and for each word its place on
// them.
const (
	lexiconKey      = "words"
	boardsSeries    = "boards/"
	languagesSeries = "languages/"
	termsSeries     = "terms/"
	formsSeries     = "forms/" // with the term and the language of each
)

func (l *lexicon) leave(s *shelf) {
	var head packer
	head.Number(len(l.documents))
	head.Number(len(l.written))
	s.memo.Put(s.name+lexiconKey, head.Data)
	s.leave(boardsSeries, len(l.kept.boards), func(p *packer, i int) { p.Text(l.kept.boards[i]) })
	s.leave(languagesSeries, len(l.languages), func(p *packer, i int) { p.Text(l.languages[i]) })
	s.leave(termsSeries, len(l.terms.places), func(p *packer, i int) { p.Number(int(l.terms.places[i])) })
	s.leave(formsSeries, len(l.written), func(p *packer, i int) {
		p.Number(int(l.forms.places[i]))
		p.Number(int(l.written[i].term))
		p.Number(int(l.written[i].language))
	})
}

// recall reads what leave wrote; nothing where it is not whole.
func (l *lexicon) recall(s *shelf) bool {
	data, known := s.memo.Get(s.name + lexiconKey)
	if !known {
		return false
	}
	head := memo.Unpack(data)
	terms, forms := head.Number(), head.Number()
	const more = 1 << 10 // words that there is room for, before all are moved
	l.documents, l.terms.places = make([]int32, terms, terms+more), make([]placed, 0, terms+more)
	l.written, l.forms.places = make([]form, 0, forms+more), make([]placed, 0, forms+more)
	_, written := s.recall(boardsSeries, func(u *unpacker) { l.kept.boards = append(l.kept.boards, u.Text()) })
	_, spoken := s.recall(languagesSeries, func(u *unpacker) { l.languages = append(l.languages, u.Text()) })
	_, whole := s.recall(termsSeries, func(u *unpacker) { l.terms.places = append(l.terms.places, placed(u.Number())) })
	_, used := s.recall(formsSeries, func(u *unpacker) {
		l.forms.places = append(l.forms.places, placed(u.Number()))
		l.written = append(l.written, form{term: int32(u.Number()), language: int32(u.Number())})
	})
	if !written || !spoken || !whole || !used || len(l.terms.places) != terms || len(l.written) != forms {
		*l = lexicon{}
		return false
	}
	l.kept.reopen()
	return true
}
