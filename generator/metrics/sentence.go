package metrics

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"portolan/collectors/dataset"
	"portolan/generator/words"
)

// Name is the metric's title as a heading; that of a hand-kept figure is its own.
func (m *Metric) Name(w *words.Words) string {
	if m.Given != "" {
		return m.Given
	}
	return w.Text("metric." + m.ID)
}

// Question is what a reader wants to know of a metric.
func (m *Metric) Question(w *words.Words) string { return w.Text("metric." + m.ID + ".question") }

// Partly says "from 37 of 40 projects"; empty where all parts are known.
func (v Value) Partly(w *words.Words) string {
	if v.Known == v.Of {
		return ""
	}
	return w.Text("figure.partly", v.Known, v.Of, w.Unit(v.Parts, v.Of == 1))
}

// Words writes the period: "October 2026", "November 2025 to October 2026", "the twelve months to 22 November 2026".
func (p Period) Words(w *words.Words) string {
	last := p.To.Add(-time.Second)
	switch {
	case p.Months == 0:
		return w.DayOf(p.End())
	case p.Exact:
		return w.Text("period.exact", w.DayOf(p.To))
	case p.Months == 1:
		return w.MonthOf(p.From)
	}
	return w.Text("from_to", w.MonthOf(p.From), w.MonthOf(last))
}

// during puts the period into a sentence: "in October 2026", "from November 2025 to October 2026".
func (p Period) during(w *words.Words) string {
	switch {
	case p.Months == 0:
		return w.OnDay(p.End())
	case p.Exact:
		return w.Text("period.in_exact", w.DayOf(p.To))
	case p.Months == 1:
		return w.InMonth(p.From)
	}
	return w.Text("period.from_to", w.MonthOf(p.From), w.MonthOf(p.To.Add(-time.Second)))
}

// Sentence says how the figure compares: "Up from 91 in the twelve months before."
func (r *Reading) Sentence(w *words.Words) string {
	before := r.before(w)
	switch {
	case r.Value.Nothing:
		return w.Text("reading.nothing", r.Period.during(w))
	case r.Value.Number == nil && r.Metric.Standing:
		return w.Text("reading.untold")
	case r.Value.Number == nil:
		return w.Text("reading.untold_during", r.Period.during(w))
	case r.Change == nil && r.Previous.Nothing:
		return w.Text("reading.nothing", before)
	case r.Change == nil && r.Previous.Number != nil:
		return w.Text("reading.incomparable", before)
	case r.Change == nil:
		return w.Text("reading.before_unknown", before)
	}
	text := r.comparison(w, before)
	if r.partial() {
		parts := w.Amount(dataset.Of(float64(r.Compared)), r.Value.Parts)
		text = w.Text("reading.over", parts, small(text))
	}
	return text
}

// partial tells whether the comparison is over fewer parts than the figures.
func (r *Reading) partial() bool { return r.Compared < r.Value.Known || r.Compared < r.Previous.Known }

// comparison says up, down or the same, by the numbers as they are and not as they are rounded.
func (r *Reading) comparison(w *words.Words, before string) string {
	unit := r.Metric.Unit
	then, now := w.Amount(&r.compared[0], unit), w.Amount(&r.compared[1], unit)
	bare := w.Sign(&r.compared[0], unit)
	way := "down"
	if *r.Change > 0 {
		way = "up"
	}
	switch {
	case *r.Change == 0:
		return w.Text("reading.same", before)
	case then == now:
		return w.Text("reading.about_the_same", before)
	case r.partial():
		return w.Text("reading."+way+"_to", then, before, now, bare)
	}
	return w.Text("reading."+way, then, before, bare)
}

// before names the window before: "in the twelve months before", "at the end of November 2025".
func (r *Reading) before(w *words.Words) string {
	p := r.PreviousPeriod
	last := p.To.AddDate(0, 0, -1)
	switch {
	case r.Metric.Standing:
		return w.Text("period.end_of", w.MonthOf(last))
	case r.Period.Exact, p.To.After(r.Period.From):
		return w.Text("period.months_to", inLength(w, p.Months), w.MonthOf(last))
	case p.Months == 12 && p.From.Month() == time.January:
		return w.InYear(p.From)
	case !p.To.Equal(r.Period.From):
		return w.Text("period.same_months", p.From.Year())
	}
	return w.Text("period.months_before", inLength(w, r.Period.Months))
}

// inLength writes a length in months as people say it: "in the twelve months".
func inLength(w *words.Words, months int) string {
	if key := "period.in_" + strconv.Itoa(months); w.Has(key) {
		return w.Text(key)
	}
	return w.Text("period.in_n", months)
}

// small begins a sentence with a small letter, to stand behind a colon.
func small(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}
