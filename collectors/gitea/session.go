package gitea

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"code.gitea.io/sdk/gitea"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// session is one run of the collector.
type session struct {
	*Collector
	*forge.Session
	client *gitea.Client
	// lent asks what the library has no room for.
	lent *http.Client
	// perPage is the most that the server gives at a time.
	perPage int
}

// owner is an organisation or a person whose repositories are collected.
type owner struct {
	login  string
	person bool
	// members are nil where they are not known.
	members *forge.Members
}

// begin checks what the run lends and makes the client.
func (c *Collector) begin(ctx context.Context, run *source.Run) (*session, error) {
	token, err := forge.Token(run, c.config.TokenEnv)
	if err != nil {
		return nil, err
	}
	lent := forge.Bearer(run.Client, c.host, token)
	// What the server says of its version is of no use: Forgejo counts in its own way.
	client, err := gitea.NewClient(c.config.BaseURL, gitea.SetHTTPClient(lent), gitea.SetContext(ctx), gitea.SetGiteaVersion(""),
		gitea.SetUserAgent("portolan"))
	if err != nil {
		return nil, err
	}
	s := &session{Collector: c, Session: forge.NewSession(run, c.server(), "projects", "activity"), client: client, lent: lent}
	return s, s.measure()
}

// Gitea gives thirty things on a page if nothing is said, and at most fifty if its owner does not say otherwise.
const (
	usualPage = 30
	largePage = 50
)

// measure learns how much the server gives at a time. A page that is not full is the last one only where that is known.
func (s *session) measure() error {
	settings, resp, err := s.client.GetGlobalAPISettings()
	err = answered(resp, err)
	switch {
	case forge.IsOneOf(err, http.StatusUnauthorized):
		return s.Refused()
	case forge.IsOneOf(err, http.StatusForbidden, http.StatusNotFound):
		s.perPage = usualPage
		return nil
	case err != nil:
		return err
	}
	s.perPage = usualPage
	if settings.MaxResponseItems > 0 {
		s.perPage = min(settings.MaxResponseItems, largePage)
	}
	return nil
}

func (c *Collector) server() forge.Server {
	return forge.Server{Host: c.host, Noun: "repository", TokenEnv: c.config.TokenEnv, Right: "read:repository", Skip: c.config.Skip}
}

func (s *session) owners() []*owner {
	var owners []*owner
	for _, login := range s.config.Orgs {
		owners = append(owners, &owner{login: login})
	}
	for _, login := range s.config.Users {
		owners = append(owners, &owner{login: login, person: true})
	}
	return owners
}

// list returns the repositories of an owner, and learns who belongs to it.
func (s *session) list(o *owner) ([]*repo, error) {
	var repos []*repo
	for listing, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.Repository, *gitea.Response, error) {
		if o.person {
			return s.client.ListUserRepos(o.login, gitea.ListReposOptions{ListOptions: page})
		}
		return s.client.ListOrgRepos(o.login, gitea.ListOrgReposOptions{ListOptions: page})
	}) {
		switch {
		case forge.IsOneOf(err, http.StatusUnauthorized):
			return nil, s.Refused()
		case forge.IsOneOf(err, http.StatusNotFound):
			if o.person {
				return nil, forge.NoOwner("account", o.login, "organisations", "orgs")
			}
			return nil, forge.NoOwner("organisation", o.login, "people", "users")
		case err != nil:
			return nil, err
		}
		r := &repo{owner: o}
		if err := r.identify(listing.FullName, listing.HTMLURL); err != nil {
			return nil, fmt.Errorf("%s: %w", o.login, err)
		}
		if !s.Skips(r.fullName()) {
			repos = append(repos, r)
		}
	}
	if o.person {
		return repos, nil
	}
	return repos, s.membersOf(o)
}

// membersOf learns who belongs to an organisation. Who may not see it leaves it unknown.
func (s *session) membersOf(o *owner) error {
	m := &forge.Members{Public: map[string]bool{}, All: map[string]bool{}}
	for _, kind := range []struct {
		into map[string]bool
		list func(string, gitea.ListOrgMembershipOption) ([]*gitea.User, *gitea.Response, error)
	}{{m.All, s.client.ListOrgMembership}, {m.Public, s.client.ListPublicOrgMembership}} {
		for user, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.User, *gitea.Response, error) {
			return kind.list(o.login, gitea.ListOrgMembershipOption{ListOptions: page})
		}) {
			if unseen(err) {
				return nil
			}
			if err != nil {
				return err
			}
			kind.into[strings.ToLower(loginOf(user))] = true
		}
	}
	m.Complete = len(m.All) > len(m.Public)
	o.members = m
	return nil
}

// named returns the repositories that site.yaml names one by one.
func (s *session) named() []*repo {
	var repos []*repo
	for _, fullName := range s.config.Repositories {
		login, name, _ := strings.Cut(fullName, "/")
		repos = append(repos, &repo{id: s.host + "/" + fullName, owner: &owner{login: login}, ownerName: login, name: name, named: true})
	}
	return repos
}

// collect fetches and keeps one repository. The forge does not say when issues last changed, so that none is left alone
// because of its age.
func (s *session) collect(ctx context.Context, r *repo) {
	if !s.Run.Wants(r.id) {
		return
	}
	s.Settle(ctx, r, func() error { return s.fetch(ctx, r) }, func() error { return s.put(r) })
	r.work.Forget()
}

// put keeps both records. Who belongs to the organisation is not told beside a published name.
func (s *session) put(r *repo) error {
	p, err := s.parse(r)
	if err != nil {
		return err
	}
	published := p.Audience == dataset.Public && s.Run.People.Named
	s.Put(p, r.work.Activity(p, s.Run, func(login string) *bool { return r.owner.members.Inside(login, published) }))
	return nil
}

// missing marks what the owners no longer have.
func (s *session) missing(listed map[string]bool, repos []*repo) {
	s.Missing(forge.IDs(repos), func(p *dataset.Project) bool { return listed[strings.ToLower(p.Organization)] })
}
