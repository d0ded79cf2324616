// Package moment is the time from which a site counts ages.
//
// A [Moment] does not say when it is: it answers questions, and gathers for how long they would be answered in the same
// way, its [Stretch]. What was made of the answers is the same at every moment of the stretch, so that a later build need
// not make it again.
package moment

import (
	"math"
	"sync/atomic"
	"time"
)

// Moment answers what is asked of the time of a build, to the second. It is safe for concurrent use.
type Moment struct {
	at          time.Time
	from, until atomic.Int64
}

// Stretch is a row of moments, in seconds since 1970: from the first of them to the one before Until.
type Stretch struct{ From, Until int64 }

// Always holds every moment.
var Always = Stretch{math.MinInt64, math.MaxInt64}

// At is a moment of which nothing was asked yet.
func At(t time.Time) *Moment {
	m := &Moment{at: t.UTC()}
	m.from.Store(Always.From)
	m.until.Store(Always.Until)
	return m
}

// Itself is the time. It counts as no question: nothing may be made of it that a later build could let stand.
func (m *Moment) Itself() time.Time { return m.at }

// Reached tells whether a time has come.
func (m *Moment) Reached(t time.Time) bool {
	second := t.Unix()
	if t.Nanosecond() > 0 {
		second++
	}
	if m.at.Unix() < second {
		m.endBy(second)
		return false
	}
	m.beginBy(second)
	return true
}

// Past tells whether a time is over.
func (m *Moment) Past(t time.Time) bool { return m.Reached(t.Add(1)) }

// ReachedDay tells whether the day of a time has come, in UTC. It is for what is asked of thousands of things: their times are
// spread over the clock, so that with Reached hardly two commits would lie in one stretch.
func (m *Moment) ReachedDay(t time.Time) bool { return m.Reached(startOfDay(t)) }

// Day is the beginning of the day, in UTC.
func (m *Moment) Day() time.Time {
	start := startOfDay(m.at)
	m.Reached(start)
	m.Reached(start.Add(day))
	return start
}

// Month is the beginning of the month, in UTC.
func (m *Moment) Month() time.Time {
	start := time.Date(m.at.Year(), m.at.Month(), 1, 0, 0, 0, 0, time.UTC)
	m.Reached(start)
	m.Reached(start.AddDate(0, 1, 0))
	return start
}

// Stretch is all moments that would have answered the same to what was asked so far.
func (m *Moment) Stretch() Stretch { return Stretch{m.from.Load(), m.until.Load()} }

// Within tells whether a stretch holds the moment.
func (m *Moment) Within(s Stretch) bool { return s.From <= m.at.Unix() && m.at.Unix() < s.Until }

// Narrow lets the stretch reach no further than another.
func (m *Moment) Narrow(s Stretch) {
	m.beginBy(s.From)
	m.endBy(s.Until)
}

// beginBy lets the stretch begin no earlier.
func (m *Moment) beginBy(t int64) {
	for from := m.from.Load(); from < t && !m.from.CompareAndSwap(from, t); from = m.from.Load() {
	}
}

// endBy lets the stretch end no later.
func (m *Moment) endBy(t int64) {
	for until := m.until.Load(); until > t && !m.until.CompareAndSwap(until, t); until = m.until.Load() {
	}
}

const day = 24 * time.Hour

func startOfDay(t time.Time) time.Time { return t.UTC().Truncate(day) }
