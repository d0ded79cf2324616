package metrics

var issueAge = &Metric{
	ID:     "issue-age",
	CHAOSS: "Issue Age", Address: chaoss("issue-age"),
	Unit: "days", Direction: Lower, Standing: true, Parts: "projects",
	count: issueAgeCounting(),
}

// issueAgeCounting is the median age of the issues that are open at a moment, over all projects together.
func issueAgeCounting() counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.facts[i].issues.closedReach() },
		known: func(f *Figures, i int, w window) bool {
			r := f.facts[i].issues.closedReach()
			return r != nowhere && (w.now || r.covers(w))
		},
		over: func(f *Figures, subjects []int, w window) Value {
			var ages []float64
			for _, i := range subjects {
				at := startOf(w.to)
				if o := f.facts[i].issues.origin; w.now {
					at = o.collected
				}
				ages = append(ages, f.facts[i].issues.agesAt(at)...)
			}
			return median(ages)
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].issues.origin },
		owner:  projectOwner,
	}
}
