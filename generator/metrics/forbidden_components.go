package metrics

import (
	"cmp"
	"slices"
	"strings"
)

var forbiddenComponents = &Metric{
	ID:   "forbidden-components",
	Unit: "components", Direction: Lower, Standing: true, Parts: "judgements",
	count: verdictCounting("forbidden"),
}

// judgement is what the policy counted for one scope.
type judgement struct {
	scope  Scope
	counts map[string]int
}

func (f *Figures) indexVerdicts() {
	for s, counts := range f.data.Verdicts {
		f.judgements = append(f.judgements, judgement{s, counts})
	}
	slices.SortFunc(f.judgements, func(a, b judgement) int {
		return cmp.Or(strings.Compare(string(a.scope.kind()), string(b.scope.kind())), strings.Compare(a.scope.ID, b.scope.ID))
	})
}

// verdictCounting hands on what the policy counted: its verdicts are not made here, and have no past.
func verdictCounting(verdict string) counting {
	return counting{
		subjects: func(f *Figures, s Scope) []int {
			for i, j := range f.judgements {
				if j.scope.kind() == s.kind() && j.scope.ID == s.ID {
					return []int{i}
				}
			}
			return nil
		},
		reach: func(f *Figures, _ int) reach {
			return reach{since: 0, through: f.thisMonth(), partial: true}
		},
		known: func(_ *Figures, _ int, w window) bool { return w.now },
		over: func(f *Figures, subjects []int, _ window) Value {
			return number(float64(f.judgements[subjects[0]].counts[verdict]))
		},
		origin: func(*Figures, int) *origin { return nil },
		owner:  func(f *Figures, i int) string { return f.judgements[i].scope.ID },
		categories: func(f *Figures, subjects []int, _ window) []Part {
			if len(subjects) == 0 {
				return nil
			}
			return countedParts(f.judgements[subjects[0]].counts, 1, "judgements")
		},
	}
}
