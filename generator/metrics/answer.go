package metrics

import (
	"slices"
	"sync"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
)

// Value is a figure with what it rests on.
type Value struct {
	// Number is nil where unknown, and where there was nothing to measure.
	Number *float64
	// Nothing is true where everything is known and there was nothing to measure: no issue was closed, so there is no
	// median time to close. It is neither unknown nor zero.
	Nothing bool
	// Known and Of count the parts that the figure is made from: 37 known of 40 projects.
	Known, Of int
	// Parts is what is counted by Known and Of: "projects".
	Parts string
	// Samples is the number of single durations behind a median; zero for other figures.
	Samples int
}

// number is a value that is known.
func number(v float64) Value { return Value{Number: kept(v)} }

// smallCounts are 0, 1, 2 and so on, which most figures of a project are. Nobody writes into a figure.
var smallCounts = sync.OnceValue(func() *[1024]float64 {
	var counts [1024]float64
	for i := range counts {
		counts[i] = float64(i)
	}
	return &counts
})

// kept is where a figure stands.
func kept(v float64) *float64 {
	if i := int(v); v >= 0 && i < len(smallCounts()) && float64(i) == v {
		return &smallCounts()[i]
	}
	place := new(float64) // only here: the place of v itself would be taken anew for every count
	*place = v
	return place
}

// Basis says who said so, when, and whether that can still be relied on.
type Basis struct {
	// Sources are the collectors' names, in alphabetical order.
	Sources []string
	// Oldest and Newest are when the first and the last of the records were collected; nil without records.
	Oldest, Newest *time.Time
	// Stale is true where a record is older than the portal's limit, or its source failed to renew it; StaleParts counts
	// those parts.
	Stale      bool
	StaleParts int
	// Incomplete is true where a source could not give all of a record.
	Incomplete bool
	// Example is true where a record is invented.
	Example bool
}

// origin is the provenance of one subject, judged once.
type origin struct {
	of        *dataset.Provenance
	source    [1]string // a list, so that many answers can share it
	collected time.Time
	stale     bool
	partial   bool
	example   bool
}

func (f *Figures) originOf(p *dataset.Provenance) *origin {
	aged := f.data.StaleAfter > 0 && f.data.Now.Past(p.Collected.Add(f.data.StaleAfter))
	return &origin{p, [1]string{p.Source}, p.Collected.Time, aged || p.StaleSince != nil, !p.Complete, p.Example}
}

// basisOf joins the origins of subjects.
func (f *Figures) basisOf(c counting, subjects []int) (b Basis) {
	for _, subject := range subjects {
		o := c.origin(f, subject)
		b.add(o)
		if o != nil && o.stale {
			b.StaleParts++
		}
	}
	b.Stale = b.StaleParts > 0
	slices.Sort(b.Sources)
	return b
}

func (b *Basis) add(o *origin) {
	if o == nil {
		return
	}
	if len(b.Sources) == 0 {
		b.Sources = o.source[:] // full: whoever adds to it makes a list of their own
	} else if !slices.Contains(b.Sources, o.source[0]) {
		b.Sources = append(b.Sources, o.source[0])
	}
	if b.Oldest == nil || o.collected.Before(*b.Oldest) {
		b.Oldest = &o.collected
	}
	if b.Newest == nil || o.collected.After(*b.Newest) {
		b.Newest = &o.collected
	}
	b.Incomplete = b.Incomplete || o.partial
	b.Example = b.Example || o.example
}

// Period is the time that a figure is of.
type Period struct {
	// From is its first moment, To the first moment after it. For a standing both are the moment; see End.
	From, To time.Time
	// Months is its length in whole months; 0 for a standing.
	Months int
	// Exact is true for the twelve months that end at the moment of collection rather than with a whole month.
	Exact bool

	// undated is set for a standing that no record dates: it is of the day of the build, as far as anyone asks.
	undated *moment.Moment
}

// End is the first moment after a period, or that of a standing.
func (p Period) End() time.Time {
	if p.undated != nil {
		return p.undated.Day()
	}
	return p.To
}

func periodOf(w window) Period {
	return Period{From: startOf(w.from), To: startOf(w.to), Months: w.to - w.from}
}
