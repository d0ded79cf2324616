package generator

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/generator/content"
	"portolan/generator/markdown"
)

// particulars looks at what a page says of itself.
func (l *lint) particulars(e *edition, p *content.Page) {
	if p.Description == "" && !p.Draft && !e.adoptedBy(p) {
		l.report("page/no-description", p.File, 1, 1, "the page has no description", "")
	}
	if p.Policy == nil || p.Policy.Status == "superseded" || p.Policy.Status == "retired" {
		return
	}
	if p.Owner == "" {
		l.report("policy/no-owner", p.File, 1, 1, "the policy has no owner", "")
	}
	switch due, _ := e.due(p.Policy.ReviewBy, "overdue"); {
	case p.Policy.ReviewBy == "" && p.Policy.Status == "in-force":
		l.report("policy/no-review", p.File, 1, 1, "the policy has no day for its review", "")
	case due == "overdue":
		l.report("policy/overdue", p.File, 1, 1, "the policy should have been read again by "+p.Policy.ReviewBy, "")
	}
}

// What makes a text hard to read, measured on a page of at least so many words: LIX, by C.-H. Bjornsson (1968), which
// needs no dictionary and so works for many languages. 60 and more is called very difficult.
const (
	hardLIX    = 62
	fewestRead = 150
	longWord   = 6 // letters; a longer word counts
)

// readability hints at pages that are hard to read throughout.
func (l *lint) readability(e *edition, p *content.Page, doc *markdown.Document) {
	if language := cmpOr(p.Language, e.portal.site.Language); strings.HasPrefix(language, "zh") || strings.HasPrefix(language, "ja") || strings.HasPrefix(language, "th") {
		return // words are not set apart by spaces
	}
	words, long, sentences := 0, 0, 0
	for _, s := range doc.Sections {
		w, lw, n := countWords(s.Text)
		words, long, sentences = words+w, long+lw, sentences+n
	}
	if words < fewestRead || sentences == 0 {
		return
	}
	lix := math.Round(float64(words)/float64(sentences) + 100*float64(long)/float64(words))
	if lix >= hardLIX {
		l.report("page/hard-to-read", p.File, p.BodyLine, 1, fmt.Sprintf("the page is hard to read: LIX %.0f, with %d words in a sentence and %d long words in a hundred",
			lix, words/sentences, 100*long/words), "")
	}
}

// countWords counts words, long words and sentences. A line is a sentence: headings and items of lists have no full stop.
func countWords(text string) (words, long, sentences int) {
	for line := range strings.SplitSeq(text, "\n") {
		open := false
		for word := range strings.FieldsSeq(line) {
			bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
			if bare == "" || strings.ContainsAny(bare, "/@_=") {
				continue
			}
			words, open = words+1, true
			if utf8.RuneCountInString(bare) > longWord {
				long++
			}
			if strings.ContainsAny(word[len(word)-1:], ".!?:;") {
				sentences, open = sentences+1, false
			}
		}
		if open {
			sentences++
		}
	}
	return words, long, sentences
}
