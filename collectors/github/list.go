package github

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/source"
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
		if s.skips(listing.GetFullName()) {
			return
		}
		r, err := newRepo(o, listing, s.client.BaseURL)
		if err != nil {
			garbage = err
			return
		}
		repos = append(repos, r)
	})
	if isOneOf(err, http.StatusNotFound) {
		return nil, notThere(o)
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

func notThere(o *owner) error {
	if o.person {
		return &source.WrongError{Text: "there is no account " + o.login, Hint: "check the spelling; organisations stand in orgs"}
	}
	return &source.WrongError{Text: "there is no organisation " + o.login,
		Hint: "check the spelling, and whether the token may see it; people stand in users"}
}

// members are the accounts of an organisation.
type members struct {
	public, all map[string]bool
	// complete is true where concealed members are seen too, so that who is not listed is known to be outside.
	complete bool
}

// membersOf learns who belongs to an organisation. Who may not see it leaves it unknown.
func (s *session) membersOf(ctx context.Context, o *owner) error {
	m := &members{public: map[string]bool{}, all: map[string]bool{}}
	for into, publicOnly := range map[*map[string]bool]bool{&m.all: false, &m.public: true} {
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
	m.complete = len(m.all) > len(m.public)
	o.members = m
	return nil
}

// inside tells whether an account belongs to the organisation; nil where that is not known, or known only to members and
// about to be published beside a name.
func (o *owner) inside(login string, published bool) *bool {
	if o.members == nil || login == "" {
		return nil
	}
	login = strings.ToLower(login)
	switch {
	case o.members.public[login]:
		return github.Bool(true)
	case o.members.all[login]:
		if published {
			return nil
		}
		return github.Bool(true)
	case o.members.complete:
		return github.Bool(false)
	}
	return nil
}

// defaultsOf looks into the repository .github, whose files stand for those that a repository has not got.
func (s *session) defaultsOf(ctx context.Context, o *owner) error {
	r := &repo{owner: o, ownerName: o.login, name: ".github"}
	err := s.files(ctx, r)
	if isOneOf(err, http.StatusNotFound, http.StatusForbidden, http.StatusUnavailableForLegalReasons) {
		return nil
	}
	o.security = r.hasSecurityPolicy()
	return err
}
