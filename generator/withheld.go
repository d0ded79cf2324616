package generator

import (
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/difference"
)

// shortLine is how many bytes a line needs to be told from others.
const shortLine = 12

// sameThing is the share of common words from which a paragraph says what another says.
const sameThing = 0.6

// withheld is what a page keeps from an edition's readers today: lines and paragraphs. An earlier text that holds one of them
// is kept back: what has been hidden since must not come back through the history.
type withheld struct {
	lines      map[string]bool
	paragraphs []string
}

// withheldFrom compares the whole of a page with what the edition shows of it.
func (e *edition) withheldFrom(p *content.Page, shown []byte) withheld {
	all, _ := e.tree.Text(p, content.Edition{})
	w := withheld{lines: map[string]bool{}}
	for line := range strings.Lines(string(all)) {
		if line = strings.TrimSpace(line); len(line) >= shortLine && !strings.HasPrefix(line, ":::") {
			w.lines[line] = true
		}
	}
	for line := range strings.Lines(string(shown)) {
		delete(w.lines, strings.TrimSpace(line))
	}
	if len(w.lines) == 0 {
		return w
	}
	for _, paragraph := range paragraphs(all) {
		if slices.ContainsFunc(strings.Split(paragraph, "\n"), func(line string) bool { return w.lines[strings.TrimSpace(line)] }) {
			w.paragraphs = append(w.paragraphs, paragraph)
		}
	}
	return w
}

// holds tells whether a text holds what is kept back, word for word in a line, or nearly so in a paragraph that was
// wrapped or worded a little otherwise.
func (w withheld) holds(body []byte) bool {
	if len(w.lines) == 0 {
		return false
	}
	for line := range strings.Lines(string(body)) {
		if w.lines[strings.TrimSpace(line)] {
			return true
		}
	}
	for _, paragraph := range paragraphs(body) {
		for _, hidden := range w.paragraphs {
			if difference.Likeness(paragraph, hidden) >= sameThing {
				return true
			}
		}
	}
	return false
}

// paragraphs are the parts of a text between blank lines and the marks of its parts.
func paragraphs(body []byte) (all []string) {
	var current []string
	flush := func() {
		if text := strings.Join(current, "\n"); len(text) >= shortLine {
			all = append(all, text)
		}
		current = nil
	}
	for line := range strings.Lines(string(body)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, ":::") {
			flush()
			continue
		}
		current = append(current, line)
	}
	flush()
	return all
}
