package collectors

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// Some figures cannot be asked for later: how many stars a project had in spring, no source tells in autumn. So each run
// writes them down, in one file a month, under the day on which the source was asked. What was not renewed in a run gets
// no entry: a gap stays a gap. How the policy judges all components is written down for the company, by whoever can judge.
// On the same day a newer figure replaces an older one, and an unknown figure replaces none.

// figures are what stood in one project, by the ID of the metric that shows it; nil is unknown.
type figures map[string]*float64

// renew notes that a run renewed what is known of a project. Invented projects have a history of their own.
func (r *running) renew(record dataset.Record) {
	var project string
	switch record := record.(type) {
	case *dataset.Project:
		project = record.ID
	case *dataset.Scorecard:
		project = record.Project
	}
	if project == "" || record.From().Example {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.renewed[project] = true
}

// remember writes down the standing of all projects that the run renewed, and what is said of the company by day.
func (r *running) remember(judge func() (map[string]*float64, error)) (problems []Problem) {
	if r.dry {
		return nil
	}
	months := r.standing()
	if judge != nil {
		judged, err := judge()
		if err != nil {
			problems = append(problems, Problem{Text: "the verdicts of the day are not counted: " + err.Error(), Wrong: true})
		}
		if len(judged) > 0 {
			r.monthOf(months, dataset.At(r.now)).Fill(dayOf(r.now), company, judged)
		}
	}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		if err := r.append(months[month]); err != nil {
			problems = append(problems, Problem{Text: "the history of " + string(month) + " is not written: " + err.Error(), Wrong: true,
				File: "data/" + dataset.Path(months[month]), Hint: "mend the file; what it held is still in it"})
		}
	}
	return problems
}

// standing gathers the figures of the renewed projects by month and day. What a forge says comes before what others say
// of its projects.
func (r *running) standing() map[dataset.Month]*dataset.History {
	var known []dataset.Record
	for _, record := range allOf(r.store, "projects", "scorecards") {
		if from := record.From(); r.renewed[record.Key()] && !from.Example && from.StaleSince == nil && from.GoneSince == nil {
			known = append(known, record)
		}
	}
	slices.SortStableFunc(known, func(a, b dataset.Record) int {
		return cmp.Or(order(dataset.IsSecondary(a.From().Source), dataset.IsSecondary(b.From().Source)), strings.Compare(a.From().Source, b.From().Source))
	})
	months := map[dataset.Month]*dataset.History{}
	for _, record := range known {
		asked := record.From().Collected
		r.monthOf(months, asked).Fill(dayOf(asked.Time), record.Key(), standingIn(record))
	}
	return months
}

// company is what stands in a history for all projects together.
const company = "company"

func dayOf(t time.Time) dataset.Date { return dataset.Date(t.UTC().Format(time.DateOnly)) }

// monthOf returns the history of the month in which a source was asked.
func (r *running) monthOf(months map[dataset.Month]*dataset.History, asked dataset.Time) *dataset.History {
	month := dataset.MonthOf(asked.Time)
	if months[month] == nil {
		months[month] = &dataset.History{Month: month, Days: map[dataset.Date]map[string]map[string]*float64{},
			Provenance: dataset.Provenance{Source: dataset.Collect, Complete: true}}
	}
	if asked.After(months[month].Provenance.Collected.Time) {
		months[month].Provenance.Collected = asked
	}
	return months[month]
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// standingIn picks what cannot be asked for later out of a record.
func standingIn(record dataset.Record) figures {
	switch record := record.(type) {
	case *dataset.Scorecard:
		return figures{"scorecard": record.Score}
	case *dataset.Project:
		f := figures{"stars": float(record.Stars), "forks": float(record.Forks), "issues-open": float(record.OpenIssues),
			"change-requests-open": float(record.OpenChangeRequests)}
		if record.Tasks != nil {
			f["good-first-issues"] = dataset.Of(float64(len(record.Tasks)))
		}
		return f
	}
	return nil
}

func float(n *int) *float64 {
	if n == nil {
		return nil
	}
	return dataset.Of(float64(*n))
}

// append adds days to the file of a month and leaves the others in it as they are.
func (r *running) append(h *dataset.History) error {
	old, err := r.store.Get(h)
	if err != nil {
		return err
	}
	if old, found := old.(*dataset.History); found && !old.Provenance.Example {
		for day, projects := range old.Days {
			for project, figures := range projects {
				h.Fill(day, project, figures)
			}
		}
		if old.Provenance.Collected.After(h.Provenance.Collected.Time) {
			h.Provenance.Collected = old.Provenance.Collected
		}
	}
	if len(h.Days) == 0 {
		return nil
	}
	if err := r.claim(h, dataset.Collect, true); err != nil {
		return err
	}
	_, err = r.write(h)
	return err
}
