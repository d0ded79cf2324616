package warehouse

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// row is one row of an answer, every value as text; a value that is nil is NULL. The first value that cannot be
// understood is kept as its error.
type row struct {
	query   string
	number  int
	columns map[string]int
	values  [][]byte
	err     error
}

func (r *row) value(column string) (string, bool) {
	at, asked := r.columns[column]
	if !asked || r.values[at] == nil {
		return "", false
	}
	return string(r.values[at]), true
}

func (r *row) has(column string) bool { _, asked := r.columns[column]; return asked }

func (r *row) wrong(column, value, want string) {
	if r.err == nil {
		r.err = fmt.Errorf("query %s, row %d, column %s: %q is not %s", r.query, r.number, column, shorten(value), want)
	}
}

// text returns a value fit for a record, "" for NULL.
func (r *row) text(column string) string {
	value, _ := r.value(column)
	return dataset.CleanText(value)
}

// figure returns a count, nil for NULL.
func (r *row) figure(column string) *int {
	value, known := r.value(column)
	if !known {
		return nil
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(value, ".0"), 10, 64)
	if err != nil || n < 0 || n > largest {
		r.wrong(column, value, "a count")
		return nil
	}
	return dataset.Of(int(n))
}

// count returns a count, 0 for NULL: the sum over nothing.
func (r *row) count(column string) int64 {
	if n := r.figure(column); n != nil {
		return int64(*n)
	}
	return 0
}

// flag returns a truth, and otherwise where the value is NULL.
func (r *row) flag(column string, otherwise bool) bool {
	value, known := r.value(column)
	switch strings.ToLower(value) {
	case "t", "true", "1", "yes", "y":
		return true
	case "f", "false", "0", "no", "n":
		return false
	}
	if known {
		r.wrong(column, value, "true or false")
	}
	return otherwise
}

// moment returns a point in time, nil for NULL. What bears no offset is in UTC.
func (r *row) moment(column string) *dataset.Time {
	value, known := r.value(column)
	if !known {
		return nil
	}
	t, ok := parseTime(value)
	if !ok {
		r.wrong(column, value, "a moment such as 2026-11-22 09:30:00")
		return nil
	}
	return dataset.AtOrNil(t)
}

// month returns a month, written as one or as a moment in it; "" for NULL.
func (r *row) month(column string) dataset.Month {
	value, known := r.value(column)
	if !known {
		return ""
	}
	var month dataset.Month
	if month.UnmarshalText([]byte(value)) == nil {
		return month
	}
	t, ok := parseTime(value)
	if !ok {
		r.wrong(column, value, "a month such as 2026-11")
		return ""
	}
	return dataset.MonthOf(t)
}

// forms are how the databases write moments; fractions of a second are read with each of them.
var forms = []string{"2006-01-02 15:04:05Z07:00:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z07", "2006-01-02 15:04:05", "2006-01-02", time.RFC3339,
	"2006-01-02T15:04:05"}

func parseTime(s string) (time.Time, bool) {
	for _, form := range forms {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), t.Year() > 0 && t.Year() < 10000
		}
	}
	return time.Time{}, false
}

// largest is past what anything counts to.
const largest = 1e12

func shorten(s string) string {
	s = dataset.CleanText(s)
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
