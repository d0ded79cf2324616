package words

import (
	"strconv"
	"strings"
	"time"
)

// Day writes a day such as "2026-11-17": "17 November 2026". What is no day stays as it is.
func (w *Words) Day(day string) string { return w.format("pattern_day", day, w.months) }

// ShortDay writes a day in few letters: "17 Nov 2026".
func (w *Words) ShortDay(day string) string { return w.format("pattern_day_short", day, w.shorts) }

// Month writes a month such as "2026-11", or that of a day: "November 2026".
func (w *Words) Month(month string) string {
	if len(month) == len("2026-11") {
		month += "-01"
	}
	return w.format("pattern_month", month, w.months)
}

// DayOf writes the day of a moment in UTC, MonthOf its month, ShortMonthOf the month alone in few letters.
func (w *Words) DayOf(t time.Time) string   { return w.write("pattern_day", t.UTC(), w.months) }
func (w *Words) MonthOf(t time.Time) string { return w.month("pattern_month", t.UTC(), w.months) }
func (w *Words) ShortMonthOf(t time.Time) string {
	return w.month("pattern_month_alone", t.UTC(), w.shorts)
}

// writtenMonth names a month as one of the patterns writes it.
type writtenMonth struct {
	pattern string
	number  int
}

// month writes a month, each once: charts and tables by month write few of them very often.
func (w *Words) month(pattern string, at time.Time, months []string) string {
	if len(months) != 12 {
		return w.write(pattern, at, months)
	}
	key := writtenMonth{pattern, at.Year()*12 + int(at.Month())}
	w.mu.RLock()
	written, known := w.written[key]
	w.mu.RUnlock()
	if known {
		return written
	}
	written = w.write(pattern, time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC), months)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.written[key] = written
	return written
}

// ShortDayOf writes the day of a moment without its year: "17 Nov".
func (w *Words) ShortDayOf(t time.Time) string {
	return w.write("pattern_day_alone", t.UTC(), w.shorts)
}

// format writes a day by a pattern such as "{day} {month} {year}".
func (w *Words) format(pattern, day string, months []string) string {
	at, isDay := ParseDay(day)
	if !isDay || len(months) != 12 {
		return day
	}
	return w.write(pattern, at, months)
}

func (w *Words) write(pattern string, at time.Time, months []string) string {
	if len(months) != 12 {
		return at.Format(time.DateOnly)
	}
	year, month, day := at.Date()
	var room [64]byte
	b, text := room[:0], w.Text(pattern)
	for {
		before, after, more := strings.Cut(text, "{")
		b = append(b, before...)
		if !more {
			return string(b)
		}
		name, rest, _ := strings.Cut(after, "}")
		switch text = rest; name {
		case "day":
			b = strconv.AppendInt(b, int64(day), 10)
		case "month":
			b = append(b, months[month-1]...)
		case "year":
			b = strconv.AppendInt(b, int64(year), 10)
		default:
			b, text = append(b, '{'), after
		}
	}
}

// ParseDay reads the day of "2026-11-17" or "2026-11-17T10:00:00Z".
func ParseDay(day string) (time.Time, bool) {
	if len(day) < len(time.DateOnly) || day[4] != '-' || day[7] != '-' {
		return time.Time{}, false
	}
	year, isYear := Digits(day[:4])
	month, isMonth := Digits(day[5:7])
	number, isNumber := Digits(day[8:10])
	if !isYear || !isMonth || !isNumber || month < 1 || month > 12 || number < 1 {
		return time.Time{}, false
	}
	at := time.Date(year, time.Month(month), number, 0, 0, 0, 0, time.UTC)
	return at, at.Day() == number // the 31st of a shorter month would be a day of the next
}

// Digits reads a number that is written with digits alone.
func Digits(s string) (n int, are bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// Quarter names the quarter that begins with a month: "the fourth quarter of 2026".
func (w *Words) Quarter(start time.Time) string { return w.quarter("quarter", start) }

// InQuarter, InMonth, InYear and OnDay say when: "in October 2026", "on 17 November 2026".
func (w *Words) InQuarter(start time.Time) string { return w.quarter("in_quarter", start) }
func (w *Words) InMonth(t time.Time) string       { return w.Text("in_month", w.MonthOf(t)) }
func (w *Words) InYear(t time.Time) string        { return w.Text("in_year", t.UTC().Year()) }
func (w *Words) OnDay(t time.Time) string         { return w.Text("on_day", w.DayOf(t)) }

func (w *Words) quarter(key string, start time.Time) string {
	number := strconv.Itoa((int(start.Month())-1)/3 + 1)
	return w.Text(key, w.Text("quarter."+number), start.Year(), number)
}
