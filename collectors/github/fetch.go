package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// perPage is the most that the forge gives at a time.
const perPage = 100

// pages reads a list to its end. A full page without a next one is not believed: an answer that has not changed since the
// last run may not know of a page that came after it.
func pages[T any](fetch func(github.ListOptions) ([]T, *github.Response, error), each func(T)) error {
	for page := 1; page > 0; {
		items, resp, err := fetch(github.ListOptions{Page: page, PerPage: perPage})
		if err != nil {
			return within(resp, err)
		}
		for _, item := range items {
			each(item)
		}
		next := resp.NextPage
		if next == 0 && len(items) == perPage {
			next = page + 1
		}
		page = next
	}
	return nil
}

// within names the address in an error, and makes an answer that says no a [source.StatusError], with the forge's own words.
func within(resp *github.Response, err error) error {
	if err == nil || resp == nil || resp.Request == nil {
		return err
	}
	address := resp.Request.URL.Redacted()
	var answered *github.ErrorResponse
	if errors.As(err, &answered) {
		return &source.StatusError{Address: address, Status: resp.StatusCode, Says: dataset.CleanText(answered.Message)}
	}
	return fmt.Errorf("%s: %w", address, err)
}

// status returns the status of the forge's answer behind an error, 0 where it is no answer.
func status(err error) int {
	var answered *github.ErrorResponse
	if errors.As(err, &answered) && answered.Response != nil {
		return answered.Response.StatusCode
	}
	var said *source.StatusError
	if errors.As(err, &said) {
		return said.Status
	}
	return 0
}

// isOneOf tells whether an error is an answer with one of the statuses, and so a fact rather than a failure.
func isOneOf(err error, statuses ...int) bool { return slices.Contains(statuses, status(err)) }

// fetched gets all of a repository but its dependency graph. False means that there is nothing to go on with: the
// repository is gone, blocked, or could not be had in full.
func (s *session) fetched(ctx context.Context, r *repo) bool {
	full, resp, err := s.client.Repositories.Get(ctx, r.ownerName, r.name)
	switch {
	case isOneOf(err, http.StatusNotFound):
		s.Gone(r.id)
		return false
	case isOneOf(err, http.StatusUnavailableForLegalReasons):
		s.putBlocked(r)
		return false
	case isOneOf(err, http.StatusUnauthorized):
		err = s.Refused()
	case err != nil:
		err = within(resp, err)
	default:
		r.full = full
		err = r.rename()
	}
	if err == nil {
		for _, part := range []func(context.Context, *repo) error{s.languages, s.files, s.community, s.releases, s.commits,
			s.items, s.comments, s.reviews, s.traffic} {
			if err = part(ctx, r); err != nil {
				break
			}
		}
	}
	if err != nil {
		s.keep(ctx, r, err)
	}
	return err == nil
}

func (s *session) languages(ctx context.Context, r *repo) error {
	languages, resp, err := s.client.Repositories.ListLanguages(ctx, r.ownerName, r.name)
	if err != nil {
		return within(resp, err)
	}
	r.languages = languages
	return nil
}

// files notes the names of the files where people look for the ones that matter.
func (s *session) files(ctx context.Context, r *repo) error {
	r.files = forge.Files{}
	for _, folder := range []string{"", ".github", "docs"} {
		if folder != "" && !r.files.HasFolder(folder) {
			continue
		}
		if err := s.folder(ctx, r, folder); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) folder(ctx context.Context, r *repo, folder string) error {
	_, entries, resp, err := s.client.Repositories.GetContents(ctx, r.ownerName, r.name, folder, nil)
	if isOneOf(err, http.StatusNotFound) {
		return nil // an empty repository has no files, and that is known
	}
	if err != nil {
		return within(resp, err)
	}
	for _, entry := range entries {
		r.files.Add(folder, entry.GetName(), entry.GetType() == "dir")
	}
	return nil
}

func (s *session) community(ctx context.Context, r *repo) error {
	if r.full.GetFork() {
		return nil // forks have no profile
	}
	metrics, resp, err := s.client.Repositories.GetCommunityHealthMetrics(ctx, r.ownerName, r.name)
	if isOneOf(err, http.StatusNotFound, http.StatusForbidden) {
		return nil
	}
	if err != nil {
		return within(resp, err)
	}
	r.profile = metrics.GetFiles()
	return nil
}

func (s *session) releases(ctx context.Context, r *repo) error {
	r.work.Releases = []dataset.Release{}
	return pages(func(o github.ListOptions) ([]*github.RepositoryRelease, *github.Response, error) {
		return s.client.Repositories.ListReleases(ctx, r.ownerName, r.name, &o)
	}, func(release *github.RepositoryRelease) {
		if kept, ok := releaseOf(release); ok {
			r.work.Releases = append(r.work.Releases, kept)
		}
	})
}

func (s *session) commits(ctx context.Context, r *repo) error {
	r.work.Commits, r.work.Accounts = []forge.Commit{}, true
	err := pages(func(o github.ListOptions) ([]*github.RepositoryCommit, *github.Response, error) {
		return s.client.Repositories.ListCommits(ctx, r.ownerName, r.name, &github.CommitsListOptions{ListOptions: o})
	}, func(c *github.RepositoryCommit) { r.work.Commits = append(r.work.Commits, s.commitOf(c)) })
	if isOneOf(err, http.StatusConflict) {
		return nil // the repository is empty
	}
	return err
}

// items gets the issues and pull requests, oldest first, so that the pages of old ones stay as they are.
func (s *session) items(ctx context.Context, r *repo) error {
	r.work.Issues, r.work.Changes = []forge.Item{}, []forge.Item{}
	err := pages(func(o github.ListOptions) ([]*github.Issue, *github.Response, error) {
		return s.client.Issues.ListByRepo(ctx, r.ownerName, r.name,
			&github.IssueListByRepoOptions{State: "all", Sort: "created", Direction: "asc", ListOptions: o})
	}, func(i *github.Issue) {
		if i.IsPullRequest() {
			r.work.Changes = append(r.work.Changes, s.itemOf(i))
		} else {
			r.work.Issues = append(r.work.Issues, s.itemOf(i))
		}
	})
	if !isOneOf(err, http.StatusGone, http.StatusNotFound) {
		return err
	}
	// Where issues are switched off, the pull requests are still to be had.
	return pages(func(o github.ListOptions) ([]*github.PullRequest, *github.Response, error) {
		return s.client.PullRequests.List(ctx, r.ownerName, r.name,
			&github.PullRequestListOptions{State: "all", Sort: "created", Direction: "asc", ListOptions: o})
	}, func(p *github.PullRequest) { r.work.Changes = append(r.work.Changes, s.pullOf(p)) })
}

// comments notes the first response to each issue and pull request. One list has the comments on all of them.
func (s *session) comments(ctx context.Context, r *repo) error {
	commented := func(i forge.Item) bool { return i.Comments != 0 }
	if !slices.ContainsFunc(r.work.Issues, commented) && !slices.ContainsFunc(r.work.Changes, commented) {
		return nil
	}
	err := pages(func(o github.ListOptions) ([]*github.IssueComment, *github.Response, error) {
		return s.client.Issues.ListComments(ctx, r.ownerName, r.name, 0,
			&github.IssueListCommentsOptions{Sort: github.String("created"), Direction: github.String("asc"), ListOptions: o})
	}, func(c *github.IssueComment) {
		s.respond(r, numberIn(c.GetIssueURL()), c.GetUser(), c.GetCreatedAt().Time)
	})
	if isOneOf(err, http.StatusGone, http.StatusNotFound) {
		return nil
	}
	return err
}

// reviews does the same with the comments on lines of code.
func (s *session) reviews(ctx context.Context, r *repo) error {
	if len(r.work.Changes) == 0 {
		return nil
	}
	return pages(func(o github.ListOptions) ([]*github.PullRequestComment, *github.Response, error) {
		return s.client.PullRequests.ListComments(ctx, r.ownerName, r.name, 0,
			&github.PullRequestListCommentsOptions{Sort: "created", Direction: "asc", ListOptions: o})
	}, func(c *github.PullRequestComment) {
		s.respond(r, numberIn(c.GetPullRequestURL()), c.GetUser(), c.GetCreatedAt().Time)
	})
}

// numberIn returns the number at the end of the address of an issue or pull request, 0 where there is none.
func numberIn(address string) int {
	n, err := strconv.Atoi(address[strings.LastIndexByte(address, '/')+1:])
	if err != nil {
		return 0
	}
	return n
}

// finish gets the dependency graph and keeps all that is known of a repository.
func (s *session) finish(ctx context.Context, r *repo) {
	req, err := s.client.NewRequest(http.MethodGet, fmt.Sprintf("repos/%s/%s/dependency-graph/sbom", r.ownerName, r.name), nil)
	if err == nil {
		// The library's own type for the answer has no room for package URLs.
		answer := &sbomAnswer{}
		var resp *github.Response
		resp, err = s.client.Do(ctx, req, answer)
		switch {
		case err == nil:
			r.sbom = &answer.SBOM
		case isOneOf(err, http.StatusNotFound):
			err = nil // the dependency graph is switched off
		case isOneOf(err, http.StatusForbidden, http.StatusUnavailableForLegalReasons):
			r.graphRefused, err = true, nil
		}
		err = within(resp, err)
	}
	if err == nil {
		err = s.put(r)
	}
	if err != nil {
		s.keep(ctx, r, err)
	}
	// The list of repositories lives to the end; what was fetched of them need not.
	r.work, r.numbers, r.sbom, r.days = forge.Work{}, nil, nil, nil
}
