// Package git reads the history of local repositories by running git.
//
// In clones of other people's projects it counts what the members of the organisation gave; see [Config.Members]. Elsewhere,
// for each repository, it writes a Project (tags as releases, licence, last change) and an Activity (commits and people by
// month). All commits that HEAD reaches count, merges too, in the month of their committer date in UTC. People are told
// apart by their address after the repository's .mailmap, and only a keyed hash of it is kept. Machines are counted apart.
// What lies after the run's clock is left out. A clone whose history is cut off does not pass for a young project: what its
// commits cannot tell is unknown.
package git

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is an entry `git` of site.yaml.
type Config struct {
	// Repositories are folders in working trees, or bare repositories; relative ones start at the content folder. Required.
	Repositories []string `yaml:"repositories"`
	// Audience is who may read of them. Optional: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
	// Organization is whose they are. Optional: taken from the address of the remote "origin" when left out.
	Organization string `yaml:"organization"`
	// Name is what to call the project; only for a single repository. Optional: taken from the address of the remote, or
	// from the folder, when left out.
	Name string `yaml:"name"`
	// Bots are more names or addresses of machines. Optional: well-known machines are told apart when left out.
	Bots []string `yaml:"bots"`
	// Members are the domains of the organisation's addresses, as "acme.example". With them the repositories are clones of
	// other people's projects, and what members gave to each is counted instead of the project. Optional.
	Members []string `yaml:"members"`
}

// Collector reads the repositories of one entry.
type Collector struct{ config Config }

// New checks a configuration.
func New(c Config) (*Collector, error) {
	if len(c.Repositories) == 0 {
		return nil, &source.WrongError{Text: "no repositories are named", Hint: "write repositories: [.]"}
	}
	if c.Name != "" && len(c.Repositories) > 1 {
		return nil, &source.WrongError{Text: "one name cannot stand for several repositories", Hint: "give each its own - git: entry"}
	}
	for _, domain := range c.Members {
		if bare := strings.TrimPrefix(domain, "@"); bare == "" || strings.ContainsAny(bare, "@/ ") {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no domain of addresses", domain), Hint: "write members: [acme.example]"}
		}
	}
	return &Collector{config: c}, nil
}

// Collect reads every repository. One that cannot be read does not keep the others from being read.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	for i, path := range c.config.Repositories {
		if err := ctx.Err(); err != nil {
			return err
		}
		run.Results.Progress(i, len(c.config.Repositories), "reading "+path)
		if err := c.collect(ctx, run, path); errors.Is(err, exec.ErrNotFound) {
			return &source.WrongError{Text: "git is not installed", Hint: "install git, or take the git collector out of site.yaml"}
		} else if err != nil {
			run.Results.Fail(err)
		}
	}
	return ctx.Err()
}

func (c *Collector) collect(ctx context.Context, run *source.Run, path string) error {
	dir := path
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(run.Root, dir)
	}
	r, err := open(ctx, dir)
	if err != nil {
		return explain(path, err)
	}
	id := r.id()
	if !run.Wants(id) {
		return nil
	}
	h, err := r.read(ctx)
	if err != nil && len(c.config.Members) > 0 {
		run.Results.Keep("outbound", id, err)
		return nil
	}
	if err != nil {
		run.Results.Keep("projects", id, err)
		run.Results.Keep("activity", id, err)
		return nil
	}
	h.forget(run.Now)
	if len(c.config.Members) > 0 {
		run.Results.Put(c.outbound(run, id, h))
		return nil
	}
	// What Put refuses it reports itself.
	if run.Results.Put(c.project(run, id, h)) == nil {
		run.Results.Put(c.activity(run, id, h))
	}
	return nil
}

// explain tells what to do about a folder that git will not read.
func explain(path string, err error) error {
	var failed *failure
	if !errors.As(err, &failed) {
		return err
	}
	wrong := &source.WrongError{Text: fmt.Sprintf("%s cannot be read: %s", path, failed.said)}
	switch {
	case failed.says("not a git repository"):
		wrong.Text = path + " is not in a git repository"
		wrong.Hint = "name a folder of a clone; relative paths start at the content folder"
	case failed.says("No such file or directory"), failed.says("cannot change to"):
		wrong.Text = path + " does not exist"
		wrong.Hint = "relative paths start at the content folder"
	case failed.says("dubious ownership"):
		wrong.Text = path + " belongs to another user, so that git does not read it"
		wrong.Hint = "run git config --global --add safe.directory with the folder's full path"
	}
	return wrong
}
