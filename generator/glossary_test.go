package generator

import "testing"

func TestPlainText(t *testing.T) {
	for html, want := range map[string]string{
		`Advisory <a aria-label="Link to this heading: Advisory" class="anchor" href="#advisory">#</a>`: "Advisory",
		`<code>a &lt; b</code> &amp; <em>c</em>`:                                                        "a < b & c",
		`C#`:                                                                                            "C#",
		``:                                                                                              "",
	} {
		if got := plainText([]byte(html)); got != want {
			t.Errorf("%s: got %q, want %q", html, got, want)
		}
	}
}
