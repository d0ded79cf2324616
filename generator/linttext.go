package generator

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"portolan/generator/content"
)

var (
	vagueLink = regexp.MustCompile(`(?i)(?:^|[^!])\[(here|click here|this|this link|link|more|read more|learn more|see here|hier|mehr|weiterlesen|this page|go)\]\(`)
	fileAlt   = regexp.MustCompile(`(?i)!\[([^\]\n]+\.(?:png|jpe?g|gif|svg|webp|avif))\]\(`)
	notWords  = regexp.MustCompile(`\]\([^)\n]*\)|\]\[[^\]\n]*\]|<[^>\n]*>|https?://\S+|\{\{.*?\}\}|\{#[^}]*\}`)
)

// words looks at the text of a page line by line, code left out.
func (l *lint) words(e *edition, p *content.Page, body []byte) {
	spelling := l.spelling(e, p)
	fence := ""
	n := p.BodyLine - 1
	for raw := range bytes.Lines(body) {
		n++
		line := strings.TrimRight(string(raw), "\r\n")
		if fenced(line, &fence) {
			continue
		}
		line = withoutCode(line)
		if found := vagueLink.FindStringSubmatchIndex(line); found != nil {
			l.report("link/vague", p.File, n, found[2]+1, fmt.Sprintf("the words of this link say nothing: %q", line[found[2]:found[3]]), "")
		}
		if found := fileAlt.FindStringSubmatchIndex(line); found != nil {
			l.report("image/file-name", p.File, n, found[2]+1, fmt.Sprintf("the alternative text is the name of a file: %q", line[found[2]:found[3]]), "")
		}
		if spelling != nil && !strings.HasPrefix(line, "#") { // a heading may be the name of something
			spelling.line(notWords.ReplaceAllStringFunc(line, blank), n)
		}
	}
}

// fenced tells whether a line is a part of a fenced block; fence is what opened it.
func fenced(line string, fence *string) bool {
	text := strings.TrimLeft(line, " \t>")
	if *fence != "" {
		if strings.HasPrefix(text, *fence) && strings.Trim(text, (*fence)[:1]+" \t") == "" {
			*fence = ""
		}
		return true
	}
	if strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
		*fence = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
		return true
	}
	return strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")
}

// withoutCode blanks what stands in code marks; all else keeps its column.
func withoutCode(line string) string {
	if strings.IndexByte(line, '`') < 0 {
		return line
	}
	return codeMarks.ReplaceAllStringFunc(line, blank)
}

var codeMarks = regexp.MustCompile("`+[^`\n]*`+")

func blank(s string) string { return strings.Repeat(" ", len(s)) }

// spelling finds terms of the glossary that are written in another way.
type spelling struct {
	lint  *lint
	page  *content.Page
	terms map[string][]string // the accepted ways of writing, by letters
	told  map[string]bool
}

// spelling returns nil where there is no glossary, and for the glossary itself.
func (l *lint) spelling(e *edition, p *content.Page) *spelling {
	if len(e.glossary) == 0 || p.Address == "/glossary/" {
		return nil
	}
	e.spellingOnce.Do(func() { e.spellings = spellings(e.glossary) })
	return &spelling{lint: l, page: p, terms: e.spellings, told: map[string]bool{}}
}

// spellings lists the ways in which terms may be written.
func spellings(glossary []glossaryTerm) map[string][]string {
	terms := map[string][]string{}
	for _, t := range glossary {
		for _, name := range append([]string{t.name}, t.also...) {
			if key := letters(name); len(key) > 2 {
				terms[key] = append(terms[key], name)
			}
		}
	}
	return terms
}

// letters is a word without its case, hyphens and spaces.
func letters(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
}

// line looks at each word of a line, and at each with the next.
func (s *spelling) line(line string, n int) {
	end := -1
	previous, start := "", 0
	for at := 0; at < len(line); at = end {
		for at < len(line) && line[at] == ' ' {
			at++
		}
		if end = at + strings.IndexByte(line[at:]+" ", ' '); end == at {
			return
		}
		word := strings.Trim(line[at:end], ".,;:!?()[]\"'*_|>")
		if letters(word) == "" || strings.ContainsAny(word, "/._@=<>#:&\\") {
			previous = ""
			continue
		}
		s.word(word, n, at)
		if previous != "" && strings.HasSuffix(line[:at], previous+" ") {
			s.word(previous+" "+word, n, start)
		}
		previous, start = word, at
	}
}

// word reports a term that is written in none of the accepted ways.
func (s *spelling) word(word string, n, at int) {
	key := letters(word)
	accepted := s.terms[key]
	if accepted == nil || s.told[key] {
		return
	}
	for _, name := range accepted {
		if sameTerm(word, name) {
			return
		}
	}
	s.told[key] = true
	column := at + 1
	s.lint.report("term/spelling", s.page.File, n, column, fmt.Sprintf("%q is written %q in the glossary", word, accepted[0]), "")
}

// sameTerm tells whether a word is a term as its name has it. Where the name has capitals beyond its first letter they
// count; a hyphen for a space is how a term is joined to the next word.
func sameTerm(word, name string) bool {
	word, name = strings.ReplaceAll(word, "-", " "), strings.ReplaceAll(name, "-", " ")
	if len(name) > 1 && name[1:] != strings.ToLower(name[1:]) {
		return word == name || strings.ToUpper(name) == word
	}
	return strings.EqualFold(word, name)
}
