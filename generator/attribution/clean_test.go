package attribution

import (
	"testing"
	"time"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " a  b ": "a b", "a\nb\tc": "a b c", "a\x00\x1b[2Jb": "a [2Jb", "a\xffb": "a\ufffdb", "exe.\u202egpj": "exe. gpj", "x\u2028y\ufeffz": "x y z",
		"\ufdd0\uffff\U0001fffe": "", "Müller \u2013 日本": "Müller \u2013 日本", "family \U0001f468\u200d\U0001f469": "family \U0001f468\u200d\U0001f469",
	} {
		if got := line(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestBlock(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "\n\n a\n\n": " a", "a  \r\n\tb\rc": "a\n\tb\nc", "a\x00b": "ab", "a\n\n\nb": "a\n\n\nb", "page\fpage": "page\npage", "\u202ea\xff": "a\ufffd",
	} {
		if got := block(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestOnlySafeAddressesPass(t *testing.T) {
	for _, good := range []string{"https://acme.example", "http://acme.example:8080/a?b=c#d", "https://acme.example/%20"} {
		if webAddress(good) != good {
			t.Errorf("%s was refused", good)
		}
	}
	for _, bad := range []string{
		"", "acme.example", "javascript:alert(1)", "ftp://acme.example/", "https://", "https:///x", "https://user:secret@acme.example/", "https://a b/",
		"https://acme.example/\n", "https://acme.example/\"", "https://acme.example/é", "//acme.example", "https://acme.example/%zz",
	} {
		if got := webAddress(bad); got != "" {
			t.Errorf("%q passed as %q", bad, got)
		}
	}
}

func TestOnlyPackageURLsPass(t *testing.T) {
	for _, good := range []string{"pkg:npm/%40babel/core@7.0.0", "pkg:generic/x?download_url=https://a.example#sub"} {
		if packageURL(good) != good {
			t.Errorf("%s was refused", good)
		}
	}
	for _, bad := range []string{"", "pkg:", "pkg:npm", "pkg:npm/", "pkg:/x", "npm/x", "pkg:npm/a b", "pkg:npm/a\n", "pkg:npm/é"} {
		if got := packageURL(bad); got != "" {
			t.Errorf("%q passed as %q", bad, got)
		}
	}
}

func TestAProductWithoutMuch(t *testing.T) {
	p := cleanProduct(Product{ID: "anvil", Created: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), Namespace: "https://acme.example/#part"})
	if p.Name != "anvil" || !p.Created.IsZero() || p.Namespace != "" {
		t.Errorf("%+v", p)
	}
	if p := cleanProduct(Product{Created: time.Date(2026, 11, 20, 10, 30, 0, 5, time.FixedZone("CET", 3600))}); p.Name != noName || moment(p.Created) != "2026-11-20T09:30:00Z" {
		t.Errorf("%+v", p)
	}
}
