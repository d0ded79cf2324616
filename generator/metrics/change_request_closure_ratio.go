package metrics

var changeRequestClosureRatio = &Metric{
	ID:     "change-request-closure-ratio",
	CHAOSS: "Change Request Closure Ratio", Address: chaoss("change-request-closure-ratio"),
	Unit: "%", Direction: Higher, Parts: "projects",
	count: closureCounting(),
}

// closureCounting is the share of the change requests that were open at any time in a period which its end finds closed.
func closureCounting() counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.facts[i].requests.closedReach() },
		over: func(f *Figures, subjects []int, w window) Value {
			open, closed := 0, 0
			for _, i := range subjects {
				t := &f.facts[i].requests
				settled := t.closed.sum(w)
				closed += settled
				open += t.openBy(w.to) + settled
			}
			if open == 0 {
				return Value{Nothing: true}
			}
			return number(float64(closed) / float64(open) * 100)
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].requests.origin },
		owner:  projectOwner,
	}
}
