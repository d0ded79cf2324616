package generator

import (
	"testing"

	"portolan/collectors/dataset"
)

func TestVisitsOfTheLastKnownDaysAreAddedUp(t *testing.T) {
	of := func(n int) dataset.Visits { return dataset.Visits{Views: &n} }
	for name, c := range map[string]struct {
		days       map[dataset.Date]dataset.Visits
		sum, known int
		last       dataset.Date
	}{
		"nothing is known":    {nil, 0, 0, ""},
		"only clones":         {map[dataset.Date]dataset.Visits{"2026-10-31": {Clones: dataset.Of(3)}}, 0, 0, ""},
		"a gap":               {map[dataset.Date]dataset.Visits{"2026-10-31": of(3), "2026-10-29": of(0)}, 3, 2, "2026-10-31"},
		"the last is unknown": {map[dataset.Date]dataset.Visits{"2026-10-31": {}, "2026-10-30": of(4)}, 4, 1, "2026-10-30"},
		"too long ago":        {map[dataset.Date]dataset.Visits{"2026-10-31": of(3), "2026-10-02": of(5), "2026-10-01": of(7)}, 8, 2, "2026-10-31"},
	} {
		sum, known, last := visits(c.days, func(v dataset.Visits) *int { return v.Views })
		if sum != c.sum || known != c.known || last != c.last {
			t.Errorf("%s: %d of %d days to %s", name, sum, known, last)
		}
	}
}
