package chart

import (
	"math"
	"strconv"
	"strings"
)

// unknown is the word for a value that is not known, everywhere.
const unknown = "unknown"

// full writes a value as tables and sentences do: grouped by thousands, at most two decimals, three significant digits
// below ten.
func full(v float64) string {
	decimals := 0
	switch size := math.Abs(v); {
	case v == math.Trunc(v):
	case size < 10:
		decimals = 2
	case size < 1000:
		decimals = 1
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return grouped(s)
}

// grouped puts commas between thousands.
func grouped(s string) string {
	sign, whole, fraction := "", s, ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if at := strings.IndexByte(whole, '.'); at >= 0 {
		whole, fraction = whole[:at], whole[at:]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return sign + whole + fraction
}

// short writes a value for a label in a drawing: 1.2k, 35k, 4.1M. The table has it in full.
func short(v float64) string {
	for _, step := range []struct {
		size float64
		sign string
	}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		// 999.5 and more would be written as 1000 of the smaller step.
		if math.Abs(v) >= step.size*0.9995 {
			scaled := v / step.size
			return threeDigits(scaled) + step.sign
		}
	}
	return threeDigits(v)
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

// withUnit adds the unit to a written value: "42%", "19 hours", "1 commit".
func withUnit(s, unit string) string {
	switch {
	case unit == "":
		return s
	case unit == "%":
		return s + "%"
	case s == "1":
		return s + " " + singular(unit)
	}
	return s + " " + unit
}

// singular is the unit of one: "hours" is "hour", "people" is "person". Words that are the same for both stay.
func singular(unit string) string {
	switch {
	case unit == "people":
		return "person"
	case strings.HasSuffix(unit, "ies"):
		return strings.TrimSuffix(unit, "ies") + "y"
	case strings.HasSuffix(unit, "s") && !strings.HasSuffix(unit, "ss") && !strings.Contains(unit, " "):
		return strings.TrimSuffix(unit, "s")
	}
	return unit
}
