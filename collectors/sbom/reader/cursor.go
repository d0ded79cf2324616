package reader

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// cursor walks through one JSON value that the decoder has found to be whole, so that it need not look for faults again.
// Only what is asked for is taken out; the rest is stepped over.
type cursor struct {
	raw []byte
	at  int
	// unescaped holds the strings of this value that had to be rewritten.
	unescaped []byte
}

// peek returns what the next value begins with: '{', '[', '"', a digit or '-', 't', 'f', 'n', or a closing bracket.
func (c *cursor) peek() byte {
	for {
		switch b := c.raw[c.at]; b {
		case ' ', '\t', '\r', '\n', ',', ':':
			c.at++
		default:
			return b
		}
	}
}

// quoted steps over a string and returns what stands between its quotes, and whether that holds a backslash.
func (c *cursor) quoted() (inner []byte, escaped bool) {
	rest := c.raw[c.at+1:]
	for i := 0; ; i++ {
		switch rest[i] {
		case '"':
			c.at += i + 2
			return rest[:i], escaped
		case '\\':
			escaped = true
			i++ // what follows is part of the string, a quote too
		}
	}
}

// skipQuoted steps over a string that nobody asks for.
func (c *cursor) skipQuoted() {
	for c.at++; ; {
		rest := c.raw[c.at:]
		end := bytes.IndexByte(rest, '"')
		if back := bytes.IndexByte(rest[:end], '\\'); back >= 0 {
			c.at += back + 2
			continue
		}
		c.at += end + 1
		return
	}
}

// plainText takes a string and resolves what its backslashes stand for.
func (c *cursor) plainText() []byte {
	start := c.at
	inner, escaped := c.quoted()
	if !escaped {
		return inner
	}
	before := len(c.unescaped)
	c.unescaped = unescape(c.unescaped, c.raw[start:c.at])
	return c.unescaped[before:]
}

// scalar steps over a number, true, false or null.
func (c *cursor) scalar() []byte {
	start := c.at
	for c.at < len(c.raw) && strings.IndexByte(" \t\r\n,:]}", c.raw[c.at]) < 0 {
		c.at++
	}
	return c.raw[start:c.at]
}

// skip steps over the next value, whatever it is.
func (c *cursor) skip() {
	for depth := 0; ; {
		switch c.peek() {
		case '"':
			c.skipQuoted()
		case '{', '[':
			c.at++
			depth++
			continue
		case '}', ']':
			c.at++
			depth--
		default:
			c.scalar()
		}
		if depth <= 0 {
			return
		}
	}
}

// unescape resolves what backslashes stand for in a string with its quotes, and adds the result to a piece of memory.
func unescape(to, quoted []byte) []byte {
	text, err := jsontext.AppendUnquote(to, quoted)
	if err != nil {
		return append(to, valid(quoted[1:len(quoted)-1])...)
	}
	return text
}

// texts makes strings of bytes with few allocations: many share one piece of memory.
type texts struct {
	chunk  strings.Builder
	common map[string]string
}

// chunkSize is how much memory is taken at once; mostCommon bounds the texts that are kept to be given again.
const (
	chunkSize  = 32 << 10
	mostCommon = 4096
)

func (t *texts) keep(text []byte) string {
	if t.chunk.Cap()-t.chunk.Len() < len(text) {
		t.chunk = strings.Builder{}
		t.chunk.Grow(max(chunkSize, len(text)))
	}
	start := t.chunk.Len()
	t.chunk.Write(text)
	return t.chunk.String()[start:]
}

// again keeps a text that is likely to occur many times: a licence, a kind of relationship.
func (t *texts) again(text []byte) string {
	if string(text) == "NOASSERTION" {
		return "NOASSERTION"
	}
	if known, ok := t.common[string(text)]; ok {
		return known
	}
	s := t.keep(text)
	if t.common == nil {
		t.common = map[string]string{}
	}
	if len(t.common) < mostCommon {
		t.common[s] = s
	}
	return s
}

// valid returns a text as it is, or with replacement characters where a lenient reading met what is no text.
func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}
