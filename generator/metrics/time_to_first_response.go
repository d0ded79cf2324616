package metrics

import "portolan/collectors/dataset"

var timeToFirstResponse = &Metric{
	ID:     "time-to-first-response",
	CHAOSS: "Time to First Response", Address: chaoss("time-to-first-response"),
	Unit: "hours", Direction: Lower, Parts: "projects",
	count: responseCounting(),
}

func responseCounting() counting {
	c := medianCounting(1, func(p *facts) *durations { return &p.issues.answered },
		func(p *facts) reach { return p.issues.reach }, func(p *facts) *origin { return p.issues.origin })
	c.year = func(y *dataset.Year) Value {
		v := Value{Number: y.MedianHoursToFirstResponse}
		if y.IssuesResponded != nil {
			v.Samples, v.Nothing = *y.IssuesResponded, *y.IssuesResponded == 0
		}
		return v
	}
	c.categories = responseCategories
	return c
}

// responseCategories counts the issues of a period that were answered and those that were not.
func responseCategories(f *Figures, subjects []int, w window) []Part {
	opened, answered := 0, 0
	for _, i := range subjects {
		opened += f.facts[i].issues.opened.sum(w)
		answered += len(f.facts[i].issues.answered.within(w))
	}
	return []Part{
		{"answered", f.partName("answered"), Value{Number: dataset.Of(float64(answered)), Known: len(subjects), Of: len(subjects), Parts: "projects"}},
		{"unanswered", f.partName("unanswered"), Value{Number: dataset.Of(float64(opened - answered)), Known: len(subjects), Of: len(subjects), Parts: "projects"}},
	}
}
