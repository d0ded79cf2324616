package search

import (
	"strings"
	"unicode/utf8"
)

// longestWord is the longest word, in bytes, that is indexed: what is longer is a key, a hash or a picture.
const longestWord = 60

// word is one thing to look up: a plain word, or an identifier that also stands there as a whole.
type word struct {
	text  string // folded
	at    int    // position among the plain words of its text
	whole bool   // an identifier with its signs: "apache-2.0", "c++", "pkg:npm/lodash"
}

// words cuts text into folded words. Runs such as "CVE-2021-44228", "snake_case", "C++" or ".NET" give their plain
// parts and, after them, the whole. With hyphens, also runs of plain letters are kept whole ("react-dom"): right for
// names, wasteful for prose.
func words(text string, hyphens bool) []word { return appendWords(nil, text, hyphens) }

func appendWords(found []word, text string, hyphens bool) []word {
	folded := fold(text)
	at := 0
	for run, plain := nextRun(&folded); run != ""; run, plain = nextRun(&folded) {
		if plain && len(run) <= longestWord {
			found = append(found, word{text: run, at: at})
			at++
			continue
		}
		found, at = appendRun(found, run, at, hyphens)
	}
	return found
}

// appendRun adds the words of a run that holds signs or letters beyond ASCII.
func appendRun(found []word, run string, at int, hyphens bool) ([]word, int) {
	first := at
	for part, rest := nextPart(run); part != ""; part, rest = nextPart(rest) {
		if at > first && elided(run, part) {
			continue
		}
		if isASCII(part) { // one piece, without a list
			if len(part) <= longestWord {
				found = append(found, word{text: part, at: at})
			}
			at++
			continue
		}
		for _, piece := range pieces(part) {
			if len(piece) <= longestWord {
				found = append(found, word{text: piece, at: at})
			}
			at++
		}
	}
	if whole := identifier(run, hyphens); whole != "" {
		found = append(found, word{text: whole, at: first, whole: true})
	}
	return found, at
}

// nextRun takes the next stretch of word characters, and of the signs that join them, off the text. It is plain when
// it holds ASCII letters and digits only.
func nextRun(text *string) (run string, plain bool) {
	s := *text
	start := 0
	for start < len(s) && s[start] < utf8.RuneSelf && class[s[start]] == apart {
		start++
	}
	end := start
	for plain = true; end < len(s); end++ {
		if c := s[end]; c >= utf8.RuneSelf || class[c] == joint {
			plain = false
			break
		} else if class[c] == apart {
			break
		}
	}
	if plain {
		*text = s[end:]
		return s[start:end], true
	}
	if end > start && endsSentence(s[end:]) {
		*text = s[end+1:]
		return s[start:end], true
	}
	return runeRun(text, start)
}

// endsSentence tells whether a sign joins the word before it with nothing: what is most often behind a word, and not part of it.
func endsSentence(s string) bool {
	return (s[0] == '.' || s[0] == ':') && (len(s) == 1 || s[1] < utf8.RuneSelf && class[s[1]] == apart)
}

// runeRun is nextRun for what is not plain.
func runeRun(text *string, start int) (run string, plain bool) {
	s := (*text)[start:]
	inRun := func(r rune) bool { return isWordRune(r) || strings.ContainsRune(joints, r) }
	first := strings.IndexFunc(s, inRun)
	if first < 0 {
		*text = ""
		return "", true
	}
	s = s[first:]
	end := strings.IndexFunc(s, func(r rune) bool { return !inRun(r) })
	if end < 0 {
		end = len(s)
	}
	*text = s[end:]
	return s[:end], false
}

// class tells the ASCII characters of words, those that join words, and all others apart.
var class = classes()

const (
	apart = iota
	inWord
	joint
)

func classes() (c [utf8.RuneSelf]byte) {
	for r := range rune(utf8.RuneSelf) {
		if isWordRune(r) {
			c[r] = inWord
		} else if strings.ContainsRune(joints, r) {
			c[r] = joint
		}
	}
	return c
}

// joints are the signs that hold an identifier together.
const joints = "-_./+#:@'’"

// nextPart takes the next word off a run.
func nextPart(run string) (part, rest string) {
	start := strings.IndexFunc(run, isWordRune)
	if start < 0 {
		return "", ""
	}
	run = run[start:]
	if end := strings.IndexFunc(run, func(r rune) bool { return !isWordRune(r) }); end >= 0 {
		return run[:end], run[end:]
	}
	return run, ""
}

// elided says whether a part is what an English apostrophe leaves behind: the s of "office's", the t of "don't".
func elided(run, part string) bool {
	return len(part) <= 2 && strings.ContainsAny(run, "'’") &&
		(strings.Contains(run, "'"+part) || strings.Contains(run, "’"+part))
}

// identifier returns the whole of a run that must be found as it is written, or "" when its parts say it all.
func identifier(run string, hyphens bool) string {
	whole := strings.TrimLeft(run, "-_/+#:@'’")
	whole = strings.TrimRight(whole, "-_./:@'’")
	if strings.HasPrefix(whole, ".") && (len(whole) < 2 || !isWordRune(rune(whole[1]))) {
		whole = strings.TrimLeft(whole, ".")
	}
	if len(whole) < 2 || len(whole) > longestWord || strings.Contains(whole, "://") || strings.ContainsAny(whole, "'’") {
		return ""
	}
	signs := strings.IndexFunc(whole, func(r rune) bool { return !isWordRune(r) }) >= 0
	telling := strings.ContainsAny(whole, "_:@+#.0123456789")
	if signs && (telling || hyphens) && strings.IndexFunc(whole, isWordRune) >= 0 {
		return whole
	}
	return ""
}

// pieces cuts a word of a script without spaces into overlapping pairs of characters and leaves others whole.
func pieces(part string) []string {
	var cut []string
	for rest := part; rest != ""; {
		n, pairs := stretch(rest)
		if pairs {
			cut = append(cut, bigrams(rest[:n])...)
		} else {
			cut = append(cut, rest[:n])
		}
		rest = rest[n:]
	}
	return cut
}

// stretch measures the leading bytes of s that are all of unspaced scripts, or all not.
func stretch(s string) (n int, pairs bool) {
	first, _ := utf8.DecodeRuneInString(s)
	pairs = isUnspaced(first)
	for i, r := range s {
		if isUnspaced(r) != pairs {
			return i, pairs
		}
	}
	return len(s), pairs
}

func bigrams(s string) []string {
	runes := []rune(s)
	if len(runes) == 1 {
		return []string{s}
	}
	pairs := make([]string, 0, len(runes)-1)
	for i := range len(runes) - 1 {
		pairs = append(pairs, string(runes[i:i+2]))
	}
	return pairs
}
