package metrics

import "portolan/collectors/dataset"

var contributors = &Metric{
	ID:     "contributors",
	CHAOSS: "Contributors", Address: chaoss("contributors"),
	Unit: "people", Direction: Higher, Parts: "projects",
	count: contributorCounting(),
}

func contributorCounting() counting {
	c := peopleCounting(func(_ *Figures, people []share, _ []int, _ window) Value {
		return number(float64(len(people)))
	})
	c.year = func(y *dataset.Year) Value { return Value{Number: float(y.Contributors)} }
	c.categories = contributorCategories
	return c
}

// contributorCategories parts members of the organisation from people outside, and both from those of whom nobody says.
func contributorCategories(f *Figures, subjects []int, w window) []Part {
	var members, others, unsaid int
	for _, c := range f.commitsByPerson(nil, subjects, w) {
		switch inside := f.inside[c.person]; {
		case inside == nil:
			unsaid++
		case *inside:
			members++
		default:
			others++
		}
	}
	part := func(id string, n int) Part {
		v := number(float64(n))
		v.Known, v.Of, v.Parts = len(subjects), len(subjects), "projects"
		return Part{id, f.partName(id), v}
	}
	return []Part{part("inside", members), part("outside", others), part("unsaid", unsaid)}
}
