package importing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"portolan/generator/content"
)

// front is the front matter of a page: its keys in order, each with the lines as their author wrote them, so that
// nothing is lost of keys that mean nothing here.
type front struct {
	values  map[string]any
	entries []entry
	lines   map[string]int // of keys in the file
}

// entry is a key with its lines, the key's own line included.
type entry struct {
	key, text string
}

// newFront takes front matter apart. TOML and JSON become YAML.
func newFront(f content.Front) *front {
	own := &front{values: f.Values, lines: map[string]int{}}
	if f.Format == "yaml" && own.cutYAML(f) {
		return own
	}
	keys := make([]string, 0, len(f.Values))
	for key := range f.Values {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return place(f, a) - place(f, b) })
	for _, key := range keys {
		own.lines[key] = place(f, key)
		own.entries = append(own.entries, entry{key, written(key, f.Values[key])})
	}
	return own
}

func place(f content.Front, key string) int {
	line, _, _ := f.At(key)
	return line
}

// cutYAML cuts YAML into its top-level keys; false where it is written in a way that lines cannot be told apart.
func (f *front) cutYAML(from content.Front) bool {
	file, err := parser.ParseBytes(from.Raw, parser.ParseComments)
	if err != nil || len(file.Docs) != 1 {
		return false
	}
	var pairs []*ast.MappingValueNode
	switch body := file.Docs[0].Body.(type) {
	case *ast.MappingNode:
		if body.IsFlowStyle {
			return false
		}
		pairs = body.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{body}
	default:
		return false
	}
	lines := strings.SplitAfter(strings.ReplaceAll(string(from.Raw), "\r\n", "\n"), "\n")
	starts := make([]int, 0, len(pairs)+1)
	for _, pair := range pairs {
		at := pair.Key.GetToken().Position
		if _, merge := pair.Key.(*ast.MergeKeyNode); merge || at.Column != 1 || at.Line > len(lines) {
			return false
		}
		starts = append(starts, at.Line-1)
	}
	starts = append(starts, len(lines))
	for i, pair := range pairs {
		key := pair.Key.String()
		if name := pair.Key.GetToken().Value; name != "" {
			key = name
		}
		text := strings.TrimRight(strings.Join(lines[starts[i]:starts[i+1]], ""), "\n") + "\n"
		if i == 0 {
			text = strings.Join(lines[:starts[0]], "") + text
		}
		f.lines[key] = from.FirstLine + starts[i]
		f.entries = append(f.entries, entry{key, text})
	}
	return true
}

// written is a key and its value in YAML.
func written(key string, value any) string {
	data, err := yaml.MarshalWithOptions(map[string]any{key: plain(value)}, yaml.IndentSequence(true))
	if err != nil {
		return ""
	}
	return string(data)
}

// plain makes a value one that YAML is written of: days stay days.
func plain(value any) any {
	switch v := value.(type) {
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.RFC3339)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = plain(item)
		}
		return list
	case []map[string]any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = plain(item)
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for key, item := range v {
			m[key] = plain(item)
		}
		return m
	case nil, string, bool, int, int64, float64, []string:
		return v
	}
	text := fmt.Sprint(value)
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

func (f *front) has(key string) bool { return f.values[key] != nil }

// value looks a key up; "a.b" is b within a.
func (f *front) value(key string) any {
	top, inner, nested := strings.Cut(key, ".")
	if v, ok := f.values[key]; ok || !nested {
		return v
	}
	within, _ := f.values[top].(map[string]any)
	return within[inner]
}

// text returns a value as text; "" where it is none.
func (f *front) text(key string) string {
	switch v := f.value(key).(type) {
	case nil, map[string]any, []any, []string, []map[string]any:
		return ""
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return fmt.Sprint(v)
	}
}

// list returns a value as a list of texts; a text is cut at commas.
func (f *front) list(key string) []string {
	var list []string
	switch v := f.value(key).(type) {
	case []any:
		for _, item := range v {
			if text := strings.TrimSpace(fmt.Sprint(item)); item != nil && text != "" {
				list = append(list, text)
			}
		}
	case string:
		for item := range strings.SplitSeq(v, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
	}
	return list
}

// set writes a value in the place of a key, or behind all others.
func (f *front) set(key string, value any) {
	f.replace(key, entry{key, written(key, value)})
	f.values[key] = value
}

// replace puts an entry where a key stood, or behind all others.
func (f *front) replace(key string, by entry) {
	for i := range f.entries {
		if f.entries[i].key == key {
			f.entries[i] = by
			return
		}
	}
	f.entries = append(f.entries, by)
}

// rename gives a key another name and leaves its value as it is written.
func (f *front) rename(from, to string) {
	for i, e := range f.entries {
		if e.key != from {
			continue
		}
		at := strings.Index(e.text, from)
		if at < 0 {
			f.entries[i] = entry{to, written(to, f.values[from])}
		} else {
			f.entries[i] = entry{to, e.text[:at] + to + e.text[at+len(from):]}
		}
	}
	f.values[to], f.lines[to] = f.values[from], f.lines[from]
	delete(f.values, from)
}

func (f *front) remove(key string) {
	f.entries = slices.DeleteFunc(f.entries, func(e entry) bool { return e.key == key })
	delete(f.values, key)
}

// String is the front matter between its fences; "" where it holds nothing.
func (f *front) String() string {
	if len(f.entries) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("---\n")
	for _, e := range f.entries {
		b.WriteString(e.text)
	}
	b.WriteString("---\n")
	return b.String()
}
