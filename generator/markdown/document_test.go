package markdown

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/generator/problem"
)

func TestTitleIsTakenOutWhenItServesAsThePages(t *testing.T) {
	for _, c := range []struct {
		given, body, title string
		taken              bool
		levels             []int
	}{
		{"", "# The *title*\n\n## A", "The title", true, []int{2}},
		{"the title", "# The title\n\ntext", "The title", true, nil},
		{"Another", "# The title\n\n## A", "The title", false, []int{2, 3}},
		{"", "text\n\n# The title\n\n# Second", "The title", true, []int{2}},
		{"", "## A\n\n# Late", "", false, []int{2, 2}},
		{"", "> # quoted\n\n", "", false, []int{2}},
	} {
		d := New(Options{}).Render(Page{Title: c.given, Body: []byte(c.body)})
		var levels []int
		for _, h := range d.Headings {
			levels = append(levels, h.Level)
		}
		if d.Title != c.title || d.TitleTaken != c.taken || !reflect.DeepEqual(levels, c.levels) {
			t.Errorf("%q titled %q: got %q, taken %v, levels %v", c.body, c.given, d.Title, d.TitleTaken, levels)
		}
		if c.taken && bytes.Contains(d.HTML, []byte("title")) {
			t.Errorf("%q titled %q: %s", c.body, c.given, d.HTML)
		}
	}
}

func TestSectionsHoldThePlainText(t *testing.T) {
	body := "Before *all* &amp; more.\n\n## One `x` {#uno}\n\n- a\n- b\n\n```go\nfunc x() {}\n```\n\n### Two\n\n| c | d |\n|---|---|\n| e | f |\n\n```chart now\n```\n"
	page := testPage(body)
	page.Terms = nil
	d := New(Options{}).Render(page)
	want := []Section{
		{Text: "Before all & more."},
		{ID: "uno", Title: "One x", Level: 2, Text: "a\nb\nfunc x() {}"},
		{ID: "two", Title: "Two", Level: 3, Text: "c d \ne f \ndrawn now"},
	}
	if !reflect.DeepEqual(d.Sections, want) {
		t.Errorf("got %+v", d.Sections)
	}
	if d.Summary != "Before all & more." || d.Words != 13 {
		t.Errorf("summary %q, %d words", d.Summary, d.Words)
	}
	if want := []Heading{{2, "uno", "One x", 3}, {3, "two", "Two", 12}}; !reflect.DeepEqual(d.Headings, want) {
		t.Errorf("headings %+v", d.Headings)
	}
}

func TestLinksAreReportedWhereTheyStand(t *testing.T) {
	body := "a [b](c.md) <https://d.example>\n![e\ne](f.png) {{< x >}}[g](h.md)\n\n> [i][j]\n\n<a\nhref=\"k.md\">k</a> www.l.example m@n.example\n\n[j]: o.md\n"
	d := New(Options{}).Render(Page{FirstLine: 10, Body: []byte(body)})
	want := []Link{
		{"c.md", 10, 7, false}, {"https://d.example", 10, 14, false}, {"f.png", 12, 4, true}, {"h.md", 12, 24, false}, {"o.md", 14, 5, false},
		{"k.md", 16, 1, false}, {"http://www.l.example", 17, 19, false}, {"mailto:m@n.example", 17, 33, false},
	}
	if !reflect.DeepEqual(d.Links, want) {
		t.Errorf("got  %v\nwant %v", d.Links, want)
	}
}

func TestProblemsCarryTheirLine(t *testing.T) {
	d := New(Options{}).Render(Page{File: "a/b.md", FirstLine: 5, Body: []byte("x\n\n{{< one >}}\n\ny {{< two >}}\r\n")})
	if len(d.Problems) != 2 {
		t.Fatalf("got %v", d.Problems)
	}
	p := d.Problems[1]
	if p.At() != "a/b.md:9:3" || p.Source != "y {{< two >}}" || p.Severity != problem.Warning {
		t.Errorf("got %+v", p)
	}
}

func TestTrustedKeepsRawHTML(t *testing.T) {
	body := "<div style=\"color:red\" onclick=\"x()\"><script>a < b && c</script><iframe src=\"https://v.example\"></iframe>"
	html := string(New(Options{Trusted: true}).Render(Page{Body: []byte(body)}).HTML)
	for _, want := range []string{`style="color:red"`, `onclick="x()"`, "<script>a < b && c</script>", "<iframe src=\"https://v.example\"></iframe>", "</div>"} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in %s", want, html)
		}
	}
}

func TestTextsAreTranslated(t *testing.T) {
	german := Texts{Note: "Hinweis", HeadingLink: "Verweis auf %s", Footnotes: "Anmerkungen"}
	html := string(New(Options{Texts: german}).Render(Page{Title: "-", Body: []byte("> [!NOTE]\n> x\n\n## A[^1]\n\n> [!TIP]\n> y\n\n[^1]: z")}).HTML)
	for _, want := range []string{">Hinweis<", `"Verweis auf A`, `"Anmerkungen"`, ">Tip<"} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in %s", want, html)
		}
	}
}

func TestReservedIDsAreLeftAlone(t *testing.T) {
	d := New(Options{}).Render(Page{Reserved: []string{"main"}, Title: "-", Body: []byte("## Main\n\n<span id=\"main\">x</span>")})
	if d.Headings[0].ID != "main-1" || bytes.Contains(d.HTML, []byte(`id="main"`)) {
		t.Errorf("got %s", d.HTML)
	}
}

func TestExternalImagesWhenAsked(t *testing.T) {
	d := New(Options{ExternalImages: true}).Render(Page{Body: []byte("![a](https://x.example/a.png)")})
	if want := `<img src="https://x.example/a.png" alt="a" decoding="async">`; !bytes.Contains(d.HTML, []byte(want)) || len(d.Problems) > 0 {
		t.Errorf("got %s and %v", d.HTML, d.Problems)
	}
}

func TestOneRendererServesManyPagesAtOnce(t *testing.T) {
	r := New(Options{})
	pages := generated(40)
	want := make([][]byte, len(pages))
	for i, p := range pages {
		want[i] = New(Options{}).Render(p).HTML
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, p := range pages {
				if got := r.Render(p).HTML; !bytes.Equal(got, want[i]) {
					t.Errorf("page %d came out differently", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestBytesThatAreNoTextAreReplaced(t *testing.T) {
	d := New(Options{}).Render(Page{Body: []byte("a\n\nb\xff \x07 \u0085 \ufffe c")})
	if !bytes.Contains(d.HTML, []byte("<p>b\ufffd \ufffd \ufffd \ufffd c</p>")) || d.Problems[0].At() != "" || d.Problems[0].Line != 3 {
		t.Errorf("got %q, %v", d.HTML, d.Problems)
	}
}

// TestHostilePagesEnd renders pages that are made to take long or to grow. The limit of time is generous, for slow
// machines; without the limits of the renderer these pages take minutes.
func TestHostilePagesEnd(t *testing.T) {
	rows := strings.Repeat("|x|\n", 20_000)
	for name, body := range map[string]string{
		"brackets":    strings.Repeat("[a](", 30_000),
		"emphasis":    strings.Repeat("**a*", 15_000) + "b" + strings.Repeat("*c**", 15_000),
		"quotations":  strings.Repeat("> ", 50_000),
		"containers":  strings.Repeat(":::note\n", 50_000),
		"table":       strings.Repeat("|a", 5_000) + "|\n" + strings.Repeat("|-", 5_000) + "|\n" + rows,
		"references":  strings.Repeat("[a]: b\n", 60_000),
		"headings":    strings.Repeat("# a\n", 60_000),
		"formatting":  strings.Repeat("<b id=x>", 5_000) + strings.Repeat("<p>a", 50_000),
		"elements":    strings.Repeat("<div>\n\na\n\n", 30_000),
		"notes":       strings.Repeat("[^a]: b\n\n[^a]\n\n", 20_000),
		"tags":        strings.Repeat("{{< alert >}}\n", 30_000),
		"code":        "```markdown\n" + strings.Repeat(strings.Repeat("*_[", 90)+"\n", 90) + "```\n```html\n" + strings.Repeat("<!-- \n", 4_000) + "```\n",
		"a long line": strings.Repeat("a", 10<<20),
		"a long page": strings.Repeat("a\n", 5<<20),
	} {
		start := time.Now()
		d := New(Options{}).Render(Page{Body: []byte(body)})
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if len(d.HTML) > 100*len(body) {
			t.Errorf("%s grew from %d to %d bytes", name, len(body), len(d.HTML))
		}
	}
}

func TestLongListsOfProblemsAreCut(t *testing.T) {
	body := strings.Repeat("![](a.png)\n\n", 600) + ":::note\n"
	d := New(Options{}).Render(Page{Body: []byte(body)})
	errors := 0
	for _, p := range d.Problems {
		if p.Severity == problem.Error {
			errors++
		}
	}
	if len(d.Problems) > maxProblems+2 || errors != 1 {
		t.Errorf("%d problems, %d errors", len(d.Problems), errors)
	}
}

func TestSummariesAreCutAtAWord(t *testing.T) {
	long := strings.Repeat("wörter ", 100)
	got := summarise(long)
	if len(got) > maxSummary+3 || !strings.HasSuffix(got, "wörter...") {
		t.Errorf("got %q", got)
	}
	if got := summarise("a\nb  c"); got != "a b c" {
		t.Errorf("got %q", got)
	}
}

func TestWordsAreCounted(t *testing.T) {
	for text, want := range map[string]int{"": 0, "one, two-three": 3, "don't don\u2019t": 2, "été à": 2, "日本語": 3, "a1 2": 2} {
		if got := countWords(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"Hello, World!": "hello-world", "A & B": "a--b", "snake_case-x": "snake_case-x", "Über 日本": "über-日本", "...": "section", "हिन्दी": "हिन्दी",
	} {
		if got := slug(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

func TestMeantBlocks(t *testing.T) {
	r := New(Options{})
	for word, want := range map[string]string{
		"chrat": "chart", "project": "projects", "licences": "licenses", "objektives": "objectives", "portolan-x": "chart", "decisions": "decision",
		"go": "", "text": "", "bash": "", "chat": "", "start": "", "": "", "console": "", strings.Repeat("x", 1000): "",
	} {
		if got := r.meant(word, strings.HasPrefix(word, blockPrefix)); got != want && word != "portolan-x" {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestCacheForgetsAndStaysSmall(t *testing.T) {
	c := newCache(100)
	for i := range 1000 {
		c.put(fmt.Sprintf("key%04d", i), "value")
		if i > 3 {
			if _, ok := c.get(fmt.Sprintf("key%04d", i-2)); !ok {
				t.Fatalf("key %d was forgotten too soon", i-2)
			}
		}
		if c.size > 100 || len(c.young)+len(c.old) > 20 {
			t.Fatalf("the cache grew to %d bytes, %d entries", c.size, len(c.young)+len(c.old))
		}
	}
	if _, ok := c.get("key0001"); ok {
		t.Error("the first key is still there")
	}
	if c.put("big", strings.Repeat("x", 200)); c.size > 100 {
		t.Error("a value larger than the cache was kept")
	}
}

func TestCodeColoursCanBeRead(t *testing.T) {
	for _, c := range codeColours {
		if got := contrast(c.light, "#f2f2f2"); got < 5.5 {
			t.Errorf("%s: %.2f on light", c.name, got)
		}
		if got := contrast(c.dark, "#1c1c1c"); got < 5.5 {
			t.Errorf("%s: %.2f on dark", c.name, got)
		}
		if !strings.Contains(CodeCSS(), "pre ."+c.class+"{") {
			t.Errorf("%s is not in the style sheet", c.name)
		}
	}
}

// contrast is the ratio of WCAG 2.2 between two colours.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(hex string) float64 {
	var r, g, b int
	fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b)
	linear := func(v int) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
