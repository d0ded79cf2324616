package metrics

var forks = &Metric{
	ID:     "forks",
	CHAOSS: "Technical Fork", Address: chaoss("technical-fork"),
	Unit: "forks", Direction: Neither, Standing: true, Adds: true, Parts: "projects",
	count: standingCounting("forks", func(f *Figures, i int) *float64 { return float(f.projects[i].Forks) },
		func(p *facts) *origin { return p.popularity }),
}
