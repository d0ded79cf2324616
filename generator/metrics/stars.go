package metrics

var stars = &Metric{
	ID:     "stars",
	CHAOSS: "Project Popularity", Address: chaoss("project-popularity"),
	Unit: "stars", Direction: Neither, Standing: true, Adds: true, Parts: "projects",
	count: standingCounting("stars", func(f *Figures, i int) *float64 { return float(f.projects[i].Stars) },
		func(p *facts) *origin { return p.popularity }),
}
