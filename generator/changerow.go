package generator

import "portolan/generator/render"

// ChangeRows are what happened, with its days.
type ChangeRows []Change

// AppendRows writes the rows as HTML.
func (rows ChangeRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		row := &rows[i]
		w.add(`<li>`, string(texts.ShortDay(row.Date)), `<div>`)
		if row.URL == "" {
			w.add(`<b>`)
			w.text(row.Title)
			w.add(`</b>`)
		} else {
			w.anchor(row.URL, row.Title)
		}
		if row.Kind != "" {
			w.add(` <span class="fine">`)
			w.text(texts.Word(row.Kind))
			w.add(`</span>`)
		}
		w.element("p", row.Text)
		w.add(`</div></li>`)
	}
	return w.out
}

// CriterionRows are the criteria by which something is judged.
type CriterionRows []CriterionView

// AppendRows writes the rows as HTML.
func (rows CriterionRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	asked, found, standing := w.label("asked"), w.label("found"), w.label("standing")
	source := escaped(texts.Text("source"))
	for i := range rows {
		row := &rows[i]
		w.add(`<tr><th scope="row">`)
		w.anchor(row.URL, row.Title)
		w.element("small", row.Measure)
		w.element("small", row.Why)
		w.add(`</th><td`, asked, `>`)
		w.text(row.Asked)
		w.add(`</td><td`, found, `>`)
		w.text(texts.Word(row.Found))
		if row.Source != "" {
			w.add(`<small>`, source, ` `)
			w.text(row.Source)
			w.add(`</small>`)
		}
		w.add(`</td><td`, standing, `>`)
		if row.Standing != "" {
			w.mark(row.Standing)
		}
		switch row.Points {
		case "":
		case "1":
			w.add(`<small>`, escaped(texts.Text("point")), `</small>`)
		default:
			w.add(`<small>`, escaped(texts.Text("no_point")), `</small>`)
		}
		w.add(`</td></tr>`)
	}
	return w.out
}

// element writes a text in an element; nothing where there is no text.
func (w *rowWriter) element(name, text string) {
	if text == "" {
		return
	}
	w.add(`<`, name, `>`)
	w.text(text)
	w.add(`</`, name, `>`)
}
