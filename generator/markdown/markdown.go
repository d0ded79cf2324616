// Package markdown turns one page's Markdown into HTML that validators and screen readers accept, and into plain text
// for search.
//
// The two nouns that matter are [Page], what the caller knows of a page (its text and how to resolve an address or a
// data block), and [Document], what came of it. A [Renderer] holds what all pages share: the parser, the lexers, the
// cache of highlighted code.
//
// The way of a page: limits are checked; leftovers of other site generators are rewritten as Markdown; goldmark parses;
// one walk over the tree writes HTML, plain text, headings and links side by side; pages that hold raw HTML are then
// sanitised and mended as a tree. Everything that had to be mended, dropped or guessed is a problem at its own line.
//
// Understood: CommonMark, tables, strikethrough, bare addresses, task lists, footnotes, definition lists,
// "{#id}" after a heading, "> [!NOTE]", ":::note" with its closing ":::", and "!!! note" with an indented body.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"portolan/generator/problem"
)

// Options are the choices that hold for all pages of a build.
type Options struct {
	// Trusted keeps raw HTML as its authors wrote it, scripts included. Optional; raw HTML is sanitised when left out.
	Trusted bool
	// ExternalImages loads images from other hosts. Optional; they become links when left out, so that reading a page
	// asks nothing of a third party.
	ExternalImages bool
	// Texts are the fixed words. Optional; those left empty are in English.
	Texts Texts
	// Blocks are the names of the data blocks. Optional; [BlockNames] when left out.
	Blocks []string
	// Watched tells containers whose ends somebody else looks for, by name, so that one that is never closed is told of
	// once. Optional.
	Watched func(name string) bool
}

// Renderer turns Markdown into HTML. It is safe for concurrent use; make one per build.
type Renderer struct {
	options     Options
	texts       Texts
	blocks      map[string]bool
	parser      parser.Parser
	highlighter *highlighter
	sanitiser   sanitiser
	writers     sync.Pool
}

// New returns a renderer.
func New(o Options) *Renderer {
	if o.Blocks == nil {
		o.Blocks = BlockNames
	}
	r := &Renderer{
		options:     o,
		texts:       o.Texts.orEnglish(),
		blocks:      map[string]bool{},
		parser:      newParser(),
		highlighter: newHighlighter(),
		sanitiser:   sanitiser{trusted: o.Trusted},
	}
	for _, name := range o.Blocks {
		r.blocks[name] = true
	}
	r.writers.New = func() any {
		return &writer{positions: map[ast.Node]int{}, ids: map[string]bool{}, numbers: map[string]int{}}
	}
	return r
}

// Page is what the renderer needs to know of one page. Only Body is required.
type Page struct {
	// File is the page's file as problems name it.
	File string
	// FirstLine is the line of File on which Body begins, counted from 1; 0 means 1.
	FirstLine int
	// Body is the Markdown, front matter cut off. It is not changed.
	Body []byte
	// Title is the title that front matter gives. When it is empty or says the same as a first heading of level one,
	// that heading is taken out of the text: see [Document.TitleTaken].
	Title string
	// Link resolves a destination. Nil: destinations stay as they are.
	Link func(destination string, at Position, image bool) Target
	// Block renders a data block; false means that it does not know the name. Nil: data blocks are shown as code.
	Block func(Fence) (Block, bool)
	// Image returns an image's width and height in CSS pixels. Nil or false: not known.
	Image func(destination string) (width, height int, ok bool)
	// Terms are explained where the page first uses them. Nil: none are.
	Terms *Terms
	// Hides says which containers are left out, by name. Nil: none are.
	Hides func(name string) bool
	// Reserved are ids that the page around the text uses. Nil: none are.
	Reserved []string
}

// Position is a place in the page's file, both counted from 1, columns in bytes.
type Position struct{ Line, Column int }

// Target is what a destination leads to.
type Target struct {
	// Href is the address to write.
	Href string
	// Plain shows the link's text alone: there is nothing that this edition's readers may open.
	Plain bool
	// External marks an address of another site.
	External bool
	// Problems are added to the page's.
	Problems []problem.Problem
}

// Fence is a fenced block that names a data block.
type Fence struct {
	Name string
	// Arguments is what follows the name on the opening line.
	Arguments string
	Body      []byte
	// Line is the line of the opening fence in the page's file; the body begins on the next.
	Line int
}

// Block is a rendered data block.
type Block struct {
	// HTML is written as it is: it must come from our own code.
	HTML []byte
	// Text is what search finds.
	Text     string
	Problems []problem.Problem
}

// Document is a rendered page.
type Document struct {
	HTML []byte
	// Title is the text of a first heading of level one, empty if there is none.
	Title string
	// TitleID is the anchor of that heading.
	TitleID string
	// TitleTaken says that the heading was taken out of HTML, because it serves as the page's title: the template
	// shows it as h1, with TitleID as its id.
	TitleTaken bool
	Headings   []Heading
	// Sections cut the plain text at each heading, in order. The part before the first has no ID and comes first,
	// when it has any text.
	Sections []Section
	Links    []Link
	Words    int
	// Summary is the first paragraph as plain text, cut at a word if it is long.
	Summary  string
	Problems []problem.Problem
}

// Heading is one heading of the text. Level is the one written, 2 to 6, after mending.
type Heading struct {
	Level int
	ID    string
	Text  string
	Line  int
}

// Section is the plain text under one heading.
type Section struct {
	ID    string
	Title string
	Level int
	Text  string
}

// Link is a link or image as the author wrote it.
type Link struct {
	Destination  string
	Line, Column int
	Image        bool
}

// Render turns a page into HTML. It returns a document for every input; what is wrong is in its problems.
func (r *Renderer) Render(p Page) *Document {
	w := r.writers.Get().(*writer)
	defer r.writers.Put(w)
	w.reset(r, p)
	if !w.checkLimits() {
		w.writePlainly()
		return w.finish()
	}
	w.rewriteLeftovers()
	w.write(w.parse())
	return w.finish()
}

func (w *writer) parse() ast.Node {
	w.hasAt = bytes.IndexByte(w.source.body, '@') >= 0
	context := parser.NewContext()
	context.Set(writerKey, w)
	return w.renderer.parser.Parse(text.NewReader(w.source.body), parser.WithContext(context))
}

func (w *writer) finish() *Document {
	html := w.out
	if w.raw {
		html = w.mendTree()
	}
	w.doc.HTML = bytes.Clone(html)
	w.finishText()
	w.finishProblems()
	return w.doc
}
