package gitea

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"code.gitea.io/sdk/gitea"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

func (s *session) releases(r *repo) error {
	list := []dataset.Release{}
	for from, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.Release, *gitea.Response, error) {
		return s.client.ListReleases(r.ownerName, r.name, gitea.ListReleasesOptions{ListOptions: page})
	}) {
		if unseen(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if kept, ok := releaseOf(from); ok {
			list = append(list, kept)
		}
	}
	r.work.Releases = list
	return nil
}

func (s *session) commits(r *repo) error {
	list, seen := []forge.Commit{}, map[string]bool{}
	for from, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.Commit, *gitea.Response, error) {
		return s.client.ListRepoCommits(r.ownerName, r.name, gitea.ListCommitOptions{ListOptions: page})
	}) {
		switch {
		case forge.IsOneOf(err, http.StatusConflict):
			emptyCode(r)
			return nil
		case unseen(err):
			return nil
		case err != nil:
			return err
		}
		made, err := s.commitOf(from)
		if err != nil {
			return fmt.Errorf("%s: commits: %w", r.id, err)
		}
		if !seen[from.SHA] { // a push between two pages shows commits twice
			seen[from.SHA] = true
			list = append(list, made)
		}
	}
	r.work.Commits = list
	return nil
}

// issues gets the issues; where another tracker has them they are not known.
func (s *session) issues(r *repo) error {
	if r.full.Tracker != nil {
		return nil
	}
	list, seen := []forge.Item{}, map[int64]bool{}
	for from, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.Issue, *gitea.Response, error) {
		return s.client.ListRepoIssues(r.ownerName, r.name, gitea.ListIssueOption{ListOptions: page, State: gitea.StateAll, Type: gitea.IssueTypeIssue})
	}) {
		if unseen(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if from.Index <= 0 {
			return fmt.Errorf("%s: issues: number: %d: %w", r.id, from.Index, forge.ErrGarbage)
		}
		if !seen[from.Index] && from.PullRequest == nil {
			seen[from.Index] = true
			list = append(list, s.itemOf(from))
		}
	}
	slices.SortFunc(list, func(a, b forge.Item) int { return cmp.Compare(a.Number, b.Number) })
	r.work.Issues = list
	return nil
}

// pulls gets the pull requests, oldest first, so that the pages of old ones stay as they are.
func (s *session) pulls(r *repo) error {
	list, seen := []forge.Item{}, map[int64]bool{}
	for from, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.PullRequest, *gitea.Response, error) {
		return s.client.ListRepoPullRequests(r.ownerName, r.name, gitea.ListPullRequestsOptions{ListOptions: page, State: gitea.StateAll, Sort: "oldest"})
	}) {
		if unseen(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if from.Index <= 0 {
			return fmt.Errorf("%s: pulls: number: %d: %w", r.id, from.Index, forge.ErrGarbage)
		}
		if !seen[from.Index] {
			seen[from.Index] = true
			list = append(list, s.pullOf(from))
		}
	}
	r.work.Changes = list
	return nil
}

// comments notes the first response to each issue and pull request. One list has the comments on all of them.
func (s *session) comments(r *repo) error {
	commented := func(i forge.Item) bool { return i.Comments != 0 }
	if !slices.ContainsFunc(r.work.Issues, commented) && !slices.ContainsFunc(r.work.Changes, commented) {
		return nil
	}
	numbers := forge.Numbered(r.work.Issues, r.work.Changes)
	for from, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.Comment, *gitea.Response, error) {
		return s.client.ListRepoIssueComments(r.ownerName, r.name, gitea.ListIssueCommentOptions{ListOptions: page})
	}) {
		if unseen(err) {
			r.work.Unheard, r.work.UnheardChanges = newest(r.work.Issues), newest(r.work.Changes)
			return nil
		}
		if err != nil {
			return err
		}
		if it := numbers[numberIn(cmp.Or(from.IssueURL, from.PRURL))]; it != nil {
			login := who(from.Poster, from.OriginalAuthor)
			it.Respond(login, s.isBot(login), from.Created)
		}
	}
	return nil
}

func newest(items []forge.Item) (opened time.Time) {
	for _, it := range items {
		if it.Opened.After(opened) {
			opened = it.Opened
		}
	}
	return opened
}

// reviews does the same with the reviews of pull requests, the newest first, as far as site.yaml allows.
func (s *session) reviews(r *repo) error {
	pulls := make([]*forge.Item, 0, len(r.work.Changes))
	for i := range r.work.Changes {
		pulls = append(pulls, &r.work.Changes[i])
	}
	slices.SortStableFunc(pulls, func(a, b *forge.Item) int { return b.Opened.Compare(a.Opened) })
	for n, it := range pulls {
		if n == *s.config.Responses {
			r.work.UnheardChanges = it.Opened
			return nil
		}
		for review, err := range pages(s, func(page gitea.ListOptions) ([]*gitea.PullReview, *gitea.Response, error) {
			return s.client.ListPullReviews(r.ownerName, r.name, int64(it.Number), gitea.ListPullReviewsOptions{ListOptions: page})
		}) {
			if forge.IsOneOf(err, http.StatusNotFound) {
				break // it was deleted meanwhile
			}
			if err != nil {
				return err
			}
			if review.State != gitea.ReviewStatePending && review.State != gitea.ReviewStateRequestReview {
				login := loginOf(review.Reviewer)
				it.Respond(login, s.isBot(login), review.Submitted)
			}
		}
	}
	return nil
}

// numberIn returns the number at the end of the address of an issue or pull request, 0 where there is none.
func numberIn(address string) int {
	n, err := strconv.Atoi(address[strings.LastIndexByte(address, '/')+1:])
	if err != nil {
		return 0
	}
	return n
}

func loginOf(u *gitea.User) string {
	if u == nil {
		return ""
	}
	return u.UserName
}

// who returns the account, or who wrote something before it was moved here from another forge.
func who(u *gitea.User, original string) string {
	return cmp.Or(original, loginOf(u))
}

// isBot tells machines from people.
func (s *session) isBot(login string) bool {
	return forge.IsMachine(login) || s.bots[strings.ToLower(login)]
}

// commitOf parses a commit; one without its own part is none.
func (s *session) commitOf(c *gitea.Commit) (forge.Commit, error) {
	if c.CommitMeta == nil || c.SHA == "" || c.RepoCommit == nil || c.RepoCommit.Committer == nil || c.RepoCommit.Author == nil {
		return forge.Commit{}, fmt.Errorf("sha, author or committer are missing: %w", forge.ErrGarbage)
	}
	at, err := time.Parse(time.RFC3339, c.RepoCommit.Committer.Date)
	if err != nil {
		return forge.Commit{}, fmt.Errorf("date: %q: %w", forge.Shorten(c.RepoCommit.Committer.Date), forge.ErrGarbage)
	}
	author := c.RepoCommit.Author
	made := forge.Commit{At: at, Merge: len(c.Parents) > 1, Name: author.Name}
	if made.Who = loginOf(c.Author); made.Who != "" {
		made.Account, made.Bot = true, s.isBot(made.Who)
		return made, nil
	}
	made.Who = cmp.Or(author.Email, author.Name)
	made.Bot = forge.IsMachineIdentity(author.Name, author.Email) || s.bots[strings.ToLower(author.Name)] || s.bots[strings.ToLower(author.Email)]
	return made, nil
}

func (s *session) itemOf(i *gitea.Issue) forge.Item {
	author := who(i.Poster, i.OriginalAuthor)
	it := forge.Item{Number: int(i.Index), Bot: s.isBot(author), Author: author, Opened: i.Created, Title: i.Title,
		Address: i.HTMLURL, Comments: i.Comments}
	for _, label := range i.Labels {
		if label != nil {
			it.Labels = append(it.Labels, label.Name)
		}
	}
	if i.State == gitea.StateClosed {
		it.Closed = orElse(i.Closed, i.Updated)
	}
	return it
}

func (s *session) pullOf(p *gitea.PullRequest) forge.Item {
	author := loginOf(p.Poster)
	it := forge.Item{Number: int(p.Index), Bot: s.isBot(author), Author: author, Opened: orElse(p.Created, time.Time{}), Title: p.Title,
		Address: p.HTMLURL, Comments: p.Comments}
	updated := orElse(p.Updated, time.Time{})
	if p.HasMerged {
		it.Merged = orElse(p.Merged, updated)
	}
	if p.State == gitea.StateClosed {
		it.Closed = orElse(p.Closed, orElse(p.Merged, updated))
	}
	return it
}

func orElse(at *time.Time, otherwise time.Time) time.Time {
	if at == nil || at.IsZero() {
		return otherwise
	}
	return *at
}

// releaseOf parses a release; false for drafts and what has no tag.
func releaseOf(r *gitea.Release) (dataset.Release, bool) {
	published := orElse(&r.PublishedAt, r.CreatedAt)
	kept := dataset.Release{Tag: dataset.CleanText(r.TagName), Name: dataset.CleanText(r.Title), Published: dataset.At(published),
		Prerelease: r.IsPrerelease, URL: dataset.CleanLink(r.HTMLURL)}
	return kept, kept.Tag != "" && !published.IsZero() && !r.IsDraft
}
