package markdown

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// attacks are ways in which script has been smuggled through Markdown and sanitisers, one quoted text a line.
func attacks(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/hostile/attacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		attack, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, attack)
	}
	return list
}

func TestAttacksDoNothing(t *testing.T) {
	r := New(Options{})
	for _, attack := range attacks(t) {
		for _, around := range []string{"%s", "text %s text", "> %s", "- %s", "<div>\n\n%s\n\n</div>", "<b>%s</b>"} {
			page := Page{Body: []byte(strings.Replace(around, "%s", attack, 1)), Terms: NewTerms([]Term{{Name: "x", Href: "x"}})}
			checkHarmless(t, r.Render(page).HTML, string(page.Body))
		}
	}
}

// written are the elements that a page may consist of when nobody is trusted.
var written = func() map[string]bool {
	all := set("section label input h2 h3 h4 h5 h6")
	for name := range allowedElements {
		all[name] = true
	}
	return all
}()

var writtenAttributes = set("id class href src alt title lang dir role tabindex aria-label width height loading decoding type disabled checked " +
	"start reversed value scope colspan rowspan span open datetime")

// checkHarmless reads HTML as a browser does and fails on all that could act, load from elsewhere or be read in two ways.
func checkHarmless(t *testing.T, page []byte, input string) {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "div"}
	nodes, err := html.ParseFragment(bytes.NewReader(page), element("div"))
	if err != nil {
		t.Fatal(err)
	}
	var again []byte
	for _, n := range nodes {
		body.AppendChild(n)
		again = appendNode(again, n)
	}
	if !bytes.Equal(again, page) {
		t.Errorf("%q is read in another way than it is written:\n%s\nread as\n%s", input, page, again)
	}
	for _, n := range descendants(body) {
		if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
			t.Errorf("%q leaves %v in %s", input, n, page)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !written[n.Data] || n.Namespace != "" {
			t.Errorf("%q leaves <%s> in %s", input, n.Data, page)
		}
		for _, a := range n.Attr {
			if !writtenAttributes[a.Key] || a.Namespace != "" {
				t.Errorf("%q leaves %s= on <%s> in %s", input, a.Key, n.Data, page)
			}
			if (a.Key == "href" || a.Key == "src") && !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, schemeOf(a.Val)) {
				t.Errorf("%q leaves the address %q", input, a.Val)
			}
			if a.Key == "src" && isExternal(a.Val) {
				t.Errorf("%q loads %q from elsewhere", input, a.Val)
			}
		}
	}
}

// TestSchemes reads what browsers and those who decode too often take for the scheme of an address.
func TestSchemes(t *testing.T) {
	for address, want := range map[string]string{
		"HTTPS://example.org":     "https",
		"java\nscript:alert(1)":   "javascript",
		"java%0Ascript:alert(1)":  "javascript",
		"%6Aavascript:alert(1)":   "javascript",
		"\x00:alert\x7f":          "",
		"%00:alert%7F":            "",
		"a/b:c":                   "",
		"?a:b":                    "",
		"100%:sure":               "100%",
		"guides/%3A/javascript:a": "",
	} {
		if got := schemeOf(address); got != want {
			t.Errorf("%q has the scheme %q, not %q", address, got, want)
		}
	}
}

func descendants(n *html.Node) []*html.Node {
	var all []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all = append(append(all, c), descendants(c)...)
	}
	return all
}

func FuzzRender(f *testing.F) {
	for _, attack := range attacks(f) {
		f.Add([]byte(attack))
	}
	for _, page := range generated(2) {
		f.Add(page.Body)
	}
	f.Add([]byte("<details>\n\n- [x] a[^1]\n\n```chart\nx\n```\n</details>\n\n[^1]: {{< figure src=\"a\" >}}\n:::tip\n!!! note\n    x\n:::"))
	r := New(Options{})
	f.Fuzz(func(t *testing.T, body []byte) {
		page := testPage("")
		page.Body = body
		page.Block = nil
		first := r.Render(page)
		checkHarmless(t, first.HTML, string(body))
		if again := r.Render(page); !bytes.Equal(first.HTML, again.HTML) {
			t.Errorf("%q is not the same twice", body)
		}
		lines := 1 + bytes.Count(body, []byte("\n"))
		for _, p := range first.Problems {
			if p.Line < 1 || p.Line > lines || p.Column < 1 {
				t.Errorf("%q: a problem lies outside the page: %+v", body, p)
			}
		}
	})
}
