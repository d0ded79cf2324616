package metrics

var projects = &Metric{
	ID:   "projects",
	Unit: "projects", Direction: Neither, Standing: true, Adds: true, Parts: "projects",
	count: projectCounting(),
}

// projectCounting counts what exists now by when it was created; a project without a date of creation has no past.
func projectCounting() counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.collectedReach(f.facts[i].nameOrigin) },
		known:    func(f *Figures, i int, w window) bool { return w.now || f.projects[i].Created != nil },
		over: func(f *Figures, subjects []int, w window) Value {
			n := 0
			for _, i := range subjects {
				if w.now || numberOf(f.projects[i].Created.Time) < w.to {
					n++
				}
			}
			return number(float64(n))
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].nameOrigin },
		owner:  projectOwner,
	}
}
