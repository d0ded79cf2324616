package content

import (
	"bytes"
	"fmt"
	"strings"

	"portolan/generator/problem"
)

// cutParts blanks the parts of a text that an edition's readers may not see: the lines from ":::internal" to its ":::".
// Lines stay where they are, so that problems keep their line numbers. A part that is never closed hides the rest of
// the page: it is safer to show too little.
func cutParts(file string, body []byte, bodyLine int, site *Site, e Edition) ([]byte, []problem.Problem) {
	if !bytes.Contains(body, []byte(":::")) {
		return body, nil
	}
	c := partCutter{file: file, line: bodyLine, site: site, edition: e}
	for line := range bytes.Lines(body) {
		c.take(line)
		c.line++
	}
	return c.out.Bytes(), c.unclosed()
}

// partCutter walks over lines and remembers which parts are open.
type partCutter struct {
	file    string
	line    int
	site    *Site
	edition Edition
	out     bytes.Buffer
	open    []part
	fence   string // the fence that a code block was opened with
	html    string // what ends the raw HTML we are in; "\n" is a blank line
}

// part is an open ":::" container.
type part struct {
	name   string
	line   int
	source string
	hidden bool
}

func (c *partCutter) take(line []byte) {
	text := strings.TrimSpace(string(line))
	hidden := len(c.open) > 0 && c.open[len(c.open)-1].hidden
	code := c.inCode(string(line))
	marker, isMarker := strings.CutPrefix(text, ":::")
	marker = strings.TrimLeft(marker, ":")
	if isMarker && !code {
		if name := strings.TrimSpace(marker); name != "" {
			name, _, _ = strings.Cut(strings.Fields(name)[0], "{")
			hides := hidden || (c.isAudience(name) && !c.edition.Shows(name))
			c.open = append(c.open, part{name: name, line: c.line, source: string(bytes.TrimRight(line, "\r\n")), hidden: hides})
			hidden = hides
		} else if len(c.open) > 0 {
			c.open = c.open[:len(c.open)-1]
		}
	}
	if hidden {
		c.out.WriteByte('\n')
		return
	}
	c.out.Write(line)
}

// isAudience tells a part for an audience from a note or a tip.
func (c *partCutter) isAudience(name string) bool {
	return name == "internal" || name == "public" || (len(c.site.Editions) > 0 && c.site.knows(name))
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

func (c *partCutter) unclosed() (problems []problem.Problem) {
	for _, p := range c.open {
		if c.isAudience(p.name) {
			problems = append(problems, problem.Problem{
				Rule: "part/unclosed", File: c.file, Line: p.line, Column: 1, Source: p.source,
				Text: fmt.Sprintf("the part for %q is opened here and never closed", p.name), Hint: "end it with a line :::",
			})
		}
	}
	return problems
}
