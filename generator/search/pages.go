package search

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"portolan/generator/memo"
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

// pageFile is a file of documents on its way.
type pageFile struct {
	start, end int
	name       string
	note       []byte // the name, and the rank of each document
}

// writePages writes the documents, some files at once, and tells the standing of each in order.
func (w *writer) writePages(standing *standing) (pageFiles, error) {
	f := pageFiles{Names: []string{}, First: []int{}}
	n := len(w.entries)
	if n == 0 {
		return f, nil
	}
	count := int(math.Ceil(float64(n) / documentsPerFile(n)))
	all := make([]pageFile, count)
	for i := range all {
		all[i] = pageFile{start: i * n / count, end: (i + 1) * n / count}
	}
	const atOnce = 32
	for some := range slices.Chunk(all, atOnce) {
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for i := range some {
			group.Go(func() error { return w.writePageFile(&some[i]) })
		}
		if err := group.Wait(); err != nil {
			return f, err
		}
		for _, file := range some {
			f.Names, f.First = append(f.Names, file.name), append(f.First, file.start)
			ranks := unpacker{memo.UnpackTexts(file.note[hashSize:])}
			for i := file.start; i < file.end; i++ {
				standing.note(i, w.entries[i].kind, &ranks, w.stops)
			}
		}
		clear(some)
	}
	return f, nil
}

// writePageFile writes some documents to a file, unless the last build has: then it left beside the name what the
// manifest says of each.
func (w *writer) writePageFile(f *pageFile) error {
	made := packer{}
	made.Number(f.end - f.start)
	for _, e := range w.entries[f.start:f.end] {
		made.Digest(e.key)
	}
	if f.note = w.standingFile("pages", made.Data); f.note != nil {
		f.name = string(f.note[:hashSize])
		return nil
	}
	rows := make([]pageRow, 0, f.end-f.start)
	ranks := make([]byte, hashSize)
	var o opened
	for _, e := range w.entries[f.start:f.end] {
		if err := w.read(&o, e); err != nil {
			return err
		}
		s, rank := o.shown()
		rows, ranks = append(rows, row(e, s, pagesSize/(f.end-f.start))), append(ranks, rank...)
	}
	var err error
	if f.name, err = w.file("pages", rows); err != nil {
		return err
	}
	copy(ranks, f.name)
	f.note = ranks
	w.noteFile("pages", made.Data, f.note)
	return nil
}

func documentsPerFile(documents int) float64 {
	return pagesPerFile * math.Pow(math.Max(1, float64(documents)/pagesBase), pagesGrowth)
}

// row cuts a document's texts to size, each section by its share.
func row(e *entry, of *shown, size int) pageRow {
	room := size - len(e.url) - len(e.title) - len(of.description)
	texts := 0
	for _, s := range of.sections {
		room -= len(s.Title)
		texts += len(s.Text)
	}
	room = min(mostText, max(leastText, room))
	sections := make([][3]any, 0, len(of.sections))
	for _, s := range of.sections {
		text := s.Text
		if texts > room {
			text = shorten(text, max(room*len(text)/texts, min(60, room/max(1, len(of.sections)))))
		}
		sections = append(sections, [3]any{anchor(s), s.Title, text})
	}
	return pageRow{e.url, e.title, of.description, sections}
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
func oneLine(s string) string {
	if isOneLine(s) { // as most texts are
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine tells whether there is nothing for oneLine to do.
func isOneLine(s string) bool {
	space := true // the last was white space, or there was none
	for _, r := range s {
		was := space
		if space = unicode.IsSpace(r); space && (was || r != ' ') {
			return false
		}
	}
	return !space || s == ""
}

// lead is the beginning of a text, in one line. Of a long text only as much is read as the lead may need.
func lead(text string, n int) string {
	if n <= 0 {
		return ""
	}
	line := make([]byte, 0, n+2*utf8.UTFMax)
	space := false
	for i := 0; i < len(text) && len(line) <= n+utf8.UTFMax; {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if unicode.IsSpace(r) {
			space = len(line) > 0
			continue
		}
		if space {
			line, space = append(line, ' '), false
		}
		line = append(line, text[i-size:i]...)
	}
	return shorten(string(line), n)
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

// placeFacets gives the kinds to the manifest, and the other facets as well unless they are large.
func (w *writer) placeFacets(m *manifest, kinds map[string]*steps, others map[string]map[string]*steps) error {
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

func asText(values map[string]*steps) map[string]string {
	texts := make(map[string]string, len(values))
	for value, list := range values {
		texts[value] = string(list.packed)
	}
	return texts
}
