package github

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
)

// repo is one repository on its way from the forge's answers to records.
type repo struct {
	owner *owner
	// id is the key of its records; ownerName and name are what the forge is asked for.
	id, ownerName, name string
	listing, full       *github.Repository

	languages    map[string]int
	files        forge.Files
	profile      *github.CommunityHealthFiles
	work         forge.Work
	numbers      map[int]*forge.Item
	sbom         *sbom
	graphRefused bool
	// days are the visits of the last two weeks; nil where the token may not see them.
	days map[dataset.Date]dataset.Visits
}

// namePattern is what the forge allows in the names of accounts and repositories.
var namePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)
})

func isName(s string) bool { return namePattern().MatchString(s) && s != "." && s != ".." }

// newRepo starts with what a listing says.
func newRepo(o *owner, listing *github.Repository, base *url.URL) (*repo, error) {
	r := &repo{owner: o, listing: listing}
	if err := r.identify(listing); err != nil {
		return nil, fmt.Errorf("%s: %w", base, err)
	}
	return r, nil
}

// rename takes over the name that the repository says it has: listings may still show an older one.
func (r *repo) rename() error {
	asked := r.full.GetURL()
	if err := r.identify(r.full); err != nil {
		return fmt.Errorf("%s: %w", asked, err)
	}
	return nil
}

func (r *repo) identify(from *github.Repository) error {
	owner, name, _ := strings.Cut(from.GetFullName(), "/")
	if !isName(owner) || !isName(name) {
		return fmt.Errorf("full_name: %q: %w", forge.Shorten(from.GetFullName()), forge.ErrGarbage)
	}
	page, err := url.Parse(from.GetHTMLURL())
	if err != nil || dataset.CleanLink(from.GetHTMLURL()) == "" {
		return fmt.Errorf("html_url: %q: %w", forge.Shorten(from.GetHTMLURL()), forge.ErrGarbage)
	}
	r.ownerName, r.name = owner, name
	r.id = strings.ToLower(page.Host) + "/" + owner + "/" + name
	return nil
}

// isEmpty tells whether the repository is known to hold nothing. What GitHub counts as size lags behind; commits do not.
func (r *repo) isEmpty() bool { return r.work.Commits != nil && len(r.work.Commits) == 0 }

func (s *session) commitOf(c *github.RepositoryCommit) forge.Commit {
	git := c.GetCommit()
	made := forge.Commit{At: git.GetCommitter().GetDate().Time, Merge: len(c.Parents) > 1, Name: git.GetAuthor().GetName()}
	if login := c.GetAuthor().GetLogin(); login != "" {
		made.Who, made.Account, made.Bot = login, true, s.isBot(c.GetAuthor())
		return made
	}
	made.Who = cmp.Or(git.GetAuthor().GetEmail(), made.Name)
	made.Bot = forge.IsBotName(made.Name) || strings.Contains(made.Who, "[bot]@") || s.bots[strings.ToLower(made.Name)]
	return made
}

func (s *session) itemOf(i *github.Issue) forge.Item {
	it := forge.Item{Number: i.GetNumber(), Bot: s.isBot(i.GetUser()), Author: i.GetUser().GetLogin(),
		Opened: i.GetCreatedAt().Time, Closed: i.GetClosedAt().Time, Comments: i.GetComments(),
		Title: i.GetTitle(), Address: i.GetHTMLURL(), Merged: i.GetPullRequestLinks().GetMergedAt().Time}
	for _, label := range i.Labels {
		it.Labels = append(it.Labels, label.GetName())
	}
	return it
}

func (s *session) pullOf(p *github.PullRequest) forge.Item {
	return forge.Item{Number: p.GetNumber(), Bot: s.isBot(p.GetUser()), Author: p.GetUser().GetLogin(),
		Opened: p.GetCreatedAt().Time, Closed: p.GetClosedAt().Time, Merged: p.GetMergedAt().Time,
		Comments: -1, // the list does not say
		Title:    p.GetTitle(), Address: p.GetHTMLURL()}
}

// respond notes a comment as the first response to an item, if it is.
func (s *session) respond(r *repo, number int, by *github.User, at time.Time) {
	if r.numbers == nil {
		r.numbers = forge.Numbered(r.work.Issues, r.work.Changes)
	}
	if it := r.numbers[number]; it != nil {
		it.Respond(by.GetLogin(), s.isBot(by), at)
	}
}

// isBot tells machines from people.
func (s *session) isBot(u *github.User) bool {
	return u.GetType() == "Bot" || forge.IsBotName(u.GetLogin()) || s.bots[strings.ToLower(u.GetLogin())]
}
