package gitlab

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	gitlab "gitlab.com/gitlab-org/api/client-go"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

func (s *session) releases(ctx context.Context, r *repo) error {
	list := []dataset.Release{}
	for from, err := range pages[release](ctx, s, r.api+"/releases", &gitlab.ListReleasesOptions{ListOptions: firstPage}) {
		if unseen(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if kept, ok := releaseOf(from, s.Run.Now); ok {
			list = append(list, kept)
		}
	}
	r.work.Releases = list
	return nil
}

func (s *session) commits(ctx context.Context, r *repo) error {
	list, seen := []forge.Commit{}, map[string]bool{}
	for from, err := range pages[commit](ctx, s, r.api+"/repository/commits", &gitlab.ListCommitsOptions{ListOptions: firstPage}) {
		if unseen(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if from.ID == "" {
			return fmt.Errorf("%s/repository/commits: id: a commit has none: %w", r.api, forge.ErrGarbage)
		}
		if !seen[from.ID] { // a push between two pages shows commits twice
			seen[from.ID] = true
			list = append(list, s.commitOf(from))
		}
	}
	r.work.Commits = list
	return nil
}

// issues gets the issues that are not confidential, oldest first, so that the pages of old ones stay as they are.
func (s *session) issues(ctx context.Context, r *repo) error {
	opt := &gitlab.ListProjectIssuesOptions{ListOptions: firstPage, Scope: gitlab.Ptr("all"), State: gitlab.Ptr("all"),
		OrderBy: gitlab.Ptr("created_at"), Sort: gitlab.Ptr("asc"), Confidential: gitlab.Ptr(false)}
	list, err := s.items(ctx, r.api+"/issues", opt)
	if err == nil {
		r.work.Issues = list
		r.work.Unheard, err = s.responses(ctx, r.api+"/issues", list)
	}
	return err
}

// changes does the same with the merge requests.
func (s *session) changes(ctx context.Context, r *repo) error {
	opt := &gitlab.ListProjectMergeRequestsOptions{ListOptions: firstPage, Scope: gitlab.Ptr("all"), State: gitlab.Ptr("all"),
		OrderBy: gitlab.Ptr("created_at"), Sort: gitlab.Ptr("asc")}
	list, err := s.items(ctx, r.api+"/merge_requests", opt)
	if err == nil {
		r.work.Changes = list
		r.work.UnheardChanges, err = s.responses(ctx, r.api+"/merge_requests", list)
	}
	return err
}

// items returns nil where they may not be seen.
func (s *session) items(ctx context.Context, path string, opt any) ([]forge.Item, error) {
	list, seen := []forge.Item{}, map[int]bool{}
	for from, err := range pages[item](ctx, s, path, opt) {
		if unseen(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if from.Number <= 0 {
			return nil, fmt.Errorf("%s: iid: %d: %w", path, from.Number, forge.ErrGarbage)
		}
		if !seen[from.Number] && !from.Confidential {
			seen[from.Number] = true
			list = append(list, s.itemOf(from))
		}
	}
	return list, nil
}

// responses looks for the first response to each item that has comments, the newest first, as far as site.yaml allows. It
// returns when the newest one was opened whose comments it did not read.
func (s *session) responses(ctx context.Context, path string, items []forge.Item) (time.Time, error) {
	var commented []*forge.Item
	for i := range items {
		if items[i].Comments != 0 {
			commented = append(commented, &items[i])
		}
	}
	slices.SortStableFunc(commented, func(a, b *forge.Item) int { return b.Opened.Compare(a.Opened) })
	for n, it := range commented {
		if n == *s.config.Responses {
			return it.Opened, nil
		}
		err := s.response(ctx, fmt.Sprintf("%s/%d/notes", path, it.Number), it)
		switch {
		case forge.IsOneOf(err, http.StatusUnauthorized, http.StatusForbidden):
			return it.Opened, nil
		case forge.IsOneOf(err, http.StatusNotFound):
			// it was deleted meanwhile
		case err != nil:
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

// response reads comments until one is a response.
func (s *session) response(ctx context.Context, path string, it *forge.Item) error {
	opt := &gitlab.ListIssueNotesOptions{ListOptions: firstPage, OrderBy: gitlab.Ptr("created_at"), Sort: gitlab.Ptr("asc")}
	for n, err := range pages[note](ctx, s, path, opt) {
		if err != nil {
			return err
		}
		if !n.System && !n.Internal && !n.Confidential {
			it.Respond(n.Author.name(), s.isBot(n.Author), n.Created)
		}
		if !it.Responded.IsZero() {
			return nil
		}
	}
	return nil
}

func (a *account) name() string {
	if a == nil {
		return ""
	}
	return a.Username
}

// isBot tells machines from people.
func (s *session) isBot(a *account) bool {
	return a != nil && (a.Bot || forge.IsMachine(a.Username) || s.bots[strings.ToLower(a.Username)])
}

func (s *session) commitOf(c commit) forge.Commit {
	return forge.Commit{At: c.Committed, Merge: len(c.Parents) > 1, Name: c.AuthorName, Who: cmp.Or(c.AuthorEmail, c.AuthorName),
		Bot: forge.IsMachineIdentity(c.AuthorName, c.AuthorEmail) || s.bots[strings.ToLower(c.AuthorName)] || s.bots[strings.ToLower(c.AuthorEmail)]}
}

// itemOf parses an issue or merge request. Old servers did not note when things were closed or merged; when they were last
// changed is the nearest that is known.
func (s *session) itemOf(i item) forge.Item {
	it := forge.Item{Number: i.Number, Bot: s.isBot(i.Author), Author: i.Author.name(), Opened: i.Created, Title: i.Title,
		Address: i.WebURL, Labels: i.Labels, Comments: -1}
	if i.Notes != nil {
		it.Comments = *i.Notes
	}
	switch i.State {
	case "closed":
		it.Closed = orElse(i.Closed, i.Updated)
	case "merged":
		it.Merged = orElse(i.Merged, i.Updated)
		it.Closed = it.Merged
	}
	return it
}

func orElse(at, otherwise time.Time) time.Time {
	if at.IsZero() {
		return otherwise
	}
	return at
}

// releaseOf parses a release; false for what is yet to come and what has no tag.
func releaseOf(r release, now time.Time) (dataset.Release, bool) {
	published := orElse(r.Released, r.Created)
	kept := dataset.Release{Tag: dataset.CleanText(r.Tag), Name: dataset.CleanText(r.Name), Published: dataset.At(published),
		URL: dataset.CleanLink(r.Links.Self)}
	return kept, kept.Tag != "" && !published.IsZero() && !published.After(now)
}
