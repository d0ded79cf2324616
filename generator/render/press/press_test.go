package press

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"testing"
)

type address string

type head struct{ Title string }

type entry struct {
	Name     string
	URL      address
	Children []entry
}

type list []entry

func (l list) Long() bool { return len(l) > 1 }

type speaking string

func (s speaking) String() string { return "I say " + string(s) }

type page struct {
	*head
	Word, None string
	HTML       template.HTML
	URL        address
	Safe       template.URL
	N          int
	Far        int64
	Share      float64
	On         bool
	Entries    list
	Any, Empty any
	Script     any
	Code       template.JS
	Pointer    *entry
	Nowhere    *entry
	Speaking   speaking
	Map        map[string]string
	Many       [2]string
	Wild       []string
}

func (p *page) Head() *head            { return p.head }
func (p page) Loud() string            { return strings.ToUpper(p.Word) }
func (p page) Said(word string) string { return word }

func fullPage(word string) *page {
	return &page{
		head: &head{Title: word}, Word: word, HTML: "<b>bold</b>", URL: address(word), Safe: "javascript:safe()", N: 3, Far: 1 << 40, Share: .5, On: true,
		Entries: list{{Name: word, URL: "~site/a/", Children: []entry{{Name: "inner " + word}}}, {Name: "second"}}, Any: word, Script: map[string]any{"a": word, "b": []int{1}}, Code: `{"a": "\u003c/script> & ` + "\u2028" + `"}`,
		Pointer: &entry{Name: word}, Speaking: "word", Map: map[string]string{"a": word}, Many: [2]string{"x", "y"}, Wild: []string{word, "", "z"},
	}
}

var functions = template.FuncMap{
	"word": func(s string) string { return "word " + s },
	"bold": func(s string) template.HTML { return template.HTML("<b>" + template.HTMLEscapeString(s) + "</b>") },
	"t":    func(key string, more ...any) string { return fmt.Sprint(append([]any{key}, more...)...) },
	"n":    func(key string, n int) string { return fmt.Sprint(key, n) },
	"rows": func(l list) template.HTML { return template.HTML(fmt.Sprintf("<i>%d</i>", len(l))) },
	"fail": func(s string) (string, error) { return s, errors.New("no") },
	"fall": func(s string) string { panic(s) },
}

var writers = map[string]Writer{"rows": func(dst []byte, v any) ([]byte, bool) {
	l, ok := v.(list)
	return fmt.Appendf(dst, "<i>%d</i>", len(l)), ok
}}

// printed is what html/template and a plate make of a view. Err is why there is no plate.
func printed(t testing.TB, source string, view any) (want string, wantErr error, got string, ok bool, err error) {
	t.Helper()
	set, parseErr := template.New("x").Funcs(functions).Parse(source)
	if parseErr != nil {
		t.Fatal(source, parseErr)
	}
	var b bytes.Buffer
	wantErr = set.ExecuteTemplate(&b, "x", view)
	plate, err := Make(set, "x", functions, writers)
	if err == nil {
		var out []byte
		out, ok = plate.Print([]byte("before "), view)
		got = strings.TrimPrefix(string(out), "before ")
	}
	return b.String(), wantErr, got, ok, err
}

// known are templates that plates print themselves.
var known = []string{
	`plain text`, `{{.Word}}`, `<p title="{{.Word}}">{{.Word}}</p>`, `<a href="{{.URL}}">{{.Word}}</a>`, `<a href="#{{.Word}}">x</a>`, `<title>{{.Word}}</title>`,
	`{{.HTML}}`, `{{.N}} {{.Far}} {{len .Entries}} {{len .Word}}`, `<p data-n="{{.N}}">`, `{{/* a comment */}}x`,
	`<script type="application/ld+json">{{.Script}}</script>`, `<script type="application/ld+json">{{.Code}}</script>`, `<script>x = {{.Code}};{{with .Code}}{{.}}{{end}}</script>`, `<script>const a = {{.Word}}</script>`,
	`{{if .None}}a{{else if .On}}b{{else}}c{{end}}`, `{{if .Nowhere}}a{{else}}b{{end}}`, `{{if .Share}}a{{end}}{{if .Empty}}b{{end}}{{if .Map}}c{{end}}`,
	`{{with .Word}}{{.}}{{end}}{{with .None}}x{{else}}{{.Word}}{{end}}`, `{{with .Any}}{{.}}{{end}}`,
	`{{range .Entries}}{{.Name}}{{range .Children}}, {{.Name}} of {{$.Word}}{{end}};{{end}}`, `{{range $i, $e := .Entries}}{{$i}}{{if not $i}}first{{end}} {{$e.Name}}{{end}}`,
	`{{range $e := .Wild}}[{{$e}}]{{else}}none{{end}}`, `{{range .Many}}{{.}}{{end}}`, `{{range .Pointer.Children}}x{{else}}none of {{.Word}}{{end}}`,
	`{{$head := .Head}}{{$head.Title}}{{if true}}{{$head := .Word}}{{$head}}{{end}}{{$head.Title}}`, `{{$x := false}}{{range .Wild}}{{if not .}}{{$x = true}}{{end}}{{end}}{{if $x}}yes{{end}}`,
	`{{.Title}} {{.Head.Title}} {{.Loud}}`, `{{if .Entries.Long}}long{{end}}`, `{{.Pointer.Name}} {{index .Wild 0}}`,
	`{{if and .On .Word}}a{{end}}{{if or .None .Empty}}b{{end}}{{with or .None .Word}}{{.}}{{end}}{{if not (eq .N 3)}}c{{end}}`,
	`{{if eq .Word "plain"}}a{{end}}{{if ne .N 3}}b{{end}}{{if gt .N 1}}c{{end}}{{if lt .N 1}}d{{end}}{{if ge .Far 3}}e{{end}}{{if le .N 3}}f{{end}}{{if eq .URL "plain"}}g{{end}}`,
	`{{word .Word}} {{bold .Word}} {{t "key" .Word .N}} {{n "key" .N}} {{t "key" (word .Word)}} {{word .Any}}`, `<p title="{{word .Word}}">`,
	`{{rows .Entries}}`, `{{with .Entries}}{{rows .}}{{end}}`,
	`{{define "e"}}<li>{{.Name}}{{range .Children}}{{template "e" .}}{{end}}</li>{{end}}{{range .Entries}}{{template "e" .}}{{end}}`,
	`{{define "none"}}{{if .}}some{{else}}nothing{{end}}{{end}}{{template "none"}}`, `{{block "b" .Word}}{{.}}{{$}}{{end}}`,
	`{{define "v"}}{{$a := .}}{{$b := word .}}{{$a}}{{$b}}{{end}}{{$a := "mine"}}{{template "v" .Word}}{{$a}}`,
}

var pageWords = []string{"plain", `<i>"it's" & 1+1`, "javascript:alert(1)", "https://a.example/x y?a=b&c=%41%zz#d", "a\x00b\u2028\xff", ""}

func TestPlatesPrintWhatTemplatesDo(t *testing.T) {
	for _, source := range known {
		for _, word := range pageWords {
			want, wantErr, got, ok, err := printed(t, source, fullPage(word))
			if err != nil || wantErr != nil || !ok || got != want {
				t.Errorf("%s of %q: %v, %v, ok %v\ngot  %s\nwant %s", source, word, err, wantErr, ok, got, want)
			}
		}
	}
}

func FuzzPlatesPrintWhatTemplatesDo(f *testing.F) {
	for _, word := range pageWords {
		f.Add(word)
	}
	source := `{{.Word}}<p title="{{.Word}}"><a href="{{.URL}}">{{.Word}}</a><a href="#{{.Word}}">x</a><title>{{.Word}}</title><script>const a = {{.Script}}</script>{{bold .Word}}{{t .Word 1}}{{range .Wild}}{{.}}{{end}}`
	f.Fuzz(func(t *testing.T, word string) {
		want, wantErr, got, ok, err := printed(t, source, fullPage(word))
		if err != nil || wantErr != nil || !ok || got != want {
			t.Errorf("%q: %v, %v, ok %v\ngot  %s\nwant %s", word, err, wantErr, ok, got, want)
		}
	})
}

func TestWhatPlatesDoNotKnowIsLeftToTemplates(t *testing.T) {
	for _, source := range []string{
		`{{printf "%d" .N}}`, `{{.Word | word}}`, `<p style="color: {{.Word}}">`, `{{range .Wild}}{{break}}{{end}}`, `<p title={{.Word}}>`, `{{.Said "x"}}`,
		`{{define "d"}}{{.}}{{end}}<p title="{{template "d" .Word}}">`, `<a onclick="x({{.Word}})">`, `{{1.5}}`, `{{print}}`,
		`<img srcset="{{.URL}}">`, `{{$i := 0}}{{range $i = .Wild}}{{end}}`,
	} {
		if _, _, got, _, err := printed(t, source, fullPage("plain")); err == nil {
			t.Errorf("%s: a plate made %q", source, got)
		}
	}
	for _, source := range []string{
		`{{.Missing}}`, `{{.Nowhere.Name}}`, `{{.Speaking}}`, `{{.Share}}`, `{{.On}}`, `{{.Map}}`, `{{.Map.a}}`, `{{.Pointer}}`, `{{.Empty}}`, `<p title="{{.HTML}}">`, `<a href="{{.Safe}}">`,
		`{{.hidden}}`, `{{range .Map}}{{end}}`, `{{range .N}}{{end}}`, `{{word .URL}}`, `{{word .N}}`, `{{word .Empty}}`, `{{n "key" .Far}}`, `{{n "key"}}`, `{{t}}`, `{{fail .Word}}`, `{{fall .Word}}`,
		`{{rows .Wild}}`, `{{index .Wild 9}}`, `{{index .Map "a"}}`, `{{if eq .N "3"}}{{end}}`, `{{if eq .On true}}{{end}}`, `{{len .N}}`,
		`{{define "again"}}{{template "again" .}}{{end}}{{if .None}}{{template "again" .}}{{end}}{{.Missing}}`,
	} {
		want, wantErr, got, ok, err := printed(t, source, fullPage("plain"))
		if err != nil || ok || got != "" {
			t.Errorf("%s: %v, ok %v, printed %q, where templates print %q, %v", source, err, ok, got, want, wantErr)
		}
	}
}

func TestTemplatesThatCallEachOtherForEverAreLeftToTemplates(t *testing.T) {
	set := template.Must(template.New("x").Parse(`{{define "again"}}{{if .}}{{template "again" .}}{{end}}{{end}}{{template "again" .}}`))
	if err := set.ExecuteTemplate(io.Discard, "x", false); err != nil {
		t.Fatal(err)
	}
	plate, err := Make(set, "x", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := plate.Print(nil, true); ok {
		t.Error("a plate came to an end")
	}
}

func TestPlatesPrintSeveralViewsAtOnce(t *testing.T) {
	set := template.Must(template.New("x").Funcs(functions).Parse(`{{range $i, $e := .Entries}}{{$i}}{{$e.Name}}{{.URL}}{{end}}{{.Head.Title}}`))
	if err := set.ExecuteTemplate(io.Discard, "x", fullPage("")); err != nil {
		t.Fatal(err)
	}
	plate, err := Make(set, "x", functions, writers)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			word := fmt.Sprint("word", n)
			var want bytes.Buffer
			if err := set.ExecuteTemplate(&want, "x", fullPage(word)); err != nil {
				t.Error(err)
			}
			for range 100 {
				if got, ok := plate.Print(nil, fullPage(word)); !ok || string(got) != want.String() {
					t.Errorf("got %s, want %s", got, want.String())
				}
			}
		})
	}
	group.Wait()
}
