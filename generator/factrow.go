package generator

import (
	"strconv"

	"portolan/generator/render"
)

// FactRows are the particulars at the head of a page: a term each, with what it is.
type FactRows []Fact

// AppendRows writes the facts as parts of a list of terms.
func (rows FactRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		fact := &rows[i]
		w.term(fact)
		switch {
		case fact.Verdict == "":
			w.element("small", fact.Note)
		default:
			w.add(`<small>`)
			w.mark(fact.Verdict)
			if fact.Note != "" {
				w.add(` `)
				w.text(fact.Note)
			}
			w.add(`</small>`)
		}
		w.add(`</dd></div>`)
	}
	return w.out
}

// FactPairs are facts in a plain list, such as who said what and when.
type FactPairs []Fact

// AppendRows writes the facts as parts of a list of terms.
func (rows FactPairs) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		fact := &rows[i]
		w.term(fact)
		if fact.Verdict != "" {
			w.add(` `)
			w.mark(fact.Verdict)
		}
		if fact.Note != "" {
			w.add(` `)
			w.element("small", fact.Note)
		}
		w.add(`</dd></div>`)
	}
	return w.out
}

// term opens a fact: its label, and what it is.
func (w *rowWriter) term(fact *Fact) {
	w.add(`<div><dt>`)
	w.text(fact.Label)
	w.add(`</dt><dd>`)
	w.anchor(fact.URL, fact.Value)
}

// BadgeRows are badges, each with the Markdown that shows it elsewhere.
type BadgeRows []BadgeView

// AppendRows writes the badges as items of a list.
func (rows BadgeRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		badge := &rows[i]
		w.add(`<li><img src="`)
		w.href(badge.URL)
		w.add(`" alt="`)
		w.text(badge.Title)
		w.add(`" width="`, strconv.Itoa(badge.Width), `" height="20" loading="lazy"><div class="prose"><pre><code>`)
		w.text(badge.Markdown)
		w.add(`</code></pre></div></li>`)
	}
	return w.out
}
