package markdown

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

func BenchmarkCorpus(b *testing.B)      { benchmarkRender(b, corpus(b)) }
func BenchmarkCorpusFloor(b *testing.B) { benchmarkFloor(b, corpus(b)) }

func BenchmarkGenerated(b *testing.B)      { benchmarkRender(b, generated(300)) }
func BenchmarkGeneratedFloor(b *testing.B) { benchmarkFloor(b, generated(300)) }

func benchmarkRender(b *testing.B, pages []Page) {
	b.SetBytes(sizeOf(pages))
	b.ReportAllocs()
	for b.Loop() {
		r := New(Options{})
		words := 0
		for _, p := range pages {
			words += r.Render(p).Words
		}
		if words < 100*len(pages) {
			b.Fatalf("only %d words", words)
		}
	}
}

// benchmarkFloor is the least that these pages cost: goldmark with GFM, and chroma with its lexers cached.
func benchmarkFloor(b *testing.B, pages []Page) {
	b.SetBytes(sizeOf(pages))
	b.ReportAllocs()
	for b.Loop() {
		md := goldmark.New(
			goldmark.WithExtensions(extension.GFM, &floor{formatter: chromahtml.New(chromahtml.WithClasses(true)), style: styles.Get("github")}),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()))
		size := 0
		for _, p := range pages {
			var out bytes.Buffer
			out.Grow(len(p.Body) * 3 / 2)
			if err := md.Convert(p.Body, &out); err != nil {
				b.Fatal(err)
			}
			size += out.Len()
		}
		if size < 100*len(pages) {
			b.Fatalf("only %d bytes", size)
		}
	}
}

func sizeOf(pages []Page) int64 {
	size := 0
	for _, p := range pages {
		size += len(p.Body)
	}
	return int64(size)
}

type floor struct {
	formatter *chromahtml.Formatter
	style     *chroma.Style
	known     sync.Map
}

func (f *floor) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(f, 200)))
}

func (f *floor) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, f.render)
}

func (f *floor) render(w util.BufWriter, source []byte, node ast.Node, enter bool) (ast.WalkStatus, error) {
	if !enter {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.FencedCodeBlock)
	language := string(n.Language(source))
	found, ok := f.known.Load(language)
	if !ok {
		if lexer := lexers.Get(language); lexer != nil && language != "" {
			found = chroma.Coalesce(lexer)
		}
		f.known.Store(language, found)
	}
	code := n.Lines().Value(source)
	lexer, ok := found.(chroma.Lexer)
	if !ok {
		fmt.Fprintf(w, "<pre><code>%s</code></pre>\n", util.EscapeHTML(code))
		return ast.WalkSkipChildren, nil
	}
	tokens, err := lexer.Tokenise(nil, string(code))
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkSkipChildren, f.formatter.Format(w, f.style, tokens)
}

// generated writes pages from a fixed seed: prose, links, lists, tables and code in proportions as handbooks have them.
func generated(n int) []Page {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("open source program office licence review policy product team release component approval upstream " +
		"community contribution security notice attribution copyleft permissive maintain publish project repository")
	sentence := func() string {
		var b strings.Builder
		for i := range 8 + random.IntN(10) {
			word := words[random.IntN(len(words))]
			switch {
			case i > 0 && random.IntN(14) == 0:
				fmt.Fprintf(&b, " [%s](../%s.md)", word, word)
			case i > 0 && random.IntN(20) == 0:
				fmt.Fprintf(&b, " **%s**", word)
			case i > 0 && random.IntN(25) == 0:
				fmt.Fprintf(&b, " `%s`", word)
			default:
				b.WriteString(" " + word)
			}
		}
		return strings.TrimSpace(b.String()) + "."
	}
	pages := make([]Page, n)
	for i := range pages {
		var b strings.Builder
		fmt.Fprintf(&b, "# Page %d\n\n", i)
		for section := range 4 + random.IntN(6) {
			fmt.Fprintf(&b, "## %s %d\n\n%s\n%s %s\n\n", words[random.IntN(len(words))], section, sentence(), sentence(), sentence())
			switch random.IntN(6) {
			case 0:
				fmt.Fprintf(&b, "- %s\n- %s\n- %s\n\n", sentence(), sentence(), sentence())
			case 1:
				fmt.Fprintf(&b, "```go\nfunc step%d(n int) error {\n\tif n > %d { // %s\n\t\treturn nil\n\t}\n\treturn fmt.Errorf(\"step %%d\", n)\n}\n```\n\n", random.IntN(1000), section, sentence())
			case 2:
				fmt.Fprintf(&b, "| a | b | c |\n|---|---|---|\n| %s | 1 | 2 |\n| x | y | z |\n\n", sentence())
			}
		}
		pages[i] = Page{File: fmt.Sprintf("page%d.md", i), Body: []byte(b.String())}
	}
	return pages
}
