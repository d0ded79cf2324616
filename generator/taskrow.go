package generator

import (
	"portolan/generator/render"
	"portolan/generator/render/escape"
)

// TaskRows are the rows of a list of open tasks.
type TaskRows []TaskRow

// AppendRows writes the rows as HTML.
func (rows TaskRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	since := escaped(texts.Text("open_since"))
	for i := range rows {
		row := &rows[i]
		w.add(`<li data-tokens="`)
		w.text(row.Tokens)
		w.add(`"><p class="name">`)
		w.anchor(row.URL, row.Title)
		w.add(`</p><p class="facts"><a class="plain" href="`)
		w.href(row.Project.URL)
		w.add(`">`)
		w.text(row.Project.Title)
		w.add(`</a> `)
		if row.Language != "" {
			w.span(row.Language)
		}
		for _, label := range row.Labels {
			w.span(label)
		}
		w.add(`<span>`, since, ` `, string(texts.ShortDay(row.Opened)), `</span></p></li>`)
	}
	return w.out
}

func (w *rowWriter) span(s string) {
	w.add(`<span>`)
	w.text(s)
	w.add(`</span> `)
}

// anchor writes a link, or the text alone where it leads nowhere.
func (w *rowWriter) anchor(address Address, text string) {
	if address == "" {
		w.text(text)
		return
	}
	w.add(`<a class="plain" href="`)
	w.href(address)
	w.add(`">`)
	w.text(text)
	w.add(`</a>`)
}

func (w *rowWriter) text(s string) { w.out = escape.Text(w.out, s) }

func (w *rowWriter) href(address Address) { w.out = escape.Address(w.out, string(address)) }
