package escape

import (
	"html/template"
	"strings"
	"testing"
)

// escapedByTemplate is what html/template makes of a word and an address.
func escapedByTemplate(t testing.TB, word, address string) string {
	t.Helper()
	var b strings.Builder
	err := template.Must(template.New("").Parse(`<a title="{{.Word}}" href="{{.Address}}"><a href="#{{.Word}}">{{.Word}}</a>`)).Execute(&b, struct {
		Word    string
		Address string
	}{word, address})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func escapedByHand(word, address string) string {
	out := Text([]byte(`<a title="`), word)
	out = Address(append(out, `" href="`...), address)
	out = Part(append(out, `"><a href="#`...), word)
	return string(append(Text(append(out, `">`...), word), `</a>`...))
}

// escapes are words and addresses, some of which want to be more.
var escapes = []string{
	"", "plain", "C++ & C#", `"><script>alert(1)</script>`, "it's", "a\x00b", "\u00e4 \u2028 \U0001f600", "\xff\xfe",
	"~site/a/b/?x=1&y=2#z", "https://a.example/%41%zz%4", "https://a.example/a b(c)'d", "HTTPS://a", "mailto:a@b", "//a.example/",
	"javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "a/b:c", ":", "%", "%a", "[::1]",
}

func TestEscapesAsTemplatesDo(t *testing.T) {
	for _, s := range escapes {
		if got, want := escapedByHand(s, s), escapedByTemplate(t, s, s); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", s, got, want)
		}
	}
}

func FuzzEscapesAsTemplatesDo(f *testing.F) {
	for _, s := range escapes {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := escapedByHand(s, s), escapedByTemplate(t, s, s); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", s, got, want)
		}
	})
}
