package warehouse

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// findings gathers what the queries tell, by the name that the database gives a project.
type findings struct {
	config     Config
	run        *source.Run
	asked      map[string]bool
	countsYear bool              // the commits come with those of the last year
	spelt      map[string]string // the ID that a forge wrote, by its lower case
	projects   map[string]*project
	strangers  map[string]int // rows of projects that the query for projects does not name, by query
}

// project is one project while it is gathered.
type project struct {
	id                       string
	record                   *dataset.Project
	through                  *dataset.Time
	commitsKnown, itemsKnown bool
	gone                     bool

	commits, bots  map[dataset.Month]int
	undated        int           // commits that belong to no month
	last           *dataset.Time // the latest commit
	people         map[string]*person
	yearCommits    int
	yearBots       int
	issues         []dataset.Issue
	changeRequests []dataset.ChangeRequest
	releases       []dataset.Release
}

func newFindings(c Config, run *source.Run) *findings {
	f := &findings{config: c, run: run, asked: map[string]bool{}, countsYear: c.Queries["commits"] == "", spelt: map[string]string{}, projects: map[string]*project{}, strangers: map[string]int{}}
	if run.Records != nil {
		for _, r := range run.Records("projects") {
			if r.From().Source != "warehouse" {
				f.spelt[strings.ToLower(r.Key())] = r.Key()
			}
		}
	}
	return f
}

// taker returns what is done with each row of a query.
func (f *findings) taker(query string) func(*row) {
	if query == "projects" {
		return f.takeProject
	}
	take := map[string]func(*project, *row){"commits": f.takeCommits, "issues": f.takeIssue, "change_requests": f.takeChangeRequest,
		"releases": f.takeRelease}[query]
	return func(r *row) {
		name, _ := r.value("project")
		f.countsYear = f.countsYear || r.has("year_commits")
		if p := f.projects[name]; p != nil {
			take(p, r)
		} else {
			f.strangers[query]++
		}
	}
}

// identify returns the ID of a project, given its address or the ID itself; "" where it is neither.
func (f *findings) identify(name string) string {
	name = strings.TrimSpace(name)
	if !strings.Contains(name, "://") {
		name = "https://" + name
	}
	u, err := url.Parse(name)
	if err != nil {
		return ""
	}
	u.User = nil // some databases keep a token there
	if u.Scheme == "git" || u.Scheme == "ssh" {
		u.Scheme = "https"
	}
	id := dataset.ProjectID(u.String())
	if !strings.Contains(id, "/") {
		return ""
	}
	if spelt := f.spelt[strings.ToLower(id)]; spelt != "" {
		return spelt
	}
	return id
}

// put writes what was found, project by project.
func (f *findings) put(ctx context.Context) error {
	for _, query := range slices.Sorted(maps.Keys(f.strangers)) {
		f.run.Results.Fail(fmt.Errorf("query %s tells of projects that the query projects does not name, in %d rows", query, f.strangers[query]))
	}
	byID := map[string][]*project{}
	for _, name := range slices.Sorted(maps.Keys(f.projects)) {
		p := f.projects[name]
		if p.id == "" {
			f.run.Results.Fail(fmt.Errorf("a project has no address that can be read: %s", shorten(name)))
			continue
		}
		byID[p.id] = append(byID[p.id], p)
	}
	for i, id := range slices.Sorted(maps.Keys(byID)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.run.Results.Progress(i, len(byID), "writing "+id)
		if f.run.Wants(id) {
			f.putOne(id, byID[id])
		}
	}
	return nil
}

func (f *findings) putOne(id string, same []*project) {
	p := same[0]
	switch {
	case len(same) > 1:
		twice := fmt.Errorf("the database holds it %d times under different addresses", len(same))
		f.run.Results.Keep("projects", id, twice)
		f.run.Results.Keep("activity", id, twice)
	case p.gone:
		f.run.Results.Gone("projects", id)
		f.run.Results.Gone("activity", id)
	case f.run.Results.Put(f.project(p)) != nil: // what Put refuses it reports itself
	default:
		if a := f.activity(p); a != nil {
			f.run.Results.Put(a)
		}
	}
}
