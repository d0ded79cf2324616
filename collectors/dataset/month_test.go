package dataset

import (
	"testing"
	"time"
)

func TestAMonthIsOneOfTheCalendar(t *testing.T) {
	for _, text := range []string{
		"2026-11", "0000-01", "9999-12", "2026-00", "2026-13", "2026-1", "2026-111", "2026/11", "2o26-11", "2026-1 ", "", "2026-11-01", "-026-11", "2026-0a",
		"1989-12", "1990-01", "2059-12", "2060-01",
	} {
		var m Month
		_, want := time.Parse("2006-01", text)
		if got := m.UnmarshalText([]byte(text)); (got == nil) != (want == nil) || got == nil && string(m) != text {
			t.Errorf("%q: %v, but as a moment: %v", text, got, want)
		}
	}
}
