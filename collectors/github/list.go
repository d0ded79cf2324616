package github

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/forge"
)

// list returns the repositories of an owner, and learns who belongs to it.
func (s *session) list(ctx context.Context, o *owner) ([]*repo, error) {
	var repos []*repo
	var garbage error
	err := pages(func(page github.ListOptions) ([]*github.Repository, *github.Response, error) {
		if o.person {
			return s.client.Repositories.ListByUser(ctx, o.login,
				&github.RepositoryListByUserOptions{Type: "owner", Sort: "full_name", ListOptions: page})
		}
		return s.client.Repositories.ListByOrg(ctx, o.login,
			&github.RepositoryListByOrgOptions{Type: "all", Sort: "full_name", Direction: "asc", ListOptions: page})
	}, func(listing *github.Repository) {
		if s.Skips(listing.GetFullName()) {
			return
		}
		r, err := newRepo(o, listing, s.client.BaseURL)
		if err != nil {
			garbage = err
			return
		}
		repos = append(repos, r)
	})
	if isOneOf(err, http.StatusUnauthorized) {
		return nil, s.Refused()
	}
	if isOneOf(err, http.StatusNotFound) {
		if o.person {
			return nil, forge.NoOwner("account", o.login, "organisations", "orgs")
		}
		return nil, forge.NoOwner("organisation", o.login, "people", "users")
	}
	if err == nil {
		err = garbage
	}
	if err != nil || o.person {
		return repos, err
	}
	if err := s.membersOf(ctx, o); err != nil {
		return nil, err
	}
	return repos, s.defaultsOf(ctx, o)
}

// membersOf learns who belongs to an organisation. Who may not see it leaves it unknown.
func (s *session) membersOf(ctx context.Context, o *owner) error {
	m := &forge.Members{Public: map[string]bool{}, All: map[string]bool{}}
	for into, publicOnly := range map[*map[string]bool]bool{&m.All: false, &m.Public: true} {
		err := pages(func(page github.ListOptions) ([]*github.User, *github.Response, error) {
			return s.client.Organizations.ListMembers(ctx, o.login, &github.ListMembersOptions{PublicOnly: publicOnly, ListOptions: page})
		}, func(u *github.User) { (*into)[strings.ToLower(u.GetLogin())] = true })
		if isOneOf(err, http.StatusNotFound, http.StatusForbidden) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	m.Complete = len(m.All) > len(m.Public)
	o.members = m
	return nil
}

// defaultsOf looks into the repository .github, whose files stand for those that a repository has not got.
func (s *session) defaultsOf(ctx context.Context, o *owner) error {
	r := &repo{owner: o, ownerName: o.login, name: ".github"}
	err := s.files(ctx, r)
	if isOneOf(err, http.StatusNotFound, http.StatusForbidden, http.StatusUnavailableForLegalReasons) {
		return nil
	}
	o.security = r.files.Has("security")
	return err
}
