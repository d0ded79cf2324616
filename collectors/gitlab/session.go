package gitlab

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	gitlab "gitlab.com/gitlab-org/api/client-go"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// session is one run of the collector.
type session struct {
	*Collector
	*forge.Session
	client *gitlab.Client
}

// begin checks what the run lends and makes the client.
func (c *Collector) begin(run *source.Run) (*session, error) {
	token, err := forge.Token(run, c.config.TokenEnv)
	if err != nil {
		return nil, err
	}
	// Retries and rate limits are the runner's, whose transport is below.
	client, err := gitlab.NewAuthSourceClient(elsewhere{}, gitlab.WithBaseURL(c.config.BaseURL), gitlab.WithoutRetries(),
		gitlab.WithCustomLimiter(unlimited{}), gitlab.WithUserAgent("portolan"),
		gitlab.WithHTTPClient(forge.Bearer(run.Client, c.host, token)))
	if err != nil {
		return nil, err
	}
	return &session{Collector: c, Session: forge.NewSession(run, c.server(), "projects", "activity"), client: client}, nil
}

// elsewhere leaves the token to the transport: the library would send it in a header of its own, by which the runner does not
// tell one asker from another. The header that it names stands in each request already and is left as it is.
type elsewhere struct{}

func (elsewhere) Init(context.Context, *gitlab.Client) error { return nil }

func (elsewhere) Header(context.Context) (key, value string, err error) {
	return "Accept", "application/json", nil
}

// unlimited does not wait.
type unlimited struct{}

func (unlimited) Wait(context.Context) error { return nil }

// owner is a group or a person whose projects are collected.
type owner struct {
	path   string
	person bool
}

func (c *Collector) owners() (owners []owner) {
	for _, path := range c.config.Groups {
		owners = append(owners, owner{path: path})
	}
	for _, path := range c.config.Users {
		owners = append(owners, owner{path: path, person: true})
	}
	return owners
}

// listing is where the projects of an owner are listed: those of a group with all its subgroups, those of a person that
// are nobody else's.
func (o owner) listing() (path string, options any) {
	if o.person {
		return "users/" + gitlab.PathEscape(o.path) + "/projects",
			&gitlab.ListProjectsOptions{ListOptions: firstPage, OrderBy: gitlab.Ptr("id"), Sort: gitlab.Ptr("asc")}
	}
	return "groups/" + gitlab.PathEscape(o.path) + "/projects", &gitlab.ListGroupProjectsOptions{ListOptions: firstPage,
		IncludeSubGroups: gitlab.Ptr(true), WithShared: gitlab.Ptr(false), OrderBy: gitlab.Ptr("id"), Sort: gitlab.Ptr("asc")}
}

func (o owner) notThere() error {
	if o.person {
		return forge.NoOwner("account", o.path, "groups", "groups")
	}
	return forge.NoOwner("group", o.path, "people", "users")
}

// list returns the projects of an owner.
func (s *session) list(ctx context.Context, o owner) ([]*repo, error) {
	var repos []*repo
	at, options := o.listing()
	for listing, err := range pages[project](ctx, s, at, options) {
		switch {
		case forge.IsOneOf(err, http.StatusUnauthorized):
			return nil, s.Refused()
		case forge.IsOneOf(err, http.StatusNotFound):
			return nil, o.notThere()
		case err != nil:
			return nil, err
		case s.Skips(listing.Path):
			continue
		}
		r := &repo{api: fmt.Sprintf("projects/%d", listing.ID), listing: &listing}
		if err := r.identify(&listing); err != nil {
			return nil, fmt.Errorf("%s: %w", o.path, err)
		}
		repos = append(repos, r)
	}
	return repos, nil
}

func (c *Collector) server() forge.Server {
	return forge.Server{Host: c.host, Noun: "project", TokenEnv: c.config.TokenEnv, Right: "read_api", Skip: c.config.Skip}
}

// named returns the projects that site.yaml names one by one.
func (s *session) named() []*repo {
	var repos []*repo
	for _, name := range s.config.Projects {
		repos = append(repos, &repo{id: s.host + "/" + name, api: "projects/" + gitlab.PathEscape(name), named: true})
	}
	return repos
}

// collect fetches and keeps one project.
func (s *session) collect(ctx context.Context, r *repo) {
	if s.leaves(r) {
		return
	}
	s.Settle(ctx, r, func() error { return s.fetch(ctx, r) }, func() error { return s.put(r) })
	r.work.Forget()
}

func (s *session) put(r *repo) error {
	p, err := s.parse(r)
	if err != nil {
		return err
	}
	s.Put(p, r.work.Activity(p, s.Run, func(string) *bool { return nil }))
	return nil
}

// late is by how much the forge may be behind in telling when something last happened in a project.
const late = time.Hour

// leaves tells whether a project is left alone in this run: it is not wanted, or has not changed since.
func (s *session) leaves(r *repo) bool {
	if !s.Run.Wants(r.id) {
		return true
	}
	if s.Run.Since.IsZero() || s.Known[r.id] == nil || r.listing == nil || r.listing.LastActivity.IsZero() {
		return false
	}
	return r.listing.LastActivity.Add(late).Before(s.Run.Since)
}

// missing marks what the groups and people no longer have.
func (s *session) missing(listed []owner, repos []*repo) {
	s.Missing(forge.IDs(repos), func(p *dataset.Project) bool {
		return slices.ContainsFunc(listed, func(o owner) bool { return isWithin(p.Organization, o.path) })
	})
}

// isWithin tells whether a group is another one or one of its subgroups.
func isWithin(group, other string) bool {
	group, other = strings.ToLower(group)+"/", strings.ToLower(other)+"/"
	return strings.HasPrefix(group, other)
}
