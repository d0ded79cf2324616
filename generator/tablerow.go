package generator

import "portolan/generator/render"

// TableRows are the rows of a table; the first cell of each is its head.
type TableRows [][]Cell

// AppendRows writes the rows as HTML.
func (rows TableRows) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for _, row := range rows {
		w.add(`<tr>`)
		for i := range row {
			w.tableCell(&row[i], i == 0)
		}
		w.add(`</tr>`)
	}
	return w.out
}

func (w *rowWriter) tableCell(c *Cell, head bool) {
	open, shut := `<td`, `</td>`
	if head {
		open, shut = `<th scope="row"`, `</th>`
	}
	w.openCell(open, c)
	w.cell(c)
	w.add(shut)
}

// openCell writes the beginning of a cell, whose figures stand under each other.
func (w *rowWriter) openCell(tag string, c *Cell) {
	w.add(tag)
	if c.Number {
		w.add(` class="n"`)
	}
	w.add(`>`)
}

// cell writes what stands in a cell.
func (w *rowWriter) cell(c *Cell) {
	switch {
	case c.Verdict == "":
		w.anchor(c.URL, c.Text)
	case c.URL == "":
		w.mark(c.Verdict)
	default:
		w.add(`<a class="plain" href="`)
		w.href(c.URL)
		w.add(`">`)
		w.mark(c.Verdict)
		w.add(`</a>`)
	}
}

// mark writes a word that stands out by its colour.
func (w *rowWriter) mark(word string) {
	w.add(`<span class="mark" data-is="`)
	w.text(word)
	w.add(`">`)
	w.text(w.texts.Word(word))
	w.add(`</span>`)
}

// HeadCells are the heads of a table's columns.
type HeadCells []Cell

// AppendRows writes the heads as cells of one row.
func (cells HeadCells) AppendRows(dst []byte, texts render.Texts) []byte {
	w := rowWriter{out: dst, texts: texts}
	for i := range cells {
		w.openCell(`<th scope="col"`, &cells[i])
		w.cell(&cells[i])
		w.add(`</th>`)
	}
	return w.out
}
