package metrics

import (
	"cmp"
	"slices"

	"portolan/collectors/dataset"
)

// monthly is what stood at the last day of a month that history knows.
type monthly struct {
	month  int
	day    dataset.Date
	number float64
}

// indexHistory keeps the last known day of each month, by metric and project.
func (f *Figures) indexHistory() {
	for _, h := range f.data.History {
		for day, owners := range h.Days {
			month := monthNumber(dataset.Month(string(day)[:min(7, len(day))]))
			for owner, figures := range owners {
				if _, ours := f.position[owner]; !ours {
					continue
				}
				for metric, v := range figures {
					if v != nil {
						f.remember(metric, owner, monthly{month, day, *v})
					}
				}
			}
		}
	}
	for _, owners := range f.past {
		for owner, months := range owners {
			slices.SortFunc(months, func(a, b monthly) int {
				return cmp.Or(a.month-b.month, -cmp.Compare(a.day, b.day))
			})
			owners[owner] = slices.CompactFunc(months, func(a, b monthly) bool { return a.month == b.month })
		}
	}
}

func (f *Figures) remember(metric, owner string, m monthly) {
	if f.past[metric] == nil {
		f.past[metric] = map[string][]monthly{}
	}
	f.past[metric][owner] = append(f.past[metric][owner], m)
}

// stoodAt is what a metric of a project stood at by the end of a month; nil where history does not know.
func (f *Figures) stoodAt(metric string, place, month int) *float64 {
	past := f.past[metric]
	if len(past) == 0 {
		return nil
	}
	months := past[f.projects[place].ID]
	at, found := slices.BinarySearchFunc(months, month, func(m monthly, n int) int { return m.month - n })
	if !found {
		return nil
	}
	return &months[at].number
}

// standingCounting sums what stands in projects: as records say now, as history says for the past.
func standingCounting(metric string, now func(f *Figures, place int) *float64, from func(*facts) *origin) counting {
	at := func(f *Figures, i int, w window) *float64 {
		if w.now {
			return now(f, i)
		}
		return f.stoodAt(metric, i, w.to-1)
	}
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.collectedReach(from(&f.facts[i])) },
		known:    func(f *Figures, i int, w window) bool { return at(f, i, w) != nil },
		over: func(f *Figures, subjects []int, w window) Value {
			total := 0.0
			for _, i := range subjects {
				total += *at(f, i, w)
			}
			return number(total)
		},
		origin: func(f *Figures, i int) *origin { return from(&f.facts[i]) },
		owner:  projectOwner,
	}
}

// collectedReach ends with the month in which something was collected: what stands then is not yet that month's end.
func (f *Figures) collectedReach(o *origin) reach {
	if o == nil {
		return nowhere
	}
	return reach{since: 0, through: numberOf(o.collected), partial: true}
}

// shareCounting is the share of subjects that have something, in percent.
func shareCounting(metric string, has func(f *Figures, place int) *bool, from func(*facts) *origin) counting {
	c := standingCounting(metric, func(f *Figures, i int) *float64 {
		b := has(f, i)
		if b == nil {
			return nil
		}
		if *b {
			return kept(100)
		}
		return kept(0)
	}, from)
	sum := c.over
	c.over = func(f *Figures, subjects []int, w window) Value {
		if len(subjects) == 0 {
			return Value{Nothing: true}
		}
		return number(*sum(f, subjects, w).Number / float64(len(subjects)))
	}
	return c
}

// float turns a count that may be unknown into a figure that may be.
func float(n *int) *float64 {
	if n == nil {
		return nil
	}
	return kept(float64(*n))
}
