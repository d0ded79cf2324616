package forge

import (
	"cmp"
	"slices"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Activity tells month by month what happened in a project. What is later than the run's moment is left to the next run.
// Inside says of an account whether it belongs to the organisation; nil where that is not known.
func (w *Work) Activity(p *dataset.Project, run *source.Run, inside func(login string) *bool) *dataset.Activity {
	now := run.Now
	a := &dataset.Activity{Project: p.ID, Audience: p.Audience, Through: dataset.At(now), Provenance: p.Provenance}
	first := earlier(w.Created, now)
	if w.Commits != nil {
		a.Commits, a.BotCommits = map[dataset.Month]int{}, map[dataset.Month]int{}
		for _, c := range w.Commits {
			if !c.countable(now) {
				continue
			}
			first = earlier(first, c.At)
			a.Commits[dataset.MonthOf(c.At)]++
			if c.Bot {
				a.BotCommits[dataset.MonthOf(c.At)]++
			}
		}
		a.Contributors = w.contributors(run, inside)
	}
	a.Issues, a.ChangeRequests = w.issues(now), w.changes(now)
	for _, it := range slices.Concat(w.Issues, w.Changes) {
		if it.countable(now) {
			first = earlier(first, it.Opened)
		}
	}
	a.Since = dataset.MonthOf(first)
	a.Provenance.Complete = a.Commits != nil && a.Issues != nil && a.ChangeRequests != nil
	a.Year = w.Year(now)
	return a
}

func (c *Commit) countable(now time.Time) bool { return !c.At.IsZero() && !c.At.After(now) }
func (it *Item) countable(now time.Time) bool  { return !it.Opened.IsZero() && !it.Opened.After(now) }

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// issues are null where the comments on some were not read: an issue whose answer nobody looked for would pass for one that
// nobody answered.
func (w *Work) issues(now time.Time) []dataset.Issue {
	if w.Issues == nil || !w.Unheard.IsZero() {
		return nil
	}
	list := make([]dataset.Issue, 0, len(w.Issues))
	for _, it := range w.Issues {
		if it.countable(now) {
			list = append(list, dataset.Issue{Opened: dataset.At(it.Opened), Responded: dataset.AtOrNil(it.Responded),
				Closed: dataset.AtOrNil(it.Closed)})
		}
	}
	return list
}

func (w *Work) changes(now time.Time) []dataset.ChangeRequest {
	if w.Changes == nil || !w.UnheardChanges.IsZero() {
		return nil
	}
	list := make([]dataset.ChangeRequest, 0, len(w.Changes))
	for _, it := range w.Changes {
		if it.countable(now) {
			list = append(list, dataset.ChangeRequest{Opened: dataset.At(it.Opened), Responded: dataset.AtOrNil(it.Responded),
				Closed: dataset.AtOrNil(it.Closed), Merged: !it.Merged.IsZero(), Bot: it.Bot})
		}
	}
	return list
}

// contributors counts each person's commits by month, sorted by key so that the order tells nothing.
func (w *Work) contributors(run *source.Run, inside func(string) *bool) []dataset.Contributor {
	people := map[string]*dataset.Contributor{}
	for _, c := range w.Commits {
		if c.Bot || c.Who == "" || !c.countable(run.Now) {
			continue
		}
		identity := c.Who
		if c.Account {
			identity = w.Host + "/" + c.Who
		}
		key := run.People.Key(identity)
		person := people[key]
		if person == nil {
			person = &dataset.Contributor{Key: key, Name: run.People.Name(c.Name), Commits: map[dataset.Month]int{}}
			if c.Account {
				person.Inside = inside(c.Who)
			}
			people[key] = person
		}
		person.Commits[dataset.MonthOf(c.At)]++
	}
	list := make([]dataset.Contributor, 0, len(people))
	for _, person := range people {
		list = append(list, *person)
	}
	slices.SortFunc(list, func(a, b dataset.Contributor) int { return cmp.Compare(a.Key, b.Key) })
	return list
}
