package links

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// site answers as sites do, and counts what it is asked.
type site struct {
	mu    sync.Mutex
	asked map[string]int
	busy  int
	most  int
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked[r.Method+" "+r.URL.Path]++
	s.busy++
	s.most = max(s.most, s.busy)
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.busy--; s.mu.Unlock() }()
	switch r.URL.Path {
	case "/well":
	case "/gone":
		w.WriteHeader(http.StatusGone)
	case "/moved":
		http.Redirect(w, r, "/well", http.StatusMovedPermanently)
	case "/aside":
		http.Redirect(w, r, "/well", http.StatusFound)
	case "/loop":
		http.Redirect(w, r, "/loop", http.StatusMovedPermanently)
	case "/no-head":
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	case "/refuses":
		w.WriteHeader(http.StatusForbidden)
	default:
		http.NotFound(w, r)
	}
}

func TestAnswersAreJudged(t *testing.T) {
	s := &site{asked: map[string]int{}}
	server := httptest.NewServer(s)
	defer server.Close()
	cache := filepath.Join(t.TempDir(), "cache", "links.json")
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	want := map[string]string{
		"/well": "", "/well#part": "", "/gone": "link/dead", "/not-there": "link/dead", "/moved": "link/moved", "/aside": "", "/no-head": "", "/refuses": "link/unreachable", "/loop": "link/unreachable",
	}
	var addresses []Address
	for path := range want {
		addresses = append(addresses, Address{URL: server.URL + path, Places: []Place{{File: "a.md", Line: 3, Column: 4}, {File: "b.md", Line: 1, Column: 1}}})
	}
	addresses = append(addresses, Address{URL: "mailto:a@example.org", Places: []Place{{File: "a.md"}}})
	check := func(at time.Time) map[string]string {
		c := &Checker{Cache: cache, Now: at, Pause: time.Millisecond}
		problems, err := c.Check(context.Background(), addresses)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, p := range problems {
			for path := range want {
				if strings.HasPrefix(p.Text, server.URL+path+" ") || strings.HasPrefix(p.Text, server.URL+path+":") {
					got[path] = p.Rule
				}
			}
			if p.File == "" || p.Hint == "" {
				t.Errorf("%+v", p)
			}
		}
		if len(problems) != 2*len(got) {
			t.Errorf("%d problems for %d addresses in two places each", len(problems), len(got))
		}
		return got
	}
	got := check(now)
	for path, rule := range want {
		if got[path] != rule {
			t.Errorf("%s: %q, not %q", path, got[path], rule)
		}
	}
	if s.most > 1 || s.asked["HEAD /well"] != 3 { // itself, and for the two that redirect to it
		t.Errorf("asked %v, %d at a time", s.asked, s.most)
	}
	before := s.asked["HEAD /gone"] + s.asked["HEAD /well"] + s.asked["HEAD /not-there"]
	if again := check(now.Add(time.Hour)); len(again) != len(got) {
		t.Errorf("another outcome from memory: %v", again)
	}
	if after := s.asked["HEAD /gone"] + s.asked["HEAD /well"] + s.asked["HEAD /not-there"]; after != before {
		t.Errorf("%d were asked again within the hour", after-before)
	}
	check(now.Add(24 * time.Hour))
	if s.asked["HEAD /not-there"] < 2 || s.asked["HEAD /gone"] != 1 {
		t.Errorf("what was ill is asked again the next day, and nothing else: %v", s.asked)
	}
}

func TestAHostThatDoesNotAnswer(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	address := server.URL
	server.Close()
	problems, err := (&Checker{}).Check(context.Background(), []Address{{URL: address, Places: []Place{{File: "a.md"}}}})
	if err != nil || len(problems) != 1 || problems[0].Rule != "link/unreachable" || !strings.Contains(problems[0].Text, "refused") {
		t.Errorf("%v, %v", problems, err)
	}
}
