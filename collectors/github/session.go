package github

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/google/go-github/v62/github"
	"golang.org/x/sync/errgroup"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// fetchers and graphers are how many repositories are asked for at a time, and how many of their dependency graphs, which
// have a rate limit of their own and must not hold up the rest.
const (
	fetchers = 8
	graphers = 4
)

// session is one run of the collector.
type session struct {
	*Collector
	*forge.Session
	client *github.Client
	owners []*owner
	// trafficBefore is what earlier runs knew of visits, by project.
	trafficBefore map[string]*dataset.Traffic
	// noClones is set once the forge has shown that it does not tell of clones.
	noClones bool
}

// owner is an organisation or a person whose repositories are collected.
type owner struct {
	login  string
	person bool
	// members says of an account whether it belongs to the organisation; nil where that is not known.
	members *forge.Members
	// security is whether the organisation has a security policy for all its repositories.
	security bool
	// listed is set once all repositories are known, failed when one of them could not be had.
	listed bool
	failed atomic.Bool
}

// begin checks what the run lends and makes the client.
func (c *Collector) begin(run *source.Run) (*session, error) {
	server := forge.Server{Host: c.host(), Noun: "repository", TokenEnv: c.config.TokenEnv, Right: "to read repositories", Skip: c.config.Skip}
	s := &session{Collector: c, Session: forge.NewSession(run, server, kinds...)}
	token, err := forge.Token(run, c.config.TokenEnv)
	if err != nil {
		return nil, err
	}
	client, err := newClient(run.Client, c.config.BaseURL, token)
	if err != nil {
		return nil, err
	}
	s.client, s.trafficBefore = client, s.trafficKnown()
	for _, login := range c.config.Orgs {
		s.owners = append(s.owners, &owner{login: login})
	}
	for _, login := range c.config.Users {
		s.owners = append(s.owners, &owner{login: login, person: true})
	}
	return s, nil
}

// newClient returns a client whose token goes to the forge alone, wherever a redirect may lead.
func newClient(through *http.Client, base, token string) (*github.Client, error) {
	client := github.NewClient(nil)
	if base != "" {
		var err error
		if client, err = client.WithEnterpriseURLs(base, base); err != nil {
			return nil, err
		}
	}
	lent := github.NewClient(forge.Bearer(through, client.BaseURL.Host, token))
	lent.BaseURL, lent.UserAgent = client.BaseURL, "portolan"
	return lent, nil
}

// collectAll fetches and keeps the repositories, their dependency graphs behind the rest.
func (s *session) collectAll(ctx context.Context, repos []*repo) {
	graphs := make(chan *repo, len(repos))
	var fetching, graphing errgroup.Group
	fetching.SetLimit(fetchers)
	for range graphers {
		graphing.Go(func() error {
			for r := range graphs {
				s.finish(ctx, r)
				s.Progress(len(repos), r.name)
			}
			return nil
		})
	}
	for _, r := range repos {
		fetching.Go(func() error {
			if s.leaves(r) || !s.fetched(ctx, r) {
				s.Progress(len(repos), r.name)
				return nil
			}
			graphs <- r
			return nil
		})
	}
	fetching.Wait()
	close(graphs)
	graphing.Wait()
}

// leaves tells whether a repository is left alone in this run: it is not wanted, or has not changed since.
func (s *session) leaves(r *repo) bool {
	if !s.Run.Wants(r.id) {
		return true
	}
	if s.Run.Since.IsZero() || s.Known[r.id] == nil {
		return false
	}
	since := s.Run.Since
	return r.listing.GetPushedAt().Before(since) && r.listing.GetUpdatedAt().Before(since)
}

// keep leaves the records of a repository as they are, since it could not be had in full.
func (s *session) keep(ctx context.Context, r *repo, why error) {
	if ctx.Err() == nil {
		r.owner.failed.Store(true)
	}
	s.Keep(ctx, r.id, why)
}

// kinds are the records of one repository.
var kinds = []string{"projects", "activity", "inventories", "traffic"}

// missing marks what an earlier run knew and the owner, listed in full, no longer has. Where a single repository could not
// be had nothing is marked: a repository that was renamed would look as if it had gone.
func (s *session) missing(repos []*repo) {
	if len(s.Run.Only) > 0 {
		return
	}
	there := map[string]bool{}
	for _, r := range repos {
		there[r.id] = true
	}
	for id, p := range s.Known {
		if _, fullName, _ := strings.Cut(id, "/"); s.Skips(fullName) {
			continue // left out is not gone
		}
		for _, o := range s.owners {
			if o.listed && !o.failed.Load() && strings.EqualFold(p.Organization, o.login) && !there[id] {
				s.Gone(id)
			}
		}
	}
}
