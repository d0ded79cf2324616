package collectors

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// claim is what one source of a run says of a record: that it is there, or only that it is gone or could not be renewed.
type claim struct {
	by    string
	there bool
}

// claim notes that a source speaks of a record in this run. Two sources that would write one file are a mistake that
// nobody would see otherwise: the later would silently win. A source that only misses what another has is no mistake.
func (r *running) claim(record dataset.Record, by string, there bool) error {
	path := dataset.Path(record)
	r.mu.Lock()
	defer r.mu.Unlock()
	other := r.claimed[path]
	if other.there && other.by != by {
		return twice(other.by, path)
	}
	r.claimed[path] = claim{by: by, there: there || other.there}
	return nil
}

func twice(other, path string) error {
	return &source.WrongError{Text: fmt.Sprintf("%s writes %s already", other, path), Hint: "let one entry of site.yaml write it, or give each an id of its own"}
}

func (r *running) isClaimed(record dataset.Record) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.claimed[dataset.Path(record)].by != ""
}

// write keeps a record, or in a dry run only says whether it would change anything.
func (r *running) write(record dataset.Record) (changed bool, err error) {
	if !r.dry {
		return r.store.Put(record)
	}
	data, err := dataset.Encode(record)
	if err != nil {
		return false, err
	}
	if _, err := dataset.Decode(record.Kind(), data); err != nil {
		return false, err
	}
	old, err := r.store.Get(record)
	if err != nil || old == nil {
		return true, nil
	}
	before, err := dataset.Encode(old)
	return err != nil || string(before) != string(data), nil
}

// allOf returns the records of some kinds that can be read, of every kind where none is named.
func allOf(store *dataset.Store, kinds ...string) []dataset.Record {
	d, _ := store.Read(kinds...)
	var all []dataset.Record
	add(&all, d.Projects)
	add(&all, d.Activity)
	add(&all, d.Products)
	add(&all, d.Inventories)
	add(&all, d.Decisions)
	add(&all, d.Figures)
	add(&all, d.Events)
	add(&all, d.Outbound)
	add(&all, d.Scorecards)
	add(&all, d.Vulnerabilities)
	add(&all, d.Traffic)
	add(&all, d.History)
	return all
}

func add[R dataset.Record](all *[]dataset.Record, records []R) {
	for _, r := range records {
		*all = append(*all, r)
	}
}

// records returns the records of a kind as they are now, whoever wrote them.
func (r *running) records(kind string) []dataset.Record { return allOf(r.store, kind) }

// markStale marks what a failing source should have renewed and did not speak of. A source that was not asked in this run
// says nothing about its records.
func (r *running) markStale(jobs []*job) {
	failed, unasked := map[string]bool{}, map[string]bool{}
	for _, j := range jobs {
		failed[j.name] = failed[j.name] || len(j.failures) > 0
		unasked[j.name] = unasked[j.name] || !j.asked
	}
	for _, j := range jobs {
		if !failed[j.name] || unasked[j.name] {
			continue
		}
		failed[j.name] = false // the records belong to the name, not to one of its jobs
		for _, old := range r.earlier() {
			if p := old.From(); p.Source == j.name && p.GoneSince == nil && !r.isClaimed(old) {
				j.mark(old.Kind(), old.Key(), func(p *dataset.Provenance) {
					if p.StaleSince == nil {
						p.StaleSince = dataset.AtOrNil(j.road.Now())
					}
				})
			}
		}
	}
}

// conclude writes sources.json and gathers what went wrong. Sources that were not asked keep what was said of them.
func (r *running) conclude(jobs []*job) (summary Summary, problems []Problem) {
	sources := &dataset.Sources{Provenance: dataset.Provenance{Source: dataset.Collect, Collected: dataset.At(r.now), Complete: true}}
	before := r.statuses()
	for _, j := range jobs {
		old := before[j.id]
		if !j.asked {
			if old != nil {
				sources.Sources = append(sources.Sources, *old)
			}
			continue
		}
		status := j.status(old)
		sources.Sources = append(sources.Sources, status)
		counts := j.road.Counts()
		summary.Sources = append(summary.Sources,
			SourceSummary{SourceStatus: status, Continued: j.road.Continued(), Changed: j.changed, Sent: counts.Sent, Unchanged: counts.Unchanged})
		for _, err := range j.failures {
			p := j.problem(err)
			p.Text, p.Hint = r.secrets.redact(p.Text), r.secrets.redact(p.Hint)
			problems = append(problems, p)
		}
	}
	slices.SortFunc(sources.Sources, func(a, b dataset.SourceStatus) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Source+"\x00"+a.Text, b.Source+"\x00"+b.Text) })
	problems = slices.Compact(problems) // what several records suffer from is said once
	for _, s := range sources.Sources {
		sources.Provenance.Complete = sources.Provenance.Complete && s.Complete
	}
	if _, err := r.write(sources); err != nil {
		problems = append(problems, Problem{Text: err.Error()})
	}
	return summary, problems
}

func (r *running) statuses() map[string]*dataset.SourceStatus {
	statuses := map[string]*dataset.SourceStatus{}
	if old, err := r.store.Get(&dataset.Sources{}); err == nil && old != nil {
		for _, s := range old.(*dataset.Sources).Sources {
			statuses[s.ID] = &s
		}
	}
	return statuses
}
