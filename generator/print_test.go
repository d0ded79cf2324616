package generator

import "testing"

func TestEmbedTellsPagesApart(t *testing.T) {
	for _, test := range []struct{ what, html, want string }{
		{"ids and what points at them", `<h2 id="a">A <a class="anchor" href="#a">#</a></h2><label for="x">X</label>`,
			`<h3 id="p3-a">A <a class="anchor" href="#p3-a">#</a></h3><label for="p3-x">X</label>`},
		{"lists of ids", `<svg aria-labelledby="t d"><pattern id="h"/><rect fill="url(#h)"/></svg>`,
			`<svg aria-labelledby="p3-t p3-d"><pattern id="p3-h"/><rect fill="url(#p3-h)"/></svg>`},
		{"links to other parts and pages", `<a href="#//p5-b">B</a><a href="~site/c/#d">C</a><a href="https://e.example/#f">E</a>`,
			`<a href="#p5-b">B</a><a href="~site/c/#d">C</a><a href="https://e.example/#f">E</a>`},
		{"the deepest headings", `<h6>six</h6>`, `<h6>six</h6>`},
		{"words that look like attributes", `<code> id=&#34;a&#34; &lt;h2&gt;</code>`, `<code> id=&#34;a&#34; &lt;h2&gt;</code>`},
		{"landmarks", `<section class="r" aria-labelledby="v"></section><div role="region" aria-label="T"></div>`,
			`<section class="r"></section><div role="group" aria-label="T"></div>`},
	} {
		if got := string(embed([]byte(test.html), "p3-", 1)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.what, got, test.want)
		}
	}
}
