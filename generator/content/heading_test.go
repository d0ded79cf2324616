package content

import "testing"

func TestAHeadingGivesItsPlainWords(t *testing.T) {
	for written, want := range map[string]string{
		"Plain words":                    "Plain words",
		"Use `git` *well* {#git}":        "Use git well",
		"**Bold** and __so__ and _this_": "Bold and so and this",
		"a_b_c stays, 2 * 3 stays":       "a_b_c stays, 2 * 3 stays",
		"2*3":                            "2*3",
		`\*star\* and \_line\_`:          "*star* and _line_",
		"``a`b`` and `*c*`":              "a`b and *c*",
		"one ` alone":                    "one ` alone",
		"![Logo](x.png) Name":            "Logo Name",
		"[A *link*](to/(b).md) [b][ref]": "A link b",
		"[![Badge](b.svg)](https://x) P": "Badge P",
		"[x] is no link":                 "[x] is no link",
		"[open":                          "[open",
		"Tips &amp; tricks &copy;":       "Tips & tricks ©",
		"<b>Raw</b> <!-- no --> <br/>x":  "Raw x",
		"a < b > c":                      "a < b > c",
		"<https://a.example/>":           "https://a.example/",
		"***both***":                     "both",
		"Wow!":                           "Wow!",
		"":                               "",
		"Größe *Ärger*":                  "Größe Ärger",
	} {
		if got := plainHeading(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

func TestATitleIsMadeOfAHeadingOrAName(t *testing.T) {
	for _, c := range []struct{ file, body, want string }{
		{"a/use-of-git.md", "", "Use of git"},
		{"Ünïcode Ordner/index.md", "", "Ünïcode Ordner"},
		{"ärger.md", "words\n", "Ärger"},
		{"日本.md", "", "日本"},
		{"b.md", "# Use `git`\n", "Use git"},
		{"b.md", "A *title*\n===\n\ntext\n", "A title"},
		{"b.md", "words\n\n===\n", "B"},
		{"b.md", "```\n# no\n```\n# Yes #\n", "Yes"},
		{"b.md", "# <!-- nothing -->\n", "B"},
		{"index.md", "", "Home"},
	} {
		if got := titleFrom(c.file, []byte(c.body)); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.file, c.body, got, c.want)
		}
	}
}

// FuzzPlainHeading looks for headings that break the reader.
func FuzzPlainHeading(f *testing.F) {
	for _, seed := range []string{"[![a](b)](c) `x` *y* _z_ {#i}", "[[[", "``", "\\", "**a*", "<!--", "![", "[a](", "[a][", "\xff*\xff*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) { plainHeading(s) })
}
