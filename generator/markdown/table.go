package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"portolan/generator/problem"
)

// wideTable is how many columns a table may have before it scrolls in a region of its own.
const wideTable = 3

func (w *writer) table(n *extast.Table) {
	wide := len(n.Alignments) > wideTable
	if wide {
		w.tables++
		w.add(`<div class="scroll" role="region" tabindex="0" aria-label="`)
		w.escape(strings.Replace(w.renderer.texts.Table, "%s", strconv.Itoa(w.tables), 1))
		w.add("\">\n")
	}
	w.add("<table>\n")
	row := n.FirstChild()
	if header, ok := row.(*extast.TableHeader); ok {
		w.tableHeader(header)
		row = row.NextSibling()
	}
	if row != nil {
		w.add("<tbody>\n")
		for ; row != nil; row = row.NextSibling() {
			w.add("<tr>")
			w.cells(row, w.dataCell)
			w.add("</tr>\n")
		}
		w.add("</tbody>\n")
	}
	w.add("</table>\n")
	if wide {
		w.add("</div>\n")
	}
}

// tableHeader writes the header unless all its cells are empty.
func (w *writer) tableHeader(n *extast.TableHeader) {
	start := len(w.out)
	w.add("<thead>\n<tr>")
	filled, empty := 0, 0
	w.cells(n, func(cell *extast.TableCell) {
		if cell.FirstChild() == nil {
			empty++
			w.add("<td></td>")
			return
		}
		filled++
		w.cell(cell, "<th", ` scope="col"`, "</th>")
	})
	if empty > 0 && filled > 0 {
		w.report(problem.Notice, "table/empty-header", w.offset(n), "a column of this table has no heading", "name every column in the first row")
	}
	if filled == 0 {
		w.out = w.out[:start]
		return
	}
	w.add("</tr>\n</thead>\n")
}

func (w *writer) cells(row ast.Node, write func(*extast.TableCell)) {
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		if cell, ok := n.(*extast.TableCell); ok {
			write(cell)
		}
	}
	w.breakText()
}

func (w *writer) dataCell(cell *extast.TableCell) { w.cell(cell, "<td", "", "</td>") }

func (w *writer) cell(cell *extast.TableCell, open, attributes, shut string) {
	w.add(open)
	w.add(attributes)
	switch cell.Alignment {
	case extast.AlignRight:
		w.add(` class="end"`)
	case extast.AlignCenter:
		w.add(` class="center"`)
	}
	w.add(">")
	w.children(cell)
	w.text = append(w.text, ' ')
	w.add(shut)
}
