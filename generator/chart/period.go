package chart

import (
	"strings"
	"time"

	"portolan/generator/words"
)

// period is what a label says of time; the zero period is a label that names a thing.
type period struct {
	start time.Time
	// word is what one such period is: "month", "quarter", "year", "day".
	word string
}

// periodOf reads "2026-10", "2026-Q4", "2026" and "2026-11-22".
func periodOf(label string) period {
	if label == "" || label[0] < '0' || label[0] > '9' {
		return period{} // most names; reading them as dates would cost more than the rest of their row
	}
	if month, ok := monthOf(label); ok {
		return period{month, "month"}
	}
	for _, form := range [...]struct{ layout, word string }{{"2006-01-02", "day"}, {"2006", "year"}} {
		if len(label) != len(form.layout) {
			continue
		}
		if t, err := time.Parse(form.layout, label); err == nil {
			return period{t, form.word}
		}
	}
	if year, quarter, found := strings.Cut(label, "-Q"); found && len(quarter) == 1 && quarter >= "1" && quarter <= "4" {
		if t, err := time.Parse("2006", year); err == nil {
			return period{t.AddDate(0, 3*int(quarter[0]-'1'), 0), "quarter"}
		}
	}
	return period{}
}

// monthOf reads "2026-10", which most labels are: charts by month ask about each of theirs several times.
func monthOf(label string) (start time.Time, ok bool) {
	if len(label) != len("2026-10") || label[4] != '-' {
		return time.Time{}, false
	}
	year, isYear := words.Digits(label[:4])
	month, isMonth := words.Digits(label[5:])
	if !isYear || !isMonth || month < 1 || month > 12 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC), true
}

// yearOf is the year of a label that is shorter than a year; empty otherwise.
func yearOf(label string) string {
	if p := periodOf(label); p.word != "" && p.word != "year" {
		return label[:len("2026")]
	}
	return ""
}

// periodWord is what one point of a chart is: "month" where the first label is a month, "" where points are things.
func periodWord(c Chart) string {
	for _, s := range c.Series {
		if len(s.Points) > 0 {
			return periodOf(s.Points[0].Label).word
		}
	}
	return ""
}
