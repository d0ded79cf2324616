package metrics

import "slices"

var newContributors = &Metric{
	ID:     "new-contributors",
	CHAOSS: "New Contributors", Address: chaoss("new-contributors"),
	Unit: "people", Direction: Higher, Parts: "projects",
	count: newcomerCounting(),
}

// settledAfter is how many months of record have to come before a month in which somebody can be called new.
const settledAfter = 12

// newcomerCounting counts people without an earlier commit in any project of the scope. That can only be said where the
// record goes back far enough: to the beginning of the project, or a year.
func newcomerCounting() counting {
	c := peopleCounting(countNewcomers)
	c.known = func(f *Figures, i int, w window) bool {
		people := &f.facts[i].people
		return people.covers(w) && people.since <= w.from-settledAfter
	}
	return c
}

func countNewcomers(f *Figures, people []share, subjects []int, w window) Value {
	earlier := window{from: 0, to: w.from}
	if f.few(subjects, earlier) {
		return number(float64(len(people) - f.metAmong(people, subjects, earlier)))
	}
	known := make([]bool, f.people)
	for _, i := range subjects {
		for _, c := range f.facts[i].people.within(earlier) {
			known[c.person] = true
		}
	}
	n := 0
	for _, c := range people {
		if !known[c.person] {
			n++
		}
	}
	return number(float64(n))
}

// metAmong counts those of some people, ordered, who made a commit in a window.
func (f *Figures) metAmong(people []share, subjects []int, w window) (n int) {
	met := make([]bool, len(people))
	for _, i := range subjects {
		for _, c := range f.facts[i].people.within(w) {
			at, found := slices.BinarySearchFunc(people, c.person, func(s share, person int32) int { return int(s.person - person) })
			if found && !met[at] {
				met[at] = true
				n++
			}
		}
	}
	return n
}
