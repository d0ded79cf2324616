package forge

import (
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// Year counts the twelve months that end now, to the second. What the lists do not tell is null.
func (w *Work) Year(now time.Time) *dataset.Year {
	from := dataset.At(now.UTC().AddDate(-1, 0, 0))
	within := func(t time.Time) bool { return !t.Before(from.Time) && !t.After(now) }
	y := &dataset.Year{From: from}
	if w.Commits != nil {
		w.countCommits(y, within)
	}
	if w.Issues != nil {
		w.countResponses(y, within)
	}
	if w.Releases == nil {
		return y
	}
	y.Releases = dataset.Of(0)
	for _, release := range w.Releases {
		if within(release.Published.Time) {
			*y.Releases++
		}
	}
	return y
}

func (w *Work) countCommits(y *dataset.Year, within func(time.Time) bool) {
	var all, bots, direct int
	people, withAccount, directly := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range w.Commits {
		if !within(c.At) {
			continue
		}
		all++
		if !c.Merge {
			direct++
		}
		if c.Bot {
			bots++
			continue
		}
		who := strings.ToLower(c.Who)
		people[who]++
		if c.Account {
			withAccount[who]++
		}
		if !c.Merge {
			directly[who]++
		}
	}
	y.Commits, y.BotCommits, y.CommitsWithoutMerges = &all, &bots, &direct
	y.Contributors = dataset.Of(len(people))
	if w.Accounts {
		y.ContributorsWithAccount = dataset.Of(len(withAccount))
	}
	y.ContributorAbsenceFactor = dataset.Of(dataset.AbsenceFactor(people))
	y.ContributorAbsenceFactorWithoutMerges = dataset.Of(dataset.AbsenceFactor(directly))
}

func (w *Work) countResponses(y *dataset.Year, within func(time.Time) bool) {
	opened := 0
	hours := []float64{}
	for _, it := range w.Issues {
		if !within(it.Opened) {
			continue
		}
		opened++
		if !it.Responded.IsZero() {
			hours = append(hours, it.Responded.Sub(it.Opened).Hours())
		}
	}
	y.IssuesOpened = &opened
	if within(w.Unheard) {
		return
	}
	y.IssuesResponded = dataset.Of(len(hours))
	if len(hours) > 0 {
		slices.Sort(hours)
		y.MedianHoursToFirstResponse = dataset.Of((hours[(len(hours)-1)/2] + hours[len(hours)/2]) / 2)
	}
}
