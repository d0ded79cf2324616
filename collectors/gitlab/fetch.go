package gitlab

import (
	"context"
	"fmt"
	"iter"
	"net/http"

	gitlab "gitlab.com/gitlab-org/api/client-go"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// perPage is the most that the forge gives at a time.
const perPage = 100

// firstPage asks for pages by number, byKey for pages that start behind the last thing of the page before, where the forge
// wants that.
var (
	firstPage = gitlab.ListOptions{Page: 1, PerPage: perPage}
	byKey     = gitlab.ListOptions{Pagination: "keyset", PerPage: perPage}
)

// get asks for one answer. Its parts are read into types of our own: the library's do not tell none from unknown, and break
// down over an issue without a number.
func (s *session) get(ctx context.Context, path string, opt, into any, page gitlab.RequestOptionFunc) (*gitlab.Response, error) {
	req, err := s.client.NewRequest(http.MethodGet, path, opt, []gitlab.RequestOptionFunc{page, gitlab.WithContext(ctx)})
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req, into)
	if resp == nil {
		return nil, err
	}
	return resp, forge.Answered(resp.Response, err)
}

// pages reads a list to its end, along the links from page to page. A full page without a next one is not believed: an answer
// that has not changed since the last run may not know of a page that came after it. Pages by key have no number to go on
// with, and are.
func pages[T any](ctx context.Context, s *session, path string, opt any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var next gitlab.RequestOptionFunc
		for page, last := 1, ""; ; page++ {
			var items []T
			resp, err := s.get(ctx, path, opt, &items, next)
			if err == nil && resp.NextLink != "" && resp.NextLink == last {
				err = forge.Answered(resp.Response, fmt.Errorf("the next page is the same again: %w", forge.ErrGarbage))
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if next = following(resp, page, len(items)); next == nil {
				return
			}
			last = resp.NextLink
		}
	}
}

// following returns what leads to the page after this one; nil where there is none.
func following(resp *gitlab.Response, page, items int) gitlab.RequestOptionFunc {
	keyed := resp.Request.URL.Query().Get("pagination") == "keyset"
	switch {
	case resp.NextLink != "":
		return gitlab.WithKeysetPaginationParameters(resp.NextLink)
	case resp.NextPage > page && !keyed:
		return gitlab.WithOffsetPaginationParameters(resp.NextPage)
	case items >= perPage && !keyed:
		return gitlab.WithOffsetPaginationParameters(page + 1)
	}
	return nil
}

// fetch gets all of a project.
func (s *session) fetch(ctx context.Context, r *repo) error {
	full := &project{}
	if _, err := s.get(ctx, r.api, &gitlab.GetProjectOptions{License: gitlab.Ptr(true)}, full, nil); err != nil {
		return err
	}
	r.full = full
	if err := r.identify(full); err != nil {
		return err
	}
	r.api = fmt.Sprintf("projects/%d", full.ID)
	r.work = forge.Work{Created: full.Created}
	for _, part := range []struct {
		access string
		empty  func(*repo)
		fetch  func(context.Context, *repo) error
	}{
		{full.CodeAccess, emptyCode, s.code},
		{full.ReleasesAccess, func(r *repo) { r.work.Releases = []dataset.Release{} }, s.releases},
		{full.IssuesAccess, func(r *repo) { r.work.Issues = []forge.Item{} }, s.issues},
		{full.ChangesAccess, func(r *repo) { r.work.Changes = []forge.Item{} }, s.changes},
	} {
		switch full.access(part.access) {
		case off:
			part.empty(r)
		case open:
			if err := part.fetch(ctx, r); err != nil {
				return err
			}
		}
	}
	return s.upstream(ctx, r)
}

// access says who may see a part of a project.
type access int

const (
	open   access = iota // who may see the project
	off                  // it is switched off: there is nothing
	hidden               // members only, though others may see the project
)

func (p *project) access(level string) access {
	switch {
	case level == "disabled":
		return off
	case level == "private" && p.Visibility != "private":
		return hidden
	}
	return open
}

// unseen tells whether an error means that a part may not be seen, which leaves it unknown.
func unseen(err error) bool {
	return forge.IsOneOf(err, http.StatusForbidden, http.StatusNotFound)
}

func emptyCode(r *repo) {
	r.languages, r.files, r.work.Commits = map[string]int{}, &forge.Files{}, []forge.Commit{}
}

// code gets what is in the repository.
func (s *session) code(ctx context.Context, r *repo) error {
	if r.full.Empty {
		emptyCode(r)
		return nil
	}
	shares := map[string]float64{}
	_, err := s.get(ctx, r.api+"/languages", nil, &shares, nil)
	if err == nil {
		r.languages = languages(shares)
	}
	if err != nil && !unseen(err) {
		return err
	}
	if err := s.files(ctx, r); err != nil && !unseen(err) {
		return err
	}
	return s.commits(ctx, r)
}

// files notes the names of the files where people look for the ones that matter.
func (s *session) files(ctx context.Context, r *repo) error {
	files := &forge.Files{}
	for _, folder := range []string{"", ".gitlab", ".github", "docs"} {
		if folder != "" && !files.HasFolder(folder) {
			continue
		}
		opt := &gitlab.ListTreeOptions{ListOptions: byKey}
		if folder != "" {
			opt.Path = &folder
		}
		for entry, err := range pages[treeEntry](ctx, s, r.api+"/repository/tree", opt) {
			if err != nil {
				return err
			}
			files.Add(folder, entry.Name, entry.Type == "tree")
		}
	}
	r.files = files
	return nil
}

// upstream learns what a fork was made of, if everyone may know it.
func (s *session) upstream(ctx context.Context, r *repo) error {
	if r.full.Parent == nil {
		return nil
	}
	from := &project{}
	_, err := s.get(ctx, fmt.Sprintf("projects/%d", r.full.Parent.ID), nil, from, nil)
	if unseen(err) {
		return nil
	}
	up := &repo{}
	if err == nil && from.Visibility == "public" && up.identify(from) == nil {
		r.upstream = up.id
	}
	return err
}
