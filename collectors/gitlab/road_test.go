package gitlab

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/forge/forgetest"
	"portolan/collectors/source"
	"portolan/collectors/transport"
)

// On the runner's road bad moments pass: what a server answers badly once is asked for again, a spent limit is waited for,
// and the library neither waits nor asks again by itself. The second run asks only whether anything changed.
func TestOnTheRunnersRoadBadMomentsPass(t *testing.T) {
	f := newServer(t)
	var mu sync.Mutex
	bad := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		bad[r.URL.Path]++
		first := bad[r.URL.Path] == 1
		mu.Unlock()
		switch {
		case first && strings.HasSuffix(r.URL.Path, "/commits"):
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<html>one moment"))
		case first && strings.HasSuffix(r.URL.Path, "/issues"):
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		case first && strings.HasSuffix(r.URL.Path, "/releases"):
			w.WriteHeader(http.StatusBadGateway)
		case r.Header.Get("If-None-Match") == `"same"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("Etag", `"same"`)
			f.Config.Handler.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	c := acme(f)
	c.BaseURL = server.URL
	var waited time.Duration
	dir := t.TempDir()
	var records [2]string
	for i := range records {
		t0 := time.Now()
		net := transport.New(transport.Options{Dir: dir, Now: forgetest.Now, Clock: func() time.Time { return t0.Add(waited) },
			Sleep: func(_ context.Context, d time.Duration) error { mu.Lock(); waited += d; mu.Unlock(); return nil }})
		road, err := net.Road("gitlab-1")
		if err != nil {
			t.Fatal(err)
		}
		n, err := collect(t, c, func(r *source.Run) { r.Client = &http.Client{Transport: road} })
		if err != nil || n.Failures != nil {
			t.Fatal(err, n.Failures)
		}
		forgetest.Anvil(t, n, f.Host())
		data, err := json.Marshal([]dataset.Record{n.Project(t, f.Host()+"/acme/anvil"), n.Activity(t, f.Host()+"/acme/anvil")})
		if err != nil {
			t.Fatal(err)
		}
		records[i] = string(data)
		// What is gone and what is forbidden has nothing to be compared with.
		if counts := road.Counts(); i == 1 && counts.Sent-counts.Unchanged != 2 {
			t.Errorf("the second run: %+v", counts)
		}
		if err := road.Close(true); err != nil {
			t.Fatal(err)
		}
	}
	if records[0] != records[1] {
		t.Error("two runs differ")
	}
	if waited < time.Hour {
		t.Errorf("waited %s for the limit", waited)
	}
}
