package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"portolan/generator/problem"
)

// writer is the state of one page's rendering. Its buffers are used again for the next page.
type writer struct {
	renderer *Renderer
	page     Page
	source   source
	doc      *Document

	out     []byte
	text    []byte // plain text of the page, side by side with out
	scratch []byte
	cuts    []cut // where sections begin in text

	positions                      map[ast.Node]int // offsets of fences, containers, links and images
	openFence                      ast.Node
	marks, work, notes, containers int
	colours                        int  // see colourWork
	hasAt                          bool // the body holds an "@"
	manyMarks                      bool
	ids                            map[string]bool
	numbers                        map[string]int // the next number to make an id unique with
	levels                         []headingLevel
	kept                           []span // parts of out that mending must not touch
	raw                            bool   // out holds raw HTML
	open                           []openTag
	inHeading                      bool
	tooDeep                        bool
	depth                          int
	inLink                         int
	images                         int
	tables                         int
	explained                      map[int]bool // terms, by their index
	summary                        span         // of text
}

// span is a part of a buffer.
type span struct{ start, end int }

// cut is the beginning of a section in the plain text.
type cut struct {
	heading int // index into Headings, -1 for what stands before the first
	at      int
}

func (w *writer) reset(r *Renderer, p Page) {
	w.renderer, w.page, w.doc = r, p, &Document{}
	w.source.reset(p)
	w.out, w.text, w.cuts, w.levels, w.kept = w.out[:0], w.text[:0], w.cuts[:0], w.levels[:0], w.kept[:0]
	w.cuts = append(w.cuts, cut{heading: -1})
	clear(w.positions)
	clear(w.ids)
	clear(w.numbers)
	for _, id := range p.Reserved {
		w.ids[id] = true
	}
	w.openFence, w.raw, w.explained, w.summary = nil, false, nil, span{}
	w.open, w.tooDeep, w.inHeading = w.open[:0], false, false
	w.depth, w.inLink, w.images, w.tables = 0, 0, 0, 0
	w.marks, w.work, w.notes, w.containers, w.manyMarks = 0, 0, 0, 0, false
	w.colours = 0
}

func (w *writer) report(severity problem.Severity, rule string, offset int, text, hint string) {
	w.doc.Problems = append(w.doc.Problems, w.source.problem(severity, rule, offset, text, hint))
}

func (w *writer) add(s string)    { w.out = append(w.out, s...) }
func (w *writer) addInt(n int)    { w.out = strconv.AppendInt(w.out, int64(n), 10) }
func (w *writer) escape(s string) { w.out = appendEscaped(w.out, s) }

// breakText ends a block in the plain text.
func (w *writer) breakText() {
	if n := len(w.text); n > 0 && w.text[n-1] != '\n' {
		w.text = append(w.text, '\n')
	}
}

func (w *writer) write(document ast.Node) {
	w.reserveIDs(document)
	w.children(document)
}

// maxDepth is how deeply blocks and marks may nest; what lies deeper is left out.
const maxDepth = 100

func (w *writer) children(parent ast.Node) {
	if w.depth == maxDepth {
		w.report(problem.Warning, "limit/nesting", w.offset(parent), "the page nests too deeply; what lies deeper is left out", "")
		return
	}
	w.depth++
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Type() == ast.TypeInline {
			w.inline(n)
		} else {
			w.block(n)
		}
	}
	w.depth--
}

func (w *writer) block(node ast.Node) {
	open := len(w.open)
	w.blockOf(node)
	if len(w.open) > open {
		w.closeFormatting(open)
	}
}

func (w *writer) blockOf(node ast.Node) {
	switch n := node.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.children(n)
		w.breakText()
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.FencedCodeBlock:
		w.fence(n)
	case *ast.CodeBlock:
		w.code("", w.lines(n))
	case *ast.Blockquote:
		w.quote(n)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *ast.ThematicBreak:
		w.add("<hr>\n")
	case *extast.Table:
		w.table(n)
	case *container:
		w.container(n)
	case *extast.DefinitionList:
		w.wrap("<dl>\n", n, "</dl>\n")
	case *extast.DefinitionTerm:
		w.wrap("<dt>", n, "</dt>\n")
	case *extast.DefinitionDescription:
		w.wrap("<dd>", n, "</dd>\n")
	case *extast.FootnoteList:
		w.footnotes(n)
	default:
		w.children(n)
	}
}

// wrap writes a block between two tags.
func (w *writer) wrap(before string, n ast.Node, after string) {
	w.add(before)
	w.children(n)
	w.breakText()
	w.add(after)
}

func (w *writer) paragraph(n *ast.Paragraph) {
	if w.isContentsMark(n) {
		return
	}
	before, start := len(w.out), len(w.text)
	w.add("<p>")
	w.children(n)
	if len(w.out) == before+len("<p>") {
		w.out = w.out[:before]
		return
	}
	w.add("</p>\n")
	if w.summary.end == 0 && n.Parent().Kind() == ast.KindDocument && len(w.text) > start {
		w.summary = span{start, len(w.text)}
	}
	w.breakText()
}

// isContentsMark says that a paragraph is the mark by which other generators are asked for a table of contents, which
// every page here has.
func (w *writer) isContentsMark(n *ast.Paragraph) bool {
	if n.Lines().Len() != 1 {
		return false
	}
	line := n.Lines().At(0)
	text := bytes.TrimSpace(line.Value(w.source.body))
	if len(text) > len("[[_toc_]]") {
		return false
	}
	switch strings.ToLower(string(text)) {
	case "[toc]", "[[toc]]", "[[_toc_]]", "{:toc}":
		return true
	}
	return false
}

func (w *writer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	w.add("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		w.add(` start="`)
		w.addInt(n.Start)
		w.add(`"`)
	}
	if isTaskList(n) {
		w.add(` class="tasks"`)
	}
	w.add(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if box := taskOf(item); box != nil {
			w.task(item, box)
			continue
		}
		w.wrap("<li>", item, "</li>\n")
	}
	w.add("</" + tag + ">\n")
}

func isTaskList(n *ast.List) bool {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if taskOf(item) != nil {
			return true
		}
	}
	return false
}

func taskOf(item ast.Node) *extast.TaskCheckBox {
	if item.FirstChild() == nil {
		return nil
	}
	box, _ := item.FirstChild().FirstChild().(*extast.TaskCheckBox)
	return box
}

// task writes an item with its box inside a label, so that the words name the box.
func (w *writer) task(item ast.Node, box *extast.TaskCheckBox) {
	w.add(`<li class="task"><label><input type="checkbox" disabled`)
	if box.IsChecked {
		w.add(" checked")
	}
	if box.NextSibling() == nil {
		w.add(` aria-label="`)
		w.escape(w.renderer.texts.Task)
		w.add(`"`)
	}
	w.add("> ")
	w.children(item.FirstChild())
	w.add("</label>")
	w.breakText()
	for n := item.FirstChild().NextSibling(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
	w.add("</li>\n")
}

// offset returns where a node stands in the body, as nearly as the tree tells.
func (w *writer) offset(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if at, ok := w.positions[n]; ok {
			return at
		}
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
		if n.Type() != ast.TypeInline {
			if at, ok := firstOffset(n); ok {
				return at
			}
		}
	}
	return 0
}

// firstOffset returns where the first line of a block or of its first descendants stands.
func firstOffset(n ast.Node) (int, bool) {
	for range maxDepth {
		if n == nil || n.Type() == ast.TypeInline {
			return 0, false
		}
		if n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start, true
		}
		n = n.FirstChild()
	}
	return 0, false
}

// lines joins the lines of a block that is taken as it is.
func (w *writer) lines(n ast.Node) []byte {
	var b []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b = append(b, line.Value(w.source.body)...)
	}
	return b
}
