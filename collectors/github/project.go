package github

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// put parses all that was fetched and keeps it. Everything is parsed before anything is kept.
func (s *session) put(r *repo) error {
	project, err := s.project(r)
	if err != nil {
		return fmt.Errorf("%s: %w", r.full.GetURL(), err)
	}
	inventory, err := s.inventory(r, project)
	if err != nil {
		return fmt.Errorf("%sdependency-graph/sbom: %w", strings.TrimSuffix(r.full.GetURL(), "/")+"/", err)
	}
	// What the runner refuses it has noted itself.
	if s.Run.Results.Put(project) != nil || s.Run.Results.Put(s.activity(r, project)) != nil {
		return nil
	}
	if r.days != nil {
		s.Run.Results.Put(s.trafficRecord(r))
	}
	if inventory != nil {
		s.Run.Results.Put(inventory)
	} else if !r.graphRefused {
		s.Run.Results.Gone("inventories", r.id)
	}
	return nil
}

// putBlocked keeps what the listing says of a repository whose content the forge may not show.
func (s *session) putBlocked(r *repo) {
	r.full = r.listing
	p, err := s.head(r)
	if err != nil {
		s.Run.Results.Fail(fmt.Errorf("%s: %w", r.id, err))
		return
	}
	p.Provenance.Complete = false
	s.Run.Results.Put(p)
	s.Run.Results.Gone("activity", r.id)
	s.Run.Results.Gone("inventories", r.id)
}

// head parses what both listings and single repositories say.
func (s *session) head(r *repo) (*dataset.Project, error) {
	from := r.full
	description, err := forge.Text("description", from.GetDescription())
	if err != nil {
		return nil, err
	}
	topics, err := forge.Topics(from.Topics)
	if err != nil {
		return nil, err
	}
	visibility := visibilityOf(from)
	return &dataset.Project{
		ID: r.id, Name: r.name, Organization: r.ownerName, Description: description, Topics: topics,
		URL: dataset.CleanLink(from.GetHTMLURL()), Homepage: forge.Homepage(from.GetHomepage()),
		Visibility: visibility, Audience: forge.Audience(s.config.Audience, visibility),
		Archived: from.GetArchived(), Fork: from.GetFork(), Template: from.GetIsTemplate(),
		DefaultBranch: dataset.CleanText(from.GetDefaultBranch()),
		Created:       dataset.AtOrNil(from.GetCreatedAt().Time), Changed: dataset.AtOrNil(from.GetPushedAt().Time),
		License: licenseOf(from), Stars: forge.Figure(from.StargazersCount), Forks: forge.Figure(from.ForksCount),
		Provenance: s.Run.Provenance("github", dataset.CleanLink(from.GetHTMLURL())),
	}, nil
}

// project parses all of a repository.
func (s *session) project(r *repo) (*dataset.Project, error) {
	p, err := s.head(r)
	if err != nil {
		return nil, err
	}
	if p.Archived {
		p.Status = dataset.StatusArchived
	}
	p.Upstream = upstream(r.full)
	p.License.File = dataset.CleanText(r.files.License)
	p.Languages = languages(r.languages)
	p.Watchers = forge.Figure(r.full.SubscribersCount)
	p.Community = s.communityOf(r)
	p.Components = r.components()
	p.Provenance.Complete = !r.graphRefused
	r.work.Count(p, s.tasks)
	p.Releases = append([]dataset.Release{}, r.work.Releases...)
	slices.SortStableFunc(p.Releases, func(a, b dataset.Release) int { return b.Published.Compare(a.Published.Time) })
	return p, nil
}

// visibilityOf believes the narrower of the two things that the forge says.
func visibilityOf(r *github.Repository) dataset.Visibility {
	switch v := dataset.Visibility(r.GetVisibility()); {
	case v == dataset.VisibilityPublic && !r.GetPrivate():
		return v
	case v == dataset.VisibilityInternal || v == dataset.VisibilityPrivate:
		return v
	case r.GetPrivate():
		return dataset.VisibilityPrivate
	case v == "" && r.Private != nil:
		return dataset.VisibilityPublic // older servers know no other word
	}
	return dataset.VisibilityUnknown
}

func licenseOf(r *github.Repository) dataset.License {
	id := dataset.CleanText(r.GetLicense().GetSPDXID())
	if id == "" {
		return dataset.License{}
	}
	return dataset.License{Expression: &id, Source: "forge"}
}

// upstream names what a fork was made of, if everyone may know it.
func upstream(r *github.Repository) string {
	parent := r.GetParent()
	up := &repo{}
	if parent == nil || visibilityOf(parent) != dataset.VisibilityPublic || up.identify(parent) != nil {
		return ""
	}
	return up.id
}

func languages(from map[string]int) map[string]int {
	clean := make(map[string]int, len(from))
	for name, bytes := range from {
		if name = dataset.CleanText(name); name != "" && bytes >= 0 {
			clean[name] = bytes
		}
	}
	return clean
}

// releaseOf parses a release; false for drafts and what has no tag.
func releaseOf(r *github.RepositoryRelease) (dataset.Release, bool) {
	published := r.GetPublishedAt().Time
	if published.IsZero() {
		published = r.GetCreatedAt().Time
	}
	kept := dataset.Release{Tag: dataset.CleanText(r.GetTagName()), Name: dataset.CleanText(r.GetName()),
		Published: dataset.At(published), Prerelease: r.GetPrerelease(), URL: dataset.CleanLink(r.GetHTMLURL())}
	return kept, kept.Tag != "" && !published.IsZero() && !r.GetDraft()
}

// communityOf says which files are there: by the forge's own profile, which knows the owner's defaults too, and by the
// names of the files where it has none.
func (s *session) communityOf(r *repo) dataset.Community {
	c := r.files.Community()
	add := func(has **bool, profile bool) { *has = dataset.Of(**has || profile) }
	add(&c.Readme, r.profile.GetReadme() != nil)
	add(&c.Contributing, r.profile.GetContributing() != nil)
	add(&c.CodeOfConduct, r.profile.GetCodeOfConduct() != nil || r.profile.GetCodeOfConductFile() != nil)
	add(&c.SecurityPolicy, r.owner.security)
	add(&c.LicenseFile, r.profile.GetLicense() != nil)
	return c
}
