package metrics

import (
	"sync"
	"time"

	"portolan/collectors/dataset"
)

// Inside this package months are counted since the year 0, so that they can be compared and subtracted.

// monthNumber is the number of a month; a malformed month is the first of all, which no record covers.
func monthNumber(m dataset.Month) int {
	if len(m) != 7 {
		return 0
	}
	year := int(m[0]-'0')*1000 + int(m[1]-'0')*100 + int(m[2]-'0')*10 + int(m[3]-'0')
	return year*12 + int(m[5]-'0')*10 + int(m[6]-'0') - 1
}

// numberOf is the number of the month in UTC that a moment lies in.
func numberOf(t time.Time) int {
	t = t.UTC()
	return t.Year()*12 + int(t.Month()) - 1
}

// thisMonth is the number of the month of the build.
func (f *Figures) thisMonth() int { return numberOf(f.data.Now.Month()) }

// startOf is the first moment of a month.
func startOf(n int) time.Time { return calendarOf(n).start }

func monthOf(n int) dataset.Month { return calendarOf(n).name }

// calendarMonth is a month of the calendar as the world writes it.
type calendarMonth struct {
	start time.Time
	name  dataset.Month
}

// The months that nearly all records are of are written once: the pages of many projects name each of them thousands of times.
const (
	firstWritten = 1990 * 12
	lastWritten  = 2060 * 12
)

var calendar = sync.OnceValue(func() []calendarMonth {
	months := make([]calendarMonth, 0, lastWritten-firstWritten+1)
	for n := firstWritten; n <= lastWritten; n++ {
		months = append(months, newCalendarMonth(n))
	}
	return months
})

func newCalendarMonth(n int) calendarMonth {
	start := time.Date(n/12, time.Month(n%12+1), 1, 0, 0, 0, 0, time.UTC)
	return calendarMonth{start, dataset.MonthOf(start)}
}

func calendarOf(n int) calendarMonth {
	if n < firstWritten || n > lastWritten {
		return newCalendarMonth(n)
	}
	return calendar()[n-firstWritten]
}

// reach is the time of which a source knows everything of a subject.
type reach struct {
	since   int // the first month
	through int // the month that still ran when the source was asked; the months before it are whole
	partial bool
}

// nowhere is the reach of a source that knows nothing.
var nowhere = reach{since: 1 << 30, through: -1}

// reachOf is the reach of an activity record.
func reachOf(since dataset.Month, through time.Time) reach {
	last := numberOf(through)
	return reach{since: monthNumber(since), through: last, partial: through.After(startOf(last))}
}

// fromBirth reaches back to the beginning of time where the record begins no later than the project: before a project there
// was nothing in it. A record with something earlier in it, such as an imported history, says otherwise.
func (r reach) fromBirth(p *Project, earliest int) reach {
	if p.Created != nil && r.since <= numberOf(p.Created.Time) && earliest >= r.since {
		r.since = 0
	}
	return r
}

// earliest is the first month that is named; later than all where none is.
func earliest(counts map[dataset.Month]int) int {
	first := 1 << 30
	for month := range counts {
		first = min(first, monthNumber(month))
	}
	return first
}

// covers says whether everything in a window is known; in an open window, the last month may be one that still runs.
func (r reach) covers(w window) bool {
	if w.from < r.since {
		return false
	}
	return w.to <= r.through || w.open && r.partial && w.to-1 == r.through
}

// window is a row of months: from the first to the one before to.
type window struct {
	from, to int
	// open is true where the last month still runs.
	open bool
	// now is true for the standing at collection rather than at the end of the window.
	now bool
}

// holds says whether a month lies in the window.
func (w window) holds(month int) bool { return month >= w.from && month < w.to }
