// Package dumps imports the past: figures in JSON files that some older program wrote day by day into a git repository.
//
// It looks at the last version of each file on each day (UTC, committer's date, first parents only), takes figures out of
// it by a mapping, and writes them as history, in months that stand beside those of the runner. A day without a version
// is a gap and stays one; a day that the runner wrote down itself is left to it. What a version does not tell is unknown.
//
// It is made to be run once. Taken out of site.yaml afterwards, what it wrote stays.
package dumps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `dumps` of site.yaml.
type Config struct {
	// Repository is a folder of a clone with its whole history; a relative path starts at the content folder. Required.
	Repository string `yaml:"repository"`
	// Files is a pattern of paths from the top of the repository: data/repos.json, data/*.json. Required.
	Files string `yaml:"files"`
	// Branch is where the versions are. Optional: what is checked out when left out.
	Branch string `yaml:"branch"`
	// List is the member of a document that holds the projects, with dots between levels. Optional: the document itself.
	List string `yaml:"list"`
	// Project is the ID of a project, with members of its entry in braces: github.com/acme/{name}, {html_url}. {file} is the
	// file's name without its ending; {key} is the entry's name, where the projects are the members of an object. Required.
	Project string `yaml:"project"`
	// Fields says by metric which member of an entry holds it: stars: stargazers_count. Required.
	Fields map[string]string `yaml:"fields"`
}

// metrics are the figures that a history holds.
var metrics = []string{"stars", "forks", "issues-open", "change-requests-open", "good-first-issues", "scorecard"}

// Collector imports from one repository.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	switch _, badPattern := path.Match(c.Files, ""); {
	case c.Repository == "":
		return nil, &source.WrongError{Text: "it names no repository", Hint: "write repository: ../old-portal"}
	case c.Files == "" || badPattern != nil:
		return nil, &source.WrongError{Text: fmt.Sprintf("%q is no pattern of files", c.Files), Hint: "write files: data/*.json"}
	case strings.HasPrefix(c.Branch, "-"):
		return nil, &source.WrongError{Text: fmt.Sprintf("%q is no branch", c.Branch)}
	case c.Project == "":
		return nil, &source.WrongError{Text: "it does not say how a project is called", Hint: "write project: github.com/acme/{name}"}
	case len(c.Fields) == 0:
		return nil, &source.WrongError{Text: "it names no fields", Hint: "write fields: {stars: stargazers_count}"}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Fields)) {
		if !slices.Contains(metrics, name) {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no figure of a history", name), Hint: "the figures are " + strings.Join(metrics, ", ")}
		}
	}
	return &Collector{config: c}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	return "older figures in " + c.config.Files + " of " + c.config.Repository
}

// Collect reads all versions and writes a history for each month.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	dir := c.config.Repository
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(run.Root, dir)
	}
	versions, err := list(ctx, dir, cmp.Or(c.config.Branch, "HEAD"), c.config.Files)
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return &source.WrongError{Text: "git is not installed", Hint: "install git, or take dumps out of site.yaml"}
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return &source.WrongError{Text: fmt.Sprintf("the versions in %s cannot be read: %v", c.config.Repository, err),
			Hint: "name a folder of a clone; relative paths start at the content folder"}
	case len(versions) == 0:
		return &source.WrongError{Text: fmt.Sprintf("no version of a file matches %q", c.config.Files), Hint: "paths start at the top of the repository"}
	}
	past := &past{run: run, config: c.config, taken: taken(run), months: map[dataset.Month]*dataset.History{}}
	if err := read(ctx, dir, versions, past.add); err != nil {
		return err
	}
	for _, month := range slices.Sorted(maps.Keys(past.months)) {
		if h := past.months[month]; len(h.Days) > 0 {
			h.Provenance.Complete = !past.failed
			run.Results.Put(h)
		}
	}
	return nil
}

// taken returns the projects by day of which a history is already written, by others than this collector.
func taken(run *source.Run) map[dataset.Date]map[string]bool {
	days := map[dataset.Date]map[string]bool{}
	if run.Records == nil {
		return days
	}
	for _, record := range run.Records("history") {
		h, ok := record.(*dataset.History)
		if !ok || h.Provenance.Source == "dumps" || h.Provenance.Example {
			continue
		}
		for day, projects := range h.Days {
			if days[day] == nil {
				days[day] = map[string]bool{}
			}
			for project := range projects {
				days[day][project] = true
			}
		}
	}
	return days
}
