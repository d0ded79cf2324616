// Package scorecard collects the results of OpenSSF Scorecard (https://scorecard.dev): from files that the scorecard
// program wrote as JSON, or from the public API, which knows many public repositories.
package scorecard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `scorecard` of site.yaml.
type Config struct {
	// Projects are IDs such as github.com/acme/anvil that the API is asked for.
	Projects []string `yaml:"projects"`
	// Files are results: paths from the content folder, patterns, or web addresses. Required: files or projects.
	Files []string `yaml:"files"`
	// BaseURL is the address of the API. Optional: the public one.
	BaseURL string `yaml:"base_url"`
	// Audience is who may see the results. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
}

const publicAPI = "https://api.scorecard.dev"

// Collector reads results.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if len(c.Projects)+len(c.Files) == 0 {
		return nil, &source.WrongError{Text: "it names neither projects nor files", Hint: "write - scorecard: {projects: [github.com/acme/anvil]}"}
	}
	for _, id := range c.Projects {
		if strings.Count(id, "/") != 2 || strings.Contains(id, "://") {
			return nil, &source.WrongError{Text: fmt.Sprintf("%q is no project's ID", id), Hint: "write github.com/acme/anvil"}
		}
	}
	if c.BaseURL == "" {
		c.BaseURL = publicAPI
	}
	return &Collector{config: c}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string {
	return fmt.Sprintf("results of %d projects and %d files", len(c.config.Projects), len(c.config.Files))
}

// Collect reads the files and asks the API.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	places, err := run.Places(c.config.Files)
	if err != nil {
		return err
	}
	for i, place := range places {
		run.Results.Progress(i, len(places)+len(c.config.Projects), place)
		if err := c.file(ctx, run, place); err != nil {
			run.Results.Fail(fmt.Errorf("%s: %w", place, err))
		}
	}
	for i, id := range c.config.Projects {
		run.Results.Progress(len(places)+i, len(places)+len(c.config.Projects), id)
		if !run.Wants(id) {
			continue
		}
		if err := c.ask(ctx, run, id); err != nil {
			run.Results.Keep("scorecards", id, err)
		}
	}
	return ctx.Err()
}

func (c *Collector) file(ctx context.Context, run *source.Run, place string) error {
	data, err := run.Read(ctx, place)
	if err != nil {
		return err
	}
	card, err := parse(data)
	if err != nil {
		return err
	}
	if run.Wants(card.Project) {
		c.put(run, card, source.WebAddress(place))
	}
	return nil
}

// ask asks the API for one project. That it has no result is an answer.
func (c *Collector) ask(ctx context.Context, run *source.Run, id string) error {
	address, err := url.JoinPath(c.config.BaseURL, "projects", id)
	if err != nil {
		return err
	}
	data, err := run.Read(ctx, address)
	var status *source.StatusError
	if errors.As(err, &status) && status.Status == http.StatusNotFound {
		run.Results.Gone("scorecards", id)
		return nil
	}
	if err != nil {
		return err
	}
	card, err := parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if !strings.EqualFold(card.Project, id) {
		return fmt.Errorf("%s: repo/name: it is of %q", address, card.Project)
	}
	card.Project = id
	c.put(run, card, "https://scorecard.dev/viewer/?uri="+id)
	return nil
}

func (c *Collector) put(run *source.Run, card *dataset.Scorecard, address string) {
	card.Audience = c.config.Audience.OrInternal()
	card.Provenance = run.Provenance("scorecard", address)
	run.Results.Put(card)
}

// result is what the scorecard program writes with --format json.
type result struct {
	Date string `json:"date"`
	Repo struct {
		Name string `json:"name"`
	} `json:"repo"`
	Scorecard struct {
		Version string `json:"version"`
	} `json:"scorecard"`
	Score  *float64 `json:"score"`
	Checks []struct {
		Name          string `json:"name"`
		Score         *int   `json:"score"`
		Reason        string `json:"reason"`
		Documentation struct {
			URL string `json:"url"`
		} `json:"documentation"`
	} `json:"checks"`
}

// mostChecks is far more than the program has.
const mostChecks = 200

// parse reads one result.
func parse(data []byte) (*dataset.Scorecard, error) {
	var r result
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("not a result of scorecard: %w", err)
	}
	date, err := dateOf(r.Date)
	if err != nil {
		return nil, err
	}
	card := &dataset.Scorecard{Project: dataset.CleanText(r.Repo.Name), Date: date, Version: dataset.CleanText(r.Scorecard.Version),
		Checks: []dataset.ScorecardCheck{}}
	if card.Project == "" {
		return nil, errors.New("repo/name: missing")
	}
	if len(r.Checks) > mostChecks {
		return nil, fmt.Errorf("checks: %d of them", len(r.Checks))
	}
	// The program gives -1 where it could not tell.
	if r.Score != nil && *r.Score >= 0 && *r.Score <= 10 {
		card.Score = dataset.Of(math.Round(*r.Score*10) / 10)
	}
	for _, check := range r.Checks {
		kept := dataset.ScorecardCheck{Name: dataset.CleanText(check.Name), Reason: dataset.CleanText(check.Reason)}
		if check.Score != nil && *check.Score >= 0 && *check.Score <= 10 {
			kept.Score = check.Score
		}
		if u, err := url.Parse(check.Documentation.URL); err == nil && u.Scheme == "https" {
			kept.URL = u.String()
		}
		if kept.Name != "" {
			card.Checks = append(card.Checks, kept)
		}
	}
	return card, nil
}

// dateOf reads a day, or the day of a moment: older versions of the program wrote the one, newer the other.
func dateOf(s string) (dataset.Date, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return dataset.Date(t.UTC().Format(time.DateOnly)), nil
		}
	}
	return "", fmt.Errorf("date: %q is not a day", dataset.CleanText(s))
}
