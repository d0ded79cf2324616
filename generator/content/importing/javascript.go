package importing

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// errProgram says that what was to be a literal is code that would have to be run.
var errProgram = errors.New("it is a program")

// call is what stands for a value that only running the program would tell.
type call struct{}

// export is what a module gives, or the constant that is most likely it.
var export = lazy(`(?m)^\s*(?:module\.exports\s*=|export\s+default\b|(?:export\s+)?(?:const|let|var)\s+\w*[sS]idebars?\w*\s*(?::[^=]+)?=)\s*(?:\{|\[)`)

// parseLiteral reads the object that a module of JavaScript gives, or JSON. Values that are code become [call].
func parseLiteral(text string) (value any, line int, err error) {
	start := 0
	if trimmed := strings.TrimSpace(text); !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") {
		found := export().FindStringIndex(text)
		if found == nil {
			return nil, 1, errProgram
		}
		start = found[1] - 1
	}
	r := &literalReader{text: text, at: start}
	value, err = r.value(0)
	return value, 1 + strings.Count(text[:min(r.at, len(text))], "\n"), err
}

type literalReader struct {
	text string
	at   int
}

// deepest is how deep values may lie within each other.
const deepest = 60

func (r *literalReader) value(depth int) (any, error) {
	r.space()
	if r.at >= len(r.text) || depth > deepest {
		return nil, errProgram
	}
	switch c := r.text[r.at]; {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case c == '"' || c == '\'' || c == '`':
		return r.quoted()
	}
	return r.word()
}

func (r *literalReader) object(depth int) (any, error) {
	r.at++
	values := map[string]any{}
	for {
		if r.space(); r.take('}') {
			return values, nil
		}
		if strings.HasPrefix(r.text[r.at:], "...") {
			r.skipCode()
			r.take(',')
			continue
		}
		key, err := r.key()
		if err != nil {
			return nil, err
		}
		if r.space(); !r.take(':') {
			return nil, errProgram
		}
		if values[key], err = r.value(depth + 1); err != nil {
			return nil, err
		}
		if r.space(); !r.take(',') && !r.peek('}') {
			return nil, errProgram
		}
	}
}

func (r *literalReader) list(depth int) (any, error) {
	r.at++
	values := []any{}
	for {
		if r.space(); r.take(']') {
			return values, nil
		}
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
		if r.space(); !r.take(',') && !r.peek(']') {
			return nil, errProgram
		}
	}
}

var bareKey = lazy(`^[\w$-]+`)

func (r *literalReader) key() (string, error) {
	if r.at < len(r.text) && strings.IndexByte("\"'`", r.text[r.at]) >= 0 {
		v, err := r.quoted()
		text, _ := v.(string)
		return text, err
	}
	word := bareKey().FindString(r.text[min(r.at, len(r.text)):])
	if word == "" {
		return "", errProgram
	}
	r.at += len(word)
	return word, nil
}

func (r *literalReader) quoted() (any, error) {
	quote := r.text[r.at]
	var b strings.Builder
	for i := r.at + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '\\' && i+1 < len(r.text):
			i++
			b.WriteByte(unescaped(r.text[i]))
		case c == quote:
			r.at = i + 1
			if quote == '`' && strings.Contains(b.String(), "${") {
				return call{}, nil
			}
			return b.String(), nil
		default:
			b.WriteByte(c)
		}
	}
	r.at = len(r.text)
	return nil, errProgram
}

func unescaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	}
	return c
}

var bareWord = lazy(`^(?:true|false|null|undefined|-?[0-9][0-9.]*)\b`)

// word reads a number or a truth value; anything else is code, and passed over.
func (r *literalReader) word() (any, error) {
	word := bareWord().FindString(r.text[r.at:])
	r.at += len(word)
	switch word {
	case "":
		return call{}, r.skipCode()
	case "true", "false":
		return word == "true", nil
	case "null", "undefined":
		return nil, nil
	}
	var n float64
	_, err := fmt.Sscan(word, &n)
	return n, err
}

// skipCode passes over an expression, up to the comma or bracket that ends it.
func (r *literalReader) skipCode() error {
	depth := 0
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth == 0 {
				return nil
			}
			depth--
		case ',', ';':
			if depth == 0 {
				return nil
			}
		case '"', '\'', '`':
			if _, err := r.quoted(); err != nil {
				return err
			}
			r.at--
		}
	}
	return errProgram
}

// space passes over blanks and remarks.
func (r *literalReader) space() {
	for r.at < len(r.text) {
		rest := r.text[r.at:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			r.at++
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			r.at += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				r.at = len(r.text)
				return
			}
			r.at += end + 2
		default:
			return
		}
	}
}

func (r *literalReader) peek(c byte) bool { return r.at < len(r.text) && r.text[r.at] == c }

func (r *literalReader) take(c byte) bool {
	if !r.peek(c) {
		return false
	}
	r.at++
	return true
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
