package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// writerKey finds the page's writer from within goldmark's parsers.
var writerKey = parser.NewContextKey()

// newParser returns a parser for CommonMark and all that the package comment lists. Parsers of ours wrap goldmark's
// where it forgets a position that a problem needs.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(containerParser{}, 50),
			util.Prioritized(admonitionParser{}, 60),
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(markParser{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(markParser{parser.NewRawHTMLParser()}, 400),
			util.Prioritized(markParser{parser.NewEmphasisParser()}, 500),
			util.Prioritized(markParser{extension.NewStrikethroughParser()}, 500),
			util.Prioritized(bareParser{extension.NewLinkifyParser()}, 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(referenceParser{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(tableParser{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

func writerOf(pc parser.Context) *writer { return pc.Get(writerKey).(*writer) }

// linkParser remembers where the destination of each link and image stands.
type linkParser struct{ parser.InlineParser }

func (l linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	w := writerOf(pc)
	if !w.mayMark(segment.Start, len(line)) && line[0] != ']' {
		return nil
	}
	node := l.InlineParser.Parse(parent, block, pc)
	switch node.(type) {
	case *ast.Link, *ast.Image:
		at := segment.Start
		if at+2 < len(w.source.body) && w.source.body[at+1] == '(' {
			at += 2
		}
		w.positions[node] = at
	}
	return node
}

// CloseBlock is called at the end of each block of text.
func (l linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	l.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
	writerOf(pc).marks = 0
}

// markParser bounds how many marks one block of text may hold: goldmark compares each with each.
type markParser struct{ parser.InlineParser }

func (m markParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !writerOf(pc).mayMark(segment.Start, len(line)) {
		return nil
	}
	return m.InlineParser.Parse(parent, block, pc)
}

// bareParser finds bare addresses. It is asked at every space, so it looks at a byte before it asks goldmark.
type bareParser struct{ parser.InlineParser }

func (b bareParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if c := line[0]; c == ' ' || c == '*' || c == '_' || c == '~' || c == '(' {
		line = line[1:]
	}
	if len(line) < 4 {
		return nil
	}
	switch line[0] {
	case 'h', 'f', 'w':
		if string(line[:4]) == "http" || string(line[:4]) == "ftp:" || string(line[:4]) == "www." {
			return b.InlineParser.Parse(parent, block, pc)
		}
	}
	if writerOf(pc).hasAt && bytes.IndexByte(line[:min(len(line), maxEmail)], '@') > 0 {
		return b.InlineParser.Parse(parent, block, pc)
	}
	return nil
}

// maxEmail is how far from its start the "@" of an e-mail address may stand: 64 bytes, as RFC 5321 has it.
const maxEmail = 65

// footnoteParser bounds how many notes a page may define: goldmark looks through all of them at each use.
type footnoteParser struct{ parser.BlockParser }

func (f footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	w := writerOf(pc)
	if w.notes >= maxNotes {
		return nil, parser.NoChildren
	}
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node != nil {
		w.notes++
	}
	return node, state
}

// referenceParser bounds how many definitions of references one paragraph may hold: goldmark copies what is left of
// it after each.
type referenceParser struct{ parser.ParagraphTransformer }

func (r referenceParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if lines.Len() > 0 && reader.Source()[lines.At(0).Start] == '[' && lines.Len() > maxReferences {
		writerOf(pc).refuseMarks(lines.At(0).Start, "a list of references is too long; it is shown as text", "break it by a blank line")
		return
	}
	r.ParagraphTransformer.Transform(node, reader, pc)
}

// tableParser bounds how many cells a table may have: a short row stands for as many as the table has columns.
type tableParser struct{ parser.ParagraphTransformer }

func (t tableParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if lines.Len() < 2 {
		return
	}
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		value := line.Value(reader.Source())
		if bytes.IndexByte(value, '-') < 0 || len(bytes.Trim(value, "|:- \t\r\n")) > 0 {
			continue
		}
		if (bytes.Count(value, []byte("|"))+1)*lines.Len() > maxCells {
			writerOf(pc).refuseMarks(line.Start, "a table is too large; it is shown as text", "split it")
			return
		}
		t.ParagraphTransformer.Transform(node, reader, pc)
		return
	}
}

// fenceParser remembers where each fence opens, and which was never closed.
type fenceParser struct{ parser.BlockParser }

func (f fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node != nil {
		w := writerOf(pc)
		w.positions[node] = segment.Start - segment.Padding + max(0, pc.BlockOffset())
		w.openFence = node
	}
	return node, state
}

func (f fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := f.BlockParser.Continue(node, reader, pc)
	if state == parser.Close {
		writerOf(pc).openFence = nil
	}
	return state
}

func (f fenceParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	f.BlockParser.Close(node, reader, pc)
	w := writerOf(pc)
	if w.openFence == node {
		w.openFence = nil
		w.reportOpenFence(node)
	}
}
