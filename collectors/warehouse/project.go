package warehouse

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// takeProject reads a row of the query for projects.
func (f *findings) takeProject(r *row) {
	name, _ := r.value("project")
	id := f.identify(name)
	p := &project{id: id, through: r.moment("through"), gone: r.flag("gone", false), people: map[string]*person{},
		commits: map[dataset.Month]int{}, bots: map[dataset.Month]int{}}
	p.commitsKnown, p.itemsKnown = r.flag("commits_known", true), r.flag("items_known", true)
	if !r.has("through") || p.through != nil && p.through.After(f.run.Now) {
		p.through = dataset.AtOrNil(f.run.Now)
	}
	host, owner := hostAndOwner(id)
	p.record = &dataset.Project{
		ID: id, Name: cmp.Or(r.text("name"), path.Base(id)), Organization: cmp.Or(f.config.Organization, r.text("organization"), owner),
		Description: r.text("description"), Homepage: dataset.CleanLink(r.text("homepage")), URL: "https://" + id,
		Visibility: dataset.VisibilityUnknown, Audience: f.config.Audience.OrInternal(),
		Archived: r.flag("archived", false), Fork: r.flag("fork", false), Upstream: upstream(host, r.text("upstream")),
		DefaultBranch: r.text("default_branch"), Created: r.moment("created"),
		Stars: r.figure("stars"), Forks: r.figure("forks"), Watchers: r.figure("watchers"),
		OpenIssues: r.figure("open_issues"), ClosedIssues: r.figure("closed_issues"),
		OpenChangeRequests: r.figure("open_change_requests"), MergedChangeRequests: r.figure("merged_change_requests"),
		DeclinedChangeRequests: r.figure("declined_change_requests"), Provenance: f.run.Provenance("warehouse", "https://"+id),
	}
	if p.record.Archived {
		p.record.Status = dataset.StatusArchived
	}
	// What the database knows is as old as its own last look at the forge.
	p.record.Provenance.Collected = f.asOld(r.moment("collected"), p.through)
	if _, twice := f.projects[name]; twice {
		r.wrong("project", name, "named once")
	}
	f.projects[name] = p
}

func hostAndOwner(id string) (host, owner string) {
	host, rest, _ := strings.Cut(id, "/")
	if owner = path.Dir(rest); owner == "." {
		owner = ""
	}
	return host, owner
}

// upstream is an ID, or an owner and name on the same host.
func upstream(host, name string) string {
	if strings.Count(name, "/") == 1 {
		name = host + "/" + name
	}
	return dataset.ProjectID("https://" + strings.TrimPrefix(strings.TrimPrefix(name, "https://"), "http://"))
}

// asOld returns the first known of some moments, the run's own where none is, and never one that is yet to come.
func (f *findings) asOld(moments ...*dataset.Time) dataset.Time {
	now := dataset.At(f.run.Now)
	for _, at := range moments {
		if at != nil && at.Before(now.Time) {
			return *at
		}
	}
	return now
}

// takeRelease reads a row of the query for releases.
func (f *findings) takeRelease(p *project, r *row) {
	tag, published := r.text("tag"), r.moment("published")
	if tag == "" || published == nil || published.After(f.run.Now) {
		return
	}
	p.releases = append(p.releases, dataset.Release{Tag: tag, Name: r.text("name"), Published: *published,
		Prerelease: r.flag("prerelease", false), URL: dataset.CleanLink(r.text("url"))})
}

// project finishes the record of a project with what the other queries told.
func (f *findings) project(p *project) *dataset.Project {
	record := p.record
	if f.asked["releases"] && p.itemsKnown && f.released() {
		record.Releases = append([]dataset.Release{}, p.releases...)
		slices.SortFunc(record.Releases, func(a, b dataset.Release) int {
			return cmp.Or(b.Published.Compare(a.Published.Time), strings.Compare(b.Tag, a.Tag))
		})
	}
	if f.asked["issues"] && p.itemsKnown {
		countIssues(p.issues, record)
	}
	if f.asked["change_requests"] && p.itemsKnown {
		countRequests(p.changeRequests, record)
	}
	record.Changed = p.last
	return record
}

// released tells whether the database knows of any release. One that holds none was never told to look for them.
func (f *findings) released() bool {
	for _, p := range f.projects {
		if len(p.releases) > 0 {
			return true
		}
	}
	return false
}

func countIssues(issues []dataset.Issue, record *dataset.Project) {
	record.OpenIssues, record.ClosedIssues = dataset.Of(0), dataset.Of(0)
	for _, i := range issues {
		if i.Closed != nil {
			*record.ClosedIssues++
		} else {
			*record.OpenIssues++
		}
	}
}

func countRequests(requests []dataset.ChangeRequest, record *dataset.Project) {
	record.OpenChangeRequests, record.MergedChangeRequests, record.DeclinedChangeRequests = dataset.Of(0), dataset.Of(0), dataset.Of(0)
	for _, c := range requests {
		switch {
		case c.Merged:
			*record.MergedChangeRequests++
		case c.Closed != nil:
			*record.DeclinedChangeRequests++
		default:
			*record.OpenChangeRequests++
		}
	}
}
