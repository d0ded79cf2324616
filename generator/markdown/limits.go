package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"portolan/generator/problem"
)

// Pages beyond these limits are shown as plain text: no page that people read comes near them, and the parser needs
// time that grows with the square of some of them.
const (
	maxBody  = 2 << 20
	maxLine  = 128 << 10
	maxMarks = 200 // quotation and list marks at the start of a line
)

// Beyond these limits marks are taken as text.
const (
	maxInlineMarks = 1_500       // in one paragraph, cell or heading
	maxWork        = 400_000_000 // bytes that a page's marks may have to be compared with
	maxReferences  = 4_000       // lines of definitions in a row
	maxCells       = 200_000     // of a table
	maxNotes       = 2_000       // footnotes of a page
	maxContainers  = 30          // open at once
)

// mayMark counts the marks of one block of text, and what they may cost: to find its other end, each is compared with
// the rest of its line and with the marks before it.
func (w *writer) mayMark(offset, rest int) bool {
	w.marks++
	w.work += rest + 100*w.marks
	if w.marks < maxInlineMarks && w.work < maxWork {
		return true
	}
	if !w.manyMarks {
		w.manyMarks = true
		w.refuseMarks(offset, "a paragraph holds too many marks; those from here on are shown as text", "break it into paragraphs")
	}
	return false
}

func (w *writer) refuseMarks(offset int, text, hint string) {
	w.report(problem.Warning, "limit/marks", offset, text, hint)
}

// mayContain says that another container may open.
func (w *writer) mayContain(offset int) bool {
	if w.containers < maxContainers {
		return true
	}
	if w.containers == maxContainers {
		w.report(problem.Warning, "limit/nesting", offset, "containers nest too deeply; those from here on are shown as text", "close what is open")
		w.containers++
	}
	return false
}

// checkLimits reports the first limit that the page breaks.
func (w *writer) checkLimits() bool {
	w.checkEncoding()
	body := w.source.body
	if len(body) > maxBody {
		w.refuse(0, "the page is larger than "+strconv.Itoa(maxBody>>20)+" MiB", "split it")
		return false
	}
	for at := 0; at < len(body); {
		end := bytes.IndexByte(body[at:], '\n')
		if end < 0 {
			end = len(body) - at
		}
		if end > maxLine {
			w.refuse(at, "a line is longer than "+strconv.Itoa(maxLine>>10)+" KiB", "break it into lines")
			return false
		}
		if end > maxMarks && leadingMarks(body[at:at+end]) > maxMarks {
			w.refuse(at, "a line opens too many quotations and lists", "")
			return false
		}
		at += end + 1
	}
	return true
}

// maxProblems is how many problems of a page are listed besides its errors.
const maxProblems = 500

// finishProblems shortens a list that nobody would read. Errors always stay: they decide whether a run fails.
func (w *writer) finishProblems() {
	if len(w.doc.Problems) <= maxProblems {
		return
	}
	kept := w.doc.Problems[:maxProblems:maxProblems]
	left := 0
	for _, p := range w.doc.Problems[maxProblems:] {
		if p.Severity == problem.Error {
			kept = append(kept, p)
		} else {
			left++
		}
	}
	w.doc.Problems = kept
	if left > 0 {
		w.report(problem.Warning, "limit/problems", 0, strconv.Itoa(left)+" more problems of this page are not listed", "mend these first")
	}
}

// checkEncoding replaces bytes that are no UTF-8.
func (w *writer) checkEncoding() {
	body := w.source.body
	if utf8.Valid(body) {
		return
	}
	at := 0
	for at < len(body) {
		r, n := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	w.report(problem.Warning, "page/encoding", at, "the page is not UTF-8 throughout; what cannot be read is replaced", "save it as UTF-8")
	w.source.body = bytes.ToValidUTF8(body, []byte(replacement))
	w.source.origin, w.source.starts = w.source.body, w.source.starts[:0]
}

func (w *writer) refuse(offset int, text, hint string) {
	w.report(problem.Error, "limit/size", offset, text, hint)
}

// leadingMarks counts the marks that open a quotation or a list before a line's text.
func leadingMarks(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case '>', '-', '+', '*', ':':
			n++
		case ' ', '\t', '.', ')', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		default:
			return n
		}
	}
	return n
}

// writePlainly shows the page as it was written.
func (w *writer) writePlainly() {
	body := w.source.body[:min(len(w.source.body), maxPlain)]
	w.add("<pre tabindex=\"0\">")
	w.out = appendEscaped(w.out, body)
	w.add("</pre>\n")
}

// maxPlain is how much is shown of a page that is beyond the limits.
const maxPlain = 64 << 10
