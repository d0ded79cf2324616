package metrics

import "portolan/collectors/dataset"

var scorecard = &Metric{
	ID:     "scorecard",
	CHAOSS: "OpenSSF Best Practices Badge", Address: chaoss("open-source-security-foundation-openssf-best-practices-badge"),
	Unit: "points of 10", Direction: Higher, Standing: true, Parts: "projects",
	count: scorecardCounting(),
}

// scorecardCounting is the median score over projects that have one: now from the latest card, before from history.
func scorecardCounting() counting {
	at := func(f *Figures, i int, w window) *float64 {
		if !w.now {
			return f.stoodAt("scorecard", i, w.to-1)
		}
		if card := f.cards[f.projects[i].ID]; card != nil {
			return card.record.Score
		}
		return nil
	}
	from := func(f *Figures, i int) *origin {
		if card := f.cards[f.projects[i].ID]; card != nil {
			return card.origin
		}
		return nil
	}
	return counting{
		subjects: (*Figures).projectsOf,
		reach:    func(f *Figures, i int) reach { return f.collectedReach(from(f, i)) },
		known:    func(f *Figures, i int, w window) bool { return at(f, i, w) != nil },
		over: func(f *Figures, subjects []int, w window) Value {
			var scores []float64
			for _, i := range subjects {
				scores = append(scores, *at(f, i, w))
			}
			return median(scores)
		},
		origin: func(f *Figures, i int) *origin { return from(f, i) },
		owner:  projectOwner,
	}
}

// card is the latest Scorecard of a project.
type card struct {
	record *dataset.Scorecard
	origin *origin
}

func (f *Figures) indexScorecards() {
	for _, r := range f.data.Scorecards {
		if latest := f.cards[r.Project]; r.Provenance.GoneSince == nil && (latest == nil || latest.record.Date < r.Date) {
			f.cards[r.Project] = &card{r, f.originOf(&r.Provenance)}
		}
	}
}
