package words

import (
	"math"
	"strconv"
	"strings"
)

// Number writes a count: "1,204".
func (w *Words) Number(n int) string { return w.local(strconv.Itoa(n)) }

// Figure writes a number as tables and sentences do: with two decimals below ten, with one below a hundred, else whole.
func (w *Words) Figure(v float64) string {
	decimals := 0
	switch size := math.Abs(v); {
	case v == math.Trunc(v) && size < 1e15:
		return w.local(strconv.Itoa(int(v)))
	case v == math.Trunc(v):
	case size < 10:
		decimals = 2
	case size < 100:
		decimals = 1
	}
	return w.local(trimmed(v, decimals))
}

// Short writes a number for a label that has little room: "1.2k", "35k", "4.1M".
func (w *Words) Short(v float64) string {
	for _, step := range []struct {
		size float64
		key  string
	}{{1e9, "short_billion"}, {1e6, "short_million"}, {1e3, "short_thousand"}} {
		// 999.5 and more would be written as 1000 of the smaller step.
		if math.Abs(v) >= step.size*0.9995 {
			return w.Text(step.key, w.local(threeDigits(v/step.size)))
		}
	}
	return w.local(threeDigits(v))
}

// threeDigits writes a value below a thousand with as many decimals as leave it three digits.
func threeDigits(v float64) string {
	switch size := math.Abs(v); {
	case size >= 99.95:
		return trimmed(v, 0)
	case size >= 9.995:
		return trimmed(v, 1)
	}
	return trimmed(v, 2)
}

func trimmed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if decimals > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// local groups the digits of a number by thousands and gives it the language's decimal sign.
func (w *Words) local(s string) string {
	sign, whole, fraction := "", s, ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if at := strings.IndexByte(whole, '.'); at >= 0 {
		whole, fraction = whole[:at], w.decimal+whole[at+1:]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + w.thousands + whole[at:]
	}
	return sign + whole + fraction
}

// Amount writes a figure with its unit, which is a plural: "1,204 commits", "42%", "1 person". What is not known is "unknown".
func (w *Words) Amount(v *float64, unit string) string {
	if v == nil {
		return w.Word("unknown")
	}
	return w.With(w.Figure(*v), unit)
}

// Sign writes a figure with its unit where that is a sign, and without it where it is a word: "42%", "1,204".
func (w *Words) Sign(v *float64, unit string) string {
	if unit != "%" {
		unit = ""
	}
	return w.Amount(v, unit)
}

// With puts a unit behind a written number.
func (w *Words) With(number, unit string) string {
	switch unit {
	case "":
		return number
	case "%":
		return w.Text("percent", number)
	}
	return number + " " + w.Unit(unit, number == "1")
}

// Unit is what something is counted in: "commits", or "commit" of one. A unit that has no text is one that somebody wrote
// into a figure of their own; only of English is its singular known.
func (w *Words) Unit(unit string, one bool) string {
	form := ".other"
	if one {
		form = ".one"
	}
	if text, there := w.texts["unit."+unit+form]; there {
		return text
	}
	if one && (w.language == "en" || strings.HasPrefix(w.language, "en-")) {
		return singular(unit)
	}
	return unit
}

// singular is a unit of one: "talks" is "talk", "entries given" is "entry given". Words that are the same for both stay.
func singular(unit string) string {
	first, rest, more := strings.Cut(unit, " ")
	switch {
	case strings.HasSuffix(first, "ies"):
		first = strings.TrimSuffix(first, "ies") + "y"
	case strings.HasSuffix(first, "s") && !strings.HasSuffix(first, "ss"):
		first = strings.TrimSuffix(first, "s")
	}
	if more {
		return first + " " + rest
	}
	return first
}
