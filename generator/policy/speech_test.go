package policy

import (
	"testing"

	"portolan/generator/words"
	"portolan/themes"
)

var english, german = in("en"), in("de")

// in are the words of a language of the theme that the program carries.
func in(language string) *words.Words {
	w, err := words.In(themes.Default(), language)
	if err != nil {
		panic(err) // the theme is compiled in
	}
	return w
}

func TestReasonsInGerman(t *testing.T) {
	p := compileText(t, "license_policy:\n  rules:\n    - {id: free, license: MIT, verdict: allowed}\n    - {id: no, license: AGPL-3.0-only, verdict: forbidden}\n")
	p.Speak(german)
	for license, want := range map[string]string{
		"MIT":                   "Regel „free“ erlaubt MIT.",
		"MIT OR AGPL-3.0-only":  "Von den Lizenzen zur Wahl schneidet MIT am besten ab. Regel „free“ erlaubt MIT.",
		"MIT AND AGPL-3.0-only": "Alle Teile gelten zugleich, also entscheidet der strengste. Regel „no“ verbietet AGPL-3.0-only.",
		"NOASSERTION":           "Niemand sagt, welche Lizenz gilt (NOASSERTION).",
		"ISC":                   "Keine Regel erfasst ISC, also muss jemand hinsehen.",
	} {
		if got := p.Judge(Subject{License: license})[0].Reason; got != want {
			t.Errorf("%s: got %q, want %q", license, got, want)
		}
	}
}
