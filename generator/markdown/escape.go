package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/util"
)

// special marks the bytes that appendEscaped must look at: those with a meaning in HTML, control characters, and the
// first bytes of characters that HTML forbids.
var special = func() (marked [256]bool) {
	for c := range 0x20 {
		marked[c] = c != '\n' && c != '\t'
	}
	for _, c := range []byte{'&', '<', '>', '"', 0x7f, 0xc2, 0xef} {
		marked[c] = true
	}
	return marked
}()

// appendEscaped appends text as HTML. Characters that HTML forbids become the replacement character.
func appendEscaped[T []byte | string](out []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if !special[s[i]] {
			continue
		}
		escaped, n := escapeAt(s, i)
		if n == 0 {
			continue
		}
		out = append(out, s[from:i]...)
		out = append(out, escaped...)
		from = i + n
		i = from - 1
	}
	return append(out, s[from:]...)
}

const replacement = "\ufffd"

// escapeAt returns what to write for the character at i and how many bytes it takes; none if it may stay.
func escapeAt[T []byte | string](s T, i int) (escaped string, n int) {
	switch s[i] {
	case '&':
		return "&amp;", 1
	case '<':
		return "&lt;", 1
	case '>':
		return "&gt;", 1
	case '"':
		return "&quot;", 1
	case '\r':
		return "", 1
	case 0xc2: // U+0080 to U+009F, control characters
		if i+1 < len(s) && s[i+1] < 0xa0 {
			return replacement, 2
		}
		return "", 0
	case 0xef: // U+FFFE, U+FFFF and U+FDD0 to U+FDEF, which are no characters
		if i+2 < len(s) && (s[i+1] == 0xbf && s[i+2] >= 0xbe || s[i+1] == 0xb7 && s[i+2] >= 0x90 && s[i+2] <= 0xaf) {
			return replacement, 3
		}
		return "", 0
	}
	return replacement, 1
}

// appendDecoded appends Markdown text as the plain text that it means: backslashes and entities resolved.
func appendDecoded(out, v []byte) []byte {
	for {
		i := bytes.IndexAny(v, `\&`)
		if i < 0 {
			return append(out, v...)
		}
		out = append(out, v[:i]...)
		v = v[i:]
		switch {
		case v[0] == '\\' && len(v) > 1 && util.IsPunct(v[1]):
			out = append(out, v[1])
			v = v[2:]
		case v[0] == '&':
			decoded, n := entity(v)
			out = append(out, decoded...)
			v = v[n:]
		default:
			out = append(out, v[0])
			v = v[1:]
		}
	}
}

// maxEntity is longer than the longest name that HTML has.
const maxEntity = 40

// entity decodes the entity at the start of v and returns how many bytes it took; an ampersand that begins none is
// itself.
func entity(v []byte) (string, int) {
	end := bytes.IndexByte(v[:min(len(v), maxEntity)], ';')
	if end < 2 || strings.ContainsAny(string(v[1:end]), " &") {
		return "&", 1
	}
	name := string(v[:end+1])
	decoded := html.UnescapeString(name)
	if decoded == name || strings.HasSuffix(decoded, ";") && name != "&semi;" {
		return "&", 1
	}
	return decoded, end + 1
}
