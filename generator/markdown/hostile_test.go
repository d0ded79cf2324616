package markdown

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// attacks are ways in which script has been smuggled through Markdown and sanitisers.
var attacks = []string{
	`<script>alert(1)</script>`, `<SCRIPT SRC=//x.example/a.js></SCRIPT>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<script`, `<script/src=data:,alert(1)>`,
	`<img src=x onerror=alert(1)>`, `<img src="x" onerror="alert(1)//`, `<img src=javascript:alert(1)>`, `<img """><script>alert(1)</script>">`,
	`<img src=1 href=1 onerror="javascript:alert(1)"></img>`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`, `<math href="javascript:alert(1)">x</math>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<textarea><img title="</textarea><img src=x onerror=alert(1)>">`, `<title><img src=x onerror=alert(1)></title>`,
	`<style>@import "x"</style>`, `<div style="background:url(javascript:alert(1))">x</div>`, `<div style="position:fixed;inset:0">x</div>`, `<link rel=stylesheet href=//x.example>`,
	`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<base href="javascript:alert(1)//">`, `<iframe src="javascript:alert(1)"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="javascript:alert(1)"></object>`, `<embed src="javascript:alert(1)">`, `<form action="javascript:alert(1)"><input type=submit></form>`, `<button formaction="javascript:alert(1)">x</button>`,
	`<a href="javascript:alert(1)">x</a>`, `<a href="java` + "\t" + `script:alert(1)">x</a>`, `<a href="java&#10;script:alert(1)">x</a>`, `<a href=" &#14; javascript:alert(1)">x</a>`, `<a href="jav&#x09;ascript:alert(1)">x</a>`,
	`<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>`, `<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>`, `<a href="vbscript:x">x</a>`, `<a href="JAVASCRIPT:alert(1)">x</a>`,
	`<a href=x onclick=alert(1)>x</a>`, `<a onmouseover="alert(1)">x</a>`, `<a href="x" target="_blank" ping="//x.example">x</a>`, `<body onload=alert(1)>`, `<details open ontoggle=alert(1)>x</details>`,
	`<video><source onerror="alert(1)"></video>`, `<audio src=x onerror=alert(1)>`, `<marquee onstart=alert(1)>x</marquee>`, `<isindex type=image src=1 onerror=alert(1)>`, `<input autofocus onfocus=alert(1)>`,
	`<div id="x" onfocus=alert(1) tabindex=1>x</div>`, `<xss id=x tabindex=1 onfocus=alert(1)></xss>`, `<p/onclick=alert(1)>x`, "<img\nsrc=x\nonerror=alert(1)>", `<img/src/onerror=alert(1)>`, `<!--><img src=x onerror=alert(1)>-->`,
	`<!--[if IE]><script>alert(1)</script><![endif]-->`, `<![CDATA[<script>alert(1)</script>]]>`, `<?xml version="1.0"?><script>alert(1)</script>`, `<!DOCTYPE x [<!ENTITY y "z">]>`, `<template><script>alert(1)</script></template>`,
	`<div data-kept="0"></div>`, `<div data-kept="9999999999999999999"></div>`, "[x](javascript:alert(1))", "[x](<javascript:alert(1)>)", "[x](JaVaScRiPt:alert(1))", "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1))",
	"[x](javascript\\:alert(1))", "[x](\x01javascript:alert(1))", "[x](java\nscript:alert(1))", "[x]: javascript:alert(1)\n\n[x]", "![x](javascript:alert(1))", "![x](data:image/svg+xml,<svg/onload=alert(1)>)", "<javascript:alert(1)>", "<data:text/html,x>",
	"[x](a \"onmouseover=alert(1) \\\"\")", "[x](a\"onmouseover=alert(1)//)", "![\"onerror=alert(1) x=\"](a.png)", "![x](a.png '\" onerror=alert(1) x=\"')", "[a](b \"</a><script>alert(1)</script>\")",
	"# x {onclick=alert(1)}", "# x {#\"onclick=alert(1)}", "# <script>alert(1)</script>", "# x {#a style=x}", "## \"><script>alert(1)</script>", "```\"><script>alert(1)</script>\nx\n```", "```x\" onclick=\"alert(1)\nx\n```",
	"```html\n</code></pre><script>alert(1)</script>\n```", "`</code><script>alert(1)</script>`", ":::\"><script>alert(1)</script>\nx\n:::", ":::note <script>alert(1)</script>\nx\n:::", "!!! note \"<script>alert(1)</script>\"\n    x",
	"> [!NOTE] <script>alert(1)</script>\n> x", "[^<script>]\n\n[^<script>]: x", "| <script>alert(1)</script> |\n|-|\n| \"onclick=alert(1) |", "- [ ] <img src=x onerror=alert(1)>",
	"{{< figure src=\"javascript:alert(1)\" alt=\"x\" >}}", "{{< figure src=\"x.png\" alt=\"](javascript:alert(1))\" >}}", "{{< button link=\"javascript:alert(1)\" text=\"x\" >}}", "{{< button link=\"x)[y](javascript:alert(1)\" text=\"x\" >}}",
	"{{< tab \"<script>alert(1)</script>\" >}}", "{{< youtube \"x\\\" onload=alert(1)\" >}}", "{{< highlight \"go\\n<script>\" >}}\nx\n{{< /highlight >}}", "{{< x >}}<script>alert(1)</script>{{< /x >}}", "<scr{{< x >}}ipt>alert(1)</scr{{< x >}}ipt>",
	"<a href=\"java{{ x }}script:alert(1)\">x</a>", "[x](java{{ x }}script:alert(1))", "www.x.example/\"onclick=alert(1)", "https://x.example/\"><script>alert(1)</script>", "<https://x.example/\"onclick=alert(1)>", "a@b.example\"onclick=alert(1)",
	"<b><b><b>x</b>", "<table><td><script>alert(1)</script>", "<table><img src=x onerror=alert(1)>", "<p><b></p><img src=x onerror=alert(1)>", "<select><option><script>alert(1)</script></select>", "<plaintext><script>alert(1)</script>", "<xmp><script>alert(1)</script></xmp>",
	"<a id=__proto__ name=body>x</a>", "<div class=\"x\" role=\"button\" aria-label=\"x\">x</div>", "<\x00script>alert(1)</script>", "<a href=\"\u2028javascript:alert(1)\">x</a>", "\xff\xfe<script>alert(1)</script>", "<ſcript>alert(1)</ſcript>", "<a href=ſ:x>y</a>",
}

func TestAttacksDoNothing(t *testing.T) {
	r := New(Options{})
	for _, attack := range attacks {
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

func descendants(n *html.Node) []*html.Node {
	var all []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all = append(append(all, c), descendants(c)...)
	}
	return all
}

func FuzzRender(f *testing.F) {
	for _, attack := range attacks {
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
