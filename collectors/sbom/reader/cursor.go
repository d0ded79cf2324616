package reader

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// cursor walks over the tokens of one JSON value that the scanner has found to be whole. Only what is asked for is taken
// out; the rest is stepped over.
type cursor struct {
	raw  []byte
	tape []token
	at   int
	// unescaped holds the strings of this value that had to be rewritten.
	unescaped []byte
}

// peek returns the kind of the next value.
func (c *cursor) peek() byte { return c.tape[c.at].kind }

// skip steps over the next value, whatever it is.
func (c *cursor) skip() { c.at = int(c.tape[c.at].next) }

// take takes a string or a scalar as it means.
func (c *cursor) take() []byte {
	t := c.tape[c.at]
	c.at++
	if !t.escaped {
		return c.raw[t.start:t.end]
	}
	before := len(c.unescaped)
	c.unescaped = unescape(c.unescaped, c.raw[t.start-1:t.end+1])
	return c.unescaped[before:]
}

// unescape resolves what backslashes stand for in a string with its quotes, and adds the result to a piece of memory.
func unescape(to, quoted []byte) []byte {
	text, err := jsontext.AppendUnquote(to, quoted)
	if err != nil {
		return append(to, valid(quoted[1:len(quoted)-1])...)
	}
	return text
}

// valid returns a text as it is, or with replacement characters where a lenient reading met what is no text.
func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}

// texts makes strings of bytes with few allocations: many share one piece of memory.
type texts struct {
	chunk  strings.Builder
	common [common]string // by what their bytes come to
}

// chunkSize is how much memory is taken at once; common is how many texts are kept to be given again.
const (
	chunkSize = 32 << 10
	common    = 1024
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
	place := &t.common[markOf(text)%uint32(len(t.common))]
	if *place != string(text) {
		*place = t.keep(text)
	}
	return *place
}
