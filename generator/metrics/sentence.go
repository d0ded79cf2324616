package metrics

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// Written writes a figure with its unit: "1,204 commits", "42%", "1 person", "unknown".
func Written(v *float64, unit string) string {
	if v == nil {
		return "unknown"
	}
	s := digits(*v)
	switch {
	case unit == "%":
		return s + "%"
	case unit == "":
		return s
	case s == "1":
		return s + " " + one(unit)
	}
	return s + " " + unit
}

// digits writes a number grouped by thousands: with two decimals below ten, with one below a hundred, else whole.
func digits(v float64) string {
	decimals := 0
	switch size := math.Abs(v); {
	case v == math.Trunc(v):
	case size < 10:
		decimals = 2
	case size < 100:
		decimals = 1
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	if decimals > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if v < 0 && whole != "0" {
		return "-" + whole
	}
	return whole
}

// one is a unit in the singular.
func one(unit string) string {
	first, rest, more := strings.Cut(unit, " ")
	switch {
	case first == "people":
		first = "person"
	case strings.HasSuffix(first, "ies"):
		first = strings.TrimSuffix(first, "ies") + "y"
	case strings.HasSuffix(first, "s"):
		first = strings.TrimSuffix(first, "s")
	}
	if more {
		return first + " " + rest
	}
	return first
}

// sentence says how a reading compares with the one before.
func (r *Reading) sentence() string {
	switch {
	case r.Value.Nothing:
		return "There was nothing to measure " + r.Period.during() + "."
	case r.Value.Number == nil && r.Metric.Standing:
		return "No source tells it."
	case r.Value.Number == nil:
		return "No source tells it " + r.Period.during() + "."
	case r.Change == nil && r.Previous.Nothing:
		return "There was nothing to measure " + r.before() + "."
	case r.Change == nil && r.Previous.Number != nil:
		return fmt.Sprintf("Not to be compared: no part of it is known both now and %s.", r.before())
	case r.Change == nil:
		return "What it was " + r.before() + " is unknown."
	}
	text := r.comparison()
	if r.Compared < r.Value.Known || r.Compared < r.Previous.Known {
		parts := Written(dataset.Of(float64(r.Compared)), r.Value.Parts)
		text = fmt.Sprintf("Over the %s known in both periods: %s", parts, strings.ToLower(text[:1])+text[1:])
	}
	return text
}

// comparison says up, down or the same, by the numbers as they are and not as they are rounded.
func (r *Reading) comparison() string {
	then, now := Written(&r.compared[0], r.Metric.Unit), Written(&r.compared[1], r.Metric.Unit)
	partial := r.Compared < r.Value.Known || r.Compared < r.Previous.Known
	switch {
	case *r.Change == 0:
		return "The same as " + r.before() + "."
	case then == now:
		return "About the same as " + r.before() + "."
	case partial && *r.Change > 0:
		return fmt.Sprintf("Up from %s %s to %s.", then, r.before(), now)
	case partial:
		return fmt.Sprintf("Down from %s %s to %s.", then, r.before(), now)
	case *r.Change > 0:
		return fmt.Sprintf("Up from %s %s.", then, r.before())
	}
	return fmt.Sprintf("Down from %s %s.", then, r.before())
}

// before names the window before: "in the twelve months before", "at the end of November 2025".
func (r *Reading) before() string {
	switch {
	case r.Metric.Standing:
		return "at the end of " + r.PreviousPeriod.To.AddDate(0, 0, -1).Format("January 2006")
	case r.Period.Exact, r.PreviousPeriod.To.After(r.Period.From):
		return "in the " + lengthOf(r.PreviousPeriod.Months) + " to " + r.PreviousPeriod.To.AddDate(0, 0, -1).Format("January 2006")
	case r.PreviousPeriod.Months == 12 && r.PreviousPeriod.From.Month() == time.January:
		return "in " + r.PreviousPeriod.From.Format("2006")
	case !r.PreviousPeriod.To.Equal(r.Period.From):
		return "in the same months of " + r.PreviousPeriod.From.Format("2006")
	}
	return "in the " + lengthOf(r.Period.Months) + " before"
}

// lengthOf writes a length in months as people say it.
func lengthOf(months int) string {
	switch months {
	case 1:
		return "month"
	case 3:
		return "three months"
	case 6:
		return "six months"
	case 12:
		return "twelve months"
	case 24:
		return "two years"
	case 36:
		return "three years"
	}
	return strconv.Itoa(months) + " months"
}
