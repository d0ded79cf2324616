package collectors

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
	"portolan/collectors/transport"
)

// job is one source in a run, and the [source.Results] that its collector writes to.
type job struct {
	entry     Entry
	name, id  string
	collector Collector
	asked     bool

	run     *running
	road    *transport.Road
	started time.Time

	mu       sync.Mutex
	records  int
	changed  int
	failures []error
}

// reference stands for a record that is known by its name alone.
type reference struct {
	kind, key  string
	provenance dataset.Provenance
}

func (r reference) Kind() string              { return r.kind }
func (r reference) Key() string               { return r.key }
func (r reference) From() *dataset.Provenance { return &r.provenance }

func (j *job) reference(kind, key string) reference {
	return reference{kind: kind, key: key, provenance: dataset.Provenance{Source: j.name}}
}

// Put checks a record and keeps it.
func (j *job) Put(r dataset.Record) error {
	dataset.FailClosed(r)
	if err := j.fit(r); err != nil {
		err = fmt.Errorf("%s %s cannot be kept: %w", r.Kind(), r.Key(), err)
		j.Fail(err)
		return err
	}
	changed, err := j.run.write(r)
	if err != nil {
		j.Fail(err)
		return err
	}
	j.run.renew(r)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.records++
	if changed {
		j.changed++
	}
	return nil
}

// fit tells whether a record may be kept: nobody else says the same, nothing in it could harm a page or give a secret away.
func (j *job) fit(r dataset.Record) error {
	if err := j.run.claim(r, j.id, true); err != nil {
		return err
	}
	if at := control(r); at != "" {
		return fmt.Errorf("%s holds control characters", at)
	}
	data, err := dataset.Encode(r)
	if err != nil {
		return err
	}
	if j.run.secrets.in(data) {
		return fmt.Errorf("it holds a secret of the environment")
	}
	return nil
}

// Keep leaves the record as it is, marked stale.
func (j *job) Keep(kind, key string, why error) {
	j.Fail(fmt.Errorf("%s: %w", key, why))
	j.mark(kind, key, func(p *dataset.Provenance) {
		if p.StaleSince == nil {
			p.StaleSince = dataset.AtOrNil(j.road.Now())
		}
	})
}

// Gone leaves the record as it is, marked gone.
func (j *job) Gone(kind, key string) {
	j.mark(kind, key, func(p *dataset.Provenance) {
		if p.GoneSince == nil {
			p.GoneSince = dataset.AtOrNil(j.road.Now())
		}
		p.StaleSince = nil
	})
}

// mark changes the provenance of a record that this collector wrote in an earlier run, if there is one.
func (j *job) mark(kind, key string, change func(*dataset.Provenance)) {
	ref := j.reference(kind, key)
	if err := j.run.claim(ref, j.id, false); err != nil {
		return
	}
	old, err := j.run.store.Get(ref)
	if err != nil || old == nil || old.From().Source != j.name {
		return
	}
	change(old.From())
	if _, err := j.run.write(old); err != nil {
		j.Fail(err)
	}
}

// Fail notes a failure.
func (j *job) Fail(why error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.failures = append(j.failures, why)
}

// Progress passes on how far the source is, with what the runner knows beside it.
func (j *job) Progress(done, total int, doing string) {
	counts := j.road.Counts()
	j.run.progress.Report(Event{Source: j.id, Done: done, Total: total, Doing: dataset.CleanText(j.run.secrets.redact(doing)),
		Requests: counts.Sent, Remaining: counts.Remaining, Left: left(j.run.clock().Sub(j.started), done, total)})
}

// known returns the records of a kind that this collector wrote in earlier runs.
func (j *job) known(kind string) []dataset.Record {
	var mine []dataset.Record
	for _, r := range j.run.earlier() {
		if r.Kind() == kind && r.From().Source == j.name {
			mine = append(mine, r)
		}
	}
	return mine
}

// shown is how many failures of a source are listed; the rest is counted.
const shown = 50

// status says how the source went. What failed is listed in an order that does not depend on which came first.
func (j *job) status(before *dataset.SourceStatus) dataset.SourceStatus {
	counts := j.road.Counts()
	s := dataset.SourceStatus{ID: j.id, Asked: j.name, Audience: dataset.Internal, Tried: dataset.At(j.road.Now()),
		Complete: len(j.failures) == 0, Records: j.records}
	if a, ok := j.collector.(interface{ Asked() string }); ok {
		s.Asked = dataset.CleanText(j.run.secrets.redact(a.Asked()))
	}
	if counts.Asked+counts.Sent > 0 {
		s.Requests = &counts.Asked
	}
	for _, err := range j.failures {
		s.Failures = append(s.Failures, dataset.CleanText(j.run.secrets.redact(plain(err))))
	}
	slices.Sort(s.Failures)
	s.Failures = slices.Compact(s.Failures)
	if more := len(s.Failures) - shown; more > 0 {
		s.Failures = append(s.Failures[:shown:shown], fmt.Sprintf("and %d more", more))
	}
	switch {
	case s.Complete:
		s.Succeeded = &s.Tried
	case before != nil:
		s.Succeeded = before.Succeeded
	}
	return s
}

var _ source.Results = (*job)(nil)
