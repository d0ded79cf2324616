package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/generator/problem"
)

var update = flag.Bool("update", false, "write what comes out into the golden files")

// TestGolden renders each case of testdata/*.txt. A case is "=== name", the Markdown, "=> html" and what comes of it: the
// HTML and then one line per problem.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no cases:", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var renewed bytes.Buffer
			for _, c := range strings.Split(string(content), "\n=== ") {
				name, rest, _ := strings.Cut(strings.TrimPrefix(c, "=== "), "\n")
				input, want, _ := strings.Cut(rest, "\n=> html\n")
				got := golden(input)
				fmt.Fprintf(&renewed, "=== %s\n%s\n=> html\n%s\n", name, input, got)
				if !*update && got != strings.TrimRight(want, "\n") {
					t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(file, renewed.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// golden renders a case with a page that knows one data block, one image and one hidden page.
func golden(input string) string {
	d := New(Options{}).Render(testPage(input))
	var b strings.Builder
	b.Write(bytes.TrimRight(d.HTML, "\n"))
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "\n!! %d:%d %s %s: %s", p.Line, p.Column, p.Severity, p.Rule, p.Text)
	}
	return b.String()
}

func testPage(body string) Page {
	return Page{
		File: "page.md", Body: []byte(body), Title: "-",
		Link: func(destination string, at Position, image bool) Target {
			if strings.HasPrefix(destination, "hidden") {
				return Target{Plain: true, Problems: []problem.Problem{{Severity: problem.Warning, Rule: "link/audience", Line: at.Line, Column: at.Column, Text: "hidden"}}}
			}
			return Target{Href: strings.Replace(destination, ".md", "/", 1), External: isExternal(destination)}
		},
		Block: func(f Fence) (Block, bool) {
			if f.Name != "chart" {
				return Block{}, false
			}
			return Block{HTML: fmt.Appendf(nil, "<svg data-line=\"%d\"><path/></svg>", f.Line), Text: "drawn " + f.Arguments}, true
		},
		Image: func(destination string) (int, int, bool) { return 640, 480, destination == "known.png" },
		Terms: NewTerms([]Term{{Name: "OSPO", Href: "../glossary/#ospo", Definition: "An office & its \"people\""}, {Name: "inner source", Href: "../glossary/#inner-source"}}),
	}
}
