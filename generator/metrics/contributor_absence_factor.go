package metrics

import (
	"slices"

	"portolan/collectors/dataset"
)

var contributorAbsenceFactor = &Metric{
	ID:     "contributor-absence-factor",
	CHAOSS: "Contributor Absence Factor", Address: chaoss("contributor-absence-factor"),
	Unit: "people", Direction: Higher, Trailing: 12, Parts: "projects",
	count: absenceCounting(),
}

func absenceCounting() counting {
	c := peopleCounting(func(_ *Figures, people []share, _ []int, _ window) Value {
		return number(float64(absence(people)))
	})
	c.year = func(y *dataset.Year) Value { return Value{Number: float(y.ContributorAbsenceFactor)} }
	return c
}

// absence is the smallest number of people who together made at least half of the commits; 0 without commits.
func absence(people []share) int {
	slices.SortFunc(people, func(a, b share) int { return int(b.commits - a.commits) })
	total, sum := 0, 0
	for _, p := range people {
		total += int(p.commits)
	}
	for i, p := range people {
		if sum += int(p.commits); 2*sum >= total {
			return i + 1
		}
	}
	return 0
}
