package metrics

var goodFirstIssues = &Metric{
	ID:     "good-first-issues",
	CHAOSS: "Issue Label Inclusivity", Address: chaoss("issue-label-inclusivity"),
	Unit: "issues", Direction: Higher, Standing: true, Adds: true, Parts: "projects",
	count: standingCounting("good-first-issues", func(f *Figures, i int) *float64 {
		if f.projects[i].Tasks == nil {
			return nil
		}
		return kept(float64(len(f.projects[i].Tasks)))
	}, func(p *facts) *origin { return p.tasks }),
}
