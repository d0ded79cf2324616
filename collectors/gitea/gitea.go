// Package gitea collects the repositories of organisations and people on a Gitea or Forgejo server, such as codeberg.org.
//
// Two nouns matter. The [Collector] is what site.yaml configures. A repo is one repository on its way from the forge's answers
// to records: it is fetched (fetch.go, work.go) apart from being parsed (project.go), and what is parsed needs no network to
// be tested. What all forges have in common is package forge.
//
// The forge does not say which accounts are machines, so that they are told by their names. Reviews of pull requests are
// asked for one by one, the newest first, as far as Config.Responses allows. Components are not offered, licences only by
// Gitea 1.23 and later, and are not known elsewhere.
package gitea

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// Config is the entry `gitea` of site.yaml.
type Config struct {
	// Orgs and Users are whose repositories are collected; Repositories are single ones: "acme/anvil". Required: at least one.
	Orgs         []string `yaml:"orgs"`
	Users        []string `yaml:"users"`
	Repositories []string `yaml:"repositories"`
	// BaseURL is the address of the server. Required.
	BaseURL string `yaml:"base_url"`
	// TokenEnv names the environment variable that holds a token that may read. Optional: without it only what is public is
	// seen.
	TokenEnv string `yaml:"token_env"`
	// Audience narrows who may see the records. Optional: what is public on the forge is public, all else internal.
	Audience dataset.Audience `yaml:"audience"`
	// Skip names repositories that are left out, as "anvil" or "acme/anvil", with * and ?. Optional.
	Skip []string `yaml:"skip"`
	// Bots are accounts, or names and addresses in commits, of machines that do not say so themselves. Optional.
	Bots []string `yaml:"bots"`
	// TaskLabels mark the issues that newcomers are invited to. Optional: the usual ones when left out.
	TaskLabels []string `yaml:"task_labels"`
	// Responses is of how many pull requests the reviews are read at most in each repository, a request each. Optional: 2000.
	// Where there are more, the newest are read, and the list of the record is not known.
	Responses *int `yaml:"responses"`
}

// Collector asks one server for the repositories of its owners.
type Collector struct {
	config Config
	host   string
	bots   map[string]bool
	tasks  map[string]bool
}

const defaultResponses = 2000

// namePattern is what the forge allows in the names of accounts and repositories.
var namePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)
})

func isName(s string) bool { return namePattern().MatchString(s) && s != "." && s != ".." }

func isFullName(s string) bool {
	owner, name, _ := strings.Cut(s, "/")
	return isName(owner) && isName(name)
}

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	base, err := url.Parse(c.BaseURL)
	if err != nil {
		return nil, err
	}
	if c.Responses == nil {
		c.Responses = dataset.Of(defaultResponses)
	}
	if c.TaskLabels == nil {
		c.TaskLabels = forge.UsualTaskLabels
	}
	return &Collector{config: c, host: strings.ToLower(base.Host), bots: forge.Folded(c.Bots), tasks: forge.Folded(c.TaskLabels)}, nil
}

func (c *Config) check() error {
	if len(c.Orgs)+len(c.Users)+len(c.Repositories) == 0 {
		return &source.WrongError{Text: "it names no orgs, users or repositories",
			Hint: "write - gitea: {base_url: https://codeberg.org/, orgs: [acme]}"}
	}
	if c.BaseURL == "" {
		return &source.WrongError{Text: "it has no base_url", Hint: "write base_url: https://codeberg.org/"}
	}
	for _, name := range slices.Concat(c.Orgs, c.Users) {
		if !isName(name) {
			return &source.WrongError{Text: fmt.Sprintf("%q is no account's name", name), Hint: "write acme, not an address"}
		}
	}
	for _, name := range c.Repositories {
		if !isFullName(name) {
			return &source.WrongError{Text: fmt.Sprintf("%q names no repository", name), Hint: "write acme/anvil, not an address"}
		}
	}
	if c.Responses != nil && *c.Responses < 0 {
		return &source.WrongError{Text: "responses is less than none", Hint: "write responses: 0 to leave the reviews unread"}
	}
	return forge.CheckBase(c.BaseURL, "https://codeberg.org/")
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	of := slices.Concat(c.config.Orgs, c.config.Users, c.config.Repositories)
	return fmt.Sprintf("repositories of %s on %s", strings.Join(of, ", "), c.host)
}

// Collect asks for everything. An owner that cannot be listed fails alone, and so does a repository.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	s, err := c.begin(ctx, run)
	if err != nil {
		return err
	}
	var repos []*repo
	listed := map[string]bool{}
	for _, o := range s.owners() {
		found, err := s.list(o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			run.Results.Fail(fmt.Errorf("the repositories of %s cannot be listed: %w", o.login, err))
			continue
		}
		listed[strings.ToLower(o.login)] = true
		repos = append(repos, found...)
	}
	repos = forge.Distinct(append(repos, s.named()...))
	forge.Each(ctx, s.Session, repos, func(r *repo) { s.collect(ctx, r) })
	if ctx.Err() == nil {
		s.missing(listed, repos)
	}
	return ctx.Err()
}
