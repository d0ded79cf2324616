package markdown

import (
	"bytes"
	"strings"
)

// tag is one piece of template code: {{< name a b="c" >}}, {% name "a" %}, {{ name }} or kramdown's {: .class}.
type tag struct {
	opener  string // "{{<", "{{%", "{{", "{%" or "{:"
	closing bool   // {{< /name >}} or {% endname %}
	name    string
	named   map[string]string
	values  []string // without a key, in order
	inner   string
	at      int // offset in the body
	length  int
	ownLine bool
}

var tagEnds = []struct{ open, end string }{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"{:", "}"}}

// readTag reads the tag at the start of b.
func readTag(b []byte) (tag, bool) {
	b = b[:min(len(b), maxTag)]
	for _, kind := range tagEnds {
		if !bytes.HasPrefix(b, []byte(kind.open)) {
			continue
		}
		end := bytes.Index(b[len(kind.open):], []byte(kind.end))
		if end < 0 {
			return tag{}, false
		}
		t := tag{opener: kind.open, length: len(kind.open) + end + len(kind.end)}
		t.inner = strings.TrimSpace(string(b[len(kind.open) : len(kind.open)+end]))
		if kind.open == "{:" && strings.ContainsAny(t.inner, "\n{") {
			return tag{}, false
		}
		t.readInner()
		return t, true
	}
	return tag{}, false
}

// text is the tag on one line.
func (t tag) text() string {
	return t.opener + " " + strings.Join(strings.Fields(t.inner), " ")
}

func (t *tag) readInner() {
	words := splitArguments(strings.Trim(t.inner, "-~ "))
	if len(words) == 0 {
		return
	}
	t.name = strings.ToLower(words[0].value)
	if words[0].key != "" || words[0].quoted {
		t.name = ""
	} else {
		words = words[1:]
	}
	if rest, ok := strings.CutPrefix(t.name, "/"); ok {
		t.closing = true
		t.name = rest
		if rest == "" && len(words) > 0 {
			t.name = strings.ToLower(words[0].value)
		}
	}
	if rest, ok := strings.CutPrefix(t.name, "end"); ok && t.opener == "{%" && rest != "" {
		t.closing, t.name = true, rest
	}
	t.named = map[string]string{}
	for _, word := range words {
		if word.key == "" {
			t.values = append(t.values, word.value)
			continue
		}
		t.named[strings.ToLower(word.key)] = word.value
	}
}

// argument is one word of a tag.
type argument struct {
	key, value string
	quoted     bool
}

// splitArguments cuts at spaces and commas outside quotes, and at the "=" or ":" behind a key.
func splitArguments(s string) []argument {
	var all []argument
	for {
		s = strings.TrimLeft(s, " \t\r\n,")
		if s == "" {
			return all
		}
		var a argument
		if i := strings.IndexAny(s, " \t\r\n,=\"'`"); i > 0 && s[i] == '=' {
			a.key, s = s[:i], strings.TrimLeft(s[i+1:], " ")
		}
		a.value, a.quoted, s = cutWord(s)
		all = append(all, a)
	}
}

// cutWord takes a quoted string or a bare word off s.
func cutWord(s string) (word string, quoted bool, rest string) {
	if s == "" {
		return "", false, ""
	}
	if strings.IndexByte("\"'`", s[0]) >= 0 {
		for i := 1; i < len(s); i++ {
			if s[i] == '\\' && s[0] != '`' {
				i++
				continue
			}
			if s[i] == s[0] {
				return strings.ReplaceAll(s[1:i], `\`+s[:1], s[:1]), true, s[i+1:]
			}
		}
		return s[1:], true, ""
	}
	if i := strings.IndexAny(s, " \t\r\n,"); i >= 0 {
		return s[:i], false, s[i:]
	}
	return s, false, ""
}

// first returns the first of the named arguments that is given.
func (t tag) first(keys ...string) string {
	for _, key := range keys {
		if v := t.named[key]; v != "" {
			return v
		}
	}
	return ""
}

func (t tag) value(i int) string {
	if i < len(t.values) {
		return t.values[i]
	}
	return ""
}
