package github

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// activity parses what happened in a repository. What is later than the run's moment is left to the next run.
func (s *session) activity(r *repo, p *dataset.Project) *dataset.Activity {
	now := s.run.Now
	a := &dataset.Activity{
		Project: r.id, Audience: p.Audience, Through: dataset.At(now),
		Commits: map[dataset.Month]int{}, BotCommits: map[dataset.Month]int{},
		Issues: []dataset.Issue{}, ChangeRequests: []dataset.ChangeRequest{},
		Provenance: p.Provenance,
	}
	a.Provenance.Complete = true
	first := r.full.GetCreatedAt().Time
	for _, c := range r.commits {
		if c.at.IsZero() || c.at.After(now) {
			continue
		}
		first = earlier(first, c.at)
		a.Commits[dataset.MonthOf(c.at)]++
		if c.bot {
			a.BotCommits[dataset.MonthOf(c.at)]++
		}
	}
	for _, it := range r.items {
		if !it.opened.IsZero() && !it.opened.After(now) {
			first = earlier(first, it.opened)
			addItem(a, it)
		}
	}
	a.Since = dataset.MonthOf(earlier(first, now))
	a.Contributors = s.contributors(r, p.Audience == dataset.Public)
	a.Year = year(r, now)
	return a
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func addItem(a *dataset.Activity, it item) {
	opened, responded, closed := dataset.At(it.opened), dataset.AtOrNil(it.responded), dataset.AtOrNil(it.closed)
	if it.pull {
		a.ChangeRequests = append(a.ChangeRequests, dataset.ChangeRequest{Opened: opened, Responded: responded, Closed: closed,
			Merged: !it.merged.IsZero(), Bot: it.bot})
		return
	}
	a.Issues = append(a.Issues, dataset.Issue{Opened: opened, Responded: responded, Closed: closed})
}

// contributors counts each person's commits by month, sorted by key so that the order tells nothing.
func (s *session) contributors(r *repo, published bool) []dataset.Contributor {
	host, _, _ := strings.Cut(r.id, "/")
	people := map[string]*dataset.Contributor{}
	for _, c := range r.commits {
		if c.bot || c.who == "" || c.at.IsZero() || c.at.After(s.run.Now) {
			continue
		}
		identity := c.who
		if c.account {
			identity = host + "/" + c.who
		}
		key := s.run.People.Key(identity)
		person := people[key]
		if person == nil {
			person = &dataset.Contributor{Key: key, Name: s.run.People.Name(c.name), Commits: map[dataset.Month]int{}}
			if c.account {
				person.Inside = r.owner.inside(c.who, published && s.run.People.Named)
			}
			people[key] = person
		}
		person.Commits[dataset.MonthOf(c.at)]++
	}
	list := make([]dataset.Contributor, 0, len(people))
	for _, person := range people {
		list = append(list, *person)
	}
	slices.SortFunc(list, func(a, b dataset.Contributor) int { return cmp.Compare(a.Key, b.Key) })
	return list
}

// year counts the twelve months that end now, to the second.
func year(r *repo, now time.Time) *dataset.Year {
	from := dataset.At(now.UTC().AddDate(-1, 0, 0))
	within := func(t time.Time) bool { return !t.Before(from.Time) && !t.After(now) }
	y := &dataset.Year{From: from}
	countCommits(y, r.commits, within)
	countIssues(y, r.items, within)
	releases := 0
	for _, release := range r.releases {
		if within(release.Published.Time) {
			releases++
		}
	}
	y.Releases = &releases
	return y
}

func countCommits(y *dataset.Year, commits []commit, within func(time.Time) bool) {
	var all, bots, direct int
	people, withAccount, directly := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range commits {
		if !within(c.at) {
			continue
		}
		all++
		if !c.merge {
			direct++
		}
		if c.bot {
			bots++
			continue
		}
		people[c.who]++
		if c.account {
			withAccount[c.who]++
		}
		if !c.merge {
			directly[c.who]++
		}
	}
	y.Commits, y.BotCommits, y.CommitsWithoutMerges = &all, &bots, &direct
	y.Contributors, y.ContributorsWithAccount = dataset.Of(len(people)), dataset.Of(len(withAccount))
	y.ContributorAbsenceFactor = dataset.Of(absenceFactor(people))
	y.ContributorAbsenceFactorWithoutMerges = dataset.Of(absenceFactor(directly))
}

// absenceFactor is the fewest people who together made half of the commits, as CHAOSS defines it
// (https://chaoss.community/kb/metric-contributor-absence-factor/).
func absenceFactor(commits map[string]int) int {
	var each []int
	total, sum := 0, 0
	for _, n := range commits {
		each = append(each, n)
		total += n
	}
	slices.SortFunc(each, func(a, b int) int { return b - a })
	for i, n := range each {
		if sum += n; 2*sum >= total {
			return i + 1
		}
	}
	return 0
}

func countIssues(y *dataset.Year, items []item, within func(time.Time) bool) {
	opened := 0
	hours := []float64{}
	for _, it := range items {
		if it.pull || !within(it.opened) {
			continue
		}
		opened++
		if !it.responded.IsZero() {
			hours = append(hours, it.responded.Sub(it.opened).Hours())
		}
	}
	y.IssuesOpened, y.IssuesResponded = &opened, dataset.Of(len(hours))
	if len(hours) > 0 {
		slices.Sort(hours)
		y.MedianHoursToFirstResponse = dataset.Of((hours[(len(hours)-1)/2] + hours[len(hours)/2]) / 2)
	}
}
