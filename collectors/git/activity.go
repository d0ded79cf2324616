package git

import (
	"cmp"
	"slices"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// activity counts the commits by month. Of a cut clone it tells the months that are whole, and nothing of the others.
func (c *Collector) activity(run *source.Run, id string, h *history) *dataset.Activity {
	a := &dataset.Activity{Project: id, Audience: c.config.Audience, Since: h.since(run.Now), Through: dataset.At(run.Now)}
	a.Provenance = run.Provenance("git", "")
	a.Provenance.Complete = !h.shallow
	a.Year = c.year(run.Now, h)
	if h.shallow && dataset.MonthOf(h.known()) >= a.Since {
		return a // not one month is whole
	}
	a.Commits, a.BotCommits, a.Contributors = map[dataset.Month]int{}, map[dataset.Month]int{}, []dataset.Contributor{}
	people := map[string]*dataset.Contributor{}
	for _, commit := range h.commits {
		month := dataset.MonthOf(commit.at)
		if month < a.Since {
			continue
		}
		a.Commits[month]++
		if robot(commit, c.config.Bots) {
			a.BotCommits[month]++
			continue
		}
		key := run.People.Key(commit.who())
		if people[key] == nil {
			// Git tells the newest commit first, so that a person's newest name is kept.
			people[key] = &dataset.Contributor{Key: key, Name: run.People.Name(commit.name), Commits: map[dataset.Month]int{}}
		}
		people[key].Commits[month]++
	}
	for _, person := range people {
		a.Contributors = append(a.Contributors, *person)
	}
	slices.SortFunc(a.Contributors, func(x, y dataset.Contributor) int { return cmp.Compare(x.Key, y.Key) })
	return a
}

// year counts the twelve months before now; nil where the clone does not reach back so far.
func (c *Collector) year(now time.Time, h *history) *dataset.Year {
	from := dataset.At(now.UTC().AddDate(-1, 0, 0))
	if h.shallow && !h.known().Before(from.Time) {
		return nil
	}
	var all, bots int
	people := map[string]int{}
	for _, commit := range h.commits {
		switch {
		case commit.at.Before(from.Time):
		case robot(commit, c.config.Bots):
			all++
			bots++
		default:
			all++
			people[commit.who()]++
		}
	}
	y := &dataset.Year{From: from, Commits: &all, BotCommits: &bots,
		Contributors: dataset.Of(len(people)), ContributorAbsenceFactor: dataset.Of(dataset.AbsenceFactor(people))}
	if !h.shallow {
		y.Releases = dataset.Of(0)
		for _, release := range releases(h.tags) {
			if !release.Published.Before(from.Time) {
				*y.Releases++
			}
		}
	}
	return y
}
