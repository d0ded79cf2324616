package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSummary is how many bytes of the first paragraph serve as a summary.
const maxSummary = 320

// finishText cuts the plain text into sections and counts its words.
func (w *writer) finishText() {
	all := string(w.text)
	w.doc.Words = countWords(all)
	if w.summary.end <= len(all) {
		w.doc.Summary = summarise(all[w.summary.start:w.summary.end])
	}
	for i, c := range w.cuts {
		end := len(all)
		if i+1 < len(w.cuts) {
			end = w.cuts[i+1].at
		}
		text := strings.TrimSpace(all[c.at:end])
		if c.heading >= 0 {
			h := w.doc.Headings[c.heading]
			w.doc.Sections = append(w.doc.Sections, Section{ID: h.ID, Title: h.Text, Level: h.Level, Text: text})
		} else if text != "" {
			w.doc.Sections = append(w.doc.Sections, Section{Text: text})
		}
	}
}

// summarise puts a paragraph on one line and cuts it at a word.
func summarise(paragraph string) string {
	s := strings.Join(strings.Fields(paragraph), " ")
	if len(s) <= maxSummary {
		return s
	}
	cut := maxSummary
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	if space := strings.LastIndexByte(s[:cut], ' '); space > maxSummary/2 {
		cut = space
	}
	return strings.TrimRight(s[:cut], " ,;:-") + "..."
}

// countWords counts runs of letters and digits. Scripts that write no spaces count each character.
func countWords(s string) int {
	n, inWord := 0, false
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if wordByte[c] && !inWord {
				n++
			}
			inWord = wordByte[c]
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case isIdeograph(r):
			n++
			inWord = false
		case unicode.IsLetter(r):
			if !inWord {
				n++
			}
			inWord = true
		case r != '\u2019': // an apostrophe ends no word
			inWord = false
		}
	}
	return n
}

// wordByte marks the letters, digits and the apostrophe of ASCII.
var wordByte = func() (marked [utf8.RuneSelf]bool) {
	for c := range marked {
		r := rune(c)
		marked[c] = r == '\'' || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return marked
}()

func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
