package metrics

import (
	"math"
	"slices"
	"strconv"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/words"
)

// Objective is what the office wants to reach: a metric or a hand-kept figure, a value and a day.
type Objective struct {
	ID      string
	Title   string
	Concern string
	// Metric is the ID of a metric, Figure that of a hand-kept figure. One of the two is required.
	Metric string
	Figure string
	Scope  Scope
	// Months is the length of the window that the value is over; 0 is twelve.
	Months int
	// Baseline is the value at the beginning; nil where it was not known. Begins is the day of it; empty: not known.
	Baseline *float64
	Begins   dataset.Date
	// Target is the value to reach. Required.
	Target float64
	// Better says which way is better; empty: as the metric says, else from the baseline to the target, else higher.
	Better Direction
	// Due is the last day on which the target may be met; empty: there is none.
	Due   dataset.Date
	Owner string
	Why   string
}

// ObjectiveStanding says how an objective stands.
type ObjectiveStanding string

// The standings of an objective.
const (
	Met     ObjectiveStanding = "met"
	OnTrack ObjectiveStanding = "on track"
	AtRisk  ObjectiveStanding = "at risk"
	Missed  ObjectiveStanding = "missed"
	Unknown ObjectiveStanding = "unknown"
)

// Assessment is how an objective stands, and why.
type Assessment struct {
	Objective Objective
	Unit      string
	Better    Direction
	// Value is the figure now; of an objective whose day is past, the figure then.
	Value  Value
	Period Period
	// Progress is the share of the way from the baseline to the target, from 0 to 1; nil where it cannot be said.
	Progress *float64
	// Elapsed is the share of the time from the beginning to the day, from 0 to 1; nil where either is not known.
	Elapsed  *float64
	Standing ObjectiveStanding
	// Rule says in words what decided.
	Rule   string
	Series []Point
	Basis  Basis
}

// grace is how far progress may be behind time before an objective is at risk.
const grace = 0.1

// Assess evaluates an objective at the moment of the build, which the caller has to know: what its pace is changes with every
// moment. An objective that names no known metric or figure is unknown, and its Rule says so.
func (f *Figures) Assess(o Objective, now time.Time) Assessment { return f.assess(o, now, false) }

// AssessAt evaluates an objective as it stood at the end of an earlier month, told by the first moment after it. What
// stood then and was not written down is unknown, whatever stands now.
func (f *Figures) AssessAt(o Objective, at time.Time) Assessment {
	return f.assess(o, at, f.data.Now.Past(at))
}

// assess evaluates an objective at a moment that is past, or is that of the build.
func (f *Figures) assess(o Objective, at time.Time, past bool) Assessment {
	if o.Months == 0 {
		o.Months = 12
	}
	a := Assessment{Objective: o, Better: o.Better}
	metric := ByID(o.Metric)
	switch hand := f.handKept(o.Figure, o.Months, judgedUntil(o, at)); {
	case metric != nil:
		f.assessMetric(&a, metric, at, past)
	case hand != nil:
		a.Unit, a.Series, a.Basis, a.Value, a.Period = hand.Figure.Unit, hand.Points, hand.Basis, hand.Value, hand.Period
	default:
		a.Standing, a.Rule = Unknown, f.data.Words.Text("objective.no_figure")
		return a
	}
	if past {
		a.Series = slices.DeleteFunc(slices.Clone(a.Series), func(p Point) bool { return monthNumber(p.Month) >= numberOf(at) })
	}
	a.decide(f.data.Words, at, over(o, at))
	return a
}

func (f *Figures) assessMetric(a *Assessment, m *Metric, at time.Time, past bool) {
	o := a.Objective
	a.Unit = m.Unit
	if a.Better == "" && m.Direction != Neither {
		a.Better = m.Direction
	}
	s := f.Series(m, o.Scope, 24)
	a.Series, a.Basis = s.Trim().Points, s.Basis
	subjects := m.count.subjects(f, o.Scope)
	running, _ := f.running(m, subjects)
	until := judgedUntil(o, at)
	w, _ := windows(m, min(running, until), o.Months)
	if m.Standing && (past || over(o, at)) {
		then := window{from: until - 1, to: until}
		if v := f.value(m, subjects, then); v.Number != nil || past {
			a.Value, a.Period = v, endOfStanding(m, then)
			return
		}
	}
	a.Value, a.Period = f.value(m, subjects, w), f.periodIn(m, f.basisIn(m, o.Scope, subjects), w)
	if a.Period.undated != nil {
		a.Period = Period{From: at, To: at}
	}
}

// over says whether the day of an objective had passed at a moment.
func over(o Objective, at time.Time) bool { return o.Due != "" && !at.Before(endOf(o.Due)) }

// judgedUntil is the month before whose beginning an objective is judged: that of the moment, or the one after its day has
// passed.
func judgedUntil(o Objective, at time.Time) int {
	if over(o, at) {
		return numberOf(endOf(o.Due))
	}
	return numberOf(at)
}

// endOf is the first moment after a day.
func endOf(d dataset.Date) time.Time { return d.Time().AddDate(0, 0, 1) }

// decide finds the standing and says by which rule.
func (a *Assessment) decide(w *words.Words, now time.Time, over bool) {
	o := a.Objective
	if a.Better != Higher && a.Better != Lower {
		a.Better = Higher
		if o.Baseline != nil && *o.Baseline > o.Target {
			a.Better = Lower
		}
	}
	if a.Value.Number == nil {
		a.Standing, a.Rule = Unknown, w.Text("objective.unknown", a.Period.during(w))
		return
	}
	a.Progress, a.Elapsed = a.progress(), a.elapsed(now)
	value, target := w.Amount(a.Value.Number, a.Unit), w.Amount(&o.Target, a.Unit)
	switch met := *a.Value.Number >= o.Target && a.Better == Higher || *a.Value.Number <= o.Target && a.Better == Lower; {
	case met:
		a.Standing, a.Rule = Met, w.Text("objective.met", value, target)
	case over:
		a.Standing, a.Rule = Missed, w.Text("objective.missed", value, target, w.DayOf(o.Due.Time()))
	case a.Progress != nil && a.Elapsed != nil:
		a.pace(w)
	default:
		a.trend(w)
	}
}

// pace compares how far the way is gone with how much of the time is.
func (a *Assessment) pace(w *words.Words) {
	done, gone := w.With(percent(*a.Progress), "%"), w.With(percent(*a.Elapsed), "%")
	if *a.Progress >= *a.Elapsed-grace {
		a.Standing, a.Rule = OnTrack, w.Text("objective.in_time", done, gone)
	} else {
		a.Standing, a.Rule = AtRisk, w.Text("objective.behind", done, gone)
	}
}

// trend asks whether the last whole month is better than the one three months before it, where pace cannot be told.
func (a *Assessment) trend(w *words.Words) {
	whole := Series{Points: a.Series}.Whole()
	if len(whole) < 4 || whole[len(whole)-1].Number == nil || whole[len(whole)-4].Number == nil {
		a.Standing, a.Rule = Unknown, w.Text("objective.too_little")
		return
	}
	then, now := whole[len(whole)-4], whole[len(whole)-1]
	key := "objective.away"
	if *now.Number > *then.Number && a.Better == Higher || *now.Number < *then.Number && a.Better == Lower {
		a.Standing, key = OnTrack, "objective.towards"
	} else {
		a.Standing = AtRisk
	}
	a.Rule = w.Text(key, w.Amount(then.Number, a.Unit), w.InMonth(then.Month.Start()), w.Amount(now.Number, a.Unit), w.InMonth(now.Month.Start()), w.Sign(then.Number, a.Unit))
}

// progress is the share of the way that is gone. Without a baseline, the way to a higher target begins at zero; to a lower
// one it has no beginning.
func (a *Assessment) progress() *float64 {
	start := 0.0
	switch {
	case a.Objective.Baseline != nil:
		start = *a.Objective.Baseline
	case a.Better == Lower:
		return nil
	}
	if start == a.Objective.Target {
		return nil
	}
	return dataset.Of(math.Min(1, math.Max(0, (*a.Value.Number-start)/(a.Objective.Target-start))))
}

func (a *Assessment) elapsed(now time.Time) *float64 {
	if a.Objective.Begins == "" || a.Objective.Due == "" {
		return nil
	}
	begin, end := a.Objective.Begins.Time(), endOf(a.Objective.Due)
	if !end.After(begin) {
		return nil
	}
	return dataset.Of(math.Min(1, math.Max(0, now.Sub(begin).Hours()/end.Sub(begin).Hours())))
}

// percent writes a share, rounded down so that nothing looks done before it is.
func percent(share float64) string { return strconv.Itoa(int(math.Floor(share*100 + 1e-9))) }
