package metrics

var occasionalContributors = &Metric{
	ID:     "occasional-contributors",
	CHAOSS: "Occasional Contributors", Address: chaoss("occasional-contributors"),
	Unit: "people", Direction: Neither, Trailing: 12, Parts: "projects",
	count: peopleCounting(func(_ *Figures, people []share, _ []int, _ window) Value {
		n := 0
		for _, c := range people {
			if c.commits < regular {
				n++
			}
		}
		return number(float64(n))
	}),
}

// regular is the number of commits from which somebody is no longer an occasional contributor.
const regular = 5
