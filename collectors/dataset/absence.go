package dataset

import "slices"

// AbsenceFactor is CHAOSS's contributor absence factor: the fewest people who together made half of the commits, given
// each person's commits; 0 without commits (https://chaoss.community/kb/metric-contributor-absence-factor/).
func AbsenceFactor[Person comparable](commits map[Person]int) int {
	var each []int
	total, made := 0, 0
	for _, n := range commits {
		each = append(each, n)
		total += n
	}
	slices.Sort(each)
	people := 0
	for _, n := range slices.Backward(each) {
		if 2*made >= total {
			break
		}
		made += n
		people++
	}
	return people
}
