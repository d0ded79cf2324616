package metrics

var sbomCoverage = &Metric{
	ID:     "sbom-coverage",
	CHAOSS: "Software Bill of Materials", Address: chaoss("software-bill-of-materials"),
	Unit: "%", Direction: Higher, Standing: true, Parts: "projects and products",
	count: sbomCounting(),
}

// sbomCounting counts over projects that are not archived and over products; the products' places follow the projects'.
func sbomCounting() counting {
	return counting{
		subjects: sbomSubjects,
		reach: func(f *Figures, i int) reach {
			if i < len(f.projects) {
				return f.collectedReach(f.facts[i].nameOrigin)
			}
			return f.collectedReach(f.originOf(&f.data.Products[i-len(f.projects)].Provenance))
		},
		known: func(f *Figures, i int, w window) bool { return w.now && hasSBOM(f, i) != nil },
		over: func(f *Figures, subjects []int, _ window) Value {
			covered := 0
			for _, i := range subjects {
				if *hasSBOM(f, i) {
					covered++
				}
			}
			return number(float64(covered) / float64(len(subjects)) * 100)
		},
		origin: func(f *Figures, i int) *origin {
			if i < len(f.projects) {
				return f.facts[i].nameOrigin
			}
			return f.originOf(&f.data.Products[i-len(f.projects)].Provenance)
		},
		owner: func(f *Figures, i int) string {
			if i < len(f.projects) {
				return f.projects[i].ID
			}
			return f.data.Products[i-len(f.projects)].ID
		},
	}
}

func sbomSubjects(f *Figures, s Scope) (places []int) {
	if s.kind() != KindProduct {
		for _, i := range f.projectsOf(s) {
			if !f.projects[i].Archived {
				places = append(places, i)
			}
		}
	}
	for _, i := range f.productScopes[s.plain()] {
		places = append(places, len(f.projects)+i)
	}
	return places
}

// hasSBOM says whether a project or product has an SBOM. That a project has none is known only where its source was read
// in full: a dependency graph that may not be read is not one that is missing.
func hasSBOM(f *Figures, i int) *bool {
	yes, no := true, false
	if i >= len(f.projects) {
		if f.listed[f.data.Products[i-len(f.projects)].ID] {
			return &yes
		}
		return &no
	}
	switch p := f.projects[i]; {
	case f.listed[p.ID] || p.Components != nil:
		return &yes
	case p.Provenance.Complete:
		return &no
	}
	return nil
}
