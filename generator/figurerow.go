package generator

import "portolan/generator/render"

// FigureRows are key figures, each with its line and sentence.
type FigureRows []FigureView

// AppendRows writes the figures as items of a list.
func (rows FigureRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range rows {
		w.figure(&rows[i])
	}
	return w.out
}

func (w *rowWriter) figure(f *FigureView) {
	w.add(`<li><p class="key">`)
	w.anchor(f.URL, f.Title)
	if f.Value == unknownValue {
		w.add(`</p><p class="figure none">`)
		w.text(w.texts.Word(f.Value))
	} else {
		w.add(`</p><p class="figure">`)
		w.text(f.Value)
	}
	if f.Unit != "" {
		w.add(` `)
		w.element("small", f.Unit)
	}
	w.add(`</p>`, string(f.Spark))
	w.element("p", f.Sentence)
	if f.Source != "" || f.Stale {
		w.add(`<p class="fine">`)
		if f.Source != "" {
			w.add(escaped(w.texts.Text("source")), ` `)
			w.text(f.Source)
		}
		if f.Stale {
			w.add(` `)
			w.mark("stale")
		}
		w.add(`</p>`)
	}
	w.add(`</li>`)
}

// AppendRows writes the figures of a group as the rows of a table, a cell for each period.
func (g PeriodGroup) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range g.Rows {
		row := &g.Rows[i]
		w.add(`<tr><th scope="row">`)
		w.anchor(row.URL, row.Title)
		w.add(`</th>`)
		for k := range row.Cells {
			w.add(`<td class="n" data-l="`)
			w.text(g.Heads[k])
			w.add(`">`)
			w.periodCell(&row.Cells[k])
			w.add(`</td>`)
		}
		w.add(`</tr>`)
	}
	return w.out
}

func (w *rowWriter) periodCell(m *MoveRow) {
	w.text(w.texts.Word(m.Now))
	if m.Change != "" {
		w.add(` <small><span class="trend" data-is="`)
		w.text(m.Sign)
		w.add(`">`)
		w.text(m.Change)
		w.add(`</span>`)
		if m.Better != "" {
			w.add(` <span class="vh">`)
			w.text(w.texts.Word(m.Better))
			w.add(`</span>`)
		}
		w.add(`</small>`)
	}
	w.element("small", m.Note)
}
