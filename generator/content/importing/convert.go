package importing

import (
	"fmt"
	"strings"

	"portolan/generator/problem"
)

// convert puts the text of every page into Markdown that our renderer knows.
func (s *source) convert() {
	for _, p := range s.pages {
		s.remember(p)
	}
	for _, p := range s.pages {
		if s.files[p.file].Outcome != Written {
			continue
		}
		p.body = s.include(p, p.body, 0)
		switch s.kind {
		case "docusaurus":
			s.convertMDX(p)
		case "mkdocs":
			p.body = s.indentedTabs(p, p.body)
			s.convertMkDocs(p)
		case "jekyll":
			p.body = jekyllCallouts(p.body)
			s.fillVariables(p)
			s.convertReferences(p)
		case "hugo":
			s.convertReferences(p)
		}
		s.convertBlocks(p)
		if s.kind != "docusaurus" {
			s.convertTags(p)
		}
		s.convertLinks(p)
	}
}

// remember notes the address that a page had.
func (s *source) remember(p *page) {
	if key := oldKey(p.old); p.old != "" && s.byOld[key] == nil {
		s.byOld[key] = p
	}
	for _, alias := range p.front.list("aliases") {
		if key := oldKey(alias); strings.HasPrefix(alias, "/") && s.byOld[key] == nil {
			s.byOld[key] = p
		}
	}
}

// oldKey makes the ways of writing one address the same.
func oldKey(address string) string {
	address = strings.TrimSuffix(strings.TrimSuffix(address, "index.html"), ".html")
	return strings.ToLower("/" + strings.Trim(address, "/"))
}

// convertTags turns template tags into Markdown.
func (s *source) convertTags(p *page) {
	text := joinLines(p.body)
	if !strings.Contains(text, "{{") && !strings.Contains(text, "{%") && !strings.Contains(text, "{:") {
		return
	}
	made, tags := s.rewrite([]byte(text))
	for _, tag := range tags {
		at := p.bodyLine(tag.Line)
		switch {
		case tag.Warning != "":
			s.remain(p, at, tag.Column, "import/template", tag.Warning, tag.Hint)
		case tag.Markdown == "" && !strings.Contains(tag.Text, "/") && !strings.Contains(tag.Text, "end"):
			s.note(problem.Notice, p.file, at, tag.Column, "import/layout", fmt.Sprintf("%s is taken out: what stands in it stays, its arrangement goes", tag.Text), "")
		}
	}
	p.body = keepPlaces(p.body, tidy(string(made)))
}

// bodyLine is the line of the file on which a line of the text, counted from 1, stood.
func (p *page) bodyLine(n int) int {
	if n < 1 || n > len(p.body) {
		return 1
	}
	return p.body[n-1].n
}

// tidy takes out the remarks that stand for tags on lines of their own, where a blank line does no harm.
func tidy(text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for i, l := range lines {
		blankBefore := i == 0 || strings.TrimSpace(lines[i-1]) == "" || len(out) == 0 || strings.TrimSpace(out[len(out)-1]) == ""
		blankAfter := i+1 >= len(lines) || strings.TrimSpace(lines[i+1]) == ""
		if strings.TrimSpace(l) == "<!-- -->" && (blankBefore || blankAfter) {
			continue
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}

// keepPlaces gives the lines of a changed text the places of those that they were made of, as far as they are the same.
func keepPlaces(before []line, text string) []line {
	after := splitLines(text, 0)
	at := 0
	for i := range after {
		for j := at; j < min(at+200, len(before)); j++ {
			if before[j].text == after[i].text {
				at = j + 1
				break
			}
		}
		if n := min(max(at, 1), len(before)); n > 0 {
			after[i].n = before[n-1].n
		}
	}
	return after
}

var (
	// pymdown's blocks: "/// note | Title" up to "///".
	slashBlock = lazy(`^\s*(/{3,})\s*([a-z-]+)?\s*(?:\|\s*(.*))?$`)
	tocMark    = lazy(`^\s*(?:\[TOC\]|\[\[_TOC_\]\]|\{:toc\}|\{:\s*toc\s*\}|\* TOC|- TOC|1\. TOC)\s*$`)
)

// convertBlocks takes out marks for lists of headings, which pages have anyway, and writes pymdown's blocks as
// containers.
func (s *source) convertBlocks(p *page) {
	out := p.body[:0:0]
	for _, l := range p.body {
		if l.code {
			out = append(out, l)
			continue
		}
		if tocMark().MatchString(l.text) {
			s.note(problem.Notice, p.file, l.n, 1, "import/layout", "the list of headings is taken out: each page has one", "")
			continue
		}
		if found := slashBlock().FindStringSubmatch(l.text); found != nil && s.kind == "mkdocs" {
			l.text = strings.TrimRight(strings.Repeat(":", len(found[1]))+found[2]+" "+found[3], " ")
		}
		out = append(out, l)
	}
	p.body = out
}

var (
	icon     = lazy(`:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^}]*\})?`)
	attrList = lazy(`\{:?\s*(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[\w.%-]+))(?:\s+(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[\w.%-]+)))*\s*\}`)
	headID   = lazy(`^#{1,6}\s.*\{:?\s*#[\w-]+\s*\}\s*$`)
	abbr     = lazy(`^\*\[([^\]]+)\]:\s*(.*)$`)
)

// convertMkDocs takes out what only Python-Markdown's extensions know: icons, classes and sizes. Anchors of headings stay.
func (s *source) convertMkDocs(p *page) {
	for i, l := range p.body {
		if l.code {
			continue
		}
		if found := abbr().FindStringSubmatch(l.text); found != nil {
			s.remain(p, l.n, 1, "import/abbreviation", fmt.Sprintf("the abbreviation %s is written out nowhere but here", found[1]), "make it a term of glossary.md: ## "+found[1])
			p.body[i].text = "<!-- " + strings.ReplaceAll(found[1]+": "+found[2], "--", "- -") + " -->"
			continue
		}
		text := outsideCode(l.text, func(part string) string { return s.dropIcons(p, l, part) })
		if !headID().MatchString(text) {
			text = outsideCode(text, func(part string) string { return s.dropAttributes(p, l, part) })
		} else {
			text = strings.Replace(text, "{:", "{", 1)
		}
		p.body[i].text = text
	}
}

func (s *source) dropIcons(p *page, l line, part string) string {
	return icon().ReplaceAllStringFunc(part, func(mark string) string {
		s.note(problem.Notice, p.file, l.n, column(l, mark), "import/icon", "the icon "+mark+" is taken out", "")
		return ""
	})
}

func (s *source) dropAttributes(p *page, l line, part string) string {
	if strings.HasPrefix(strings.TrimSpace(part), ":::") || strings.HasPrefix(strings.TrimSpace(part), "```") {
		return part
	}
	return attrList().ReplaceAllStringFunc(part, func(mark string) string {
		s.note(problem.Notice, p.file, l.n, column(l, mark), "import/layout", mark+" is taken out: pages carry no classes and sizes", "")
		return ""
	})
}

func column(l line, mark string) int { return strings.Index(l.text, mark) + 1 }

// outsideCode changes the parts of a line that stand outside of code marks.
func outsideCode(text string, change func(string) string) string {
	if strings.IndexByte(text, '`') < 0 {
		return change(text)
	}
	var b strings.Builder
	for text != "" {
		open := strings.IndexByte(text, '`')
		if open < 0 {
			break
		}
		marks := text[open : open+len(text[open:])-len(strings.TrimLeft(text[open:], "`"))]
		end := strings.Index(text[open+len(marks):], marks)
		if end < 0 {
			break
		}
		stop := open + 2*len(marks) + end
		b.WriteString(change(text[:open]))
		b.WriteString(text[open:stop])
		text = text[stop:]
	}
	b.WriteString(change(text))
	return b.String()
}

var siteVariable = lazy(`\{\{-?\s*(site|page)\.([\w.]+)\s*-?\}\}`)

// fillVariables writes the values of settings and front matter where Jekyll would have.
func (s *source) fillVariables(p *page) {
	for i, l := range p.body {
		if l.code || !strings.Contains(l.text, "{{") {
			continue
		}
		p.body[i].text = siteVariable().ReplaceAllStringFunc(l.text, func(tag string) string {
			found := siteVariable().FindStringSubmatch(tag)
			value := p.front.text(found[2])
			if found[1] == "site" {
				value = s.setting(found[2])
			}
			if value == "" || strings.Contains(found[2], "url") {
				return tag
			}
			return value
		})
	}
}
