package metrics

import "portolan/collectors/dataset"

var commits = &Metric{
	ID:     "commits",
	CHAOSS: "Code Changes Commits", Address: chaoss("code-changes-commits"),
	Unit: "commits", Direction: Neither, Adds: true, Parts: "projects",
	count: commitCounting(),
}

func commitCounting() counting {
	c := flowCounting(func(p *facts) *flow { return &p.commits })
	c.year = func(y *dataset.Year) Value { return Value{Number: float(y.Commits)} }
	c.categories = commitCategories
	return c
}

// commitCategories parts commits by people from those by machines, where the source tells them apart.
func commitCategories(f *Figures, subjects []int, w window) []Part {
	people, machines, told := 0, 0, 0
	for _, i := range subjects {
		if p := &f.facts[i]; p.bots.covers(w) {
			told++
			machines += p.bots.sum(w)
			people += p.commits.sum(w) - p.bots.sum(w)
		}
	}
	if told == 0 {
		return nil
	}
	part := func(id string, n int) Part {
		v := number(float64(n))
		v.Known, v.Of, v.Parts = told, len(subjects), "projects"
		return Part{id, f.partName(id), v}
	}
	return []Part{part("people", people), part("machines", machines)}
}
