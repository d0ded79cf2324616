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
	maxBody  = 8 << 20
	maxLine  = 512 << 10
	maxMarks = 200 // quotation and list marks at the start of a line
)

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
