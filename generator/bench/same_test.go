package main

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	parsehtml "github.com/tdewolff/parse/v2/html"
)

// TestHugoMakesTheSamePages lets both make a portal of records, and compares what readers get: the page tag by tag,
// attribute by attribute and word by word, its head, and the files beside it. It needs Hugo on the path.
func TestHugoMakesTheSamePages(t *testing.T) {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("HUGO IS NOT INSTALLED: nothing proves that it makes the same pages as Portolan")
	}
	content, _ := made(t, "pages-60+projects-120+components-400", defaultSeed)
	ours, theirs := both(t, build(t), hugo, content)
	for below, beside := range map[string][]string{"projects/code.example.com": {"status.svg", "licence.svg", "health.svg", "publiccode.yml"}, "compliance/components": nil} {
		pages, oursSize, theirsSize := pagesOf(t, ours, below), 0, 0
		for _, page := range pages {
			a, b := textOf(t, filepath.Join(ours, page, "index.html")), textOf(t, filepath.Join(theirs, page, "index.html"))
			oursSize, theirsSize = oursSize+len(a), theirsSize+len(b)
			differ(t, page+": body", bodyOf(t, a), bodyOf(t, b))
			differ(t, page+": head", headOf(t, a), headOf(t, b))
			for _, file := range beside {
				differ(t, page+"/"+file, strings.SplitAfter(textOf(t, filepath.Join(ours, page, file)), ">"), strings.SplitAfter(textOf(t, filepath.Join(theirs, page, file)), ">"))
			}
			if t.Failed() {
				return
			}
		}
		if share := float64(theirsSize) / float64(oursSize); len(pages) < 100 || share < 0.85 || share > 1.15 {
			t.Errorf("%s: of %d pages those of Hugo have %.2f of the bytes of ours", below, len(pages), share)
		}
		t.Logf("%s: %d pages are the same, with %.2f of the bytes", below, len(pages), float64(theirsSize)/float64(oursSize))
	}
	differ(t, "the list of projects", rowsOf(t, textOf(t, filepath.Join(ours, "projects/index.html"))), rowsOf(t, textOf(t, filepath.Join(theirs, "projects/index.html"))))
}

// rowsOf are the rows of a list of projects.
func rowsOf(t *testing.T, page string) []string {
	t.Helper()
	all := bodyOf(t, page)
	from := slices.Index(all, `<ul class="bare rows">`)
	if from < 0 {
		t.Fatal("a page has no rows")
	}
	return all[from : from+slices.Index(all[from:], "</ul>")]
}

// both lets the two make their sites.
func both(t *testing.T, program, hugo, content string) (ours, theirs string) {
	t.Helper()
	dir := t.TempDir()
	prepared, ours, theirs := filepath.Join(dir, "prepared"), filepath.Join(dir, "ours"), filepath.Join(dir, "theirs")
	if err := prepareRivals(program, content, prepared); err != nil {
		t.Fatal(err)
	}
	for _, command := range []*exec.Cmd{
		exec.Command(program, "build", "--quiet", "--content", content, "--out", ours, "--cache", filepath.Join(dir, "cache")),
		hugoCommand(hugo, prepared, theirs),
	} {
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return filepath.Join(ours, "all"), theirs
}

// pagesOf are the pages of records below a folder: they lie two or more folders deeper.
func pagesOf(t *testing.T, top, below string) []string {
	t.Helper()
	var pages []string
	err := filepath.WalkDir(filepath.Join(top, filepath.FromSlash(below)), func(file string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(top, filepath.Dir(file))
		deep := strings.Count(filepath.ToSlash(name), "/") - strings.Count(below, "/")
		if err == nil && entry.Name() == "index.html" && deep >= 2 && !strings.Contains(name, "/by-") {
			pages = append(pages, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func textOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

// differ tells of the first difference.
func differ(t *testing.T, what string, ours, theirs []string) {
	t.Helper()
	if slices.Equal(ours, theirs) {
		return
	}
	for i := range max(len(ours), len(theirs)) {
		if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
			t.Errorf("%s: after %q\nours %q\ntheirs %q", what, ours[max(0, min(i, len(ours))-3):min(i, len(ours))], ours[min(i, len(ours)):min(i+4, len(ours))], theirs[min(i, len(theirs)):min(i+4, len(theirs))])
			return
		}
	}
}

// bodyOf is what readers see of a page as a list of tags, their attributes and the words between them. The name of the
// script that some pages fetch is left out: Hugo's theme has none.
func bodyOf(t *testing.T, page string) []string {
	t.Helper()
	_, body, found := strings.Cut(page, "</head>")
	if !found || !strings.Contains(body, "<main") {
		t.Error("a page has no main part")
	}
	return tokens(comfort.ReplaceAllString(body, ""))
}

var comfort = regexp.MustCompile(` data-comfort="[^"]*"`)

// headOf is what search engines and others read in a page's head. Assets are left out: only Portolan's are named by what
// they hold.
func headOf(t *testing.T, page string) []string {
	t.Helper()
	head, _, found := strings.Cut(page, "</head>")
	if !found {
		t.Error("a page has no head")
	}
	var kept []string
	skip := false
	for _, token := range tokens(head[strings.Index(head, "<head>"):]) {
		skip = strings.HasPrefix(token, "<script ") && !strings.Contains(token, "ld+json") ||
			strings.HasPrefix(token, "<link ") && (strings.Contains(token, "stylesheet") || strings.Contains(token, `rel="icon"`)) || skip && token == "</script>"
		if !skip {
			kept = append(kept, token)
		}
	}
	return kept
}

// tokens are the tags and words of some HTML, written alike by whomever they come from: attributes in their order, quoted;
// characters instead of references; addresses within the site from its root; no white space that nobody sees.
func tokens(source string) []string {
	lexer := parsehtml.NewLexer(parse.NewInput(bytes.NewBufferString(source)))
	var list []string
	tag := ""
	for {
		kind, data := lexer.Next()
		switch kind {
		case parsehtml.ErrorToken:
			return list
		case parsehtml.StartTagToken:
			tag = "<" + string(lexer.Text())
		case parsehtml.AttributeToken:
			tag += fmt.Sprintf(" %s=%q", lexer.Text(), value(string(lexer.AttrVal())))
		case parsehtml.StartTagCloseToken, parsehtml.StartTagVoidToken:
			list = append(list, tag+">")
		case parsehtml.EndTagToken:
			list = append(list, "</"+string(lexer.Text())+">")
		case parsehtml.SVGToken:
			list = append(list, strings.SplitAfter(html.UnescapeString(strings.ReplaceAll(string(data), "\n", "")), ">")...)
		case parsehtml.TextToken:
			if words := strings.Join(strings.Fields(html.UnescapeString(string(data))), " "); words != "" {
				list = append(list, words)
			}
		}
	}
}

// value is an attribute's value without its quotes.
func value(raw string) string {
	v := html.UnescapeString(strings.Trim(raw, `"'`))
	if strings.HasPrefix(v, "../") {
		v = "/" + strings.TrimLeft(v, "./")
	}
	return v
}
