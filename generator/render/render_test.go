package render

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/generator/problem"
	"portolan/generator/render/press"
	"portolan/themes"
)

// theme makes a theme of templates, with the texts that dates and numbers need.
func theme(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"i18n/en.yaml": {Data: []byte(`
months: January February March April May June July August September October November December
months_short: Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
pattern_day: "{day} {month} {year}"
pattern_day_short: "{day} {month} {year}"
pattern_month: "{month} {year}"
thousands: ","
greeting: "Welcome, %s"
things.one: "%s thing"
things.other: "%s things"
word.unknown: unknown
`)}, "i18n/de.yaml": {Data: []byte(`
months: Januar Februar März April Mai Juni Juli August September Oktober November Dezember
pattern_day: "{day}. {month} {year}"
thousands: "."
greeting: "Willkommen, %s"
`)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func parsed(t testing.TB, files map[string]string) *Templates {
	t.Helper()
	templates, problems := New(theme(files), Options{})
	if templates == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	return templates
}

func TestFunctions(t *testing.T) {
	for _, test := range []struct{ template, en, de string }{
		{`{{t "greeting" .}}`, "Welcome, &lt;you&gt;", "Willkommen, &lt;you&gt;"},
		{`{{count "things" 1}}, {{count "things" 1234}}`, "1 thing, 1,234 things", "1 thing, 1.234 things"},
		{`{{number 1234567}} {{number 999}} {{number -1000}}`, "1,234,567 999 -1,000", "1.234.567 999 -1.000"},
		{`{{date "2026-11-17"}}`, "17 November 2026", "17. November 2026"},
		{`{{shortdate "2026-03-01T10:00:00Z"}}`, "1 Mar 2026", "1 Mar 2026"},
		{`{{month "2026-03"}}`, "March 2026", "März 2026"},
		{`{{date "soon"}}`, "soon", "soon"},
		{`{{day "2024-02-29"}}`, `<time datetime="2024-02-29">29 February 2024</time>`, `<time datetime="2024-02-29">29. Februar 2024</time>`},
		{`{{day "2026-02-29"}}`, "2026-02-29", "2026-02-29"},
		{`{{day ""}}`, "unknown", "unknown"},
		{`{{word "unknown"}} {{word "made-up"}}`, "unknown made-up", "unknown made-up"},
		{`{{address "a@acme.example"}} {{address "https://acme.example/<b>"}}`, "a@<wbr>acme.example https://acme.example/<wbr>&lt;b&gt;", "a@<wbr>acme.example https://acme.example/<wbr>&lt;b&gt;"},
		{`{{index (texts "word.") "unknown"}}`, "unknown", "unknown"},
	} {
		en := parsed(t, map[string]string{"templates/x.html": test.template})
		de, err := en.In("de-AT")
		if err != nil {
			t.Fatal(err)
		}
		for want, templates := range map[string]*Templates{test.en: en, test.de: de} {
			if got, err := templates.Execute("x.html", "<you>"); err != nil || string(got) != want {
				t.Errorf("%s: got %q, %v, want %q", test.template, got, err, want)
			}
		}
	}
}

func TestLayoutOfTheSourceVanishes(t *testing.T) {
	for source, want := range map[string]string{
		"<p>\n  <b>a</b>\n\t<i>b</i>\n</p>\n":              "<p><b>a</b><i>b</i></p>",
		"<p\n  class=\"a\"\n  id=\"b\">one\ntwo</p>":       `<p class="a" id="b">one two</p>`,
		"<p><b>a</b> <i>b</i></p>":                         "<p><b>a</b> <i>b</i></p>",
		"{{range .}}\n<i>{{.}}</i>\n{{else}}\n-\n{{end}}":  "<i>1</i><i>2</i>",
		"{{with 1}}\n{{.}}\n{{end}}\n{{if 1}}\nx\n{{end}}": "1x",
	} {
		got, err := parsed(t, map[string]string{"templates/x.html": source}).Execute("x.html", []int{1, 2})
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v, want %q", source, got, err, want)
		}
	}
}

func TestFixedTextsAreSettledInEachLanguage(t *testing.T) {
	en := parsed(t, map[string]string{"templates/x.html": `<p title="{{t "amp"}}">{{t "amp"}}{{if .}}-{{t "amp"}}{{else}}{{range .}}{{end}}{{end}} {{t "greeting" "you"}}</p>`, "i18n/fr.yaml": "amp: \"R&D\"", "i18n/en.yaml": "amp: \"a \\\"<b>\\\"\"\ngreeting: Hi %s"})
	fr, err := en.In("fr")
	if err != nil {
		t.Fatal(err)
	}
	for want, templates := range map[string]*Templates{
		`<p title="a &#34;&lt;b&gt;&#34;">a &#34;&lt;b&gt;&#34;-a &#34;&lt;b&gt;&#34; Hi you</p>`: en,
		`<p title="R&amp;D">R&amp;D-R&amp;D Hi you</p>`:                                           fr,
	} {
		if got, err := templates.Execute("x.html", true); err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
}

func TestWhatIsWrongWithAThemeIsSaid(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  problem.Problem
	}{
		"a template that does not parse": {
			map[string]string{"templates/blocks/x.html": "\n\n{{if}}"},
			problem.Problem{Rule: "theme/template", File: "templates/blocks/x.html", Line: 3, Text: "missing value for if"},
		},
		"a text that is missing": {
			map[string]string{"templates/x.html": `{{if t "gone"}}{{end}}`},
			problem.Problem{Rule: "theme/text-missing", File: "templates/x.html", Text: `there is no text "gone"`, Hint: "add it to i18n/en.yaml"},
		},
		"a plural that is missing": {
			map[string]string{"templates/x.html": `{{define "y"}}{{range .}}{{print (count "greeting" 2)}}{{end}}{{end}}`},
			problem.Problem{Rule: "theme/text-missing", File: "templates/y", Text: `there is no text "greeting.other"`, Hint: "add it to i18n/en.yaml"},
		},
		"texts that are no texts": {
			map[string]string{"i18n/fr.yaml": "- a\n- b\n"},
			problem.Problem{Rule: "theme/texts", File: "i18n/fr.yaml"},
		},
	} {
		templates, problems := New(theme(test.files), Options{})
		if templates != nil {
			t.Errorf("%s: templates were made", name)
		}
		found := slices.ContainsFunc(problems, func(p problem.Problem) bool {
			return p.Rule == test.want.Rule && p.File == test.want.File && p.Line == test.want.Line && (test.want.Text == "" || p.Text == test.want.Text && p.Hint == test.want.Hint)
		})
		if !found {
			t.Errorf("%s: got %+v", name, problems)
		}
	}
}

func TestBaseFillsInTextsThatAPortalLeavesOut(t *testing.T) {
	own := fstest.MapFS{
		"i18n/en.yaml":     {Data: []byte("greeting: \"Ahoy, %s\"\n")},
		"templates/x.html": {Data: []byte(`{{t "greeting" "you"}} {{count "things" 2}}`)},
	}
	templates, problems := New(own, Options{Base: theme(nil)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, _ := templates.Execute("x.html", nil); string(got) != "Ahoy, you 2 things" {
		t.Errorf("got %q", got)
	}
	if got := templates.Languages(); !slices.Equal(got, []string{"de", "en"}) {
		t.Errorf("languages: %v", got)
	}
}

func TestIDsAreThoseThatTemplatesWriteOut(t *testing.T) {
	templates := parsed(t, map[string]string{
		"templates/x.html": `<p id="b"></p><p data-id="no" id="{{.}}">`, "templates/y.html": `<a id="a"></a><a id="c"></a>`,
		"templates/parts/z.html": `<i id="z"></i>`, "templates/shell.html": `<main id="main"></main>`,
	})
	for template, want := range map[string][]string{"x.html": {"b", "main", "z"}, "y.html": {"a", "c", "main", "z"}, "none.html": {"main", "z"}} {
		if got := slices.Sorted(slices.Values(templates.IDs(template))); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", template, got, want)
		}
	}
}

const testShell = `<!DOCTYPE html>
<html lang="{{slot "language"}}" dir="{{slot "direction"}}" data-base="~site/">
<head><meta charset="utf-8"><script src="{{slot "script"}}"></script><link rel="stylesheet" href="{{slot "sheet"}}"><link rel="icon" href="~site/mark.svg">{{slot "head"}}</head>
<body class="{{slot "kind"}}" {{fordata "a" "b & c"}} {{fordata "d" "~site/e"}}>
<nav>{{range .}}<a class="m" href="{{.}}" {{section .}}>x</a><a href="{{.}}" {{entry .}}>{{.}}</a><details {{unfold .}}><summary>s</summary></details>{{end}}</nav>
<main id="main">{{slot "main"}}</main><p>~site/ is text</p></body></html>`

func TestPageFillsTheSlotsOfAShell(t *testing.T) {
	templates := parsed(t, map[string]string{"templates/shell.html": testShell})
	shell, err := templates.Shell("shell.html", addresses("~site/", "~site/a b/", "https://other.example/"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(shell.Page([]byte("before "), Slots{
		Base: "../../", Sheet: "../../a.css", Script: "../../b.js", Data: true, Language: "ar", Direction: "rtl", Kind: `po"licy`, Section: "~site/", Entry: "~site/a b/", Open: []string{"~site/a b/", "~site/", "~site/a b/"},
		Head: []byte(`<title>T</title><link rel="next" href="~site/n/">`), Main: []byte(`<a href="~site/c/">c</a> ~site/ <code>"~site</code>`),
	}))
	want := `before <!doctype html><html lang="ar" dir="rtl" data-base="../../"><head><meta charset="utf-8"><script src="../../b.js"></script><link rel="stylesheet" href="../../a.css"><link rel="icon" href="../../mark.svg">` +
		`<title>T</title><link rel="next" href="../../n/"></head><body class="po&#34;licy" data-a="b &amp; c" data-d="../../e"><nav>` +
		`<a class="m" href="../../" aria-current="true">x</a><a href="../../">~site/</a><details open><summary>s</summary></details>` +
		`<a class="m" href="../../a%20b/">x</a><a href="../../a%20b/" aria-current="page">~site/a b/</a><details open><summary>s</summary></details>` +
		`<a class="m" href="https://other.example/">x</a><a href="https://other.example/">https://other.example/</a><details><summary>s</summary></details></nav>` +
		`<main id="main"><a href="../../c/">c</a> ~site/ <code>"~site</code></main><p>~site/ is text</p></body></html>`
	if page != want {
		t.Errorf("got\n%s\nwant\n%s", page, want)
	}
	plain := string(shell.Page(nil, Slots{Base: "./"}))
	for _, piece := range []string{`lang="en" dir="ltr" data-base="./"`, `<body class="article">`, `<main id="main"></main>`} {
		if !strings.Contains(plain, piece) {
			t.Errorf("%s is not in\n%s", piece, plain)
		}
	}
	if strings.Contains(plain, "aria-current") || strings.Contains(plain, "details open") || strings.Contains(plain, "slot") {
		t.Errorf("nothing is current, yet\n%s", plain)
	}
}

func TestAnUnknownSlotIsAnError(t *testing.T) {
	templates := parsed(t, map[string]string{"templates/shell.html": `{{slot "mian"}}`})
	if _, err := templates.Shell("shell.html", nil); err == nil || !strings.Contains(err.Error(), `no slot "mian"`) {
		t.Errorf("got %v", err)
	}
}

func TestShellsAreSharedByPagesThatAreDrawnAtOnce(t *testing.T) {
	templates := parsed(t, map[string]string{"templates/shell.html": testShell})
	shell, err := templates.Shell("shell.html", addresses("~site/a/", "~site/b/"))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for i := range 8 {
		go func() {
			base := strings.Repeat("../", i%3+1)
			page := shell.Page(nil, Slots{Base: base, Entry: "~site/a/", Main: []byte(fmt.Sprint(i))})
			if !bytes.Contains(page, []byte(`<main id="main">`+fmt.Sprint(i)+"<")) || !bytes.Contains(page, []byte(`data-base="`+base+`"`)) {
				done <- fmt.Errorf("page %d: %s", i, page)
				return
			}
			done <- nil
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestRebase(t *testing.T) {
	for html, want := range map[string]string{
		`<a href="~site/">`:                             `<a href="../">`,
		`content="0; url=~site/x/"`:                     `content="0; url=../x/"`,
		`<p>~site/x</p><img src="~site/a.png" alt="~">`: `<p>~site/x</p><img src="../a.png" alt="~">`,
		``:         ``,
		`"~site`:   `"~site`,
		`"~site/"`: `"../"`,
	} {
		if got := string(Rebase(nil, []byte(html), "../")); got != want {
			t.Errorf("%s: got %s", html, got)
		}
	}
}

func TestMinify(t *testing.T) {
	for _, test := range []struct{ media, in, out string }{
		{"text/html", "<p>\n  a   b\n</p>\n<ul>\n<li>c</li>\n</ul>", "<p>a b</p><ul><li>c</li></ul>"},
		{"text/html", `<button type="submit">x</button><input value="">`, `<button type="submit">x</button><input value>`},
		{"text/html", "<pre>a\n  b</pre>", "<pre>a\n  b</pre>"},
		{"text/css", "a { color : #ff0000 }", "a{color:red}"},
		{"text/javascript", "const a = 1 ;\nexport { a } ;", "const a=1;export{a}"},
		{"application/json", `{ "a" : [ 1 ] }`, `{"a":[1]}`},
		{"application/xml", "<a>\n  <b>c</b>\n</a>", "<a><b>c</b></a>"},
		{"image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><!-- c --><path d="M 0 0 L 10 10"/></svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 10 10"/></svg>`},
		{"text/csv", "a , b", "a , b"},
	} {
		got, err := Minify(test.media, []byte(test.in))
		if err != nil || string(got) != test.out {
			t.Errorf("%s: got %q, %v, want %q", test.media, got, err, test.out)
		}
	}
	if _, err := Minify("text/javascript", []byte("const = ;")); err == nil {
		t.Error("a broken script was accepted")
	}
}

func BenchmarkPage(b *testing.B) {
	templates := parsed(b, map[string]string{"templates/shell.html": testShell})
	var menu []string
	for i := range 60 {
		menu = append(menu, fmt.Sprintf("~site/page-%d/", i))
	}
	shell, err := templates.Shell("shell.html", addresses(menu...))
	if err != nil {
		b.Fatal(err)
	}
	main := bytes.Repeat([]byte(`<p>Some words of a page and <a href="~site/page-3/">a link</a>.</p>`), 100)
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out = shell.Page(out[:0], Slots{Base: "../../", Entry: "~site/page-7/", Head: []byte("<title>T</title>"), Main: main})
	}
	if !bytes.Contains(out, []byte(`aria-current="page"`)) {
		b.Fatal("the current entry is not marked")
	}
}

func addresses(list ...string) []Address {
	var all []Address
	for _, each := range list {
		all = append(all, Address(each))
	}
	return all
}

// TestWhatOnlyLooksLikeASlotIsText: authors may write anything into titles, which stand in the menu.
func TestWhatOnlyLooksLikeASlotIsText(t *testing.T) {
	for _, text := range []string{
		tokenStart, tokenStart + "x", tokenStart + "main-", tokenStart + "main-zz" + tokenEnd, tokenStart + "main-0" + tokenEnd, tokenStart + "-",
	} {
		if parts := cutAtSlots(text + " and more"); len(parts) != 1 || parts[0].text != text+" and more" {
			t.Errorf("%q became %q", text, parts)
		}
	}
	for _, token := range []string{token("head", ""), "x" + token("entry", "/"), token("main", ""), token("foo", "")} {
		parts := cutAtSlots(token + "|" + token)
		if len(parts) != 3 || parts[1].text != "|" && parts[1].text != "|x" {
			t.Errorf("%q became %q", token, parts)
		}
	}
}

// TestPlatesAreMadeOfTheTheme: what no plate can do costs far more, on each of thousands of pages.
func TestPlatesAreMadeOfTheTheme(t *testing.T) {
	templates, _ := New(themes.Default(), Options{})
	var without []string
	for _, name := range templates.Names() {
		templates.set.ExecuteTemplate(io.Discard, name, nil) // to have it escaped
		if _, err := press.Make(templates.set, name, templates.funcs, templates.words.writers()); err != nil {
			without = append(without, name)
		}
	}
	if want := []string{"impact.html", "redirect.html", "shell.html"}; !slices.Equal(without, want) { // one of each site, or small
		t.Errorf("there are no plates for %v", without)
	}
}

// TestAViewIsDrawnTheSameEachTime: the first time html/template draws it, then a plate.
func TestAViewIsDrawnTheSameEachTime(t *testing.T) {
	templates := parsed(t, map[string]string{"templates/x.html": `<p title="{{t "greeting" .Word}}">{{.Word}}{{range .List}}<a href="{{.}}">{{.}}</a>{{end}}{{with .Missing}}x{{end}}`})
	for _, view := range []any{
		map[string]any{"Word": "a&b", "List": []string{"javascript:x"}},
		struct {
			Word    string
			List    []Address
			Missing any
		}{"a&b", []Address{"javascript:x", "~site/"}, nil},
	} {
		first, err := templates.Execute("x.html", view)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := templates.Execute("x.html", view); err != nil || !bytes.Equal(first, second) {
			t.Errorf("first %s, then %s, %v", first, second, err)
		}
	}
	if _, err := templates.Execute("x.html", struct{ Word string }{"a"}); err == nil {
		t.Error("what is missing is no error once there is a plate")
	}
}
