package content

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/adrg/frontmatter"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/goccy/go-yaml"

	"portolan/generator/problem"
)

// largestFront bounds front matter, so that a file of nested aliases cannot eat the memory.
const largestFront = 256 << 10

// Front is the front matter of a page, decoded but not yet understood.
type Front struct {
	// Format is "yaml", "toml", "json", or "" for a page without front matter.
	Format string
	// Raw is the text between the fences, FirstLine its first line in the file, counted from 1.
	Raw       []byte
	FirstLine int
	Values    map[string]any
}

// cut parts a file into front matter and body, and decodes the front matter. A byte order mark is dropped. BodyLine is the
// body's first line.
func cut(file string, data []byte) (front Front, body []byte, bodyLine int, found *problem.Problem) {
	front, body, bodyLine = split(data)
	if front.Format == "" {
		return front, body, bodyLine, unclosed(file, body)
	}
	return front, body, bodyLine, front.decode(file)
}

// split is cut for those who want the body alone: front matter is not decoded.
func split(data []byte) (front Front, body []byte, bodyLine int) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	front.Values = map[string]any{}
	opening, firstLine := openingLine(data)
	fence, known := fences[opening]
	if !known {
		return front, data, 1
	}
	format := frontmatter.NewFormat(opening, fence.end, front.keep(fence.format))
	if fence.isPart {
		format.UnmarshalDelims, format.RequiresNewLine = true, true
		firstLine--
	}
	head := data[:fence.closes(data)]
	lines := lineReaders.Get().(*bufio.Reader)
	defer lineReaders.Put(lines)
	lines.Reset(bytes.NewReader(head))
	rest, err := frontmatter.Parse(lines, &front.Values, format)
	at := len(head) - len(rest)
	if err != nil || front.Format == "" { // keep never fails, and neither does reading from memory
		if at = bracesEnd(data); !fence.isPart || at == 0 {
			return front, data, 1
		}
		front.Format, front.Raw = fence.format, data[bytes.IndexByte(data, '{'):at]
	}
	front.FirstLine = firstLine
	return front, data[at:], 1 + bytes.Count(data[:at], []byte{'\n'})
}

// bracesEnd returns where the text begins behind a JSON object that no blank line follows, as Hugo allows; 0 where none stands
// there.
func bracesEnd(data []byte) int {
	d := jsontext.NewDecoder(bytes.NewReader(data[:min(len(data), largestFront)]))
	if d.PeekKind() != '{' || d.SkipValue() != nil {
		return 0
	}
	line, _, _ := bytes.Cut(data[d.InputOffset():], []byte{'\n'})
	if len(bytes.TrimSpace(line)) > 0 {
		return 0
	}
	return min(int(d.InputOffset())+len(line)+1, len(data))
}

// lineReaders are used again: each has room for four kilobytes.
var lineReaders = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// keep notes the text of the front matter; decoding comes later, when its place in the file is known.
func (f *Front) keep(format string) frontmatter.UnmarshalFunc {
	return func(data []byte, _ any) error {
		f.Format, f.Raw = format, data
		return nil
	}
}

// openingLine returns the first line that says something, without the space around it, and the number of the next.
func openingLine(data []byte) (text string, next int) {
	next = 1
	for end := 0; text == "" && end < len(data); next++ {
		from := end
		if n := bytes.IndexByte(data[end:], '\n'); n >= 0 {
			end += n + 1
		} else {
			end = len(data)
		}
		text = string(bytes.TrimSpace(data[from:end]))
	}
	return text, next
}

// fences are the lines that open front matter.
var fences = map[string]fence{
	"---": {"---", "yaml", false}, "---yaml": {"---", "yaml", false},
	"+++": {"+++", "toml", false}, "---toml": {"---", "toml", false},
	";;;": {";;;", "json", false}, "---json": {"---", "json", false}, "{": {"}", "json", true},
}

// fence is how front matter ends, and what it is written in. Braces are part of it.
type fence struct {
	end, format string
	isPart      bool
}

// closes returns up to where a file has to be read to know its front matter: the end of the line that closes it, or all of
// the file. The text behind it is long, and would be copied.
func (f fence) closes(data []byte) int {
	if f.isPart { // what follows decides whether a brace closes it
		return len(data)
	}
	end, opened := 0, false
	for line := range bytes.Lines(data) {
		end += len(line)
		text := bytes.TrimSpace(line)
		if opened && string(text) == f.end {
			return end
		}
		opened = opened || len(text) > 0
	}
	return end
}

func unclosed(file string, data []byte) *problem.Problem {
	line := 1
	for text := range bytes.Lines(data) {
		trimmed := strings.TrimSpace(string(text))
		if fence, ok := fences[trimmed]; ok && !fence.isPart {
			return &problem.Problem{
				Rule: "front-matter/unclosed", File: file, Line: line, Column: 1, Source: trimmed,
				Text: "the front matter is opened here and never closed", Hint: fmt.Sprintf("end it with a line %s", fence.end),
			}
		}
		if trimmed != "" {
			return nil
		}
		line++
	}
	return nil
}

func (f *Front) decode(file string) *problem.Problem {
	if len(f.Raw) > largestFront {
		return &problem.Problem{Rule: "front-matter/large", File: file, Line: f.FirstLine,
			Text: fmt.Sprintf("the front matter has more than %d KiB", largestFront>>10)}
	}
	switch f.Format {
	case "toml":
		_, err := toml.Decode(string(f.Raw), &f.Values)
		return f.syntaxProblem(file, err, tomlLine(err), 0)
	case "json":
		err := json.Unmarshal(f.Raw, &f.Values)
		line, column := jsonPlace(f.Raw, err)
		return f.syntaxProblem(file, err, line, column)
	}
	values, err := decodeYAML(f.Raw)
	if err == nil {
		f.Values = values
	}
	line, column, text := YAMLPlace(err)
	if text != "" {
		err = errors.New(text)
	}
	return f.syntaxProblem(file, err, line, column)
}

func (f *Front) syntaxProblem(file string, err error, line, column int) *problem.Problem {
	if err == nil {
		return nil
	}
	f.Values = map[string]any{}
	line = max(line, 1)
	return &problem.Problem{
		Rule: "front-matter/syntax", File: file, Line: f.FirstLine + line - 1, Column: column, Source: f.line(line),
		Text: "the front matter is not " + strings.ToUpper(f.Format) + ": " + oneLine(err.Error()),
		Hint: syntaxHint(f.line(line)),
	}
}

// syntaxHint guesses the mistake that editors make most: a colon or a quote in an unquoted text.
func syntaxHint(line string) string {
	if _, value, ok := strings.Cut(line, ": "); ok && strings.Contains(value, ": ") && !strings.ContainsAny(value[:1], `"'`) {
		return `put the text into quotes: a colon means something here`
	}
	return "look for a quote, bracket or brace that is not closed, and for lines that are not indented alike"
}

// line returns a line of the front matter, counted from 1.
func (f *Front) line(n int) string {
	lines := strings.Split(string(f.Raw), "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[n-1], "\r")
}

// At returns the place of a top-level key's value, for a problem with it: file line, column and the line itself.
func (f *Front) At(key string) (line, column int, source string) {
	n := 0
	for text := range strings.SplitSeq(string(f.Raw), "\n") {
		n++
		rest, ok := strings.CutPrefix(strings.TrimLeft(text, " \t\""), key)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, "\" ")
		if rest == "" || (rest[0] != ':' && rest[0] != '=') {
			continue
		}
		value := strings.TrimLeft(rest[1:], " \t")
		source = strings.TrimSuffix(text, "\r")
		return f.FirstLine + n - 1, len(text) - len(value) + 1, source
	}
	return f.FirstLine, 0, ""
}

func oneLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSpace(s)
}

func tomlLine(err error) int {
	line := 1
	if err != nil {
		fmt.Sscanf(err.Error(), "Near line %d", &line)
	}
	return line
}

func jsonPlace(raw []byte, err error) (line, column int) {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return 1, 0
	}
	before := raw[:min(int(syntax.Offset), len(raw))]
	return 1 + bytes.Count(before, []byte{'\n'}), len(before) - bytes.LastIndexByte(before, '\n') - 1
}

// YAMLPlace takes place and words out of an error of the YAML library; what is no such error begins on the first line.
func YAMLPlace(err error) (line, column int, text string) {
	if err == nil {
		return 1, 0, ""
	}
	var y yaml.Error
	if !errors.As(err, &y) {
		return 1, 0, oneLine(err.Error())
	}
	line = 1
	if t := y.GetToken(); t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	return line, column, y.GetMessage()
}
