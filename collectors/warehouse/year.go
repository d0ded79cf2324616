package warehouse

import (
	"slices"
	"time"

	"portolan/collectors/dataset"
)

// year counts the twelve months before the end of what is known. What the queries do not tell stays unknown.
func (f *findings) year(p *project) *dataset.Year {
	y := &dataset.Year{From: dataset.At(yearBefore(p.through.Time))}
	if f.asked["commits"] && p.commitsKnown && f.countsYear {
		people := map[string]int{}
		for key, someone := range p.people {
			if someone.year > 0 {
				people[key] = someone.year
			}
		}
		y.Commits, y.BotCommits = &p.yearCommits, &p.yearBots
		y.Contributors, y.ContributorAbsenceFactor = dataset.Of(len(people)), dataset.Of(dataset.AbsenceFactor(people))
	}
	if f.asked["issues"] && p.itemsKnown {
		answers(p.issues, y)
	}
	if p.record.Releases != nil {
		y.Releases = dataset.Of(0)
		for _, release := range p.record.Releases {
			if !release.Published.Before(y.From.Time) && p.reaches(&release.Published) {
				*y.Releases++
			}
		}
	}
	return y
}

// answers counts the issues of the year and how long they waited.
func answers(issues []dataset.Issue, y *dataset.Year) {
	opened := 0
	var hours []float64
	for _, i := range issues {
		if i.Opened.Before(y.From.Time) {
			continue
		}
		opened++
		if i.Responded != nil {
			hours = append(hours, i.Responded.Sub(i.Opened.Time).Hours())
		}
	}
	y.IssuesOpened, y.IssuesResponded = &opened, dataset.Of(len(hours))
	if n := len(hours); n > 0 {
		slices.Sort(hours)
		y.MedianHoursToFirstResponse = dataset.Of((hours[(n-1)/2] + hours[n/2]) / 2)
	}
}

// yearBefore is the same day and time a year before, as the databases reckon: 28 February for a leap day.
func yearBefore(t time.Time) time.Time {
	before := t.AddDate(-1, 0, 0)
	if before.Day() != t.Day() {
		before = before.AddDate(0, 0, -before.Day())
	}
	return before
}
