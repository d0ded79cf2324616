package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/generator/words"
)

// speech is how a drawing says numbers and periods.
type speech struct{ *words.Words }

func (c Chart) say() speech { return speech{c.Words} }

// amount writes a value in full, with the chart's unit; bare without it where it is a word.
func (c Chart) amount(v float64) string { return c.Words.Amount(&v, c.Unit) }
func (c Chart) bare(v float64) string   { return c.Words.Sign(&v, c.Unit) }

// written is a label as a sentence has it: "October 2026", "the fourth quarter of 2026", "anvil".
func (s speech) written(label string) string {
	switch p := periodOf(label); p.word {
	case "month":
		return s.MonthOf(p.start)
	case "day":
		return s.DayOf(p.start)
	case "quarter":
		return s.Quarter(p.start)
	}
	return label
}

// in says when or where: "in October 2026", "on 22 November 2026", "in anvil".
func (s speech) in(label string) string {
	switch p := periodOf(label); p.word {
	case "month":
		return s.InMonth(p.start)
	case "day":
		return s.OnDay(p.start)
	case "quarter":
		return s.InQuarter(p.start)
	case "year":
		return s.InYear(p.start)
	}
	return s.Text("in_thing", label)
}

// brief is a label as an axis has it; the year stands in a row of its own below.
func (s speech) brief(label string) string {
	switch p := periodOf(label); p.word {
	case "month":
		return s.ShortMonthOf(p.start)
	case "day":
		return s.ShortDayOf(p.start)
	case "quarter":
		return label[len(label)-2:]
	}
	return label
}

// row is a label at the head of a row: a period is written out, a thing keeps its name.
func (s speech) row(label string) string {
	if p := periodOf(label); p.word == "quarter" {
		return s.quarterAlone(p)
	}
	return s.written(label)
}

func (s speech) quarterAlone(p period) string {
	return s.Text("quarter_alone", capital(s.Text("quarter."+quarterOf(p))), p.start.Year(), quarterOf(p))
}

// quarterOf is the number of a quarter.
func quarterOf(p period) string { return string('1' + rune((p.start.Month()-1)/3)) }

// periods is what so many points of a chart are: "months", "values".
func (c Chart) periods(n int) string {
	word := periodWord(c)
	if word == "" {
		word = "value"
	}
	return c.Words.Unit(word+"s", n == 1)
}

// whole is a sentence's subject for no whole period at all: "no whole month".
func (c Chart) noWhole() string { return c.Words.Text("chart.no_whole_" + periodWord(c)) }

// capital begins a text with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// continued begins a text with a small letter, to stand behind a colon.
func continued(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(first)) + s[size:]
}
