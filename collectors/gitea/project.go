package gitea

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// repo is one repository on its way from the forge's answers to records.
type repo struct {
	owner *owner
	// id is the key of its records; ownerName and name are what the forge is asked for.
	id, ownerName, name string
	// named tells that site.yaml names it, and no owner lists it.
	named bool
	full  *repository

	words     []string
	languages map[string]int
	files     *forge.Files
	work      forge.Work
}

// ID is the key of its records.
func (r *repo) ID() string       { return r.id }
func (r *repo) IsNamed() bool    { return r.named }
func (r *repo) IsThere() bool    { return r.full != nil }
func (r *repo) fullName() string { return r.ownerName + "/" + r.name }

// identify takes the ID from the page of a repository, which has to be where its name says.
func (r *repo) identify(fullName, page string) error {
	if !isFullName(fullName) {
		return fmt.Errorf("full_name: %q: %w", forge.Shorten(fullName), forge.ErrGarbage)
	}
	id := dataset.ProjectID(page)
	if id == "" || !strings.HasSuffix(id, "/"+strings.TrimSuffix(fullName, ".git")) {
		return fmt.Errorf("html_url: %q: %w", forge.Shorten(page), forge.ErrGarbage)
	}
	r.id = id
	r.ownerName, r.name, _ = strings.Cut(fullName, "/")
	return nil
}

// parse makes the record of a project of all that was fetched.
func (s *session) parse(r *repo) (*dataset.Project, error) {
	from := r.full
	description, err := forge.Text("description", from.Description)
	if err != nil {
		return nil, err
	}
	topics, err := forge.Topics(r.words)
	if err != nil {
		return nil, err
	}
	visibility := visibilityOf(from)
	address := dataset.CleanLink(from.HTMLURL)
	p := &dataset.Project{
		ID: r.id, Name: cmp.Or(dataset.CleanText(from.Name), r.name), Organization: r.ownerName, Description: description, Topics: topics,
		URL: address, Homepage: forge.Homepage(from.Website), Visibility: visibility, Audience: forge.Audience(s.config.Audience, visibility),
		Archived: from.Archived, Fork: from.Fork, Template: from.Template, Upstream: upstream(from), DefaultBranch: dataset.CleanText(from.DefaultBranch),
		Created: dataset.AtOrNil(from.Created), Changed: dataset.AtOrNil(changed(r)), License: licenseOf(from.Licenses),
		Languages: r.languages, Stars: forge.Figure(from.Stars), Forks: forge.Figure(from.Forks), Watchers: forge.Figure(from.Watchers),
		Provenance: s.Run.Provenance("gitea", address),
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

// changed is when the newest commit was made; where commits are not known, when the forge last changed anything.
func changed(r *repo) time.Time {
	if r.work.Commits == nil {
		return r.full.Updated
	}
	return r.work.Newest()
}

// visibilityOf believes the narrowest of the things that the forge says. What an owner shows to those who are signed in only
// is not public either.
func visibilityOf(r *repository) dataset.Visibility {
	switch {
	case r.Private == nil:
		return dataset.VisibilityUnknown
	case *r.Private:
		return dataset.VisibilityPrivate
	case r.Internal || r.Owner != nil && r.Owner.Visibility != "" && r.Owner.Visibility != "public":
		return dataset.VisibilityInternal
	}
	return dataset.VisibilityPublic
}

// upstream names what a fork was made of, if everyone may know it.
func upstream(r *repository) string {
	up := &repo{}
	if r.Parent == nil || visibilityOf(r.Parent) != dataset.VisibilityPublic || up.identify(r.Parent.FullName, r.Parent.HTMLURL) != nil {
		return ""
	}
	return up.id
}

// licenseOf takes the one licence that the forge found. Of several it does not say how they belong together.
func licenseOf(ids []string) dataset.License {
	var found []string
	for _, id := range ids {
		if id = dataset.CleanText(id); id != "" {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return dataset.License{}
	case 1:
		return dataset.License{Expression: &found[0], Source: "forge"}
	}
	return dataset.License{Expression: dataset.Of("NOASSERTION"), Source: "forge"}
}

func languages(from map[string]int64) map[string]int {
	clean := make(map[string]int, len(from))
	for name, bytes := range from {
		if name = dataset.CleanText(name); name != "" && bytes >= 0 {
			clean[name] = int(bytes)
		}
	}
	return clean
}
