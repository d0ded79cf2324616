package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// siteFlag keeps the index that the tests build: go test -run Relevance -site DIR.
var siteFlag = flag.String("site", "", "write the test site here instead of a temporary folder")

// shared finds a file of the folder "shared" beside the checkout, or skips the test.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		candidate := filepath.Join(dir, "shared", path)
		if _, err := os.Stat(candidate); err == nil {
			return candidate
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Skipf("no shared/%s beside the checkout", path)
	}
}

// handbook reads a folder of Markdown as the generator would.
func handbook(t testing.TB, folder string) []Document {
	t.Helper()
	var documents []Document
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		documents = append(documents, parsePage(filepath.ToSlash(name), data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents
}

func parsePage(name string, data []byte) Document {
	url := strings.TrimSuffix(strings.TrimSuffix(name, ".md"), "index") + "/"
	d := Document{URL: strings.ReplaceAll(url, "//", "/"), Path: name, Kind: "handbook"}
	front, body := cutFront(data)
	var meta struct {
		Title, Description string
		Date               any
	}
	_ = yaml.Unmarshal(front, &meta) // a page with broken front matter is still text
	d.Title, d.Description = meta.Title, meta.Description
	if meta.Date != nil {
		d.Date = time.Unix(1, 0)
	}
	d.Sections = sectionsOf(body)
	if d.Title == "" && len(d.Sections) > 1 {
		d.Title = d.Sections[1].Title
	}
	return d
}

func cutFront(data []byte) (front, body []byte) {
	data = bytes.TrimLeft(data, "\n")
	if rest, ok := bytes.CutPrefix(data, []byte("---\n")); ok {
		if front, body, ok := bytes.Cut(rest, []byte("\n---")); ok {
			return front, body
		}
	}
	return nil, data
}

var shortcode = regexp.MustCompile(`\{\{[<%].*?[%>]\}\}|\{%.*?%\}`)

func sectionsOf(body []byte) []Section {
	body = shortcode.ReplaceAll(body, nil)
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	root := markdown.Parser().Parse(text.NewReader(body))
	sections := []Section{{}}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			id, _ := h.AttributeString("id")
			anchor, _ := id.([]byte)
			sections = append(sections, Section{ID: string(anchor), Title: plainText(h, body), Level: h.Level})
			continue
		}
		sections[len(sections)-1].Text += plainText(n, body) + "\n"
	}
	return sections
}

func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(source))
				if n.SoftLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if entering {
				b.Write(n.Lines().Value(source))
			}
		default:
			if !entering && n.Type() == ast.TypeBlock {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// writeSite writes an index, the list of pages and the theme's script into a folder and returns it.
func writeSite(t testing.TB, documents []Document, o Options) string {
	t.Helper()
	dir := *siteFlag
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.RemoveAll(filepath.Join(dir, "search")); err != nil {
		t.Fatal(err)
	}
	b := NewBuilder(o)
	type page struct {
		URL    string `json:"url"`
		Source string `json:"source"`
		Title  string `json:"title"`
	}
	var pages []page
	for _, d := range documents {
		b.Add(d)
		pages = append(pages, page{"/" + d.URL, d.Path, d.Title})
	}
	put := func(name string, data []byte) error {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, data, 0o644)
	}
	script, err := os.ReadFile("../../themes/default/assets/search.js")
	if err == nil {
		err = put("assets/search.js", script)
	}
	if err == nil {
		err = b.Write(put)
	}
	list, _ := json.Marshal(map[string]any{"pages": pages})
	if err == nil {
		err = put("build.json", list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
