package gitlab

import (
	"context"
	"fmt"
	"net/http"
	"path"
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
	return &session{Collector: c, Session: forge.NewSession(run, "projects", "activity"), client: client}, nil
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

// list returns the projects of a group and its subgroups.
func (s *session) list(ctx context.Context, group string) ([]*repo, error) {
	var repos []*repo
	opt := &gitlab.ListGroupProjectsOptions{ListOptions: firstPage, IncludeSubGroups: gitlab.Ptr(true), WithShared: gitlab.Ptr(false),
		OrderBy: gitlab.Ptr("id"), Sort: gitlab.Ptr("asc")}
	for listing, err := range pages[project](ctx, s, "groups/"+gitlab.PathEscape(group)+"/projects", opt) {
		switch {
		case forge.IsOneOf(err, http.StatusUnauthorized):
			return nil, s.refused()
		case forge.IsOneOf(err, http.StatusNotFound):
			return nil, &source.WrongError{Text: "there is no group " + group,
				Hint: "check the spelling, and whether the token may see it"}
		case err != nil:
			return nil, err
		case s.skips(listing.Path):
			continue
		}
		r := &repo{api: fmt.Sprintf("projects/%d", listing.ID), listing: &listing}
		if err := r.identify(&listing); err != nil {
			return nil, fmt.Errorf("%s: %w", group, err)
		}
		repos = append(repos, r)
	}
	return repos, nil
}

func (s *session) refused() error { return forge.Refused(s.host, s.config.TokenEnv, "read_api") }

func (s *session) skips(fullName string) bool { return forge.Skips(s.config.Skip, fullName) }

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
	err := s.fetch(ctx, r)
	switch {
	case forge.IsOneOf(err, http.StatusNotFound) && r.full == nil:
		if r.named && s.Known[r.id] == nil {
			s.Run.Results.Fail(&source.WrongError{Text: "there is no project " + r.id, Hint: "check the spelling, and whether the token may see it"})
		}
		s.Gone(r.id)
		return
	case forge.IsOneOf(err, http.StatusUnauthorized):
		err = s.refused()
	case err == nil:
		err = s.put(r)
	}
	if err != nil {
		s.Keep(ctx, r.id, err)
	}
	r.work.Forget()
}

func (s *session) put(r *repo) error {
	p, err := s.parse(r)
	if err != nil {
		return fmt.Errorf("%s: %w", r.id, err)
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

// missing marks what the groups no longer have. What site.yaml leaves out is not gone, nor what is on another server.
func (s *session) missing(groups []string, repos []*repo) {
	there := make([]string, 0, len(repos))
	for _, r := range repos {
		there = append(there, r.id)
	}
	s.Missing(there, func(p *dataset.Project) bool {
		return strings.HasPrefix(p.ID, s.host+"/") && !s.skips(p.Organization+"/"+path.Base(p.ID)) &&
			slices.ContainsFunc(groups, func(group string) bool { return isWithin(p.Organization, group) })
	})
}

// isWithin tells whether a group is another one or one of its subgroups.
func isWithin(group, other string) bool {
	group, other = strings.ToLower(group)+"/", strings.ToLower(other)+"/"
	return strings.HasPrefix(group, other)
}
