package metrics

import (
	"time"

	"portolan/collectors/dataset"
)

// Span is a row of whole months of the calendar: a month, a quarter, a year.
type Span struct {
	From   dataset.Month
	Months int
}

// MonthSpan is a single month.
func MonthSpan(m dataset.Month) Span { return Span{m, 1} }

// Before is the span of the same length right before this one.
func (s Span) Before() Span { return s.shifted(-s.Months) }

// YearBefore is the same months of the year before.
func (s Span) YearBefore() Span { return s.shifted(-12) }

func (s Span) shifted(months int) Span { return Span{monthOf(monthNumber(s.From) + months), s.Months} }

// Last are the last so many months up to the end of the span, the first of them first.
func (s Span) Last(months int) []dataset.Month {
	var list []dataset.Month
	for n := monthNumber(s.From) + s.Months - months; n < monthNumber(s.From)+s.Months; n++ {
		list = append(list, monthOf(n))
	}
	return list
}

// Start is the first moment of a span, End the first moment after it.
func (s Span) Start() time.Time { return startOf(monthNumber(s.From)) }
func (s Span) End() time.Time   { return startOf(monthNumber(s.From) + s.Months) }

func (s Span) window() window {
	from := monthNumber(s.From)
	return window{from: from, to: from + s.Months}
}

// Between computes a metric in a scope over whole months of the calendar, with other months beside it to compare with. A
// standing is what stood at the end of each span. Months that still ran when a source was asked are unknown.
func (f *Figures) Between(m *Metric, s Scope, now, before Span) Reading {
	if !s.wide() {
		return f.readBetween(m, s, now, before)
	}
	return remembered(&f.answers, betweenOf{m, s, now, before}, func() Reading { return f.readBetween(m, s, now, before) })
}

func (f *Figures) readBetween(m *Metric, s Scope, now, before Span) Reading {
	subjects := m.count.subjects(f, s)
	w, then := f.windowOf(m, now), f.windowOf(m, before)
	r := Reading{Metric: m, Scope: s, Period: endOfStanding(m, w), PreviousPeriod: endOfStanding(m, then), Basis: f.basisIn(m, s, subjects)}
	known, knownThen := f.known(m, subjects, w), f.known(m, subjects, then)
	r.Value, r.Previous = f.valueOfKnown(m, s, known, len(subjects), w), f.valueOfKnown(m, s, knownThen, len(subjects), then)
	if w.to > f.thisMonth() { // nobody knows what has not ended
		r.Value = Value{Of: len(subjects), Parts: m.Parts}
	} else {
		f.compareKnown(&r, known, knownThen, w, then)
	}
	return r
}

// SeriesOf computes each month of a span; months that had not ended are unknown.
func (f *Figures) SeriesOf(m *Metric, s Scope, span Span) Series {
	subjects := m.count.subjects(f, s)
	series := Series{Metric: m, Scope: s, Basis: f.basisIn(m, s, subjects)}
	for _, month := range span.Last(span.Months) {
		v := Value{Of: len(subjects), Parts: m.Parts}
		if month <= f.LastWhole() {
			v = f.valueIn(m, s, subjects, f.windowOf(m, MonthSpan(month)))
		}
		series.Points = append(series.Points, Point{Month: month, Label: string(month), Value: v})
	}
	return series
}

// windowOf is the window of a span; where a metric needs more months to mean much, it reaches back further.
func (f *Figures) windowOf(m *Metric, s Span) window {
	w := s.window()
	w.from = min(w.from, w.to-m.Trailing)
	return w
}

// HandKeptBetween reads a hand-kept figure over whole months of the calendar, with other months beside it; nil where there
// is no such figure.
func (f *Figures) HandKeptBetween(id string, now, before Span) *HandKept {
	h := f.handKeptOf(id)
	if h == nil {
		return nil
	}
	w, then := now.window(), before.window()
	h.Period, h.PreviousPeriod = endOfStanding(h.Metric, w), endOfStanding(h.Metric, then)
	if h.Metric.Standing {
		w.from, then.from = w.to-1, then.to-1
	}
	whole := f.thisMonth()
	h.Value, h.Previous = sumOf(h.Points, w), sumOf(h.Points, then)
	if w.to > whole {
		h.Value.Number = nil
	}
	f.compare(&h.Reading, h.Value, h.Previous)
	return h
}

// endOfStanding is the time of a window: for a standing, its end.
func endOfStanding(m *Metric, w window) Period {
	if m.Standing {
		return Period{From: startOf(w.to), To: startOf(w.to)}
	}
	return periodOf(w)
}

// LastWhole is the last month that had ended when the records were built.
func (f *Figures) LastWhole() dataset.Month { return monthOf(f.thisMonth() - 1) }

// KnownMonths are the first and the last whole month of which anything that happened is known; nothing is where ok is false.
func (f *Figures) KnownMonths() (first, last dataset.Month, ok bool) {
	from, to := 1<<30, -1
	for _, a := range f.data.Activity {
		if f.Project(a.Project) != nil {
			from, to = min(from, monthNumber(a.Since)), max(to, numberOf(a.Through.Time)-1)
		}
	}
	for _, figure := range f.data.Figures {
		for month, v := range figure.Values {
			if v != nil {
				from, to = min(from, monthNumber(month)), max(to, monthNumber(month))
			}
		}
	}
	to = min(to, monthNumber(f.LastWhole()))
	if from > to {
		return "", "", false
	}
	return monthOf(from), monthOf(to), true
}
