package example

import (
	"cmp"
	"slices"

	"portolan/collectors/dataset"
)

// activity counts the work by month.
func (w *world) activity(p *work) *dataset.Activity {
	a := &dataset.Activity{
		Project: p.id(), Audience: p.audience(), Since: p.since, Through: w.now,
		Commits: map[dataset.Month]int{}, BotCommits: map[dataset.Month]int{}, Contributors: []dataset.Contributor{},
		Issues: []dataset.Issue{}, ChangeRequests: []dataset.ChangeRequest{}, Provenance: w.provenance,
	}
	people := map[int]*dataset.Contributor{}
	for _, c := range p.commits {
		m := dataset.MonthOf(c.at)
		a.Commits[m]++
		if c.bot {
			a.BotCommits[m]++
			continue
		}
		if people[c.person] == nil {
			someone := p.people[c.person].Contributor
			someone.Commits = map[dataset.Month]int{}
			people[c.person] = &someone
		}
		people[c.person].Commits[m]++
	}
	for _, someone := range people {
		a.Contributors = append(a.Contributors, *someone)
	}
	slices.SortFunc(a.Contributors, func(x, y dataset.Contributor) int { return cmp.Compare(x.Key, y.Key) })
	a.Issues = append(a.Issues, p.issues...)
	a.ChangeRequests = append(a.ChangeRequests, p.changes...)
	a.Year = w.year(p)
	if p.unfiled {
		a.Issues = nil
		a.Year.IssuesOpened, a.Year.IssuesResponded, a.Year.MedianHoursToFirstResponse = nil, nil, nil
	}
	return a
}

// year counts the work of the twelve months before now, to the second.
func (w *world) year(p *work) *dataset.Year {
	commits, machines, releases := 0, 0, 0
	byPerson := map[int]int{}
	for _, c := range p.commits {
		switch {
		case !w.inYear(c.at):
		case c.bot:
			commits++
			machines++
		default:
			commits++
			byPerson[c.person]++
		}
	}
	for _, r := range p.releases {
		if w.inYear(r.Published.Time) {
			releases++
		}
	}
	y := &dataset.Year{
		From: dataset.At(w.yearAgo()), Commits: &commits, BotCommits: &machines, Releases: &releases,
		Contributors: dataset.Of(len(byPerson)), ContributorAbsenceFactor: dataset.Of(dataset.AbsenceFactor(byPerson)),
	}
	w.answers(p, y)
	return y
}

func (w *world) answers(p *work, y *dataset.Year) {
	opened := 0
	var waits []float64
	for _, i := range p.issues {
		if !w.inYear(i.Opened.Time) {
			continue
		}
		opened++
		if i.Responded != nil {
			waits = append(waits, i.Responded.Sub(i.Opened.Time).Hours())
		}
	}
	y.IssuesOpened, y.IssuesResponded = &opened, dataset.Of(len(waits))
	if n := len(waits); n > 0 {
		slices.Sort(waits)
		y.MedianHoursToFirstResponse = dataset.Of((waits[(n-1)/2] + waits[n/2]) / 2)
	}
}
