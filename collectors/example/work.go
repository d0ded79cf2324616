package example

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"portolan/collectors/dataset"
)

// work is what happened in a project, moment by moment, before it is counted by month and year.
type work struct {
	sketch
	since    dataset.Month
	people   []person
	commits  []commit
	issues   []dataset.Issue
	changes  []dataset.ChangeRequest
	releases []dataset.Release // newest first
}

type commit struct {
	at     time.Time
	person int
	bot    bool
}

// bots is the share of commits and change requests that machines make.
const bots = 0.14

func (w *world) work(s sketch) *work {
	p := &work{sketch: s, since: max(w.firstMonth(), w.thisMonth().Add(-s.born))}
	p.people = w.team(s)
	last := w.thisMonth().Add(-s.ended)
	for m := p.since; m <= last && !s.empty; m = m.Add(1) {
		w.month(p, m)
	}
	w.releases(p)
	return p
}

// month draws what happened in a project in one month, and cuts off what is still to come.
func (w *world) month(p *work, m dataset.Month) {
	r := w.dice("month", p.name, string(m))
	season := 1 + 0.15*math.Sin(float64(m.Start().Month())/12*2*math.Pi)
	for range about(r, p.pace*season) {
		c := commit{at: within(r, m), bot: r.Float64() < bots}
		c.person = p.someone(r, m)
		if !c.at.After(w.now.Time) && (c.bot || c.person >= 0) {
			p.commits = append(p.commits, c)
		}
	}
	for range about(r, p.sketch.issues) {
		if i := w.issue(r, p, within(r, m)); w.past(i.Opened.Time) != nil {
			p.issues = append(p.issues, i)
		}
	}
	for range about(r, p.pace*0.32) {
		if c := w.change(r, p, within(r, m)); w.past(c.Opened.Time) != nil {
			p.changes = append(p.changes, c)
		}
	}
	slices.SortStableFunc(p.issues, func(a, b dataset.Issue) int { return a.Opened.Compare(b.Opened.Time) })
	slices.SortStableFunc(p.changes, func(a, b dataset.ChangeRequest) int { return a.Opened.Compare(b.Opened.Time) })
}

func (w *world) issue(r *rand.Rand, p *work, opened time.Time) dataset.Issue {
	i := dataset.Issue{Opened: dataset.At(opened)}
	answered, closed := r.Float64() < 0.93, r.Float64() < 0.88
	if answer := opened.Add(wait(r, hours(p.answer), 1.1)); answered {
		i.Responded = w.past(answer)
	}
	if end := opened.Add(wait(r, hours(p.answer*14), 1.3)); closed {
		i.Closed = w.past(end)
	}
	return i
}

func (w *world) change(r *rand.Rand, p *work, opened time.Time) dataset.ChangeRequest {
	c := dataset.ChangeRequest{Opened: dataset.At(opened), Bot: r.Float64() < bots}
	fate := r.Float64()
	if answer := opened.Add(wait(r, hours(p.answer)/2, 1)); fate < 0.95 {
		c.Responded = w.past(answer)
	}
	if end := opened.Add(wait(r, hours(p.answer*3), 1.2)); fate < 0.92 {
		c.Closed = w.past(end)
		c.Merged = c.Closed != nil && fate < 0.8
	}
	return c
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

// inYear tells whether a moment lies in the year that ends now.
func (w *world) inYear(t time.Time) bool { return !t.Before(w.yearAgo()) && !t.After(w.now.Time) }

// openIssues counts the issues that were open at a moment, openChanges the change requests.
func openIssues(p *work, at time.Time) float64 {
	n := 0.0
	for _, i := range p.issues {
		if i.Opened.Before(at) && (i.Closed == nil || i.Closed.After(at)) {
			n++
		}
	}
	return n
}

func openChanges(p *work, at time.Time) float64 {
	n := 0.0
	for _, c := range p.changes {
		if c.Opened.Before(at) && (c.Closed == nil || c.Closed.After(at)) {
			n++
		}
	}
	return n
}
