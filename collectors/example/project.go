package example

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// project is what a forge would tell of a project.
func (w *world) project(p *work) *dataset.Project {
	s, r := p.sketch, w.dice("project", p.name)
	d := &dataset.Project{
		ID: s.id(), Name: s.name, Organization: "acme", Description: s.description, URL: s.site(),
		Visibility: s.visibility, Audience: s.audience(), Status: s.status, Owner: s.owner, Archived: s.archived(),
		DefaultBranch: "main", Created: dataset.AtOrNil(within(r, w.thisMonth().Add(-s.born))),
		License: license(s), Topics: topics(s), Languages: languages(r, s),
		Stars: &s.stars, Forks: dataset.Of(s.stars / 9), Watchers: dataset.Of(s.stars/40 + 3),
		Releases: p.releases, Provenance: w.provenance,
	}
	if s.audience() != dataset.Public {
		d.Stars, d.Forks, d.Watchers = nil, nil, nil
	}
	d.Changed = w.changed(p, d.Created)
	count(d, p)
	d.Tasks = tasks(r, p)
	tidy := s.status != archived && !s.empty
	d.Community = dataset.Community{
		Readme: dataset.Of(!s.empty), LicenseFile: dataset.Of(s.license != ""), Contributing: dataset.Of(tidy && s.people > 4),
		CodeOfConduct: dataset.Of(tidy && s.people > 8), SecurityPolicy: dataset.Of(tidy && s.people > 6),
	}
	return d
}

func license(s sketch) dataset.License {
	if s.license == "" {
		return dataset.License{Source: "forge"}
	}
	return dataset.License{Expression: &s.license, Source: "forge", File: "LICENSE"}
}

func topics(s sketch) []string {
	return []string{strings.ReplaceAll(strings.ToLower(s.owner), " ", "-")}
}

// languages gives the main language most of the bytes; a project without code has none.
func languages(r *rand.Rand, s sketch) map[string]int {
	bytes := map[string]int{}
	if s.language != "" {
		bytes[s.language] = 40_000 + r.IntN(60_000)*s.people/2
	}
	if s.second != "" {
		bytes[s.second] = bytes[s.language] / (3 + r.IntN(9))
	}
	return bytes
}

func (w *world) changed(p *work, created *dataset.Time) *dataset.Time {
	last := created.Time
	for _, c := range p.commits {
		if c.at.After(last) {
			last = c.at
		}
	}
	return dataset.AtOrNil(last)
}

// count tells open from closed. Whatever was opened before the company's memory begins was closed long ago.
func count(d *dataset.Project, p *work) {
	older := max(0, p.born-months+1)
	closedIssues, merged, declined := int(float64(older)*p.sketch.issues), int(float64(older)*p.pace*0.26), int(float64(older)*p.pace*0.04)
	openIssues, openChanges := 0, 0
	for _, i := range p.issues {
		if i.Closed == nil {
			openIssues++
		} else {
			closedIssues++
		}
	}
	for _, c := range p.changes {
		switch {
		case c.Closed == nil:
			openChanges++
		case c.Merged:
			merged++
		default:
			declined++
		}
	}
	d.OpenChangeRequests, d.MergedChangeRequests, d.DeclinedChangeRequests = &openChanges, &merged, &declined
	if !p.unfiled {
		d.OpenIssues, d.ClosedIssues = &openIssues, &closedIssues
	}
}

// releases draws the versions that came out, at even steps with some delay.
func (w *world) releases(p *work) {
	p.releases = []dataset.Release{}
	if p.sketch.releases == 0 || p.empty {
		return
	}
	r := w.dice("releases", p.name)
	step := 365 * 24 * time.Hour / time.Duration(p.sketch.releases)
	end := min(w.now.Unix(), w.thisMonth().Add(1-p.ended).Start().Unix())
	at := p.since.Start().Add(wait(r, step/2, 0.4))
	for n := p.born - months + 1; at.Unix() < end; n++ {
		n = max(n, 1)
		release := dataset.Release{Tag: version(n), Published: dataset.At(at), Prerelease: n%11 == 10}
		if release.Prerelease {
			release.Tag += "-rc.1"
		}
		release.URL = p.site() + "/releases/" + release.Tag
		p.releases = append(p.releases, release)
		at = at.Add(wait(r, step, 0.3))
	}
	slices.Reverse(p.releases)
}

func version(n int) string { return fmt.Sprintf("v%d.%d.%d", n/12, n/3%4, n%3) }

// chores are what a newcomer could do in any project.
var chores = []string{
	"Explain the configuration file with an example that runs", "Name the file in the message when a setting is wrong",
	"Accept a time zone in the schedule", "Add a test for empty input", "Show progress when a run takes longer than a second",
	"Describe the exit codes in the manual", "Let the output be sorted by name", "Replace the deprecated date functions",
	"Translate the error pages to French", "Make the example work behind a proxy", "Say which version is running in the log",
	"Shorten the first run: fewer questions, better defaults",
}

// tasks offers some of the open issues of a public project to newcomers.
func tasks(r *rand.Rand, p *work) []dataset.Task {
	tasks := []dataset.Task{}
	if p.unfiled || p.archived() || p.audience() != dataset.Public {
		return tasks
	}
	labels := []string{"documentation", "error messages", "tests"}
	for n, i := range slices.Backward(p.issues) {
		if i.Closed == nil && len(tasks) < 4 && r.Float64() < 0.4 {
			tasks = append(tasks, dataset.Task{
				Title: chores[(n+len(p.name))%len(chores)], URL: fmt.Sprintf("%s/issues/%d", p.site(), n+1), Opened: i.Opened,
				Labels: []string{"good first issue", labels[n%len(labels)]},
			})
		}
	}
	return tasks
}
