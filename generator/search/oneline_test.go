package search

import (
	"strings"
	"testing"
)

func TestOneLineJoinsEveryStretchOfWhiteSpace(t *testing.T) {
	for _, text := range []string{
		"", " ", "word", "two words", " before", "behind ", "two  spaces", "a\ttab", "a\nline", "a\u00a0space that does not break",
		"a\u2003wide one", "naïve — dashes", "\xff bytes", "a \u00a0mixture",
	} {
		if got, want := oneLine(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
}
