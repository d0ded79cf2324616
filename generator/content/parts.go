package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"portolan/generator/problem"
)

// Part is a container of a body, in lines counted from 1.
type Part struct {
	Name        string
	First, Last int
}

// cutParts blanks the parts of a text that an edition's readers may not see. Two readings must agree that a line may be
// shown: that of Markdown, which knows how containers nest in lists, quotations and code, and a plain one of the lines
// from ":::internal" to its ":::", which nothing around them can mislead.
func (t *Tree) cutParts(file string, body []byte, bodyLine int, e Edition) ([]byte, []problem.Problem) {
	plain, problems := cutParts(file, body, bodyLine, t.Site, e)
	if t.Parts == nil || e.Audiences == nil {
		return plain, problems
	}
	hidden, line := t.hiddenLines(body, e), 0
	if len(hidden) == 0 {
		return plain, problems
	}
	var out bytes.Buffer
	for text := range bytes.Lines(plain) {
		if line++; hidden[line] {
			text = []byte{'\n'}
		}
		out.Write(text)
	}
	return out.Bytes(), problems
}

// hiddenLines are the lines, counted from 1, of the parts that Markdown sees and the edition's readers may not.
func (t *Tree) hiddenLines(body []byte, e Edition) map[int]bool {
	hidden, upTo := map[int]bool{}, 0
	for _, p := range t.Parts(body) { // in the order in which they begin, so no line is looked at twice
		if !t.Site.Hides(p.Name, e) {
			continue
		}
		for line := max(p.First, upTo+1); line <= p.Last; line++ {
			hidden[line] = true
		}
		upTo = max(upTo, p.Last)
	}
	return hidden
}

// Hides tells whether a part of that name is kept from an edition's readers.
func (s *Site) Hides(name string, e Edition) bool {
	audience, _ := s.partAudience(name)
	return audience != "" && !e.Shows(audience)
}

// IsPart tells whether a container of that name is a part for some readers, and no note or tip.
func (s *Site) IsPart(name string) bool {
	audience, _ := s.partAudience(name)
	return audience != ""
}

// partAudience returns the audience that a part is for; "" for a note or a tip. What is nearly the name of an audience
// is taken for it, and exact is false: it is safer to show too little.
func (s *Site) partAudience(name string) (audience string, exact bool) {
	for _, known := range s.audiences() {
		if strings.EqualFold(name, known) {
			return known, true
		}
	}
	for _, known := range s.audiences() {
		if len(known) > 5 && problem.Distance(strings.ToLower(name), strings.ToLower(known)) <= 2 {
			return known, false
		}
	}
	return "", true
}

// audiences are all that parts may be for.
func (s *Site) audiences() []string {
	list := []string{"internal", "public"}
	for _, name := range slices.Sorted(maps.Keys(s.Editions)) {
		list = append(list, s.Editions[name].Audiences...)
	}
	return list
}

// cutParts is the plain reading. Lines stay where they are, so that problems keep their line numbers. A part that is
// never closed hides the rest of the page.
func cutParts(file string, body []byte, bodyLine int, site *Site, e Edition) ([]byte, []problem.Problem) {
	if !bytes.Contains(body, []byte(":::")) {
		return body, nil
	}
	c := partCutter{file: file, line: bodyLine, site: site, edition: e}
	for line := range bytes.Lines(body) {
		c.take(line)
		c.line++
	}
	return c.out.Bytes(), c.problems()
}

// partCutter walks over lines and remembers which parts are open.
type partCutter struct {
	file    string
	line    int
	site    *Site
	edition Edition
	out     bytes.Buffer
	open    []part
	doubts  []problem.Problem
	fence   string // the fence that a code block was opened with
	html    string // what ends the raw HTML we are in; "\n" is a blank line
}

// part is an open ":::" container.
type part struct {
	audience string // "" for a note or a tip
	name     string
	colons   int
	line     int
	source   string
	hidden   bool
}

func (c *partCutter) take(line []byte) {
	text := strings.TrimSpace(string(line))
	hidden := len(c.open) > 0 && c.open[len(c.open)-1].hidden
	code := c.inCode(string(line))
	marker := strings.TrimLeft(text, ":")
	if colons := len(text) - len(marker); colons >= 3 && !code {
		if name := partName(marker); name != "" {
			hides := hidden || c.site.Hides(name, c.edition)
			c.open = append(c.open, part{name: name, colons: colons, line: c.line, source: string(bytes.TrimRight(line, "\r\n")), hidden: hides})
			c.doubt(&c.open[len(c.open)-1])
			hidden = hides
		} else if last := len(c.open) - 1; last >= 0 && strings.TrimSpace(marker) == "" && colons >= c.open[last].colons {
			c.open = c.open[:last]
		}
	}
	if hidden {
		c.out.WriteByte('\n')
		return
	}
	c.out.Write(line)
}

// partName reads the name of a part: "internal", "{.internal}", "internal Title".
func partName(marker string) string {
	marker = strings.TrimLeft(strings.TrimSpace(marker), "{.")
	end := strings.IndexFunc(marker, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' })
	if end < 0 {
		return marker
	}
	return marker[:end]
}

// doubt settles whom a part is for, and says so where its name is only nearly an audience's.
func (c *partCutter) doubt(p *part) {
	exact := true
	if p.audience, exact = c.site.partAudience(p.name); !exact && len(c.site.Editions) > 0 {
		c.doubts = append(c.doubts, problem.Problem{
			Rule: "part/audience", File: c.file, Line: p.line, Column: 1, Source: p.source,
			Text: fmt.Sprintf("%q is no audience and no kind of note", p.name), Hint: fmt.Sprintf("did you mean :::%s?", p.audience),
		})
	}
}

// inCode tells whether a line lies in a fenced code block, where ":::" is an example. Within raw HTML a fence is no
// fence, and what looks like a part there is taken for one.
func (c *partCutter) inCode(line string) bool {
	text := strings.TrimSpace(line)
	if c.html != "" {
		if (c.html == "\n" && text == "") || (c.html != "\n" && strings.Contains(text, c.html)) {
			c.html = ""
		}
		return false
	}
	if c.fence != "" {
		if strings.HasPrefix(text, c.fence) && strings.Trim(text, c.fence[:1]) == "" && indent(line) < 4 {
			c.fence = ""
		}
		return true
	}
	if strings.HasPrefix(text, "<") {
		c.html = htmlEnd(text)
		return false
	}
	for _, sign := range []string{"`", "~"} {
		if rest := strings.TrimLeft(text, sign); len(text)-len(rest) >= 3 && indent(line) < 4 && (sign == "~" || !strings.Contains(rest, "`")) {
			c.fence = text[:len(text)-len(rest)]
			return true
		}
	}
	return false
}

// htmlEnd returns what ends the raw HTML that a line opens.
func htmlEnd(text string) string {
	lower := strings.ToLower(text)
	for start, end := range map[string]string{"<!--": "-->", "<pre": "</pre>", "<script": "</script>", "<style": "</style>", "<textarea": "</textarea>"} {
		if strings.HasPrefix(lower, start) {
			if strings.Contains(lower, end) {
				return ""
			}
			return end
		}
	}
	return "\n"
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

func (c *partCutter) problems() []problem.Problem {
	problems := c.doubts
	for _, p := range c.open {
		if p.audience != "" {
			problems = append(problems, problem.Problem{
				Rule: "part/unclosed", File: c.file, Line: p.line, Column: 1, Source: p.source,
				Text: fmt.Sprintf("the part for %q is opened here and never closed", p.name), Hint: "end it with a line :::",
			})
		}
	}
	return problems
}
