package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzFoldingByStretchesIsFoldingTheWhole compares what is folded piece by piece with the same steps on all of it.
func FuzzFoldingByStretchesIsFoldingTheWhole(f *testing.F) {
	for _, seed := range []string{"Plain", "naïve “Quotes” — don’t", "e\u0301E\u0301 ’\u0301x", "ΣΑΣ ßÆ ŁÓDŹ", "ﬁne ½ … ² Ⅷ ‐ ‑", "日本語 한국어 ไทย", "İstanbul I\u0307", "\u0928\u093c क़", "\u1100\u1161\u11a8 ｶﾞ", "A\u0338 <\u0338 \u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		whole := strings.Map(dropMark, norm.NFKD.String(strings.ToLower(text)))
		whole = unmarked.Replace(strings.ToLower(norm.NFC.String(whole)))
		if got := fold(text); got != whole {
			t.Errorf("%q: %q, as a whole %q", text, got, whole)
		}
	})
}
