// Package github collects the repositories of organisations and people on github.com or a GitHub Enterprise server.
//
// Two nouns matter. The [Collector] is what site.yaml configures. A repo is one repository on its way from the forge's
// answers to records: its files fetch (see fetch.go) apart from parse (project.go, activity.go, inventory.go), and what is
// parsed needs no network to be tested.
//
// Of each repository it keeps a project, its activity from the first commit on, what the dependency graph lists, and, where
// the token may see them, how often it was looked at and cloned.
// Everything is paged through to the end. Machines are counted apart; of people, keys are kept, and names only where the
// portal says so.
package github

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

// Config is the entry `github` of site.yaml.
type Config struct {
	// Orgs and Users are whose repositories are collected. Required: at least one of either.
	Orgs  []string `yaml:"orgs"`
	Users []string `yaml:"users"`
	// TokenEnv names the environment variable that holds the token. Optional: without it only what is public is seen, and
	// sixty requests an hour are soon spent.
	TokenEnv string `yaml:"token_env"`
	// BaseURL is the address of a GitHub Enterprise server. Optional: github.com when left out.
	BaseURL string `yaml:"base_url"`
	// Audience narrows who may see the records. Optional: what is public on the forge is public, all else internal.
	Audience dataset.Audience `yaml:"audience"`
	// Skip names repositories that are left out, as "name" or "owner/name", with * and ?. Optional.
	Skip []string `yaml:"skip"`
	// Bots are accounts of machines that do not say so themselves. Optional.
	Bots []string `yaml:"bots"`
	// Outbound counts what members of the organisations contribute to projects elsewhere, for these readers: public counts
	// public members only, internal all whom the token sees. Optional: nothing is counted; it costs a search a member.
	Outbound dataset.Audience `yaml:"outbound"`
	// TaskLabels mark the issues that newcomers are invited to. Optional: the usual ones when left out.
	TaskLabels []string `yaml:"task_labels"`
}

// Collector asks one forge for the repositories of its owners.
type Collector struct {
	config Config
	bots   map[string]bool
	tasks  map[string]bool
}

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if len(c.Orgs)+len(c.Users) == 0 {
		return nil, &source.WrongError{Text: "it names neither orgs nor users", Hint: "write - github: {orgs: [acme]}"}
	}
	for _, login := range append(append([]string{}, c.Orgs...), c.Users...) {
		if !isName(login) {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no account's name", login), Hint: "write acme, not an address"}
		}
	}
	if err := forge.CheckBase(c.BaseURL, "https://github.acme.example/"); err != nil {
		return nil, err
	}
	if c.TaskLabels == nil {
		c.TaskLabels = forge.UsualTaskLabels
	}
	return &Collector{config: c, bots: forge.Folded(c.Bots), tasks: forge.Folded(c.TaskLabels)}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	of := strings.Join(append(append([]string{}, c.config.Orgs...), c.config.Users...), ", ")
	return fmt.Sprintf("repositories of %s on %s", of, c.host())
}

// host is the forge's.
func (c *Collector) host() string {
	if u, err := url.Parse(c.config.BaseURL); err == nil && u.Host != "" {
		return u.Host
	}
	return "github.com"
}

// Collect asks for everything. An owner that cannot be listed fails alone, and so does a repository.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	s, err := c.begin(run)
	if err != nil {
		return err
	}
	var repos []*repo
	for _, o := range s.owners {
		listed, err := s.list(ctx, o)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			run.Results.Fail(fmt.Errorf("the repositories of %s cannot be listed: %w", o.login, err))
			continue
		}
		o.listed = true
		repos = append(repos, listed...)
	}
	s.learnTraffic(ctx, repos)
	s.collectAll(ctx, repos)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.missing(repos)
	if c.config.Outbound != "" && len(run.Only) == 0 {
		s.outbound(ctx)
	}
	return ctx.Err()
}
