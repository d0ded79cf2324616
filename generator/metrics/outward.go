package metrics

import (
	"cmp"
	"slices"

	"portolan/collectors/dataset"
)

// outward is what members gave to one project outside.
type outward struct {
	record                  *dataset.Outbound
	origin                  *origin
	opened, merged, commits flow
}

// indexOutbound reads what was given to projects outside. A record names only months in which something was given, so all
// records together begin with the first month that any of them names.
func (f *Figures) indexOutbound() {
	since := 1 << 30
	for _, r := range f.data.Outbound {
		for _, months := range []map[dataset.Month]int{r.ChangeRequests, r.MergedChangeRequests, r.Commits} {
			for month := range months {
				since = min(since, monthNumber(month))
			}
		}
	}
	for _, r := range f.data.Outbound {
		from := f.originOf(&r.Provenance)
		known := reachOf("", r.Provenance.Collected.Time)
		known.since = since
		e := &outward{record: r, origin: from, opened: flow{reach: nowhere}, merged: flow{reach: nowhere}, commits: flow{reach: nowhere}}
		for _, part := range []struct {
			to     *flow
			counts map[dataset.Month]int
		}{{&e.opened, r.ChangeRequests}, {&e.merged, r.MergedChangeRequests}, {&e.commits, r.Commits}} {
			if part.counts != nil {
				*part.to = newFlow(part.counts, known, from)
			}
		}
		f.outbound = append(f.outbound, e)
	}
}

// Upstream is what members gave to one project outside over a window, with the window before beside it.
type Upstream struct {
	Record *dataset.Outbound
	Period Period
	// Opened and Merged count change requests, Before those opened in the window before.
	Opened, Merged, Commits, Before Value
}

// Upstream tells of every outside project over the last so many whole months, those that got most first, the unknown last.
func (f *Figures) Upstream(months int) []Upstream {
	running, _ := f.running(outboundContributions, outboundContributions.count.subjects(f, Company()))
	w, before := windows(outboundContributions, running, months)
	var all []Upstream
	for _, o := range f.outbound {
		all = append(all, Upstream{Record: o.record, Period: periodOf(w), Opened: o.opened.value(w), Merged: o.merged.value(w), Commits: o.commits.value(w), Before: o.opened.value(before)})
	}
	slices.SortStableFunc(all, func(a, b Upstream) int {
		known := func(v Value) float64 {
			if v.Number == nil {
				return -1
			}
			return *v.Number
		}
		return cmp.Or(cmp.Compare(known(b.Opened), known(a.Opened)), cmp.Compare(a.Record.Project, b.Record.Project))
	})
	return all
}

// value sums a flow over a window; unknown where part of it is.
func (f *flow) value(w window) Value {
	v := Value{Of: 1, Parts: "outside projects"}
	if f.reach.covers(w) {
		v.Number, v.Known = dataset.Of(float64(f.sum(w))), 1
	}
	return v
}

// outboundCounting counts a flow to projects outside. It is the company's: no source says which project of ours it came from.
func outboundCounting(of func(*outward) *flow) counting {
	return counting{
		subjects: func(f *Figures, s Scope) (places []int) {
			if s.kind() != KindCompany {
				return nil
			}
			for i := range f.outbound {
				places = append(places, i)
			}
			return places
		},
		reach: func(f *Figures, i int) reach { return of(f.outbound[i]).reach },
		over: func(f *Figures, subjects []int, w window) Value {
			total := 0
			for _, i := range subjects {
				total += of(f.outbound[i]).sum(w)
			}
			return number(float64(total))
		},
		origin: func(f *Figures, i int) *origin { return f.outbound[i].origin },
		owner:  func(f *Figures, i int) string { return f.outbound[i].record.Project },
	}
}
