package collectors

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
	"portolan/collectors/transport"
)

// Options say what a run collects, and how.
type Options struct {
	// Entries are the collectors of site.yaml. Required.
	Entries []Entry
	// Content is the content folder, Store its data folder. Required.
	Content, Store string
	// Cache is the folder for answers, .portolan/cache/http beside the content folder. Recommended: without it nothing
	// can be continued and everything is asked for in full each time.
	Cache string
	// Now is the moment that the run counts as. Required. A source that was interrupted less than twelve hours before
	// goes on as of the moment of its interrupted run.
	Now time.Time
	// Names picks collectors by name or ID: "github", "github-2". Default: all.
	Names []string
	// Only picks things by ID (see [source.Run]), Since those that changed since then. Default: all.
	Only  []string
	Since time.Time
	// DryRun asks the sources and writes nothing. What they answered is kept for the run that follows.
	DryRun bool
	// NoWait reports a spent rate limit instead of waiting for it.
	NoWait bool
	// Parallel is how many sources are asked at a time. Default: 4.
	Parallel int
	// Timeout is how long one source may take. Default: 12 hours, since a large company waits for many rate limits.
	Timeout time.Duration
	// MostRequests ends the run after so many requests; the next run goes on from there. Default: no end.
	MostRequests int
	// Attempts is how often a request is sent before it counts as failed. Default: 8.
	Attempts int
	// People says what is kept of people. Required: a secret.
	People source.People
	// Judge counts what the portal's policy says of the records at the end of the run, by the names under which the company's
	// history keeps it; collectors cannot judge. Optional: no verdicts are written down when left out.
	Judge func() (map[string]*float64, error)
	// Progress is told how the run goes. Optional.
	Progress Progress
	// Getenv reads the environment. Required where a collector names a token.
	Getenv func(string) string
}

// Summary says how a run went.
type Summary struct {
	Sources []SourceSummary
}

// SourceSummary says how one source went.
type SourceSummary struct {
	dataset.SourceStatus
	// Continued tells that the source was interrupted in an earlier run and went on from there.
	Continued bool
	// Changed is how many of the records are new or differ from those of the run before.
	Changed int
	// Sent is how many requests went over the network, Unchanged how many of them were answered with 304.
	Sent, Unchanged int
}

// running is what the jobs of one run share.
type running struct {
	now      time.Time
	store    *dataset.Store
	dry      bool
	secrets  *secrets
	progress Progress
	clock    func() time.Time
	earlier  func() []dataset.Record

	mu      sync.Mutex
	claimed map[string]claim
	renewed map[string]bool // projects, by ID
}

// Run asks the sources and keeps what they say. An [*Error] tells what went wrong; what could be collected was kept.
// The run is over when ctx is: the next one continues it.
func Run(ctx context.Context, o Options) (Summary, error) {
	jobs, err := plan(o.Entries, o.Names)
	if err != nil {
		return Summary{}, err
	}
	return runAll(ctx, o, jobs)
}

func runAll(ctx context.Context, o Options, jobs []*job) (Summary, error) {
	release, err := takeLocks(o, time.Now())
	if err != nil {
		return Summary{}, err
	}
	defer release()
	run := prepare(o)
	net := run.transport(o)
	for _, j := range jobs {
		j.run = run
		if !j.asked {
			continue
		}
		if j.road, err = net.Road(j.id); err != nil {
			return Summary{}, fmt.Errorf("the cache of answers: %w", err)
		}
	}
	askAll(ctx, o, jobs)
	if ctx.Err() != nil {
		leave(jobs, func(*job) bool { return false })
		return Summary{}, ctx.Err()
	}
	if len(o.Only) == 0 && o.Since.IsZero() {
		run.markStale(jobs)
	}
	summary, problems := run.conclude(jobs)
	problems = append(problems, run.remember(o.Judge)...)
	if len(o.Names) == 0 && problems == nil {
		net.Prune()
	}
	if err := leave(jobs, (*job).done); err != nil {
		problems = append(problems, Problem{Text: "the cache of answers: " + err.Error()})
	}
	if problems != nil {
		return summary, &Error{Problems: problems}
	}
	return summary, nil
}

// askAll asks the sources side by side, and then those that read what the others wrote.
func askAll(ctx context.Context, o Options, jobs []*job) {
	for _, late := range []bool{false, true} {
		group := errgroup.Group{}
		group.SetLimit(orElse(o.Parallel, 4))
		for _, j := range jobs {
			if _, after := j.collector.(interface{ AfterOthers() }); j.asked && after == late {
				group.Go(func() error {
					j.collect(ctx, o)
					return nil
				})
			}
		}
		group.Wait()
	}
}

// leave ends the ways of the sources. Those that are not done go on in the next run.
func leave(jobs []*job, done func(*job) bool) (err error) {
	for _, j := range jobs {
		if j.asked {
			err = errors.Join(err, j.road.Close(done(j)))
		}
	}
	return err
}

func prepare(o Options) *running {
	run := &running{now: o.Now, store: dataset.NewStore(o.Store), dry: o.DryRun, progress: o.Progress, claimed: map[string]claim{}, renewed: map[string]bool{},
		clock:   time.Now, // tells how long things take, and is in no record
		secrets: &secrets{getenv: o.Getenv, values: map[string]bool{}}}
	if run.progress == nil {
		run.progress = silence{}
	}
	if o.Getenv == nil {
		run.secrets.getenv = func(string) string { return "" }
	}
	if !run.dry {
		run.store.Tidy()
	}
	run.earlier = sync.OnceValue(func() []dataset.Record { return allOf(run.store) })
	return run
}

func (r *running) transport(o Options) *transport.Transport {
	return transport.New(transport.Options{Dir: o.Cache, Now: o.Now, NoWait: o.NoWait, Attempts: o.Attempts,
		MostRequests: o.MostRequests, Waiting: func(host string, until time.Time) {
			r.progress.Report(Event{WaitingFor: host, WaitingUntil: until, Remaining: -1})
		}})
}

// collect runs one source within its time. A source that breaks down takes no other with it.
func (j *job) collect(ctx context.Context, o Options) {
	ctx, cancel := context.WithTimeout(ctx, orElse(o.Timeout, 12*time.Hour))
	defer cancel()
	j.started = j.run.clock()
	defer func() {
		if crash := recover(); crash != nil {
			j.Fail(fmt.Errorf("the collector broke down: %v\n%s", crash, debug.Stack()))
		}
		j.run.progress.Report(Event{Source: j.id, Finished: true, Failed: len(j.failures) > 0, Remaining: -1})
	}()
	err := j.collector.Collect(ctx, &source.Run{Now: j.road.Now(), Root: o.Content, Client: &http.Client{Transport: j.road},
		Getenv: j.run.secrets.Getenv, People: o.People, Results: j, Since: o.Since, Only: o.Only, Known: j.known, Records: j.run.records})
	if err != nil {
		j.Fail(err)
	}
}

// done tells whether a source asked all it wanted to ask. Where it did not, the next run goes on from there.
func (j *job) done() bool {
	return !slices.ContainsFunc(j.failures, func(err error) bool {
		return transport.Interrupted(err) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
	})
}

func orElse[T int | time.Duration](value, otherwise T) T {
	if value <= 0 {
		return otherwise
	}
	return value
}
