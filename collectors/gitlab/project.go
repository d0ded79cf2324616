package gitlab

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// repo is one project on its way from the forge's answers to records.
type repo struct {
	// id is the key of its records, api where the forge is asked for it.
	id, api string
	// named tells that site.yaml names it, and no group lists it.
	named         bool
	listing, full *project

	languages map[string]int
	files     *forge.Files
	work      forge.Work
	upstream  string
}

// ID is the key of its records.
func (r *repo) ID() string    { return r.id }
func (r *repo) IsNamed() bool { return r.named }
func (r *repo) IsThere() bool { return r.full != nil }

// identify takes the ID from the page of a project, which has to be where its path says.
func (r *repo) identify(from *project) error {
	id := dataset.ProjectID(from.WebURL)
	if from.ID <= 0 {
		return fmt.Errorf("id: %d: %w", from.ID, forge.ErrGarbage)
	}
	if !pathPattern().MatchString(from.Path) || !strings.Contains(from.Path, "/") {
		return fmt.Errorf("path_with_namespace: %q: %w", forge.Shorten(from.Path), forge.ErrGarbage)
	}
	if id == "" || !strings.HasSuffix(id, "/"+strings.TrimSuffix(from.Path, ".git")) {
		return fmt.Errorf("web_url: %q: %w", forge.Shorten(from.WebURL), forge.ErrGarbage)
	}
	r.id = id
	return nil
}

// parse makes the record of a project of all that was fetched.
func (s *session) parse(r *repo) (*dataset.Project, error) {
	from := r.full
	description, err := forge.Text("description", from.Description)
	if err != nil {
		return nil, err
	}
	words := from.Topics
	if words == nil {
		words = from.OldTopics
	}
	topics, err := forge.Topics(words)
	if err != nil {
		return nil, err
	}
	name, err := forge.Text("name", from.Name)
	if err != nil {
		return nil, err
	}
	visibility := visibilityOf(from)
	address := dataset.CleanLink(from.WebURL)
	p := &dataset.Project{
		ID: r.id, Name: cmp.Or(name, path.Base(from.Path)), Organization: path.Dir(from.Path), Description: description, Topics: topics,
		URL: address, Visibility: visibility, Audience: forge.Audience(s.config.Audience, visibility),
		Archived: from.Archived, Fork: from.Parent != nil, Upstream: r.upstream, DefaultBranch: dataset.CleanText(from.DefaultBranch),
		Created: dataset.AtOrNil(from.Created), Changed: dataset.AtOrNil(changed(r)), License: licenseOf(from.License),
		Languages: r.languages, Stars: forge.Figure(from.Stars), Forks: forge.Figure(from.Forks),
		Provenance: s.Run.Provenance("gitlab", address),
	}
	if p.Archived {
		p.Status = dataset.StatusArchived
	}
	if r.files != nil {
		p.Community = r.files.Community()
		p.License.File = dataset.CleanText(r.files.License)
	}
	r.work.Count(p, s.tasks)
	p.Provenance.Complete = r.languages != nil && r.files != nil && r.work.Releases != nil && r.work.Issues != nil && r.work.Changes != nil
	p.Releases = r.work.Releases
	slices.SortStableFunc(p.Releases, func(a, b dataset.Release) int { return b.Published.Compare(a.Published.Time) })
	return p, nil
}

// changed is when the newest commit was made; where commits are not known, when anything last happened.
func changed(r *repo) time.Time {
	if r.work.Commits == nil {
		return r.full.LastActivity
	}
	return r.work.Newest()
}

// visibilityOf believes only the words that the forge has for it.
func visibilityOf(p *project) dataset.Visibility {
	switch v := dataset.Visibility(p.Visibility); v {
	case dataset.VisibilityPublic, dataset.VisibilityInternal, dataset.VisibilityPrivate:
		return v
	}
	return dataset.VisibilityUnknown
}

// languages turns percentages into hundredths of a percent.
func languages(shares map[string]float64) map[string]int {
	clean := make(map[string]int, len(shares))
	for name, percent := range shares {
		if name = dataset.CleanText(name); name != "" && percent >= 0 && percent <= 100 {
			clean[name] = int(math.Round(percent * 100))
		}
	}
	return clean
}
