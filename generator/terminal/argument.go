package terminal

import (
	"strconv"
	"strings"
	"time"
)

// Moment reads the value of SOURCE_DATE_EPOCH, seconds since 1970; the zero time where it is empty.
func Moment(epoch string) (time.Time, error) {
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, Misused("SOURCE_DATE_EPOCH is %q, not seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// Day reads a day such as 2026-11-01; the zero time where it is empty.
func Day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, Misused("%q is not a day such as 2026-11-01", text)
	}
	return t, nil
}

// List reads words that commas or spaces part.
func List(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
