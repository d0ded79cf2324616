package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"portolan/generator/problem"
)

// headingLevel pairs the level that an author wrote with the one that is written.
type headingLevel struct{ asked, given int }

// nest returns the level for the next heading: the first is 2, none goes deeper than one below its parent, and
// headings that the author put side by side stay side by side.
func (w *writer) nest(asked int) int {
	for len(w.levels) > 0 && w.levels[len(w.levels)-1].asked >= asked {
		w.levels = w.levels[:len(w.levels)-1]
	}
	given := 2
	if n := len(w.levels); n > 0 {
		given = min(6, w.levels[n-1].given+1)
	}
	w.levels = append(w.levels, headingLevel{asked, given})
	return given
}

func (w *writer) heading(n *ast.Heading) {
	htmlStart, textStart := len(w.out), len(w.text)
	w.inHeading = true
	w.children(n)
	w.inHeading = false
	title := strings.Join(strings.Fields(string(w.text[textStart:])), " ")
	if isInvisible(title) {
		if len(w.out) > htmlStart {
			w.add("\n")
		}
		return
	}
	id := w.headingID(n, title)
	if w.takeTitle(n, title, id) {
		w.out, w.text = w.out[:htmlStart], w.text[:textStart]
		return
	}
	asked, level := n.Level, w.nest(n.Level)
	if level < asked && asked > 2 {
		w.report(problem.Notice, "heading/skipped-level", w.offset(n),
			"a heading skips a level; it is shown one below the heading before it", "write it with "+strings.Repeat("#", level))
	}
	w.text = append(w.text[:textStart], '\n')
	at := w.source.at(w.offset(n))
	w.doc.Headings = append(w.doc.Headings, Heading{Level: level, ID: id, Text: title, Line: at.Line})
	w.cuts = append(w.cuts, cut{heading: len(w.doc.Headings) - 1, at: len(w.text)})
	w.wrapHeading(htmlStart, level, id, title)
}

// wrapHeading puts the tags around a heading whose text has been written from start on.
func (w *writer) wrapHeading(start, level int, id, title string) {
	w.scratch = append(w.scratch[:0], w.out[start:]...)
	w.out = w.out[:start]
	w.add("<h")
	w.addInt(level)
	w.add(` id="`)
	w.escape(id)
	w.add(`">`)
	w.out = append(w.out, w.scratch...)
	w.add(` <a aria-label="`)
	w.escape(strings.Replace(w.renderer.texts.HeadingLink, "%s", title, 1))
	w.add(`" class="anchor" href="#`)
	w.escape(id)
	w.add(`">#</a></h`)
	w.addInt(level)
	w.add(">\n")
}

// takeTitle takes a first heading of level one out of the text if it serves as the page's title.
func (w *writer) takeTitle(n *ast.Heading, title, id string) bool {
	if n.Level != 1 || len(w.doc.Headings) > 0 || w.doc.Title != "" || n.Parent().Kind() != ast.KindDocument {
		return false
	}
	w.doc.Title, w.doc.TitleID = title, id
	given := strings.Join(strings.Fields(w.page.Title), " ")
	w.doc.TitleTaken = given == "" || strings.EqualFold(given, title)
	return w.doc.TitleTaken
}

// reserveIDs sets aside the ids that authors wrote, so that no generated one takes them.
func (w *writer) reserveIDs(document ast.Node) {
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			if id := explicitID(h); id != "" {
				w.ids["\x00"+id] = true
			}
		}
	}
}

func explicitID(n *ast.Heading) string {
	if n.Attributes() == nil {
		return ""
	}
	value, _ := n.AttributeString("id")
	id, _ := value.([]byte)
	return strings.Join(strings.Fields(string(id)), "-")
}

func (w *writer) headingID(n *ast.Heading, title string) string {
	id := explicitID(n)
	if id == "" {
		return w.generateID(slug(title))
	}
	if w.ids[id] {
		w.report(problem.Warning, "heading/duplicate-id", w.offset(n), "the anchor "+strconv.Quote(id)+" stands twice on this page",
			"give this heading another {#id}")
		return w.uniqueID(id)
	}
	w.ids[id] = true
	return id
}

// generateID makes a slug unique and keeps clear of the ids that authors wrote.
func (w *writer) generateID(slug string) string {
	if !w.ids["\x00"+slug] {
		return w.uniqueID(slug)
	}
	w.ids[slug] = true
	unique := w.uniqueID(slug)
	delete(w.ids, slug)
	return unique
}

// uniqueID appends the first number that makes an id unique on the page, and takes it.
func (w *writer) uniqueID(id string) string {
	unique := id
	for i := max(1, w.numbers[id]); w.ids[unique] || unique != id && w.ids["\x00"+unique]; i++ {
		unique = id + "-" + strconv.Itoa(i)
		w.numbers[id] = i
	}
	w.ids[unique] = true
	return unique
}

// slug makes an anchor of a heading as GitHub does: letters and digits of any script in lower case, spaces as hyphens,
// the rest dropped.
func slug(title string) string {
	var b strings.Builder
	for _, r := range title {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		case r == '-' || r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}
