package generator

import (
	"bytes"
	"fmt"
	"strings"
)

// anchors are the ids on a page, each between two NUL bytes: they are kept for every page until all links are known.
type anchors string

// anchorsIn collects the ids in a piece of our own HTML, which writes them one way, and those given besides.
func anchorsIn(html []byte, besides ...string) anchors {
	var b strings.Builder
	b.WriteByte(0)
	add := func(id string) { b.WriteString(unescapeHTML.Replace(id) + "\x00") }
	for _, id := range besides {
		add(id)
	}
	for {
		_, after, found := bytes.Cut(html, []byte(` id="`))
		id, rest, closed := bytes.Cut(after, []byte{'"'})
		if !found || !closed {
			return anchors(strings.Clone(b.String())) // without the room that the builder left
		}
		add(string(id))
		html = rest
	}
}

// has tells whether a link to the id leads somewhere.
func (a anchors) has(id string) bool { return strings.Contains(string(a), "\x00"+id+"\x00") }

// nearest suggests the id that shares the longest beginning with one that is not there.
func (a anchors) nearest(id string) string {
	best, shared := "", 2
	for candidate := range strings.SplitSeq(string(a), "\x00") {
		n := 0
		for n < len(candidate) && n < len(id) && candidate[n] == id[n] {
			n++
		}
		if n > shared || (n == shared && best != "" && candidate < best) {
			best, shared = candidate, n
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean #%s?", best)
}
