package search

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pagesGrowth is how the documents per file grow with the documents: files grow with the square root and a little.
const (
	pagesGrowth  = 0.45
	pagesPerFile = 13.0 // at pagesBase documents
	pagesBase    = 272.0
)

// The text kept per document, in characters, for excerpts: what a file has room for, between these.
const (
	leastText = 140
	mostText  = 1250
)

// pageRow is a document as it is shown: address, title, description and sections of [anchor, title, text]; the
// anchor is 0 when the title gives it.
type pageRow [4]any

func (w *writer) writePages() (pageFiles, error) {
	f := pageFiles{Names: []string{}, First: []int{}}
	n := len(w.entries)
	if n == 0 {
		return f, nil
	}
	count := int(math.Ceil(float64(n) / documentsPerFile(n)))
	for i := range count {
		start, end := i*n/count, (i+1)*n/count
		rows := make([]pageRow, 0, end-start)
		for _, e := range w.entries[start:end] {
			rows = append(rows, row(e, pagesSize/(end-start)))
		}
		name, err := w.file("pages", rows)
		if err != nil {
			return f, err
		}
		f.Names, f.First = append(f.Names, name), append(f.First, start)
	}
	return f, nil
}

func documentsPerFile(documents int) float64 {
	return pagesPerFile * math.Pow(math.Max(1, float64(documents)/pagesBase), pagesGrowth)
}

// row cuts a document's texts to size, each section by its share.
func row(e *entry, size int) pageRow {
	room := size - len(e.url) - len(e.title) - len(e.description)
	texts := 0
	for _, s := range e.sections {
		room -= len(s.Title)
		texts += len(s.Text)
	}
	room = min(mostText, max(leastText, room))
	sections := make([][3]any, 0, len(e.sections))
	for _, s := range e.sections {
		text := s.Text
		if texts > room {
			text = shorten(text, max(room*len(text)/texts, min(60, room/max(1, len(e.sections)))))
		}
		sections = append(sections, [3]any{anchor(s), s.Title, text})
	}
	return pageRow{e.url, e.title, e.description, sections}
}

func anchor(s Section) any {
	if s.ID == slug(s.Title) {
		return 0
	}
	return s.ID
}

// slug is the anchor that most headings have: lower case, a hyphen for all else. The reader's script makes it too.
func slug(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// oneLine makes every stretch of white space a single space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// lead is the beginning of a text, in one line. Of a long text only as much is read as the lead may need.
func lead(text string, n int) string {
	if enough := 4*n + 64; len(text) > enough {
		for enough > 0 && !utf8.RuneStart(text[enough]) {
			enough--
		}
		text = text[:enough]
	}
	return shorten(oneLine(text), n)
}

const ellipsis = '…'

// shorten cuts text to about n bytes, at a word where there is one, and shows that it did.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	cut, word := 0, 0
	for i, r := range s {
		if i > n {
			break
		}
		if unicode.IsSpace(r) {
			word = i
		}
		cut = i
	}
	if word > cut/2 {
		cut = word
	}
	return strings.TrimRightFunc(s[:cut], func(r rune) bool { return unicode.IsSpace(r) || r == ellipsis }) + string(ellipsis)
}

// boosts lists the documents whose score is multiplied: the step from the last one, then the factor, eight to the
// doubling with 32 for 1.
func (w *writer) boosts() string {
	var b []byte
	last := -1
	for i, e := range w.entries {
		if code := int(math.Round(8*math.Log2(e.boost))) + 32; code != 32 {
			b = appendNumber(appendNumber(b, i-last-1), code)
			last = i
		}
	}
	return string(b)
}

// pins are the documents that answer a query by its stems.
func (w *writer) pins() map[string][]int {
	pins := make(map[string][]int)
	for i, e := range w.entries {
		for _, query := range e.pinned {
			if key := strings.Join(stemsOf(query, w.stops), " "); key != "" {
				pins[key] = append(pins[key], i)
			}
		}
	}
	return pins
}

// writeFacets gives the kinds to the manifest, and the other facets as well unless they are large.
func (w *writer) writeFacets(m *manifest) error {
	kinds, others := map[string][]byte{}, map[string]map[string][]byte{}
	last := map[string]int{}
	note := func(facet string, values map[string][]byte, value string, i int) {
		key := facet + "\n" + value
		if _, seen := last[key]; !seen {
			last[key] = -1
		}
		if i > last[key] {
			values[value] = appendNumber(values[value], i-last[key]-1)
			last[key] = i
		}
	}
	for i, e := range w.entries {
		if e.kind != "" {
			note("kind", kinds, e.kind, i)
		}
		for facet, all := range e.facets {
			if others[facet] == nil {
				others[facet] = map[string][]byte{}
			}
			for _, value := range all {
				note(facet, others[facet], value, i)
			}
		}
	}
	delete(others, "kind")
	return w.placeFacets(m, kinds, others)
}

func (w *writer) placeFacets(m *manifest, kinds map[string][]byte, others map[string]map[string][]byte) error {
	size, texts := 0, map[string]map[string]string{}
	for facet, values := range others {
		texts[facet] = asText(values)
		for _, list := range texts[facet] {
			size += len(list)
		}
	}
	m.Facets = map[string]map[string]string{"kind": asText(kinds)}
	if size <= facetsSize {
		for facet, values := range texts {
			m.Facets[facet] = values
		}
		return nil
	}
	var err error
	m.More, err = w.file("facets", texts)
	return err
}

func asText(values map[string][]byte) map[string]string {
	texts := make(map[string]string, len(values))
	for value, list := range values {
		texts[value] = string(list)
	}
	return texts
}
