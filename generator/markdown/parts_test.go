package markdown

import (
	"slices"
	"strings"
	"testing"
)

func TestPartsAreFoundWhereReadersSeeThem(t *testing.T) {
	r := New(Options{})
	for _, c := range []struct {
		name, body string
		want       []Part
	}{
		{"none", "a\n\n: b\n", nil},
		{"a part", "a\n\n:::internal\nb\n:::\nc\n", []Part{{"internal", 3, 5}}},
		{"a class as a name", "::: {.internal}\nb\n:::\nc\n", []Part{{"internal", 1, 3}}},
		{"capitals", ":::Internal\nb\n:::\n", []Part{{"internal", 1, 3}}},
		{"a shorter fence within", "::::internal\n:::\nb\n::::\nc\n", []Part{{"internal", 1, 4}}},
		{"one in another", ":::internal\n:::note\na\n:::\nb\n:::\nc\n", []Part{{"internal", 1, 6}, {"note", 2, 4}}},
		{"in a list", "- a\n\n  :::internal\n  b\n  :::\n- c\n", []Part{{"internal", 3, 5}}},
		{"a list that ends", "- a\n\n  :::internal\n  b\n\nc\n", []Part{{"internal", 3, 5}}},
		{"in a quotation", "> a\n>\n> :::internal\n> b\n> :::\n\nc\n", []Part{{"internal", 3, 5}}},
		{"in code", "```\n:::internal\n:::\n```\n", nil},
		{"code in a list", "- ```\n  :::\n  ```\n\n:::internal\nb\n:::\n", []Part{{"internal", 5, 7}}},
		{"code within", ":::internal\n- ```\n  :::\n  ```\nb\n:::\nc\n", []Part{{"internal", 1, 6}}},
		{"indented", "a\n\n!!! internal\n    b\n\n    c\n\nd\n", []Part{{"internal", 3, 7}}},
		{"never closed", "a\n\n:::internal\nb\n\nc", []Part{{"internal", 3, 6}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := r.Parts([]byte(c.body))
			lines := strings.Count(c.body, "\n") + 1
			for i := range got {
				got[i].Last = min(got[i].Last, lines)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestAHiddenPartIsNotDrawn(t *testing.T) {
	doc := New(Options{}).Render(Page{Body: []byte("a\n\n:::internal\nsecret\n:::\n\n!!! internal\n    secret\n\nb\n"), Hides: func(name string) bool { return name == "internal" }})
	if html := string(doc.HTML); strings.Contains(html, "secret") || !strings.Contains(html, "<p>b</p>") {
		t.Error(html)
	}
	for _, s := range doc.Sections {
		if strings.Contains(s.Text, "secret") {
			t.Error("search finds", s.Text)
		}
	}
}
