package moment

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// question asks something of a moment. The answer can be compared.
type question func(m *Moment) any

// questions are random ones, about times within two months of a moment.
func questions(rng *rand.Rand, around time.Time) []question {
	var list []question
	for range 1 + rng.IntN(6) {
		t := around.Add(time.Duration(rng.Int64N(int64(120*day)) - int64(60*day)))
		switch rng.IntN(8) {
		case 0:
			list = append(list, func(m *Moment) any { return m.Month() })
		case 1:
			list = append(list, func(m *Moment) any { return m.Day() })
		case 2, 3, 4:
			list = append(list, func(m *Moment) any { return m.ReachedDay(t) })
		default:
			list = append(list, func(m *Moment) any { return m.Reached(t) })
		}
	}
	return list
}

// sameAnswers tells whether a moment answers as another did.
func sameAnswers(list []question, m *Moment, second int64) bool {
	other := At(time.Unix(second, 999_999_999))
	for _, ask := range list {
		if ask(m) != ask(other) {
			return false
		}
	}
	return true
}

// TestTheStretchIsExact: all moments of it give the same answers, and those at its ends do not.
func TestTheStretchIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		at := time.Unix(1_700_000_000+rng.Int64N(100_000_000), rng.Int64N(1e9))
		m, list := At(at), questions(rng, at)
		for _, ask := range list {
			ask(m)
		}
		s := m.Stretch()
		if !m.Within(s) {
			t.Fatalf("%v is not in its own stretch %v", at, s)
		}
		if s.From != Always.From && sameAnswers(list, m, s.From-1) || s.Until != Always.Until && sameAnswers(list, m, s.Until) {
			t.Fatalf("%v: the stretch %v could be longer", at, s)
		}
		from, until := max(s.From, at.Unix()-1e7), min(s.Until, at.Unix()+1e7)
		for _, second := range []int64{from, until - 1, from + rng.Int64N(until-from)} {
			if !sameAnswers(list, m, second) {
				t.Fatalf("%v: %v lies in the stretch %v, and answers otherwise", at, second, s)
			}
		}
	}
}

func TestWhatAMomentAnswers(t *testing.T) {
	clock := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	m := At(clock("2026-11-22T09:30:00.5+02:00"))
	for _, c := range []struct {
		time           string
		reached, byDay bool
	}{
		{"2026-11-22T07:30:00Z", true, true},
		{"2026-11-22T07:30:01Z", false, true},
		{"2026-11-23T00:00:00Z", false, false},
		{"2026-11-22T00:00:00Z", true, true},
		{"2026-11-22T00:00:00.1Z", true, true},
		{"2026-11-21T23:00:00Z", true, true},
		{"9999-12-31T00:00:00Z", false, false},
		{"0001-01-01T00:00:00Z", true, true},
	} {
		if m.Reached(clock(c.time)) != c.reached || m.ReachedDay(clock(c.time)) != c.byDay {
			t.Errorf("%s: reached %v, by day %v", c.time, !c.reached, !c.byDay)
		}
	}
	if m.Day() != clock("2026-11-22T00:00:00Z") || m.Month() != clock("2026-11-01T00:00:00Z") {
		t.Errorf("the day is %v, the month %v", m.Day(), m.Month())
	}
	if zero := At(time.Time{}); zero.Reached(clock("1970-01-01T00:00:00Z")) || !zero.Within(zero.Stretch()) || m.Within(zero.Stretch()) {
		t.Errorf("the zero moment: %v", zero.Stretch())
	}
}

func TestAStretchIsNeverWidened(t *testing.T) {
	m := At(time.Unix(1000, 0))
	m.Narrow(Stretch{900, 1100})
	m.Narrow(Always)
	m.Reached(time.Unix(1200, 0))
	if got := m.Stretch(); got != (Stretch{900, 1100}) {
		t.Errorf("the stretch is %v", got)
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	m := At(time.Unix(1000, 0))
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 500 {
				m.Reached(time.Unix(int64(2000-i-n), 0))
				m.Reached(time.Unix(int64(100+i+n), 0))
			}
		})
	}
	all.Wait()
	if got := m.Stretch(); got != (Stretch{606, 1494}) {
		t.Errorf("the stretch is %v", got)
	}
}
