package serve

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/generator/problem"
)

// buffer is a log that may be read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// start serves a folder whose "build" copies page.md to index.html, and fails on the word "broken".
func start(t *testing.T) (url, watched string, log *buffer) {
	t.Helper()
	watched, site := t.TempDir(), t.TempDir()
	log = &buffer{}
	os.WriteFile(filepath.Join(watched, "page.md"), []byte("first</body>"), 0o644)
	build := func(context.Context) Outcome {
		data, _ := os.ReadFile(filepath.Join(watched, "page.md"))
		if bytes.Contains(data, []byte("broken")) {
			return Outcome{Problems: []problem.Problem{{File: "page.md", Line: 3, Text: "it is broken", Hint: "mend it"}}}
		}
		os.WriteFile(filepath.Join(site, "index.html"), data, 0o644)
		return Outcome{Editions: []string{""}, Pages: 1}
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{Address: "127.0.0.1:0", Site: site, Watch: watched, Build: build, Log: log, Ready: func(u string) { ready <- u }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case url = <-ready:
	case err := <-done:
		t.Fatal(err)
	}
	return url, watched, log
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(body)
}

func TestPagesReloadAndProblemsAreShown(t *testing.T) {
	url, watched, log := start(t)
	if _, body := get(t, url); !strings.HasPrefix(body, `first<script src="/.portolan/live.js" data-page="`) {
		t.Fatalf("%q", body)
	}
	r, err := http.Get(url + ".portolan/events")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	events := make(chan string)
	go func() {
		lines := bufio.NewScanner(r.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				events <- data
			}
		}
	}()
	expect := func(word string) {
		t.Helper()
		for {
			select {
			case event := <-events:
				if strings.Contains(event, word) {
					return
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("no event told of %s", word)
			}
		}
	}
	expect(`"built":1`)
	os.WriteFile(filepath.Join(watched, "page.md"), []byte("broken"), 0o644)
	expect("it is broken")
	if _, body := get(t, url); !strings.Contains(body, "first") {
		t.Errorf("the last good page is gone: %q", body)
	}
	os.MkdirAll(filepath.Join(watched, "new", "folder"), 0o755)
	os.WriteFile(filepath.Join(watched, "page.md"), []byte("mended</body>"), 0o644)
	expect(`"problems":null`)
	if _, body := get(t, url); !strings.Contains(body, "mended") {
		t.Errorf("the mended page is not served: %q", body)
	}
	if !strings.Contains(log.String(), "page.md:3: error: it is broken\n      hint: mend it\n") {
		t.Errorf("the terminal was told %q", log)
	}
}

// TestAnEditShowsBeforeTheBuildIsDone builds so slowly that only what is drawn at once can be what is served.
func TestAnEditShowsBeforeTheBuildIsDone(t *testing.T) {
	watched, site, log := t.TempDir(), t.TempDir(), &buffer{}
	file := filepath.Join(watched, "page.md")
	os.WriteFile(file, []byte("first</body>"), 0o644)
	building, builds := make(chan struct{}), 0
	looked := make(chan []string, 1)
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{
			Address: "127.0.0.1:0", Site: site, Watch: watched, Log: log, Ready: func(u string) { ready <- u },
			Build: func(context.Context) Outcome {
				if builds++; builds > 1 {
					<-building
				}
				data, _ := os.ReadFile(file)
				os.WriteFile(filepath.Join(site, "index.html"), data, 0o644)
				return Outcome{Editions: []string{""}, Pages: 1}
			},
			Redraw: func(changed, at []string) map[string][]byte {
				looked <- at
				if !slices.Equal(changed, []string{"page.md"}) {
					t.Errorf("told of %q", changed)
				}
				data, _ := os.ReadFile(file)
				return map[string][]byte{"index.html": append([]byte("drawn "), data...)}
			},
		})
	}()
	url := <-ready
	events, err := http.Get(url + ".portolan/events?page=/")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	bufio.NewScanner(events.Body).Scan()
	os.WriteFile(file, []byte("second</body>"), 0o644)
	if at := <-looked; !slices.Equal(at, []string{"index.html"}) {
		t.Errorf("%q are looked at", at)
	}
	shows := func(want string) {
		t.Helper()
		body := ""
		for range 500 {
			if _, body = get(t, url); strings.HasPrefix(body, want) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("%q is served, want %q", body, want)
	}
	shows("drawn second")
	close(building)
	shows("second")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestNothingOutsideTheSiteIsServed(t *testing.T) {
	url, watched, _ := start(t)
	for _, path := range []string{"../page.md", "..%2fpage.md", "%2e%2e/" + filepath.Base(watched) + "/page.md", "nothing"} {
		if status, body := get(t, url+path); status == http.StatusOK && strings.Contains(body, "first</body>") && !strings.Contains(body, "live.js") {
			t.Errorf("%s was served: %q", path, body)
		}
	}
	if status, _ := get(t, url+"nothing"); status != http.StatusNotFound {
		t.Errorf("a missing page is answered with %d", status)
	}
}
