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
func (w *Words) DayOf(t time.Time) string   { return w.Day(t.UTC().Format(time.DateOnly)) }
func (w *Words) MonthOf(t time.Time) string { return w.Month(t.UTC().Format(time.DateOnly)) }
func (w *Words) ShortMonthOf(t time.Time) string {
	return w.format("pattern_month_alone", t.UTC().Format(time.DateOnly), w.shorts)
}

// ShortDayOf writes the day of a moment without its year: "17 Nov".
func (w *Words) ShortDayOf(t time.Time) string {
	return w.format("pattern_day_alone", t.UTC().Format(time.DateOnly), w.shorts)
}

// format writes a day by a pattern such as "{day} {month} {year}".
func (w *Words) format(pattern, day string, months []string) string {
	at, isDay := ParseDay(day)
	if !isDay || len(months) != 12 {
		return day
	}
	text := strings.ReplaceAll(w.Text(pattern), "{day}", strconv.Itoa(at.Day()))
	text = strings.ReplaceAll(text, "{year}", strconv.Itoa(at.Year()))
	return strings.ReplaceAll(text, "{month}", months[at.Month()-1])
}

// ParseDay reads the day of "2026-11-17" or "2026-11-17T10:00:00Z".
func ParseDay(day string) (time.Time, bool) {
	at, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
	return at, err == nil
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
