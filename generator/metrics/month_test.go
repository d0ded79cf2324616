package metrics

import (
	"testing"
	"time"

	"portolan/collectors/dataset"
)

// A month that is written once is the one that the calendar gives, and so is one that is not.
func TestMonthsAreThoseOfTheCalendar(t *testing.T) {
	for _, year := range []int{1, 1969, 1989, 1990, 2026, 2060, 2061, 2400} {
		for month := time.January; month <= time.December; month++ {
			start := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
			n := numberOf(start.Add(time.Hour))
			if !startOf(n).Equal(start) || monthOf(n) != dataset.MonthOf(start) || monthNumber(monthOf(n)) != n {
				t.Errorf("%s: month %d begins at %s and is called %s", start, n, startOf(n), monthOf(n))
			}
		}
	}
}

func TestFiguresAreWhatWasKept(t *testing.T) {
	for _, v := range []float64{0, 1, 1023, 1024, -1, 0.5, 1022.5, 1e15} {
		if got := *kept(v); got != v {
			t.Errorf("kept %g as %g", v, got)
		}
	}
	if kept(7) != kept(7) {
		t.Error("a small count has two places")
	}
}
