package expression

import "strings"

// operator is how a token joins what stands around it.
type operator int

const (
	word  operator = iota // not an operator
	and                   // and, plus, +, &, ;
	or                    // or, |, /
	with                  // with, w/
	comma                 // as the next operator of the list says
	open                  // (
	close                 // )
)

// token is one piece of a licence string as people write it.
type token struct {
	text       string
	operator   operator
	start, end int
}

// joins tells of an operator between two licences that is no punctuation: two of them in a row have lost what stood there.
func (t token) joins() bool {
	return (t.operator == and || t.operator == or) && t.text != ";" && t.text != "/"
}

// scan cuts a string into words and whatever joins them. An address stays one word.
func scan(s string) []token {
	var tokens []token
	for i := 0; i < len(s); {
		size := len(firstRune(s[i:]))
		switch {
		case isSpace(s[i]):
		case strings.ContainsRune("(),;/|&[]", rune(s[i])):
			size = runLength(s[i:])
			tokens = append(tokens, token{s[i : i+size], marks[s[i]], i, i + size})
		default:
			size = wordLength(s[i:])
			tokens = append(tokens, wordToken(s[i:i+size], i))
		}
		i += size
	}
	return tokens
}

var marks = map[byte]operator{
	'(': open, '[': open, ')': close, ']': close, ',': comma, ';': and, '&': and, '/': or, '|': or,
}

// runLength counts "||" and "&&" as one.
func runLength(s string) int {
	if len(s) > 1 && s[1] == s[0] && (s[0] == '|' || s[0] == '&') {
		return 2
	}
	return 1
}

func wordLength(s string) int {
	ends := " \t\r\n(),;/|&[]"
	if isAddress(s) {
		ends = " \t\r\n),;|]"
	}
	if end := strings.IndexAny(s, ends); end >= 0 {
		if strings.EqualFold(s[:end], "w") && s[end] == '/' {
			return end + 1
		}
		return end
	}
	return len(s)
}

func isAddress(s string) bool {
	for _, prefix := range []string{"http://", "https://", "www."} {
		if _, ok := cutPrefixFold(s, prefix); ok {
			return true
		}
	}
	return false
}

func wordToken(text string, start int) token {
	t := token{text, word, start, start + len(text)}
	switch strings.ToLower(text) {
	case "and", "plus", "+":
		t.operator = and
	case "or":
		t.operator = or
	case "with", "w/":
		t.operator = with
	}
	return t
}
