package main

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/tdewolff/minify/v2"
	minifyhtml "github.com/tdewolff/minify/v2/html"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// floor is the bare work of a site of Markdown, below which nobody gets with these libraries: read, render, highlight,
// wrap, minify, write. It looks up no links, orders no menu, makes no index, no feed.
type floor struct {
	in, out  string
	pages    []string
	menu     string // the same on every page
	markdown goldmark.Markdown
	minifier *minify.M
}

// runFloor makes a site of the pages below a folder, a page for each core at a time.
func runFloor(in, out string) error {
	pages, _, err := markdownFiles(in)
	if err != nil {
		return err
	}
	f := &floor{in: in, out: out, pages: pages, minifier: minify.New(), menu: menuOf(pages)}
	f.minifier.Add("text/html", &minifyhtml.Minifier{KeepDocumentTags: true, KeepEndTags: true})
	f.markdown = goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer, newHighlighter()),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	numbers := make(chan int)
	failures := make(chan error, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for range cap(failures) {
		workers.Go(func() {
			var first error
			for i := range numbers {
				first = errors.Join(first, f.page(i))
			}
			failures <- first
		})
	}
	for i := range pages {
		numbers <- i
	}
	close(numbers)
	workers.Wait()
	close(failures)
	for failure := range failures {
		err = errors.Join(err, failure)
	}
	return err
}

// menuOf lists the folders at the top.
func menuOf(pages []string) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, page := range pages {
		if top, _, below := strings.Cut(page, "/"); below && !seen[top] {
			seen[top] = true
			fmt.Fprintf(&b, `<li><a href="/%s/">%s</a></li>`+"\n", top, top)
		}
	}
	return b.String()
}

// page takes one page from reading to writing.
func (f *floor) page(i int) error {
	file := f.pages[i]
	data, err := os.ReadFile(filepath.Join(f.in, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	front, body := splitFront(string(data))
	source := []byte(body)
	doc := f.markdown.Parser().Parse(text.NewReader(source))
	var whole, small bytes.Buffer
	f.head(&whole, front, i)
	writeContents(&whole, doc, source)
	whole.WriteString("<article>\n")
	if err := f.markdown.Renderer().Render(&whole, source, doc); err != nil {
		return err
	}
	whole.WriteString("</article>\n")
	f.foot(&whole, i)
	if err := f.minifier.Minify("text/html", &small, &whole); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	target := filepath.Join(f.out, filepath.FromSlash(address(file)), "index.html")
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, small.Bytes(), 0o644)
}

// head writes the same that the theme for Hugo has above a page: title, menu, the way to the page.
func (f *floor) head(w io.Writer, front string, i int) {
	title, description := frontValue(front, "title"), frontValue(front, "description")
	fmt.Fprintf(w, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<meta name="description" content="%s">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">Benchmark</a>
<nav aria-label="Areas"><ul>
%s</ul></nav></header>
<main>
<nav aria-label="Breadcrumbs"><ol>
`, html.EscapeString(title), html.EscapeString(description), f.menu)
	way := "/"
	io.WriteString(w, "<li><a href=\"/\">Benchmark</a></li>\n")
	for segment := range strings.FieldsFuncSeq(path.Dir(f.pages[i]), func(c rune) bool { return c == '/' || c == '.' }) {
		way = path.Join(way, segment) + "/"
		fmt.Fprintf(w, `<li><a href="%s">%s</a></li>`+"\n", way, segment)
	}
	fmt.Fprintf(w, "</ol></nav>\n<h1>%s</h1>\n", html.EscapeString(title))
}

// foot writes the ways to the pages before and after, and the end.
func (f *floor) foot(w io.Writer, i int) {
	io.WriteString(w, "<nav aria-label=\"Neighbours\">\n")
	if i > 0 {
		fmt.Fprintf(w, `<a rel="prev" href="%s">%s</a>`+"\n", address(f.pages[i-1]), f.pages[i-1])
	}
	if i+1 < len(f.pages) {
		fmt.Fprintf(w, `<a rel="next" href="%s">%s</a>`+"\n", address(f.pages[i+1]), f.pages[i+1])
	}
	io.WriteString(w, "</nav>\n</main>\n<footer><p>Made for measuring.</p></footer>\n</body>\n</html>\n")
}

// writeContents lists the headings of a page.
func writeContents(w io.Writer, doc ast.Node, source []byte) {
	io.WriteString(w, "<nav aria-label=\"On this page\"><ul>\n")
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok || heading.Level > 3 {
			continue
		}
		id, _ := heading.AttributeString("id")
		fmt.Fprintf(w, `<li><a href="#%s">%s</a></li>`+"\n", id, html.EscapeString(string(heading.Lines().Value(source))))
	}
	io.WriteString(w, "</ul></nav>\n")
}

// frontValue is the value of a key that stands on one line.
func frontValue(front, key string) string {
	for line := range strings.SplitSeq(front, "\n") {
		if value, found := strings.CutPrefix(line, key+":"); found {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// highlighter colours code with one formatter for all, and looks every language up once, also those that nobody knows.
type highlighter struct {
	formatter *chromahtml.Formatter
	style     *chroma.Style
	mu        sync.Mutex
	lexers    map[string]chroma.Lexer
}

func newHighlighter() *highlighter {
	return &highlighter{formatter: chromahtml.New(chromahtml.WithClasses(true)), style: styles.Fallback, lexers: map[string]chroma.Lexer{}}
}

// Extend makes the highlighter an extension of goldmark.
func (h *highlighter) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(h, 100)))
}

// RegisterFuncs makes it a renderer of code blocks.
func (h *highlighter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, h.render)
}

func (h *highlighter) render(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := node.(*ast.FencedCodeBlock) // registered for these alone
	code := string(block.Lines().Value(source))
	lexer := h.lexer(string(block.Language(source)))
	if lexer == nil {
		_, err := fmt.Fprintf(w, "<pre><code>%s</code></pre>\n", html.EscapeString(code))
		return ast.WalkSkipChildren, err
	}
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkSkipChildren, h.formatter.Format(w, h.style, tokens)
}

// lexer is nil for a language that nobody knows.
func (h *highlighter) lexer(language string) chroma.Lexer {
	h.mu.Lock()
	defer h.mu.Unlock()
	lexer, known := h.lexers[language]
	if !known {
		if language != "" {
			if found := lexers.Get(language); found != nil {
				lexer = chroma.Coalesce(found)
			}
		}
		h.lexers[language] = lexer
	}
	return lexer
}
