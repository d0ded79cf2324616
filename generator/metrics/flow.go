package metrics

import "portolan/collectors/dataset"

// flow is a count by month, dense from a first month on.
type flow struct {
	reach
	first  int
	counts []int32
	origin *origin
}

func newFlow(counts map[dataset.Month]int, known reach, from *origin) flow {
	f := flow{reach: known, first: known.since, origin: from, counts: make([]int32, max(0, known.through-known.since+1))}
	for month, n := range counts {
		f.add(monthNumber(month), int32(n))
	}
	return f
}

// add counts what happened in a month; what lies outside the reach is left out, as not everything there is known.
func (f *flow) add(month int, n int32) {
	if at := month - f.first; at >= 0 && at < len(f.counts) {
		f.counts[at] += n
	}
}

// sum is the count within a window, which lies inside the reach.
func (f *flow) sum(w window) (total int) {
	for at := max(0, w.from-f.first); at < min(len(f.counts), w.to-f.first); at++ {
		total += int(f.counts[at])
	}
	return total
}

// flowCounting counts a flow of projects: known where the flow is known, summed over months and projects.
func flowCounting(of func(*facts) *flow) counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return of(&f.facts[i]).reach },
		over: func(f *Figures, subjects []int, w window) Value {
			total := 0
			for _, i := range subjects {
				total += of(&f.facts[i]).sum(w)
			}
			return number(float64(total))
		},
		origin: func(f *Figures, i int) *origin { return of(&f.facts[i]).origin },
		owner:  projectOwner,
	}
}

// projectOwner is the ID of the project at a place.
func projectOwner(f *Figures, i int) string { return f.projects[i].ID }

// releaseFlow counts the releases of a project by month of publication. A list of releases is whole from the beginning.
func (f *Figures) releaseFlow(p *Project, known *origin) flow {
	source := p.Source("releases")
	if source == nil {
		return flow{reach: nowhere}
	}
	reach := reachOf("", source.Provenance.Collected.Time)
	first := reach.through
	for _, r := range p.Releases {
		first = min(first, numberOf(r.Published.Time))
	}
	r := flow{reach: reach, first: first, origin: f.sameOrigin(source.Provenance, known), counts: make([]int32, reach.through-first+1)}
	for _, release := range p.Releases {
		r.add(numberOf(release.Published.Time), 1)
	}
	return r
}
