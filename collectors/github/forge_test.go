package github

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// now is the moment of every run here.
var now = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// server answers from testdata/forge: repos/acme/anvil/languages is in repos.acme.anvil.languages.json, an answer with
// another status in repos.acme.blocked.451.json, and what is in no file is a 404. Replace takes the place of a file.
type server struct {
	*httptest.Server
	replace map[string]string
	mu      sync.Mutex
	asked   []*http.Request
}

func newServer(t *testing.T) *server {
	f := &server{replace: map[string]string{}}
	f.Server = httptest.NewServer(http.HandlerFunc(f.answer))
	t.Cleanup(f.Close)
	return f
}

func (f *server) answer(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked = append(f.asked, r)
	f.mu.Unlock()
	name := strings.ReplaceAll(strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/v3/"), "/"), "/", ".")
	w.Header().Set("Content-Type", "application/json")
	if body, ok := f.replace[name]; ok {
		fmt.Fprint(w, body)
		return
	}
	files, _ := filepath.Glob(filepath.Join("testdata", "forge", name) + ".*json")
	for _, file := range files {
		rest := strings.TrimPrefix(filepath.Base(file), name+".")
		status, err := strconv.Atoi(strings.TrimSuffix(rest, ".json"))
		if rest == "json" {
			status, err = http.StatusOK, nil
		}
		if err != nil {
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		w.WriteHeader(status)
		w.Write(body)
		return
	}
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprint(w, `{"message": "Not Found"}`)
}

// notebook is what a run kept.
type notebook struct {
	mu         sync.Mutex
	records    map[string]dataset.Record
	kept, gone []string
	failures   []string
}

func (n *notebook) Put(r dataset.Record) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.records[r.Kind()+" "+r.Key()] = r
	return nil
}

func (n *notebook) Keep(kind, key string, why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.kept = append(n.kept, kind+" "+key+": "+why.Error())
}

func (n *notebook) Gone(kind, key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone = append(n.gone, kind+" "+key)
}

func (n *notebook) Fail(why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.failures = append(n.failures, why.Error())
}

func (n *notebook) Progress(int, int, string) {}

func (n *notebook) isGone(id string) bool { return slices.Contains(n.gone, "projects "+id) }

func get[R dataset.Record](t *testing.T, n *notebook, name string) R {
	t.Helper()
	r, ok := n.records[name].(R)
	if !ok {
		t.Fatalf("there is no record %s; kept %v, failures %v", name, n.kept, n.failures)
	}
	return r
}

func acme(f *server) Config {
	return Config{Orgs: []string{"acme"}, TokenEnv: "TOKEN", BaseURL: f.URL, Skip: []string{"acme/skip*"}, Bots: []string{"Acme-CI"}}
}

// collect runs the collector against the server.
func collect(t *testing.T, c Config, change func(*source.Run)) (*notebook, error) {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	n := &notebook{records: map[string]dataset.Record{}}
	run := &source.Run{Now: now, Client: http.DefaultClient, Results: n, People: source.People{Secret: []byte("s")},
		Getenv: func(name string) string { return map[string]string{"TOKEN": "hush"}[name] }}
	if change != nil {
		change(run)
	}
	return n, collector.Collect(context.Background(), run)
}
