package dataset

import (
	"fmt"
	"sync"
	"time"
)

// Month is a calendar month in UTC: "2026-11".
type Month string

// MonthOf returns the month in UTC that a moment lies in.
func MonthOf(t time.Time) Month { return Month(t.UTC().Format("2006-01")) }

// Start returns the first moment of the month.
func (m Month) Start() time.Time {
	t, _ := time.Parse("2006-01", string(m))
	return t
}

// Add returns the month n months later, or earlier for a negative n.
func (m Month) Add(n int) Month { return MonthOf(m.Start().AddDate(0, n, 0)) }

// UnmarshalText reads "2026-11".
func (m *Month) UnmarshalText(text []byte) error {
	number, ok := monthNumber(text)
	if !ok {
		return fmt.Errorf("%q is not a month such as 2026-11", text)
	}
	if at := number - firstWritten; at >= 0 && at < len(calendar()) {
		*m = calendar()[at]
	} else {
		*m = Month(text)
	}
	return nil
}

// monthNumber is the number of a month since the year 0. A record names hundreds of months, so that reading each as a moment
// would take longer than all else.
func monthNumber(text []byte) (number int, ok bool) {
	if len(text) != len("2026-11") || text[4] != '-' {
		return 0, false
	}
	year, isYear := digits(text[:4])
	month, isMonth := digits(text[5:])
	return year*12 + month - 1, isYear && isMonth && month >= 1 && month <= 12
}

func digits(text []byte) (number int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		number = number*10 + int(c-'0')
	}
	return number, true
}

// The months that nearly all records are of are in memory once: many thousand records name them.
const firstWritten, lastWritten = 1990 * 12, 2060*12 - 1

var calendar = sync.OnceValue(func() []Month {
	months := make([]Month, 0, lastWritten-firstWritten+1)
	for n := firstWritten; n <= lastWritten; n++ {
		months = append(months, Month(fmt.Sprintf("%04d-%02d", n/12, n%12+1)))
	}
	return months
})
