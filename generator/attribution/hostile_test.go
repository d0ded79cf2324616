package attribution_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"portolan/generator/attribution"
)

// hostile are strings that break what is careless.
var hostile = []string{
	"", " ", "\x00", "a\nb", "a\r\nb\u2028c", "../../etc/passwd", `"><script>alert(1)</script>`, "</pre></details><h1>", "&lt;b&gt;", "{{.}}",
	"\xff\xfe", "\u202egpj.exe", "\ufffe\ufdd0", "a\x1b[2Jb", strings.Repeat("long ", 400), "SPDXRef-DOCUMENT", "product:", "Organization: \"x\"", "NOASSERTION",
	"javascript:alert(1)", "https://a b/", "pkg:npm/\n", "pkg:", "pkg:npm/a@1#../..", "MIT AND", "(((MIT", "MIT OR LicenseRef-<b>", "LicenseRef-", "NONE AND MIT", "...",
}

// check holds everything that an inventory hands out against its format.
func check(t *testing.T, product attribution.Product, components []attribution.Component) {
	t.Helper()
	i := attribution.New(product, components, func(id string) (string, bool) { return product.Name + id, id != "" })
	cdx := written(t, i, (*attribution.Inventory).CycloneDX)
	validate(t, schemas.cyclonedx, cdx)
	if n := len(*loadCycloneDX(t, cdx).Components); n != len(components) {
		t.Errorf("CycloneDX has %d components of %d", n, len(components))
	}
	checkRefs(t, cdx)
	spdx := written(t, i, (*attribution.Inventory).SPDX)
	validate(t, schemas.spdx, spdx)
	checkSPDX(t, spdx, len(components))
	checkText(t, written(t, i, (*attribution.Inventory).NoticesText))
	checkHTML(t, written(t, i, (*attribution.Inventory).NoticesHTML))
}

// checkRefs demands that every name is given once and every dependency leads to a name.
func checkRefs(t *testing.T, bill []byte) {
	t.Helper()
	bom := loadCycloneDX(t, bill)
	known := map[string]bool{bom.Metadata.Component.BOMRef: true}
	for _, c := range *bom.Components {
		if c.BOMRef == "" || known[c.BOMRef] {
			t.Errorf("the name %q is given twice or is none", c.BOMRef)
		}
		known[c.BOMRef] = true
	}
	for _, d := range *bom.Dependencies {
		for _, ref := range append([]string{d.Ref}, *d.Dependencies...) {
			if !known[ref] {
				t.Errorf("a dependency leads to %q, which is nothing", ref)
			}
		}
	}
}

var (
	spdxID       = regexp.MustCompile(`^[a-zA-Z0-9.-]+$`)
	spdxDeclared = regexp.MustCompile(`^LicenseRef-[a-zA-Z0-9.-]+$`)
	spdxCreated  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$`)
)

// checkSPDX demands what the specification asks for and its schema leaves open.
func checkSPDX(t *testing.T, bill []byte, components int) {
	t.Helper()
	doc := loadSPDX(t, bill)
	if len(doc.Packages) != components+1 || !spdxCreated.MatchString(doc.CreationInfo.Created) || strings.ContainsAny(doc.DocumentNamespace, "# \n") {
		t.Errorf("%d packages, created %s, namespace %s", len(doc.Packages), doc.CreationInfo.Created, doc.DocumentNamespace)
	}
	declared := map[string]bool{}
	for _, l := range doc.OtherLicenses {
		if !spdxDeclared.MatchString(l.LicenseIdentifier) || l.ExtractedText == "" || declared[l.LicenseIdentifier] {
			t.Errorf("licence %q with the text %q", l.LicenseIdentifier, l.ExtractedText)
		}
		declared[l.LicenseIdentifier] = true
	}
	ids, tied := map[string]bool{}, map[string]bool{}
	for _, r := range doc.Relationships {
		tied[string(r.RefA.ElementRefID)], tied[string(r.RefB.ElementRefID)] = true, true
	}
	for _, p := range doc.Packages {
		id := string(p.PackageSPDXIdentifier)
		if !spdxID.MatchString(id) || ids[id] || !tied[id] || p.PackageName == "" {
			t.Errorf("package %q of the name %q is named twice, wrongly or tied to nothing", id, p.PackageName)
		}
		ids[id] = true
		for _, word := range strings.FieldsFunc(p.PackageLicenseConcluded+" "+p.PackageLicenseDeclared, func(r rune) bool { return strings.ContainsRune(" ()", r) }) {
			if strings.HasPrefix(word, "LicenseRef-") && !declared[word] {
				t.Errorf("%s is used and not declared", word)
			}
		}
	}
}

// checkText demands lines of printable text.
func checkText(t *testing.T, text []byte) {
	t.Helper()
	if !utf8.Valid(text) || bytes.ContainsAny(text, "\x00\r\x1b\u202e\u2028") {
		t.Errorf("not plain text: %.2000q", text)
	}
}

// elements are all that the notices may hold, with their attributes.
var elements = map[string]string{
	"div": "class lang", "dl": "", "dt": "", "dd": "", "time": "datetime", "a": "href", "p": "", "h2": "id", "ul": "", "li": "", "strong": "", "code": "", "br": "",
	"details": "id", "summary": "", "pre": "tabindex",
}

// checkHTML demands that no name or text became markup, that elements close in order, and that anchors are there once.
func checkHTML(t *testing.T, page []byte) {
	t.Helper()
	var open []string
	ids, links := map[string]bool{}, []string{}
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(open) > 0 {
				t.Errorf("%v, still open: %v", z.Err(), open)
			}
			for _, link := range links {
				if !ids[link] {
					t.Errorf("a link leads to #%s, which is nowhere", link)
				}
			}
			return
		case html.StartTagToken:
			token := z.Token()
			allowed, known := elements[token.Data]
			if !known {
				t.Errorf("<%s> in the notices", token.Data)
			}
			for _, a := range token.Attr {
				switch {
				case !strings.Contains(" "+allowed+" ", " "+a.Key+" "):
					t.Errorf("<%s %s>", token.Data, a.Key)
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("id %q twice", a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
					links = append(links, a.Val[1:])
				case a.Key == "href" && !strings.HasPrefix(a.Val, "http"):
					t.Errorf("a link to %q", a.Val)
				}
			}
			if token.Data != "br" {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			token := z.Token()
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s in the notices", z.Token())
		}
	}
}

// everywhere puts a string into every field.
func everywhere(s string) (attribution.Product, attribution.Component) {
	p := attribution.Product{ID: s, Name: s, Version: s, Organization: s, License: s, URL: s, Namespace: s}
	return p, attribution.Component{
		PURL: s, Name: s, Group: s, Version: s, Type: s, Expression: s, Chosen: s, Found: s, Copyright: s, Supplier: s, URL: s,
		Scope: attribution.Scope(s), Direct: no(), Via: []string{s}, Verdicts: []attribution.Verdict{{Context: s, Word: s, Rule: s}},
	}
}

func TestHostileStrings(t *testing.T) {
	var all []attribution.Component
	for _, s := range hostile {
		product, one := everywhere(s)
		check(t, product, []attribution.Component{one, one, {Name: s}, {PURL: s, Direct: yes()}})
		all = append(all, one, one)
	}
	product, _ := everywhere("https://acme.example/#x")
	product.Created = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	check(t, product, all)
	check(t, attribution.Product{}, nil)
}

func TestAMegabyteIsKeptWhole(t *testing.T) {
	product, components := sample()
	components[0].Copyright = strings.Repeat("Copyright <A> \n", 1<<16)
	check(t, product, components)
	i := attribution.New(product, components, texts)
	if n := bytes.Count(written(t, i, (*attribution.Inventory).NoticesText), []byte("Copyright <A>\n")); n != 1<<16 {
		t.Errorf("%d lines of %d", n, 1<<16)
	}
}

func FuzzInventory(f *testing.F) {
	for n, s := range hostile {
		f.Add(s, hostile[(n+7)%len(hostile)], "MIT OR LicenseRef-acme")
	}
	f.Fuzz(func(t *testing.T, a, b, license string) {
		product, one := everywhere(a)
		_, other := everywhere(b)
		one.Expression, other.Chosen, other.Via, other.Direct = license, license, []string{a}, no()
		check(t, product, []attribution.Component{one, other, one})
	})
}
