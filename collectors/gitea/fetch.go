package gitea

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"

	"code.gitea.io/sdk/gitea"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// pages reads a list to its end. A full page without a next one is not believed: an answer that has not changed since the
// last run may not know of a page that came after it, and not all lists have links.
func pages[T any](s *session, fetch func(gitea.ListOptions) ([]*T, *gitea.Response, error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for page := 1; page > 0; {
			items, resp, err := fetch(gitea.ListOptions{Page: page, PageSize: s.perPage})
			if err != nil {
				yield(nil, answered(resp, err))
				return
			}
			for _, item := range items {
				if item == nil {
					yield(nil, answered(resp, fmt.Errorf("one in the list is null: %w", forge.ErrGarbage)))
					return
				}
				if !yield(item, nil) {
					return
				}
			}
			switch {
			case resp.NextPage > page:
				page = resp.NextPage
			case len(items) >= s.perPage:
				page++
			default:
				page = 0
			}
		}
	}
}

// answered names the address in an error of the library, which may come without an answer.
func answered(resp *gitea.Response, err error) error {
	if resp == nil {
		return err
	}
	return forge.Answered(resp.Response, err)
}

// unseen tells whether an error means that a part may not be seen, which leaves it unknown.
func unseen(err error) bool {
	return forge.IsOneOf(err, http.StatusForbidden, http.StatusNotFound)
}

// repository is what the forge says of one repository. The library's type tells no unknown figure from none, and has no
// room for licences and topics.
type repository struct {
	Name          string      `json:"name"`
	FullName      string      `json:"full_name"`
	Description   string      `json:"description"`
	HTMLURL       string      `json:"html_url"`
	Website       string      `json:"website"`
	DefaultBranch string      `json:"default_branch"`
	Owner         *account    `json:"owner"`
	Private       *bool       `json:"private"`
	Internal      bool        `json:"internal"`
	Empty         bool        `json:"empty"`
	Fork          bool        `json:"fork"`
	Template      bool        `json:"template"`
	Archived      bool        `json:"archived"`
	Parent        *repository `json:"parent"`
	Stars         *int        `json:"stars_count"`
	Forks         *int        `json:"forks_count"`
	Watchers      *int        `json:"watchers_count"`
	Created       time.Time   `json:"created_at"`
	Updated       time.Time   `json:"updated_at"`
	Topics        *[]string   `json:"topics"`
	Licenses      []string    `json:"licenses"`
	// What may be switched off; servers that do not say so have it.
	HasCode     *bool     `json:"has_code"`
	HasIssues   *bool     `json:"has_issues"`
	HasPulls    *bool     `json:"has_pull_requests"`
	HasReleases *bool     `json:"has_releases"`
	Tracker     *struct{} `json:"external_tracker"`
}

type account struct {
	Visibility string `json:"visibility"`
}

// read asks for what the library has no room for.
func (s *session) read(ctx context.Context, path string, into any) error {
	address := strings.TrimSuffix(s.config.BaseURL, "/") + "/api/v1/" + path
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "portolan")
	resp, err := s.lent.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return &source.StatusError{Address: req.URL.Redacted(), Status: resp.StatusCode}
	}
	data, err := io.ReadAll(resp.Body)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	return forge.Answered(resp, err)
}

// fetch gets all of a repository.
func (s *session) fetch(ctx context.Context, r *repo) error {
	full := &repository{}
	if err := s.read(ctx, "repos/"+r.fullName(), full); err != nil {
		return err
	}
	r.full = full
	if err := r.identify(full.FullName, full.HTMLURL); err != nil {
		return err
	}
	r.work = forge.Work{Host: s.host, Created: full.Created, Accounts: true}
	for _, part := range []struct {
		has   *bool
		empty func(*repo)
		fetch func(*repo) error
	}{
		{full.HasCode, emptyCode, s.code},
		{full.HasReleases, func(r *repo) { r.work.Releases = []dataset.Release{} }, s.releases},
		{full.HasIssues, func(r *repo) { r.work.Issues = []forge.Item{} }, s.issues},
		{full.HasPulls, func(r *repo) { r.work.Changes = []forge.Item{} }, s.pulls},
		{nil, nil, s.comments},
		{nil, nil, s.reviews},
		{nil, nil, s.topics},
	} {
		if part.has != nil && !*part.has {
			part.empty(r)
		} else if err := part.fetch(r); err != nil {
			return err
		}
	}
	return nil
}

func emptyCode(r *repo) {
	r.languages, r.files, r.work.Commits = map[string]int{}, &forge.Files{}, []forge.Commit{}
}

// code gets what is in the repository.
func (s *session) code(r *repo) error {
	if r.full.Empty {
		emptyCode(r)
		return nil
	}
	bytes, resp, err := s.client.GetRepoLanguages(r.ownerName, r.name)
	if err = answered(resp, err); err == nil {
		r.languages = languages(bytes)
	} else if !unseen(err) {
		return err
	}
	if err := s.files(r); err != nil && !unseen(err) {
		return err
	}
	return s.commits(r)
}

// files notes the names of the files where people look for the ones that matter.
func (s *session) files(r *repo) error {
	files := &forge.Files{}
	for _, folder := range []string{"", ".gitea", ".forgejo", ".github", "docs"} {
		if folder != "" && !files.HasFolder(folder) {
			continue
		}
		entries, resp, err := s.client.ListContents(r.ownerName, r.name, "", folder)
		if err != nil {
			return answered(resp, err)
		}
		for _, entry := range entries {
			if entry != nil {
				files.Add(folder, entry.Name, entry.Type == "dir")
			}
		}
	}
	r.files = files
	return nil
}

// topics asks servers that do not tell them with the repository.
func (s *session) topics(r *repo) error {
	if r.full.Topics != nil {
		r.words = *r.full.Topics
		return nil
	}
	words, resp, err := s.client.ListRepoTopics(r.ownerName, r.name, gitea.ListRepoTopicsOptions{ListOptions: gitea.ListOptions{Page: 1, PageSize: s.perPage}})
	if err = answered(resp, err); unseen(err) {
		return nil
	}
	r.words = words
	return err
}
