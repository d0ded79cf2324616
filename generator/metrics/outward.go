package metrics

import "portolan/collectors/dataset"

// outward is what members gave to one project outside.
type outward struct {
	record *dataset.Outbound
	origin *origin
	opened flow
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
		e := &outward{record: r, origin: from, opened: flow{reach: nowhere}}
		if r.ChangeRequests != nil {
			e.opened = newFlow(r.ChangeRequests, known, from)
		}
		f.outbound = append(f.outbound, e)
	}
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
		origin: func(f *Figures, i int) []*origin { return []*origin{f.outbound[i].origin} },
		owner:  func(f *Figures, i int) string { return f.outbound[i].record.Project },
	}
}
