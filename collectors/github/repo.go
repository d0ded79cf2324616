package github

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
)

// repo is one repository on its way from the forge's answers to records.
type repo struct {
	owner *owner
	// id is the key of its records; ownerName and name are what the forge is asked for.
	id, ownerName, name string
	listing, full       *github.Repository

	languages    map[string]int
	files        map[string]bool
	licenseFile  string
	profile      *github.CommunityHealthFiles
	releases     []dataset.Release
	commits      []commit
	items        []item
	numbers      map[int]int
	sbom         *sbom
	graphRefused bool
}

// namePattern is what the forge allows in the names of accounts and repositories.
var namePattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

func isName(s string) bool { return namePattern.MatchString(s) && s != "." && s != ".." }

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
		return fmt.Errorf("full_name: %q: %w", shorten(from.GetFullName()), errGarbage)
	}
	page, err := url.Parse(from.GetHTMLURL())
	if err != nil || dataset.CleanLink(from.GetHTMLURL()) == "" {
		return fmt.Errorf("html_url: %q: %w", shorten(from.GetHTMLURL()), errGarbage)
	}
	r.ownerName, r.name = owner, name
	r.id = strings.ToLower(page.Host) + "/" + owner + "/" + name
	return nil
}

// commit is what is counted of a commit.
type commit struct {
	at time.Time
	// who is the account, or the e-mail address where the forge knows no account; it never enters a record.
	who, name string
	account   bool
	bot       bool
	merge     bool
}

func (s *session) commitOf(c *github.RepositoryCommit) commit {
	git := c.GetCommit()
	made := commit{at: git.GetCommitter().GetDate().Time, merge: len(c.Parents) > 1, name: git.GetAuthor().GetName()}
	if login := c.GetAuthor().GetLogin(); login != "" {
		made.who, made.account, made.bot = login, true, s.isBot(c.GetAuthor())
		return made
	}
	made.who = git.GetAuthor().GetEmail()
	if made.who == "" {
		made.who = made.name
	}
	made.bot = isBotName(made.name) || strings.Contains(made.who, "[bot]@") || s.bots[strings.ToLower(made.name)]
	return made
}

// item is what is counted of an issue or a pull request.
type item struct {
	number                            int
	pull, bot                         bool
	author                            string
	opened, responded, closed, merged time.Time
	comments                          int
	title, address                    string
	labels                            []string
}

func (s *session) itemOf(i *github.Issue) item {
	it := item{number: i.GetNumber(), pull: i.IsPullRequest(), bot: s.isBot(i.GetUser()), author: i.GetUser().GetLogin(),
		opened: i.GetCreatedAt().Time, closed: i.GetClosedAt().Time, comments: i.GetComments(),
		title: i.GetTitle(), address: i.GetHTMLURL(), merged: i.GetPullRequestLinks().GetMergedAt().Time}
	for _, label := range i.Labels {
		it.labels = append(it.labels, label.GetName())
	}
	return it
}

func (s *session) pullOf(p *github.PullRequest) item {
	return item{number: p.GetNumber(), pull: true, bot: s.isBot(p.GetUser()), author: p.GetUser().GetLogin(),
		opened: p.GetCreatedAt().Time, closed: p.GetClosedAt().Time, merged: p.GetMergedAt().Time,
		comments: -1, // the list does not say
		title:    p.GetTitle(), address: p.GetHTMLURL()}
}

// respond notes a comment as the first response to an item, if it is: by a human other than the author. Accounts that were
// deleted could be anyone, the author too.
func (r *repo) respond(number int, by *github.User, at time.Time, isBot func(*github.User) bool) {
	if r.numbers == nil {
		r.numbers = make(map[int]int, len(r.items))
		for i, it := range r.items {
			r.numbers[it.number] = i
		}
	}
	i, known := r.numbers[number]
	login := by.GetLogin()
	if !known || login == "" || strings.EqualFold(login, ghost) || isBot(by) {
		return
	}
	it := &r.items[i]
	if !strings.EqualFold(login, it.author) && (it.responded.IsZero() || at.Before(it.responded)) {
		it.responded = at
	}
}

// ghost is the account that stands for all deleted ones.
const ghost = "ghost"

// isBot tells machines from people.
func (s *session) isBot(u *github.User) bool {
	return u.GetType() == "Bot" || isBotName(u.GetLogin()) || s.bots[strings.ToLower(u.GetLogin())]
}

func isBotName(name string) bool { return strings.HasSuffix(strings.ToLower(name), "[bot]") }

func isLicenseFile(name string) bool {
	stem := strings.TrimSuffix(name, path.Ext(name))
	return stem == "license" || stem == "licence" || stem == "copying" || stem == "unlicense" ||
		strings.HasPrefix(name, "license") && !strings.HasSuffix(name, "/")
}

// has tells whether a file that people look for is in one of the usual places.
func (r *repo) has(stem string) bool {
	for name := range r.files {
		base := path.Base(name)
		if !strings.HasSuffix(name, "/") && strings.TrimSuffix(base, path.Ext(base)) == stem {
			return true
		}
	}
	return false
}

func (r *repo) hasSecurityPolicy() bool { return r.has("security") }
