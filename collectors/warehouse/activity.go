package warehouse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// person is one contributor to a project while it is gathered; nothing of it tells who it is.
type person struct {
	dataset.Contributor
	latest dataset.Month // of name and employer
	year   int
}

// takeCommits reads a row of the query for commits: what one person did in a month.
func (f *findings) takeCommits(p *project, r *row) {
	month, n, inYear := r.month("month"), int(r.count("commits")), int(r.count("year_commits"))
	p.last = later(p.last, r.moment("last"))
	if month == "" {
		p.undated += n
		return
	}
	identity, name := r.text("person"), r.text("name")
	p.commits[month] += n
	p.yearCommits += inYear
	if r.flag("bot", false) || f.machine(identity, name) {
		p.bots[month] += n
		p.yearBots += inYear
		return
	}
	if identity == "" {
		return
	}
	key := f.run.People.Key(account(identity))
	if p.people[key] == nil {
		p.people[key] = &person{Contributor: dataset.Contributor{Key: key, Commits: map[dataset.Month]int{}}}
	}
	someone := p.people[key]
	someone.Commits[month] += n
	someone.year += inYear
	someone.learn(month, f.run.People.Name(name), r.text("affiliation"))
}

// learn keeps the name and employer of the latest month that tells any; of several in it the first by alphabet.
func (p *person) learn(month dataset.Month, name, employer string) {
	if month > p.latest {
		p.latest, p.Name, p.Organization = month, cmp.Or(name, p.Name), cmp.Or(employer, p.Organization)
		return
	}
	if p.Name == "" || month == p.latest && name != "" && name < p.Name {
		p.Name = name
	}
	if p.Organization == "" || month == p.latest && employer != "" && employer < p.Organization {
		p.Organization = employer
	}
}

// account turns the address of an account, https://github.com/ada, into the name that forges' collectors use for it; an
// e-mail address stays, without the number that only some of GitHub's private addresses have.
func account(identity string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if rest, found := strings.CutPrefix(identity, scheme); found {
			return strings.TrimSuffix(rest, "/")
		}
	}
	if local, private := strings.CutSuffix(strings.ToLower(identity), "@users.noreply.github.com"); private {
		if _, login, numbered := strings.Cut(local, "+"); numbered {
			return login + "@users.noreply.github.com"
		}
	}
	return identity
}

// machine tells whether an identity is of a bot: it says so itself, or the portal says so.
func (f *findings) machine(identity, name string) bool {
	identity, name = strings.ToLower(identity), strings.ToLower(name)
	login := identity[strings.LastIndexByte(identity, '/')+1:]
	if strings.HasSuffix(login, "[bot]") || strings.HasSuffix(name, "[bot]") || strings.Contains(identity, "[bot]@") || strings.Contains(identity, "/apps/") {
		return true
	}
	return slices.ContainsFunc(f.config.Bots, func(bot string) bool {
		bot = strings.ToLower(strings.TrimSpace(bot))
		return bot != "" && (bot == identity || bot == login || bot == name)
	})
}

// takeIssue reads a row of the query for issues. What came after the database's last round belongs to the next.
func (f *findings) takeIssue(p *project, r *row) {
	opened := r.moment("opened")
	if opened == nil || !p.reaches(opened) {
		return
	}
	p.issues = append(p.issues, dataset.Issue{Opened: *opened, Responded: p.within(r.moment("responded")), Closed: p.within(r.moment("closed"))})
}

// takeChangeRequest reads a row of the query for change requests.
func (f *findings) takeChangeRequest(p *project, r *row) {
	opened := r.moment("opened")
	if opened == nil || !p.reaches(opened) {
		return
	}
	closed := p.within(r.moment("closed"))
	p.changeRequests = append(p.changeRequests, dataset.ChangeRequest{Opened: *opened, Responded: p.within(r.moment("responded")), Closed: closed,
		Merged: r.flag("merged", false) && closed != nil, Bot: r.flag("bot", false)})
}

func (p *project) reaches(at *dataset.Time) bool {
	return p.through != nil && !at.After(p.through.Time)
}

func (p *project) within(at *dataset.Time) *dataset.Time {
	if at != nil && p.reaches(at) {
		return at
	}
	return nil
}

func later(a, b *dataset.Time) *dataset.Time {
	if a == nil || b != nil && b.After(a.Time) {
		return b
	}
	return a
}

// activity finishes the record of what happened; nil where the database never looked.
func (f *findings) activity(p *project) *dataset.Activity {
	if p.through == nil {
		return nil
	}
	a := &dataset.Activity{Project: p.id, Audience: p.record.Audience, Through: *p.through, Since: dataset.MonthOf(p.first()),
		Provenance: p.record.Provenance}
	a.Provenance.Collected = f.asOld(p.through)
	a.Provenance.Complete = p.undated == 0 && p.commitsKnown && p.itemsKnown
	if f.asked["commits"] && p.commitsKnown {
		a.Commits, a.BotCommits, a.Contributors = p.commits, p.bots, []dataset.Contributor{}
		for _, someone := range p.people {
			a.Contributors = append(a.Contributors, someone.Contributor)
		}
		slices.SortFunc(a.Contributors, func(x, y dataset.Contributor) int { return cmp.Compare(x.Key, y.Key) })
	}
	if f.asked["issues"] && p.itemsKnown {
		a.Issues = append([]dataset.Issue{}, p.issues...)
		slices.SortFunc(a.Issues, func(x, y dataset.Issue) int {
			return cmp.Or(x.Opened.Compare(y.Opened.Time), compare(x.Closed, y.Closed), compare(x.Responded, y.Responded))
		})
	}
	if f.asked["change_requests"] && p.itemsKnown {
		a.ChangeRequests = append([]dataset.ChangeRequest{}, p.changeRequests...)
		slices.SortFunc(a.ChangeRequests, func(x, y dataset.ChangeRequest) int {
			return cmp.Or(x.Opened.Compare(y.Opened.Time), compare(x.Closed, y.Closed), compare(x.Responded, y.Responded), order(x.Merged, y.Merged), order(x.Bot, y.Bot))
		})
	}
	a.Year = f.year(p)
	return a
}

// compare orders moments, the missing ones last.
func compare(a, b *dataset.Time) int {
	if a == nil || b == nil {
		return order(a == nil, b == nil)
	}
	return a.Compare(b.Time)
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// first is the earliest that is known to have happened; without anything, the end of what is known.
func (p *project) first() time.Time {
	first := p.through.Time
	earlier := func(t time.Time) {
		if t.Before(first) {
			first = t
		}
	}
	for month := range p.commits {
		earlier(month.Start())
	}
	for _, i := range p.issues {
		earlier(i.Opened.Time)
	}
	for _, c := range p.changeRequests {
		earlier(c.Opened.Time)
	}
	if p.record.Created != nil {
		earlier(p.record.Created.Time)
	}
	return first
}
