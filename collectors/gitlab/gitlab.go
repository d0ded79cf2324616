// Package gitlab collects the projects of groups and people on gitlab.com or a GitLab server of one's own.
//
// Two nouns matter. The [Collector] is what site.yaml configures. A repo is one project on its way from the forge's answers
// (answer.go) to records: it is fetched (fetch.go, work.go) apart from being parsed (project.go), and what is parsed needs no
// network to be tested. What all forges have in common is package forge.
//
// GitLab tells less than GitHub, and some of it in another way:
//   - Languages are percentages. A record holds them as hundredths of a percent, 9512 for 95.12 %: the shares are right, and
//     are no bytes.
//   - Commits have no accounts, so that people are told apart by their e-mail addresses, of which only keys are kept.
//   - Answers to issues and merge requests are asked for one by one, the newest first, as far as Config.Responses allows.
//   - Watchers, homepages, templates, prereleases and components are not offered, and are not known.
//
// Confidential issues and internal notes are left out, and so are the parts of a project that only its members see though
// the project itself is open to more.
package gitlab

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

// Config is the entry `gitlab` of site.yaml.
type Config struct {
	// Groups and Users are whose projects are collected, those of subgroups too; Projects are single ones:
	// "acme/tools/anvil". Required: at least one of the three.
	Groups   []string `yaml:"groups"`
	Users    []string `yaml:"users"`
	Projects []string `yaml:"projects"`
	// BaseURL is the address of the server. Optional: gitlab.com when left out.
	BaseURL string `yaml:"base_url"`
	// TokenEnv names the environment variable that holds a token that may read the API. Recommended: without it only what
	// is public is seen, and answers to issues perhaps not at all.
	TokenEnv string `yaml:"token_env"`
	// Audience narrows who may see the records. Optional: what is public on the forge is public, all else internal.
	Audience dataset.Audience `yaml:"audience"`
	// Skip names projects that are left out, as "anvil" or "acme/tools/anvil", with * and ?. Optional.
	Skip []string `yaml:"skip"`
	// Bots are accounts, or names and addresses in commits, of machines that do not say so themselves. Optional.
	Bots []string `yaml:"bots"`
	// TaskLabels mark the issues that newcomers are invited to. Optional: the usual ones when left out.
	TaskLabels []string `yaml:"task_labels"`
	// Responses is of how many issues the comments are read at most in each project, and of how many merge requests, a
	// request each. Optional: 2000. Where there are more, the newest are read, and the lists of the record are not known.
	Responses *int `yaml:"responses"`
}

// Collector asks one server for the projects of its owners.
type Collector struct {
	config Config
	host   string
	bots   map[string]bool
	tasks  map[string]bool
}

const (
	defaultBase      = "https://gitlab.com/"
	defaultResponses = 2000
)

// pathPattern is what the forge allows in the paths of groups and projects.
var pathPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}_.-]*(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*)*$`)
})

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if len(c.Groups)+len(c.Users)+len(c.Projects) == 0 {
		return nil, &source.WrongError{Text: "it names no groups, users or projects", Hint: "write - gitlab: {groups: [acme]}"}
	}
	for _, name := range slices.Concat(c.Groups, c.Users, c.Projects) {
		if !pathPattern().MatchString(name) {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no path of a group or project", name), Hint: "write acme/tools, not an address"}
		}
	}
	for _, name := range c.Projects {
		if !strings.Contains(name, "/") {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q names no project", name), Hint: "write acme/anvil; groups stand in groups"}
		}
	}
	for _, name := range c.Users {
		if strings.Contains(name, "/") {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no account's name", name), Hint: "write ada; groups stand in groups"}
		}
	}
	if err := forge.CheckBase(c.BaseURL, "https://gitlab.acme.example/"); err != nil {
		return nil, err
	}
	if c.BaseURL == "" {
		c.BaseURL = defaultBase
	}
	if c.Responses == nil {
		c.Responses = dataset.Of(defaultResponses)
	}
	if *c.Responses < 0 {
		return nil, &source.WrongError{Text: "responses is less than none", Hint: "write responses: 0 to leave the comments unread"}
	}
	if c.TaskLabels == nil {
		c.TaskLabels = forge.UsualTaskLabels
	}
	base, err := url.Parse(c.BaseURL)
	if err != nil {
		return nil, err
	}
	return &Collector{config: c, host: strings.ToLower(base.Host), bots: forge.Folded(c.Bots), tasks: forge.Folded(c.TaskLabels)}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	return fmt.Sprintf("projects of %s on %s", strings.Join(slices.Concat(c.config.Groups, c.config.Users, c.config.Projects), ", "), c.host)
}

// Collect asks for everything. An owner that cannot be listed fails alone, and so does a project.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	s, err := c.begin(run)
	if err != nil {
		return err
	}
	var repos []*repo
	var listed []owner
	for _, o := range c.owners() {
		found, err := s.list(ctx, o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			run.Results.Fail(fmt.Errorf("the projects of %s cannot be listed: %w", o.path, err))
			continue
		}
		listed = append(listed, o)
		repos = append(repos, found...)
	}
	repos = forge.Distinct(append(repos, s.named()...))
	forge.Each(ctx, s.Session, repos, func(r *repo) { s.collect(ctx, r) })
	if ctx.Err() == nil {
		s.missing(listed, repos)
	}
	return ctx.Err()
}
