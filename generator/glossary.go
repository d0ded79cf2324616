package generator

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/search"
)

// glossaryTerm is a term of the glossary: a heading of the second level on /glossary/, and the text below it. A paragraph
// "Also: a, b." names other words for it.
type glossaryTerm struct {
	name, id, text string
	also           []string
}

// prepareGlossary reads the glossary before all other pages, so that they can explain its terms.
func (e *edition) prepareGlossary() {
	p := e.local(e.tree.At("/glossary/"))
	if p == nil || cmpOr(p.Language, e.portal.site.Language) != e.language {
		return
	}
	body, _ := e.tree.Text(p, e.config)
	doc := e.renderer.Render(markdown.Page{File: p.File, Body: body, Title: p.Title, Hides: e.hides, Reserved: e.words.IDs("glossary.html")})
	var terms []markdown.Term
	for _, s := range doc.Sections {
		if s.Level != 2 || s.ID == "" {
			continue
		}
		text, also, _ := strings.Cut(s.Text, "Also: ")
		term := glossaryTerm{name: s.Title, id: s.ID, text: strings.Join(strings.Fields(text), " ")}
		for word := range strings.SplitSeq(firstSentence(also), ",") {
			if word = strings.Trim(word, " .\n"); word != "" {
				term.also = append(term.also, word)
			}
		}
		e.glossary = append(e.glossary, term)
		terms = append(terms, markdown.Term{Name: s.Title, Href: string(site(p.Address)) + "#" + s.ID, Definition: firstSentence(term.text)})
	}
	e.terms = markdown.NewTerms(terms)
}

// termBoost keeps a term behind the page on the same matter.
const termBoost = .6

// indexGlossary lets readers find each term by itself.
func (e *edition) indexGlossary() {
	for _, t := range e.glossary {
		document := dataDocument("glossary", t.name, firstSentence(t.text), t.text)
		document.URL, document.Aliases, document.Language = "glossary/#"+t.id, t.also, e.language
		document.Boost = termBoost
		e.find(*document)
	}
}

// firstSentence returns the beginning of a text, up to its first full stop.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if at := strings.Index(text, ". "); at > 0 {
		return text[:at+1]
	}
	return text
}

// termsFor explains terms everywhere but in the glossary itself.
func (e *edition) termsFor(p *content.Page) *markdown.Terms {
	if e.originalAddress(p) == "/glossary/" {
		return nil
	}
	return e.terms
}

// glossaryView cuts the glossary's text into its terms, by letter.
func (e *edition) glossaryView(article ArticleView, doc []byte) *GlossaryView {
	view := &GlossaryView{ArticleView: article}
	view.Toc = nil
	parts := bytes.Split(doc, []byte(`<h2 id="`))
	view.HTML = template.HTML(parts[0])
	for _, part := range parts[1:] {
		id, rest, _ := bytes.Cut(part, []byte(`"`))
		heading, text, _ := bytes.Cut(rest, []byte("</h2>"))
		title := plainText(bytes.TrimPrefix(heading, []byte(">")))
		letter := initial(title)
		if n := len(view.Letters); n == 0 || view.Letters[n-1].Letter != letter {
			view.Letters = append(view.Letters, GlossaryLetter{Letter: letter})
		}
		last := &view.Letters[len(view.Letters)-1]
		last.Terms = append(last.Terms, GlossaryTerm{Title: title, ID: string(id), HTML: template.HTML(text)})
	}
	return view
}

// plainText takes the tags out of a heading, and the link to itself with them.
func plainText(html []byte) string {
	if at := bytes.Index(html, []byte(` class="anchor"`)); at >= 0 {
		html = html[:max(0, bytes.LastIndexByte(html[:at], '<'))]
	}
	var b strings.Builder
	depth := 0
	for _, c := range string(html) {
		switch {
		case c == '<':
			depth++
		case c == '>':
			depth--
		case depth == 0:
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(unescapeHTML.Replace(b.String()))
}

var unescapeHTML = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&amp;", "&")

// initial returns the letter that a title is listed under.
func initial(title string) string {
	for _, r := range strings.ToUpper(title) {
		if r >= '0' && r <= '9' {
			return "0"
		}
		return string(r)
	}
	return "?"
}

// synonyms are the built-in ones and the portal's own.
func (e *edition) synonyms() []search.Synonym {
	list := search.DefaultSynonyms()
	for _, term := range e.glossary {
		if len(term.also) > 0 {
			list = append(list, search.Synonym{Words: append([]string{term.name}, term.also...)})
		}
	}
	for _, words := range slices.Concat(e.portal.site.Search.Synonyms, e.config.Synonyms) {
		list = append(list, search.Synonym{Words: words})
	}
	return list
}
