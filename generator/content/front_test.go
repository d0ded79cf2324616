package content

import "testing"

func TestFrontMatterEndsWhereItsFenceSays(t *testing.T) {
	for name, test := range map[string]struct {
		text, format, raw, body string
		first, bodyLine         int
	}{
		"none":                      {"Text\n---\na: b\n---\n", "", "", "Text\n---\na: b\n---\n", 0, 1},
		"empty":                     {"---\n---\nText\n", "yaml", "", "Text\n", 2, 3},
		"after blank lines":         {"\n  \n---\na: b\n---\nText\n", "yaml", "a: b\n", "Text\n", 4, 6},
		"after a byte order mark":   {"\xef\xbb\xbf+++\na = 1\n+++\nText\n", "toml", "a = 1\n", "Text\n", 2, 4},
		"fences with space":         {"--- \r\na: b\r\n ---\r\nText\r\n", "yaml", "a: b\r\n", "Text\r\n", 2, 4},
		"another fence within":      {"---toml\na = 1\n+++\n---\nText\n", "toml", "a = 1\n+++\n", "Text\n", 2, 5},
		"nothing behind":            {"---\na: b\n---", "yaml", "a: b\n", "", 2, 3},
		"never closed":              {"---\na: b\n", "", "", "---\na: b\n", 0, 1},
		"a rule":                    {"---", "", "", "---", 0, 1},
		"braces":                    {"{\n\"a\": {\n}\n}\n\nText\n", "json", "{\n\"a\": {\n}\n}\n\n", "Text\n", 1, 6},
		"braces without blank line": {"{\n\"a\": 1\n}\nText\n", "json", "{\n\"a\": 1\n}\n", "Text\n", 1, 4},
		"braces within braces":      {"\r\n{\r\n\"a\": {\r\n}\r\n} \r\nText\n", "json", "{\r\n\"a\": {\r\n}\r\n} \r\n", "Text\n", 2, 6},
		"braces that are a text":    {"{\n\"a\": 1\n} Text\n", "", "", "{\n\"a\": 1\n} Text\n", 0, 1},
		"braces at the end":         {"{\n\"a\": 1\n}", "json", "{\n\"a\": 1\n}", "", 1, 3},
	} {
		front, body, line := split([]byte(test.text))
		if front.Format != test.format || string(front.Raw) != test.raw || string(body) != test.body || front.FirstLine != test.first || line != test.bodyLine {
			t.Errorf("%s: %s %q from line %d, then %q from line %d", name, front.Format, front.Raw, front.FirstLine, body, line)
		}
	}
}
