package generator

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// yamlSamples are texts that mean something else in YAML when they are not quoted, and some that do not.
var yamlSamples = []string{"a", "anvil", "The tool, that reads (and writes).", "https://example.com/a?b#c", "https://example.com/a", "v1.9.0", "1.9.0", "0x10", "2026-11-22",
	"yes", "No", "null", "True", "y", "~", "", " a", "a ", "a:", "a: b", "a #b", "#a", "- a", "-", "? a", "[a]", "{a: b}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`",
	`"a"`, `it's`, "a\nb", "a\tb", "a\\b", "\x00", "\x7f", "\u0085", "\u2028", "\ufeff", "\ufffe", "Grüße", "日本語", "😀", "a\xffb", "</script>", "<<", "=", "...", "---"}

func TestTextsAreTheSameInYAML(t *testing.T) {
	for _, s := range yamlSamples {
		checkYAML(t, s)
	}
	for _, s := range []string{"anvil", "The tool, that reads (and writes).", "https://example.com/a", "v1.9.0"} {
		if got := string(appendYAML(nil, s)); got != s {
			t.Errorf("%q is written as %s", s, got)
		}
	}
}

func FuzzYAMLText(f *testing.F) {
	for _, s := range yamlSamples {
		f.Add(s)
	}
	f.Fuzz(checkYAML)
}

// checkYAML lets another reader read what was written of a text: alone, in a list and below a key.
func checkYAML(t *testing.T, s string) {
	t.Helper()
	w := yamlWriter{}
	w.plain("in:\n")
	w.text("  one", s)
	w.texts("  many", s, "b")
	var got struct {
		In struct {
			One  string
			Many []string
		}
	}
	if err := yaml.Unmarshal(w.out, &got); err != nil {
		t.Fatalf("%q: %v\n%s", s, err, w.out)
	}
	want := strings.ToValidUTF8(s, "\uFFFD")
	if len(got.In.Many) != 2 || got.In.One != want || got.In.Many[0] != want || got.In.Many[1] != "b" {
		t.Errorf("%q: got %q from\n%s", s, got, w.out)
	}
}
