package metrics

import (
	"math"
	"slices"
	"time"

	"portolan/collectors/dataset"
)

// timeline is the issues or the change requests of a project, by when each was opened, answered and closed.
type timeline struct {
	reach
	origin *origin
	// items are kept of issues alone: nobody asks how old a change request is.
	items []item
	// whole is true where the list holds every item that the project ever had. Otherwise what was closed in a month is not
	// known: an item from before the list may be among it.
	whole bool
	// opened, closed, merged and declined count items by month.
	opened, closed, merged, declined flow
	// answered, settled are the hours to a first response by the month of opening, and to closing by the month of closing.
	answered, settled durations
}

// item is when something was opened and closed, in seconds since 1970: there are so many that a [time.Time] is much.
type item struct{ opened, closed int64 }

// notYet stands for the time of what has not happened.
const notYet = math.MaxInt64

// happened is an item as a source gives it.
type happened struct {
	opened, responded, closed time.Time // zero: not yet
	merged                    bool
}

func issueTimeline(p *Project, a *dataset.Activity, known reach, from *origin) timeline {
	t := timeline{origin: from, items: make([]item, len(a.Issues))}
	all := make([]happened, len(a.Issues))
	for i, issue := range a.Issues {
		all[i] = happened{opened: issue.Opened.Time, responded: timeOf(issue.Responded), closed: timeOf(issue.Closed)}
		t.items[i] = item{issue.Opened.Unix(), notYet}
		if !all[i].closed.IsZero() {
			t.items[i].closed = all[i].closed.Unix()
		}
	}
	t.index(p, all, known, add(p.OpenIssues, p.ClosedIssues))
	return t
}

func requestTimeline(p *Project, a *dataset.Activity, known reach, from *origin) timeline {
	t := timeline{origin: from, merged: newFlow(nil, known, from), declined: newFlow(nil, known, from)}
	all := make([]happened, len(a.ChangeRequests))
	for i, r := range a.ChangeRequests {
		all[i] = happened{r.Opened.Time, timeOf(r.Responded), timeOf(r.Closed), r.Merged}
	}
	t.index(p, all, known, add(add(p.OpenChangeRequests, p.MergedChangeRequests), p.DeclinedChangeRequests))
	return t
}

func timeOf(t *dataset.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.Time
}

// add sums two counts; unknown where either is.
func add(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	sum := *a + *b
	return &sum
}

// index counts the items by month. The list is whole where it begins no later than the project, or is as long as the forge
// says that there are items.
func (t *timeline) index(p *Project, all []happened, known reach, total *int) {
	first := 1 << 30
	for i := range all {
		first = min(first, numberOf(all[i].opened))
	}
	t.reach = known.fromBirth(p, first)
	t.whole = t.reach.since == 0 || total != nil && len(all) >= *total
	t.opened, t.closed = newFlow(nil, known, t.origin), newFlow(nil, known, t.origin)
	for _, f := range []*flow{&t.opened, &t.closed, &t.merged, &t.declined} {
		f.reach = t.reach
	}
	for n := range all {
		i := &all[n]
		opened := numberOf(i.opened)
		t.opened.add(opened, 1)
		if !i.responded.IsZero() {
			t.answered.add(opened, i.responded.Sub(i.opened))
		}
		if i.closed.IsZero() {
			continue
		}
		closed := numberOf(i.closed)
		t.closed.add(closed, 1)
		t.settled.add(closed, i.closed.Sub(i.opened))
		if i.merged {
			t.merged.add(closed, 1)
		} else {
			t.declined.add(closed, 1)
		}
	}
	t.answered.sort()
	t.settled.sort()
}

// openBy counts the items that were open at the beginning of a month. It asks for a list that is whole.
func (t *timeline) openBy(month int) int {
	before := window{from: 0, to: month}
	return t.opened.sum(before) - t.closed.sum(before)
}

// agesAt are the ages in days of the items that were open at a moment.
func (t *timeline) agesAt(moment time.Time) (days []float64) {
	at := moment.Unix()
	for _, i := range t.items {
		if i.opened < at && i.closed >= at {
			days = append(days, moment.Sub(time.Unix(i.opened, 0)).Hours()/24)
		}
	}
	return days
}

// closedReach is the time of which all closings are known.
func (t *timeline) closedReach() reach {
	if !t.whole {
		return nowhere
	}
	return t.reach
}

func (t *timeline) openedReach() reach  { return t.reach }
func (t *timeline) openedFlow() *flow   { return &t.opened }
func (t *timeline) closedFlow() *flow   { return &t.closed }
func (t *timeline) mergedFlow() *flow   { return &t.merged }
func (t *timeline) declinedFlow() *flow { return &t.declined }

func issuesOf(p *facts) *timeline   { return &p.issues }
func requestsOf(p *facts) *timeline { return &p.requests }

// timelineCounting counts the items of projects by month of opening or closing.
func timelineCounting(of func(*facts) *timeline, counts func(*timeline) *flow, known func(*timeline) reach) counting {
	c := flowCounting(func(p *facts) *flow { return counts(of(p)) })
	c.reach = func(f *Figures, i int) reach { return known(of(&f.facts[i])) }
	c.origin = func(f *Figures, i int) *origin { return of(&f.facts[i]).origin }
	return c
}

// durations are lengths of time in hours, ordered by the month that they count in.
type durations struct {
	months []int32
	hours  []float64
}

func (d *durations) add(month int, length time.Duration) {
	d.months = append(d.months, int32(month))
	d.hours = append(d.hours, length.Hours())
}

func (d *durations) sort() {
	if slices.IsSorted(d.months) {
		*d = durations{slices.Clone(d.months), slices.Clone(d.hours)} // without the room to grow
		return
	}
	order := make([]int, len(d.months))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(d.months[a] - d.months[b]) })
	sorted := durations{make([]int32, len(order)), make([]float64, len(order))}
	for i, from := range order {
		sorted.months[i], sorted.hours[i] = d.months[from], d.hours[from]
	}
	*d = sorted
}

func (d *durations) within(w window) []float64 {
	from, _ := slices.BinarySearch(d.months, int32(w.from))
	to, _ := slices.BinarySearch(d.months, int32(w.to))
	return d.hours[from:to]
}

// median is the middle of all samples, the mean of the middle two of an even number. Without samples there is nothing to
// measure, which is not the same as unknown.
func median(samples []float64) Value {
	if len(samples) == 0 {
		return Value{Nothing: true}
	}
	slices.Sort(samples)
	n := len(samples)
	v := number((samples[(n-1)/2] + samples[n/2]) / 2)
	v.Samples = n
	return v
}

// medianCounting is the median over the durations of all projects together, in a unit of so many hours.
func medianCounting(hours float64, of func(*facts) *durations, known func(*facts) reach, from func(*facts) *origin) counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return known(&f.facts[i]) },
		over: func(f *Figures, subjects []int, w window) Value {
			var room [64]float64 // enough for most projects
			union := room[:0]
			for _, i := range subjects {
				for _, h := range of(&f.facts[i]).within(w) {
					union = append(union, h/hours)
				}
			}
			return median(union)
		},
		origin: func(f *Figures, i int) *origin { return from(&f.facts[i]) },
		owner:  projectOwner,
	}
}
