package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parsePlain reads texts as YAML does, many times faster, where each line is a key with a text that begins with a letter or
// stands between quotation marks. Every command reads two thousand of them first.
func parsePlain(data string) (texts map[string]string, plain bool) {
	if !utf8.ValidString(data) {
		return nil, false
	}
	texts = make(map[string]string, strings.Count(data, "\n"))
	for line := range strings.SplitSeq(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		key, text, found := strings.Cut(line, ": ")
		if _, twice := texts[key]; !found || twice || !isKey(key) || strings.ContainsFunc(text, isSpecial) {
			return nil, false
		}
		if text, plain = unquote(text); !plain {
			return nil, false
		}
		texts[key] = text
	}
	return texts, true
}

// isKey tells whether a key is one that YAML takes for a text, as it stands.
func isKey(key string) bool {
	first, _ := utf8.DecodeRuneInString(key)
	last, _ := utf8.DecodeLastRuneInString(key)
	return (first == '_' || unicode.IsLetter(first)) && !unicode.IsSpace(last) && last != ':' && !strings.Contains(key, " #") && !telling[strings.ToLower(key)]
}

// isSpecial tells of characters that YAML may read as the end of a line, or not at all.
func isSpecial(r rune) bool {
	return unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

// unquote reads what stands behind a key. It is not plain where YAML might read it in another way.
func unquote(text string) (plain string, ok bool) {
	if inner, quoted := strings.CutPrefix(text, `"`); quoted {
		inner, quoted = strings.CutSuffix(inner, `"`)
		bare := strings.NewReplacer(`\\`, "", `\"`, "").Replace(inner)
		return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(inner), quoted && !strings.ContainsAny(bare, `\"`)
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	counted := unicode.IsDigit(first) && strings.Contains(text, " ") && strings.ContainsFunc(text, unicode.IsLetter) // "2 years"
	return text, (unicode.IsLetter(first) || counted) && !unicode.IsSpace(last) && last != ':' && !strings.Contains(text, ": ") && !strings.Contains(text, " #") &&
		!telling[strings.ToLower(text)]
}

// telling are words that YAML may take for something else than texts.
var telling = map[string]bool{
	"true": true, "false": true, "null": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true, "nan": true, "inf": true,
}
