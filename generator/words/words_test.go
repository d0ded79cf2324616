package words

import (
	"testing"
	"testing/fstest"
	"time"

	"portolan/themes"
)

func in(t *testing.T, language string) *Words {
	t.Helper()
	w, err := In(themes.Default(), language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestNumbers(t *testing.T) {
	english, german := in(t, "en"), in(t, "de")
	for v, want := range map[float64][4]string{
		0: {"0", "0", "0", "0"}, -2: {"-2", "-2", "-2", "-2"}, 999: {"999", "999", "999", "999"}, 999.6: {"1,000", "1k", "1.000", "1 Tsd."},
		1250: {"1,250", "1.25k", "1.250", "1,25 Tsd."}, 99999: {"99,999", "100k", "99.999", "100 Tsd."}, 999999: {"999,999", "1M", "999.999", "1 Mio."},
		-1500: {"-1,500", "-1.5k", "-1.500", "-1,5 Tsd."}, 0.125: {"0.12", "0.12", "0,12", "0,12"}, 33.333: {"33.3", "33.3", "33,3", "33,3"},
		1e9: {"1,000,000,000", "1G", "1.000.000.000", "1 Mrd."}, -0.001: {"0", "0", "0", "0"},
	} {
		if got := [4]string{english.Figure(v), english.Short(v), german.Figure(v), german.Short(v)}; got != want {
			t.Errorf("%v: got %q, want %q", v, got, want)
		}
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		language string
		v        float64
		unit     string
		want     string
	}{
		{"en", 1, "commits", "1 commit"}, {"en", 2, "commits", "2 commits"}, {"en", 1, "people", "1 person"}, {"en", 42, "%", "42%"}, {"en", 3, "", "3"},
		{"en", 1, "talks given", "1 talk given"}, {"en", 1, "entries", "1 entry"}, {"en", 1, "EUR", "1 EUR"}, {"en", 1, "gross", "1 gross"},
		{"de", 1, "commits", "1 Commit"}, {"de", 2.5, "days", "2,5 Tage"}, {"de", 42, "%", "42\u00a0%"}, {"de", 1, "Vorträge", "1 Vorträge"},
	} {
		if got := in(t, c.language).Amount(&c.v, c.unit); got != c.want {
			t.Errorf("%s: got %q, want %q", c.language, got, c.want)
		}
	}
	if got := in(t, "de").Amount(nil, "days"); got != "unbekannt" {
		t.Errorf("what is not known is %q", got)
	}
	if got := in(t, "en").Sign(new(float64), "days"); got != "0" {
		t.Errorf("a bare number is %q", got)
	}
}

func TestDays(t *testing.T) {
	day := time.Date(2024, 2, 29, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	for language, want := range map[string][7]string{
		"en": {"1 March 2024", "March 2024", "in March 2024", "on 1 March 2024", "1 Mar", "in the first quarter of 2024", "in 2024"},
		"de": {"1. März 2024", "März 2024", "im März 2024", "am 1. März 2024", "1. März", "im 1. Quartal 2024", "im Jahr 2024"},
	} {
		w := in(t, language)
		if got := [7]string{w.DayOf(day), w.MonthOf(day), w.InMonth(day), w.OnDay(day), w.ShortDayOf(day), w.InQuarter(day), w.InYear(day)}; got != want {
			t.Errorf("%s: got %q", language, got)
		}
	}
	if got := in(t, "en").Day("soon"); got != "soon" {
		t.Errorf("what is no day is %q", got)
	}
}

func TestArguments(t *testing.T) {
	w := New("en", map[string]map[string]string{"en": {"plain": "%s of %s", "turned": "%2 before %1", "share": "%s%", "more": "%3, 100 %", "a.b.c": "x", "n.one": "%s thing", "n.other": "%s things"}})
	for _, c := range []struct {
		key  string
		args []any
		want string
	}{
		{"plain", []any{1, 2}, "1 of 2"}, {"turned", []any{"a", "b"}, "b before a"}, {"share", []any{"42"}, "42%"}, {"missing", nil, "missing"},
		{"plain", []any{"%s", "x"}, "%s of x"}, {"plain", []any{"only"}, "only of %s"}, {"more", []any{1, 2}, "%3, 100 %"},
	} {
		if got := w.Text(c.key, c.args...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.key, got, c.want)
		}
	}
	if one, many := w.Count("n", 1), w.Count("n", 2); one != "1 thing" || many != "2 things" {
		t.Errorf("counts are %q and %q", one, many)
	}
	if got := w.Below("a."); got["b"].(map[string]any)["c"] != "x" {
		t.Errorf("the tree is %v", got)
	}
}

// TestALanguageFallsBack: an Austrian portal is German, and what German lacks is English.
func TestALanguageFallsBack(t *testing.T) {
	theme := fstest.MapFS{
		"i18n/en.yaml":    {Data: []byte("a: one\nb: two\nc: three\n")},
		"i18n/de.yaml":    {Data: []byte("a: eins\nb: zwei\n")},
		"i18n/de-AT.yaml": {Data: []byte("a: ans\n")},
	}
	w, err := In(theme, "de-AT")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Text("a") + " " + w.Text("b") + " " + w.Text("c"); got != "ans zwei three" {
		t.Errorf("got %q", got)
	}
	if _, err := In(fstest.MapFS{}, "en"); err == nil {
		t.Error("a theme without English is no theme")
	}
}

// The parser of the standard library says what a day is.
func TestADayIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	for _, day := range []string{"2026-11-17", "2026-11-17T10:00:00Z", "2024-02-29", "2026-02-29", "2026-00-10", "2026-13-10", "2026-04-31", "2026-04-00", "0000-01-01",
		"2026-1-01", "2026-01-1", "2026/01/01", "-026-01-01", "20260-1-01", "2026-+1-01", "", "soon", "2026-11"} {
		want, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
		if got, isDay := ParseDay(day); isDay != (err == nil) || isDay && !got.Equal(want) {
			t.Errorf("%q is read as %v, %v", day, got, isDay)
		}
	}
}

func TestAPatternKeepsWhatItDoesNotKnow(t *testing.T) {
	w := New("en", map[string]map[string]string{"en": {"months": "1 2 3 4 5 6 7 8 9 10 11 12", "pattern_day": "{week} {day}.{month}.{year} {"}})
	if got := w.Day("2026-11-17"); got != "{week} 17.11.2026 {" {
		t.Error(got)
	}
}
