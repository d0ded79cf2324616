package content

import (
	"bytes"
	"path"
	"strings"
)

// static is the folder whose files are published at the root of the site.
const static = "static/"

// HiddenStatic returns the files below static/ that only hidden pages and parts speak of, by name: they go with what
// speaks of them. Shown are those that an edition's own pages refer to.
func (t *Tree) HiddenStatic(shown map[string]bool, e Edition) map[string]bool {
	byName := map[string][]string{}
	for _, f := range t.Files {
		if strings.HasPrefix(f, static) && !shown[f] {
			byName[path.Base(f)] = append(byName[path.Base(f)], f)
		}
	}
	hidden := map[string]bool{}
	if len(byName) == 0 || t.whole == nil || e.Audiences == nil {
		return hidden
	}
	for _, p := range t.whole.Pages {
		for word := range bytes.FieldsFuncSeq(t.hiddenText(p, e), endsName) {
			for _, f := range byName[unescape(string(word))] {
				hidden[f] = true
			}
		}
	}
	return hidden
}

// endsName tells what cannot be part of a file's name in a link.
func endsName(r rune) bool { return strings.ContainsRune(" \t\r\n/()[]<>{}\"'`,;?#=|", r) }

// hiddenText is what an edition's readers may not see of a page's file.
func (t *Tree) hiddenText(p *Page, e Edition) []byte {
	data, found := readText(t.fsys, p.File)
	if found != nil || !e.Shows(p.Audience) {
		return data
	}
	shown, _ := t.Text(p, e)
	_, body, _, _ := cut(p.File, data)
	if bytes.Equal(shown, body) {
		return nil
	}
	var hidden bytes.Buffer
	rest := shown
	for line := range bytes.Lines(body) {
		var left []byte
		left, rest, _ = bytes.Cut(rest, []byte{'\n'})
		if !bytes.Equal(bytes.TrimRight(line, "\n"), left) {
			hidden.Write(line)
		}
	}
	return hidden.Bytes()
}
