package generator

import (
	"strings"
	"testing"
	"unicode/utf8"

	"portolan/generator/search"
)

func TestAPageWithoutDescriptionIsDescribedByItsFirstWords(t *testing.T) {
	long := strings.Repeat("who decides what is released ", 12)
	for name, c := range map[string]struct {
		page page
		want string
	}{
		"it describes itself":      {page{head: &PageView{Description: "Told."}, document: &search.Document{Description: "First."}}, ""},
		"its first paragraph":      {page{head: &PageView{}, document: &search.Document{Description: "First."}}, "First."},
		"begins with a list":       {page{source: "a.md", head: &PageView{}, document: &search.Document{Sections: []search.Section{{}, {Text: "one\ntwo"}, {Text: "no"}}}}, "one two"},
		"names of data":            {page{head: &PageView{}, document: &search.Document{Sections: []search.Section{{Text: "pkg:npm/app"}}}}, ""},
		"a folder without words":   {page{head: &PageView{}, view: &ArticleView{Children: []Link{{Title: "Legal"}, {Title: "Guides"}}}}, "Legal, Guides"},
		"a topic":                  {page{head: &PageView{}, view: &TagView{Pages: []Link{{Title: "Licences"}}}}, "Licences"},
		"nothing is known":         {page{head: &PageView{}}, ""},
		"many words end at a word": {page{head: &PageView{}, document: &search.Document{Description: long}}, strings.TrimSpace(long[:strings.LastIndex(long[:mostOfBeginning-1], " ")]) + "\u2026"},
	} {
		got := new(edition).firstWords(&c.page)
		if got != c.want || utf8.RuneCountInString(got) > mostOfBeginning {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
