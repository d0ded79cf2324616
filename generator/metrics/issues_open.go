package metrics

var issuesOpen = &Metric{
	ID:     "issues-open",
	CHAOSS: "Issues Active", Address: chaoss("issues-active"),
	Unit: "issues", Direction: Lower, Standing: true, Adds: true, Parts: "projects",
	count: openIssueCounting(),
}

// openIssueCounting takes what the forge says for now. For the end of a past month it counts the issues that were open
// then, where all are listed, and takes what history wrote down where they are not.
func openIssueCounting() counting {
	c := standingCounting("issues-open", func(f *Figures, i int) *float64 { return float(f.projects[i].OpenIssues) },
		func(p *facts) *origin { return p.issueCount })
	standing := c.known
	counted := func(f *Figures, i int, w window) bool {
		t := &f.facts[i].issues
		return !w.now && t.whole && w.to <= t.through
	}
	c.known = func(f *Figures, i int, w window) bool { return counted(f, i, w) || standing(f, i, w) }
	stood := c.over
	c.over = func(f *Figures, subjects []int, w window) Value {
		total, rest := 0, []int{}
		for _, i := range subjects {
			if counted(f, i, w) {
				total += f.facts[i].issues.openBy(w.to)
			} else {
				rest = append(rest, i)
			}
		}
		return number(float64(total) + *stood(f, rest, w).Number)
	}
	return c
}
