package generator

import (
	"cmp"
	"maps"
	"slices"

	"portolan/collectors/dataset"
)

// visitDays is over how many days visits are added up.
const visitDays = 30

// trafficFacts say how often a project was looked at and cloned lately. Editions for outsiders have no such records.
func (e *edition) trafficFacts(id string) []Fact {
	at, found := slices.BinarySearchFunc(e.data.Traffic, id, func(t *dataset.Traffic, id string) int { return cmp.Compare(t.Project, id) })
	if !found {
		return nil
	}
	days := e.data.Traffic[at].Days
	var facts []Fact
	for _, of := range []struct {
		key   string
		count func(dataset.Visits) *int
	}{
		{"views", func(v dataset.Visits) *int { return v.Views }},
		{"clones", func(v dataset.Visits) *int { return v.Clones }},
	} {
		if sum, known, last := visits(days, of.count); known > 0 {
			facts = append(facts, Fact{Label: e.text(of.key), Value: e.number(sum), Note: e.text("visit_days", known, e.words.Date(string(last)))})
		}
	}
	return facts
}

// visits adds up what is known of the days that end with the last known one.
func visits(days map[dataset.Date]dataset.Visits, count func(dataset.Visits) *int) (sum, known int, last dataset.Date) {
	for _, day := range slices.Backward(slices.Sorted(maps.Keys(days))) {
		n := count(days[day])
		if n == nil {
			continue
		}
		if last == "" {
			last = day
		}
		if last.Time().Sub(day.Time()).Hours() >= 24*visitDays {
			break
		}
		sum += *n
		known++
	}
	return sum, known, last
}
