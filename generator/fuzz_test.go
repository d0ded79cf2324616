package generator

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"portolan/generator/content"
	"portolan/generator/markdown"
)

// FuzzActive: a page that may be published as it is holds nothing that a browser would run.
func FuzzActive(f *testing.F) {
	for _, seed := range []string{"<p>x</p>", "<svg><rect onload=alert(1) /></svg>", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y 'z'>]><svg>&y;</svg>", "<a href=' java\nscript:x'>", "<x:script xmlns:x='y'/>", "<svg><script>x", "<!--><script>x</script>-->"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		active("x.svg", data)
		if active("x.html", data) != "" {
			return
		}
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(strings.ToLower(a.Key), "on") && len(a.Key) > 2 {
					t.Errorf("%q keeps %s", data, a.Key)
				}
			}
			if n.Data == "script" || n.Data == "iframe" {
				t.Errorf("%q keeps <%s>", data, n.Data)
			}
		}
	})
}

// FuzzCut: what is left of a page after its parts were cut draws no part, and holds no more than was there.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{":::internal\nx\n:::\n", "- ```\n  x\n  ```\n\n:::internal\ny\n:::\n", "> :::internal\n> x\n", "!!! internal\n    x\n", "::::internal\n:::\nx\n::::\n", "<div>\n:::{.internal}\nx\n:::", "{{< note >}}\n:::internal\n{{< /note >}}"} {
		f.Add(seed)
	}
	renderer := markdown.New(markdown.Options{})
	find := parts()
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<14 {
			return
		}
		fsys := fstest.MapFS{"a.md": {Data: []byte("---\naudience: public\n---\n" + body)},
			"site.yaml": {Data: []byte("editions:\n  public: {audiences: [public]}\n  internal: {audiences: [public, internal]}\n")}}
		site, _ := content.LoadSite(fsys)
		tree, _ := content.Load(fsys, site, true)
		tree.Parts = find
		cut := tree.For(site.Edition("public"))
		for _, p := range cut.Pages {
			text, _ := cut.Text(p, site.Edition("public"))
			doc := renderer.Render(markdown.Page{Body: text, Hides: func(name string) bool { return site.Hides(name, site.Edition("public")) }})
			if bytes.Contains(doc.HTML, []byte("internal-part")) {
				t.Errorf("%q leaves %s", body, doc.HTML)
			}
			if !slices.Contains([]int{0, 1}, bytes.Count(text, []byte{'\n'})-strings.Count(body, "\n")) {
				t.Errorf("%q has %d lines, and then %d", body, strings.Count(body, "\n"), bytes.Count(text, []byte{'\n'}))
			}
		}
	})
}

// FuzzBlock: whatever stands in a data block is drawn or refused.
func FuzzBlock(f *testing.F) {
	for name := range blockKinds {
		f.Add(name, "metric: projects\nlimit: 3\n")
		f.Add(name, "question: x\nanswers: [{answer: y, result: z, see: a.md}]\n")
		f.Add(name, "a: &a [*a]\nscope: {project: *a}\n? x\n: !!binary y")
	}
	dir := f.TempDir()
	for name, text := range map[string]string{"site.yaml": "title: T\n", "a.md": "---\ntitle: A\n---\nx\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			f.Fatal(err)
		}
	}
	e := open(context.Background(), Options{Content: dir}).edition("")
	page := e.tree.File("a.md")
	draw := e.blocks(page, &trail{})
	f.Fuzz(func(t *testing.T, name, body string) {
		if len(body) > 1<<14 {
			return
		}
		block, known := draw(markdown.Fence{Name: name, Body: []byte(body), Line: 1})
		if known && len(block.Problems) == 0 && bytes.Contains(bytes.ToLower(block.HTML), []byte("<script")) {
			t.Errorf("%s draws %s", name, block.HTML)
		}
	})
}
