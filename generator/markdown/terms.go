package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Term is an entry of the glossary.
type Term struct {
	// Name is the term as it stands in running text. Case matters only for names that are all capitals.
	Name string
	// Href is where it is explained.
	Href string
	// Definition is a sentence that explains it. Optional.
	Definition string
}

// Terms finds the glossary's terms in text. It is made once per edition and shared by all its pages.
type Terms struct {
	terms []Term
	// byWord lists, for the first word of each name in lower case, the terms that begin with it, longest first.
	byWord map[string][]int
	// begins tells the bytes, in lower case, with which those words begin.
	begins [256]bool
}

// NewTerms prepares terms. Of two of the same name the first counts.
func NewTerms(terms []Term) *Terms {
	t := &Terms{terms: terms, byWord: map[string][]int{}}
	for i, term := range terms {
		word := strings.ToLower(term.Name[:wordEnd(term.Name)])
		if word == "" {
			continue
		}
		list := append(t.byWord[word], i)
		for j := len(list) - 1; j > 0 && len(terms[list[j-1]].Name) < len(term.Name); j-- {
			list[j-1], list[j] = list[j], list[j-1]
		}
		t.byWord[word] = list
		t.begins[word[0]] = true
	}
	return t
}

// explain writes plain text with the first use of each term on the page as a link to its explanation.
func (w *writer) explain(text []byte) {
	s := string(text)
	from := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && !inWord[s[i]] {
			i++
			continue
		}
		n := wordEnd(s[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		index, length := w.page.Terms.at(s[i:], n, w.explained)
		if length == 0 {
			i += n
			continue
		}
		w.escape(s[from:i])
		w.term(index, s[i:i+length])
		i += length
		from = i
	}
	w.escape(s[from:])
}

func (w *writer) term(index int, text string) {
	if w.explained == nil {
		w.explained = map[int]bool{}
	}
	w.explained[index] = true
	term := w.page.Terms.terms[index]
	w.add(`<a class="term" href="`)
	w.address(term.Href)
	if term.Definition != "" {
		w.add(`" title="`)
		w.escape(term.Definition)
	}
	w.add(`">`)
	w.escape(text)
	w.add("</a>")
}

// at returns the longest term that s begins with and how many bytes it takes; length 0 means none. The first word of s
// ends at wordEnd.
func (t *Terms) at(s string, wordEnd int, explained map[int]bool) (index, length int) {
	if c := s[0]; c < utf8.RuneSelf && !t.begins[c] && !t.begins[c|0x20] {
		return 0, 0 // as most words of a page
	}
	for _, i := range t.byWord[strings.ToLower(s[:wordEnd])] {
		if n := len(t.terms[i].Name); matchesTerm(s, t.terms[i].Name) {
			if explained[i] {
				return 0, 0
			}
			return i, n
		}
	}
	return 0, 0
}

func matchesTerm(s, name string) bool {
	if len(s) < len(name) || !strings.EqualFold(s[:len(name)], name) {
		return false
	}
	if name == strings.ToUpper(name) && s[:len(name)] != name {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[len(name):])
	return len(s) == len(name) || !isWordRune(next)
}

// wordEnd returns where the word that s begins with ends; 0 if it begins with none.
func wordEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return i + runesEnd(s[i:])
		}
		if !inWord[s[i]] {
			return i
		}
	}
	return len(s)
}

// runesEnd is wordEnd for what does not begin with ASCII.
func runesEnd(s string) int {
	for i, r := range s {
		if !isWordRune(r) {
			return i
		}
	}
	return len(s)
}

// inWord tells the ASCII characters of words.
var inWord = func() (in [utf8.RuneSelf]bool) {
	for r := range rune(utf8.RuneSelf) {
		in[r] = isWordRune(r)
	}
	return in
}()

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
