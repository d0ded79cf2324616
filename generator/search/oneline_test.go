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

func TestALeadIsTheBeginningOfTheLine(t *testing.T) {
	long := strings.Repeat("naïve  words — and\nmore of them ", 40)
	for _, text := range []string{"", " ", "short", " two\n words ", long, long[7:], strings.Repeat("x", 300), strings.Repeat("é", 150), "\xff " + long, strings.Repeat("ab ", 93) + "…x"} {
		for _, n := range []int{0, 1, 2, 5, 279, 280, 281} {
			if got, want := lead(text, n), shorten(oneLine(text), n); got != want {
				t.Errorf("%d of %q: %q, not %q", n, text, got, want)
			}
		}
	}
}
