package forge

import (
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// Commit is what is counted of a commit on the default branch.
type Commit struct {
	// At is when it was committed.
	At time.Time
	// Who is the account, or the e-mail address where the forge knows no account; it never enters a record.
	Who, Name string
	// Account tells that Who is an account.
	Account bool
	Bot     bool
	Merge   bool
}

// Item is what is counted of an issue or a change request.
type Item struct {
	Number int
	// Bot tells that a machine opened it.
	Bot bool
	// Author is the account that opened it; it never enters a record.
	Author string
	// Zero moments are those that have not come.
	Opened, Responded, Closed, Merged time.Time
	// Comments is how many the forge says there are; -1 where it does not say.
	Comments       int
	Title, Address string
	Labels         []string
}

// ghost is the account that stands for all deleted ones.
const ghost = "ghost"

// Respond notes a comment as the first response, if it is: by a human other than the author. Accounts that were deleted
// could be anyone, the author too.
func (it *Item) Respond(login string, bot bool, at time.Time) {
	if bot || login == "" || strings.EqualFold(login, ghost) || strings.EqualFold(login, it.Author) {
		return
	}
	if !at.IsZero() && (it.Responded.IsZero() || at.Before(it.Responded)) {
		it.Responded = at
	}
}

// Numbered finds items by their number. The lists must not grow any more.
func Numbered(lists ...[]Item) map[int]*Item {
	all := map[int]*Item{}
	for _, list := range lists {
		for i := range list {
			all[list[i].Number] = &list[i]
		}
	}
	return all
}

// Work is what was done in a repository. A nil list is unknown, an empty one is known to be empty.
type Work struct {
	// Host is where the accounts of people are.
	Host    string
	Created time.Time
	Commits []Commit
	// Accounts tells that the forge knows the accounts of those who committed.
	Accounts bool
	Issues   []Item
	Changes  []Item
	// Unheard is the moment when the newest of those issues was opened whose comments were not read; zero: all were.
	// UnheardChanges is the same of the change requests.
	Unheard, UnheardChanges time.Time
	Releases                []dataset.Release
}

// Newest returns when the newest commit was made; zero where there is none.
func (w *Work) Newest() time.Time {
	var newest time.Time
	for _, c := range w.Commits {
		if c.At.After(newest) {
			newest = c.At
		}
	}
	return newest
}

// Forget lets go of the lists once they are counted.
func (w *Work) Forget() { *w = Work{Host: w.Host, Created: w.Created} }

// Count fills in the figures of issues and change requests, and the tasks for newcomers: the open issues with one of the
// labels, which are in lower case.
func (w *Work) Count(p *dataset.Project, labels map[string]bool) {
	if w.Issues != nil {
		w.countIssues(p, labels)
	}
	if w.Changes == nil {
		return
	}
	var open, merged, declined int
	for _, it := range w.Changes {
		switch {
		case !it.Merged.IsZero():
			merged++
		case !it.Closed.IsZero():
			declined++
		default:
			open++
		}
	}
	p.OpenChangeRequests, p.MergedChangeRequests, p.DeclinedChangeRequests = &open, &merged, &declined
}

func (w *Work) countIssues(p *dataset.Project, labels map[string]bool) {
	var open, closed int
	p.Tasks = []dataset.Task{}
	for _, it := range w.Issues {
		if !it.Closed.IsZero() {
			closed++
			continue
		}
		open++
		if task, ok := taskOf(it, labels); ok && !p.Archived {
			p.Tasks = append(p.Tasks, task)
		}
	}
	p.OpenIssues, p.ClosedIssues = &open, &closed
}

// taskOf returns an open issue as a task, if its labels invite newcomers and all that a task needs is known.
func taskOf(it Item, labels map[string]bool) (dataset.Task, bool) {
	task := dataset.Task{Title: dataset.CleanText(it.Title), URL: dataset.CleanLink(it.Address), Opened: dataset.At(it.Opened)}
	invites := false
	for _, label := range it.Labels {
		invites = invites || labels[strings.ToLower(label)]
		if label := dataset.CleanText(label); label != "" {
			task.Labels = append(task.Labels, label)
		}
	}
	return task, invites && task.Title != "" && task.URL != "" && !it.Opened.IsZero()
}
