// Package example invents a company, Acme, so that a new portal shows what it can do before anything real is collected.
//
// It makes forty projects with three years of activity, six products with their components, decisions, figures kept by
// hand, events, scorecards, vulnerabilities and what Acme gave to others. All of it is drawn from a seed and the run's
// clock: the same two give the same bytes. Every record is marked as an example, so that no page can pass it off as real.
//
// The names of components are names that public registries know, with the licences their packages state, tidy or not,
// because a licence policy that is tried on tidy names alone is not tried. Versions are illustrations. What is said of
// faults and contracts is said of invented components only.
package example

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `example` of site.yaml.
type Config struct {
	// Seed picks the company that is drawn. Optional: 1 when left out.
	Seed uint64 `yaml:"seed"`
	// Day is the day on which the company stands still, as 2026-11-22. Optional: the run's own moment when left out, so that
	// the invented data changes with every run.
	Day string `yaml:"day"`
}

// Collector invents the records.
type Collector struct {
	seed uint64
	day  time.Time // zero: the run's moment
}

// New returns the collector of a configuration.
func New(c Config) (*Collector, error) {
	collector := &Collector{seed: cmp.Or(c.Seed, 1)}
	if c.Day != "" {
		day, err := time.Parse(time.DateOnly, c.Day)
		if err != nil {
			return nil, fmt.Errorf("day is %q, not a day such as 2026-11-22", c.Day)
		}
		collector.day = day
	}
	return collector, nil
}

// months is how far back the company remembers.
const months = 36

// Collect puts all records of the company.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	records := c.records(run)
	for i, r := range records {
		if err := ctx.Err(); err != nil {
			return err
		}
		run.Results.Progress(i, len(records), "inventing "+r.Key())
		if err := run.Results.Put(r); err != nil {
			return err
		}
	}
	return nil
}

// records draws the whole company, in the order of its parts.
func (c *Collector) records(run *source.Run) []dataset.Record {
	now := run.Now
	if !c.day.IsZero() {
		now = c.day
	}
	w := &world{seed: c.seed, now: dataset.At(now), provenance: run.Provenance("example", "")}
	w.provenance.Collected = w.now
	w.provenance.Example = true
	var all []dataset.Record
	var drawn []*work
	for _, s := range sketches {
		p := w.work(s)
		drawn = append(drawn, p)
		all = append(all, w.project(p))
		if !s.unwatched {
			all = append(all, w.activity(p))
		}
		if s.audience() == dataset.Public && !s.archived() && !s.empty {
			all = append(all, w.scorecard(s))
		}
	}
	all = append(all, w.history(drawn)...)
	all = append(all, w.products()...)
	all = append(all, w.decisions(), w.events())
	all = append(all, w.figures()...)
	return append(all, w.outbound()...)
}
