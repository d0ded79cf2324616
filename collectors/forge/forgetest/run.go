package forgetest

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Now is the moment of every run here, Token what its environment variable TOKEN holds.
var Now = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

const Token = "hush"

// Notebook is what a run was given.
type Notebook struct {
	mu             sync.Mutex
	Records        map[string]dataset.Record
	Kept, WereGone []string
	Failures       []string
}

// NewRun returns a run and what it writes to.
func NewRun() (*source.Run, *Notebook) {
	n := &Notebook{Records: map[string]dataset.Record{}}
	return &source.Run{Now: Now, Client: http.DefaultClient, Results: n, People: source.People{Secret: []byte("s")},
		Getenv: func(name string) string { return map[string]string{"TOKEN": Token}[name] }}, n
}

// Knows makes records known from an earlier run.
func Knows(run *source.Run, records ...dataset.Record) {
	run.Known = func(kind string) []dataset.Record {
		return slices.DeleteFunc(slices.Clone(records), func(r dataset.Record) bool { return r.Kind() != kind })
	}
}

// Put keeps a record, if it can be written and read again.
func (n *Notebook) Put(r dataset.Record) error {
	data, err := dataset.Encode(r)
	if err == nil {
		_, err = dataset.Decode(r.Kind(), data)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if err != nil {
		n.Failures = append(n.Failures, err.Error())
		return err
	}
	n.Records[r.Kind()+" "+r.Key()] = r
	return nil
}

// Keep notes a record that could not be renewed.
func (n *Notebook) Keep(kind, key string, why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.Kept = append(n.Kept, kind+" "+key+": "+why.Error())
}

// Gone notes what is no longer there.
func (n *Notebook) Gone(kind, key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.WereGone = append(n.WereGone, kind+" "+key)
}

// Fail notes a failure.
func (n *Notebook) Fail(why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.Failures = append(n.Failures, why.Error())
}

// Progress is of no interest.
func (n *Notebook) Progress(int, int, string) {}

// IsGone tells whether a project was said to be gone.
func (n *Notebook) IsGone(id string) bool { return slices.Contains(n.WereGone, "projects "+id) }

// Project and Activity return a record, or end the test.
func (n *Notebook) Project(t testing.TB, id string) *dataset.Project {
	return get[*dataset.Project](t, n, "projects "+id)
}

// Activity returns what happened in a project, or ends the test.
func (n *Notebook) Activity(t testing.TB, id string) *dataset.Activity {
	return get[*dataset.Activity](t, n, "activity "+id)
}

func get[R dataset.Record](t testing.TB, n *Notebook, name string) R {
	t.Helper()
	r, ok := n.Records[name].(R)
	if !ok {
		t.Fatalf("there is no record %s; kept %v, gone %v, failures %v", name, n.Kept, n.WereGone, n.Failures)
	}
	return r
}
