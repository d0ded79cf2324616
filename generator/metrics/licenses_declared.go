package metrics

var licensesDeclared = &Metric{
	ID:     "licenses-declared",
	CHAOSS: "Licenses Declared", Address: chaoss("licenses-declared"),
	Unit: "licences", Direction: Neither, Standing: true, Parts: "projects",
	count: declaredCounting(),
}

// declaredCounting counts the distinct expressions that projects state.
func declaredCounting() counting {
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.collectedReach(f.facts[i].licence) },
		known:    func(f *Figures, i int, w window) bool { return w.now && hasLicense(f, i) != nil },
		over: func(f *Figures, subjects []int, _ window) Value {
			return number(float64(len(f.expressions(subjects))))
		},
		origin: func(f *Figures, i int) *origin { return f.facts[i].licence },
		owner:  projectOwner,
		categories: func(f *Figures, subjects []int, _ window) []Part {
			counts := f.expressions(subjects)
			without := len(subjects)
			for _, n := range counts {
				without -= n
			}
			if without > 0 {
				counts["not declared"] = without
			}
			return countedParts(counts, len(subjects), "projects")
		},
	}
}

// expressions counts projects by the licence that they state.
func (f *Figures) expressions(subjects []int) map[string]int {
	counts := map[string]int{}
	for _, i := range subjects {
		if has := hasLicense(f, i); has != nil && *has {
			counts[*f.projects[i].License.Expression]++
		}
	}
	return counts
}
