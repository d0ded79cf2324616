package markdown

import (
	"bytes"
	"strconv"

	"portolan/generator/problem"
)

// maxTag is the longest template tag, in bytes, that is looked for.
const maxTag = 4_000

// rewriteLeftovers turns the shortcodes of Hugo and the tags of Liquid and Nunjucks, outside code, into the Markdown
// that says the same, and takes out the rest: no page shows template code.
func (w *writer) rewriteLeftovers() {
	body := w.source.body
	if !bytes.Contains(body, []byte("{{")) && !bytes.Contains(body, []byte("{%")) && !bytes.Contains(body, []byte("{:")) {
		return
	}
	(&rewriter{writer: w, body: body}).run()
}

// rewriter copies a body, tag by tag.
type rewriter struct {
	*writer
	body   []byte
	made   []byte
	copied int                  // how much of body is dealt with
	shut   []string             // call-outs that are open
	ends   map[string]span      // the next end of each kind of tag
	told   func(tag, rewritten) // hears of every tag; nil where nobody asks
}

func (r *rewriter) run() {
	scan := codeScanner{body: r.body}
	for {
		at := scan.nextBrace()
		if at < 0 {
			break
		}
		tag, ok := readTag(r.body[at:])
		if !ok {
			scan.at = at + 1
			continue
		}
		tag.at, tag.ownLine = at, aloneOnLine(r.body, at, at+tag.length)
		end := r.replace(tag)
		scan.at = max(end, at+1)
	}
	if r.copied == 0 {
		return
	}
	r.made = append(r.made, r.body[r.copied:]...)
	r.source.body = r.made
}

// noBlankLine stands where a tag on a line of its own is taken out: a blank line would end the HTML around it.
const noBlankLine = "<!-- -->"

// replace writes what stands for a tag and returns where in the body to go on.
func (r *rewriter) replace(t tag) int {
	end := t.at + t.length
	made := r.render(t)
	if made.end > 0 {
		end = made.end
	}
	if r.told != nil {
		r.told(t, made)
	}
	if made.warning != "" {
		r.doc.Problems = append(r.doc.Problems, r.source.problemAtOrigin(problem.Warning, "template/leftover", t.at, made.warning, made.hint))
	}
	r.made = append(r.made, r.body[r.copied:t.at]...)
	r.source.edits = append(r.source.edits, edit{at: len(r.made), from: t.at, fixed: true})
	if made.markdown == "" && t.ownLine && (t.opener == "{{" || t.opener == "{%") {
		made.markdown = noBlankLine
	}
	r.made = append(r.made, made.markdown...)
	r.source.edits = append(r.source.edits, edit{at: len(r.made), from: end})
	r.copied = end
	return end
}

// aloneOnLine says that nothing but a tag stands on its lines.
func aloneOnLine(body []byte, start, end int) bool {
	line := body[bytes.LastIndexByte(body[:start], '\n')+1 : start]
	rest := body[end:]
	if n := bytes.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	return len(bytes.TrimSpace(line)) == 0 && len(bytes.TrimSpace(rest)) == 0
}

// unknownTag is what becomes of a tag that nothing is known of.
func unknownTag(t tag) rewritten {
	return rewritten{
		warning: "template code " + strconv.Quote(clip(t.text())) + " is left out: this site does not run templates",
		hint:    "write what it stood for in Markdown, or in code marks to show it as it is",
	}
}
