package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// container is a part of a page set apart by ":::name" or "!!! name".
type container struct {
	ast.BaseBlock
	name   string
	title  string
	colons int // 0 for an indented one
	folded bool
	open   bool // a folded one that is shown open
	closed bool
	end    int // offset of the end of its last line
}

var kindContainer = ast.NewNodeKind("Container")

func (c *container) Kind() ast.NodeKind { return kindContainer }

func (c *container) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// containerParser reads ":::name Title" up to a line of as many colons or more.
type containerParser struct{}

func (containerParser) Trigger() []byte { return []byte{':'} }

func (containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	colons := leading(line[start:], ':')
	name, title := nameAndTitle(line[start+colons:])
	at := segment.Start - segment.Padding + start
	if colons < 3 || name == "" || !writerOf(pc).mayContain(at) {
		return nil, parser.NoChildren
	}
	node := &container{name: name, title: title, colons: colons, folded: name == "details"}
	writerOf(pc).openContainer(node, at)
	skipLine(reader)
	return node, parser.HasChildren
}

func (containerParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	c := node.(*container)
	if indent, start := util.IndentWidth(line, reader.LineOffset()); indent < 4 {
		colons := leading(line[start:], ':')
		if colons >= c.colons && util.IsBlank(line[start+colons:]) && innermost(c, pc) {
			skipLine(reader)
			c.closed = true
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

func (w *writer) openContainer(c *container, at int) {
	w.positions[c] = at
	w.containers++
}

// innermost says that no other container and no code stands open within this one.
func innermost(c *container, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0 && blocks[i].Node != c; i-- {
		switch inner := blocks[i].Node.(type) {
		case *ast.FencedCodeBlock:
			return false
		case *container:
			if inner.colons > 0 {
				return false
			}
		}
	}
	return true
}

func (containerParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	w, c := writerOf(pc), node.(*container)
	w.containers--
	c.end = endOf(c, reader)
	if !c.closed {
		w.reportOpenContainer(c)
	}
}

// endOf returns where a container ends that is being closed: with the line that closes it, or before the first line that
// is no longer its own.
func endOf(c *container, reader text.Reader) int {
	_, at := reader.Position()
	if c.closed || at.Start >= len(reader.Source()) {
		return at.Start
	}
	return max(0, bytes.LastIndexByte(reader.Source()[:at.Start], '\n'))
}

func (containerParser) CanInterruptParagraph() bool { return true }

func (containerParser) CanAcceptIndentedLine() bool { return false }

// nameAndTitle reads what follows the colons: "note", "note Title", "note[Title]", "{.note}", "{note} Title".
func nameAndTitle(rest []byte) (name, title string) {
	rest = bytes.TrimSpace(rest)
	rest = bytes.TrimLeft(rest, "{.")
	n := 0
	for n < len(rest) && (util.IsAlphaNumeric(rest[n]) || rest[n] == '-' || rest[n] == '_') {
		n++
	}
	name = string(bytes.ToLower(rest[:n]))
	rest = bytes.TrimSpace(bytes.TrimLeft(rest[n:], "}"))
	if len(rest) > 1 && rest[0] == '[' && rest[len(rest)-1] == ']' {
		rest = rest[1 : len(rest)-1]
	}
	if len(rest) > 0 && rest[0] == '{' {
		rest = nil
	}
	return name, string(rest)
}

// admonitionParser reads MkDocs' `!!! note "Title"`, `??? note` and `???+ note` with a body indented by four.
type admonitionParser struct{}

func (admonitionParser) Trigger() []byte { return []byte{'!', '?'} }

func (admonitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	mark := line[start:]
	if leading(mark, mark[0]) != 3 {
		return nil, parser.NoChildren
	}
	rest := mark[3:]
	open := mark[0] == '?' && len(rest) > 0 && rest[0] == '+'
	if open {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0] != ' ' {
		return nil, parser.NoChildren
	}
	name, title := nameAndTitle(rest)
	if name == "" || title != "" && (len(title) < 2 || title[len(title)-1] != '"') {
		return nil, parser.NoChildren
	}
	if quote := bytes.IndexByte([]byte(title), '"'); quote >= 0 {
		title = title[quote+1 : max(quote+1, len(title)-1)]
	}
	at := segment.Start - segment.Padding + start
	if !writerOf(pc).mayContain(at) {
		return nil, parser.NoChildren
	}
	node := &container{name: name, title: title, folded: mark[0] == '?', open: open}
	writerOf(pc).openContainer(node, at)
	skipLine(reader)
	return node, parser.HasChildren
}

func (admonitionParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	start, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if start < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(start, padding)
	return parser.Continue | parser.HasChildren
}

func (admonitionParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	writerOf(pc).containers--
	c := node.(*container)
	c.end = endOf(c, reader)
}

func (admonitionParser) CanInterruptParagraph() bool { return true }

func (admonitionParser) CanAcceptIndentedLine() bool { return false }

// leading counts how often a byte stands at the start.
func leading(b []byte, c byte) int {
	n := 0
	for n < len(b) && b[n] == c {
		n++
	}
	return n
}

// skipLine moves to the end of the line, before its line ending.
func skipLine(reader text.Reader) {
	line, segment := reader.PeekLine()
	n := segment.Len()
	if len(line) > 0 && line[len(line)-1] == '\n' {
		n--
	}
	reader.Advance(n)
}
