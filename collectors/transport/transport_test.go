package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// forge is a server whose answers are told in advance: one a request, the last for all that follow.
type forge struct {
	*httptest.Server
	mu      sync.Mutex
	answers []func(http.ResponseWriter, *http.Request)
	asked   []*http.Request
}

func newForge(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) *forge {
	f := &forge{answers: answers}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		answer := f.answers[min(len(f.asked), len(f.answers)-1)]
		f.asked = append(f.asked, r)
		f.mu.Unlock()
		answer(w, r)
	}))
	f.Config.ErrorLog = nil
	t.Cleanup(f.Close)
	return f
}

func says(status int, body string, headers ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// cutsOff promises more than it sends.
func cutsOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	io.WriteString(w, `{"half":`)
}

// breaks closes the connection instead of answering.
func breaks(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// watch is a clock that moves only when someone sleeps.
type watch struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (w *watch) Clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) Sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now, w.slept = w.now.Add(d), append(w.slept, d)
	return ctx.Err()
}

func open(t *testing.T, o Options) (*Transport, *watch) {
	t.Helper()
	w := &watch{now: time.Now()}
	o.Clock, o.Sleep = w.Clock, w.Sleep
	if o.Now.IsZero() {
		o.Now = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	}
	return New(o), w
}

// way returns a road of the transport.
func way(t *testing.T, tr *Transport) *Road {
	t.Helper()
	road, err := tr.Road("forge-1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { road.Close(false) })
	return road
}

func get(road *Road, address string, headers ...string) (int, string, error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Accept", "application/vnd.github+json")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := road.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

func TestABadMomentIsTriedAgain(t *testing.T) {
	for name, bad := range map[string]func(http.ResponseWriter, *http.Request){
		"a fault of the server":        says(500, `{}`),
		"a page of HTML":               says(502, "<html>"),
		"a page of HTML as an answer":  says(200, "<html>", "Content-Type", "text/html"),
		"a page of HTML as a 404":      says(404, "<html>", "Content-Type", "text/html"),
		"not ready yet":                says(202, `{}`),
		"half a body":                  cutsOff,
		"JSON that ends early":         says(200, `{"a": [1, 2`),
		"something else":               says(200, "\x00\x01{]"),
		"nothing":                      says(200, ""),
		"a connection that breaks":     breaks,
		"a packed body that is broken": says(200, "\x1f\x8bnot really", "Content-Encoding", "gzip"),
		"a 304 that nobody asked for":  says(304, ""),
	} {
		t.Run(name, func(t *testing.T) {
			f := newForge(t, bad, bad, says(200, `{"good": true}`))
			tr, w := open(t, Options{Dir: t.TempDir()})
			road := way(t, tr)
			status, body, err := get(road, f.URL+"/thing")
			if err != nil || status != 200 || body != `{"good": true}` {
				t.Fatalf("%d %q %v", status, body, err)
			}
			if len(f.asked) < 3 || len(w.slept) < 2 || w.slept[1] < w.slept[0]/3 {
				t.Errorf("asked %d times, slept %v", len(f.asked), w.slept)
			}
			if c := road.Counts(); c.Asked != 1 {
				t.Errorf("one request counts as %d", c.Asked)
			}
		})
	}
}

func TestAnAnswerIsTakenAsItIs(t *testing.T) {
	for status, body := range map[int]string{
		200: `{}`, 204: ``, 301: `{"url": "x"}`, 401: `{}`, 403: `{"message": "Must have push access"}`, 404: `{"message": "Not Found"}`,
		409: `{}`, 410: `{}`, 422: `{}`, 451: `{"message": "Repository access blocked"}`,
	} {
		f := newForge(t, says(status, body))
		tr, _ := open(t, Options{Dir: t.TempDir()})
		got, gotBody, err := get(way(t, tr), f.URL)
		if err != nil || got != status || gotBody != body || len(f.asked) != 1 {
			t.Errorf("%d: %d %q %v, asked %d times", status, got, gotBody, err, len(f.asked))
		}
	}
}

func TestWhatIsNotJSONIsFineWhereNobodyWantsJSON(t *testing.T) {
	f := newForge(t, says(200, "<html>", "Content-Type", "text/html"))
	tr, _ := open(t, Options{})
	if _, body, err := get(way(t, tr), f.URL, "Accept", "*/*"); err != nil || body != "<html>" {
		t.Error(body, err)
	}
}

func TestWhatCallsItselfJSONHasToBe(t *testing.T) {
	for accept, kind := range map[string]string{
		"*/*": "application/json; charset=utf-8", "": "application/spdx+json",
		"application/vnd.github.squirrel-girl-preview": "text/html", "application/json": "text/html",
	} {
		f := newForge(t, says(200, `[{"half`, "Content-Type", kind), says(200, `[]`))
		tr, _ := open(t, Options{})
		if _, body, err := get(way(t, tr), f.URL, "Accept", accept); err != nil || body != "[]" {
			t.Errorf("%q, %q: %s %v", accept, kind, body, err)
		}
	}
	f := newForge(t, says(200, "# Anvil", "Content-Type", "application/vnd.github.raw; charset=utf-8"))
	tr, _ := open(t, Options{})
	if _, body, err := get(way(t, tr), f.URL, "Accept", "application/vnd.github.raw+json"); err != nil || body != "# Anvil" {
		t.Error(body, err)
	}
}

func TestASilentHostIsGivenUp(t *testing.T) {
	f := newForge(t, says(503, ""))
	tr, _ := open(t, Options{Attempts: 4})
	road := way(t, tr)
	for i := range 3 * silentAfter {
		_, _, err := get(road, fmt.Sprint(f.URL, "/", i))
		var unreachable *UnreachableError
		if !errors.As(err, &unreachable) || !Interrupted(err) || !strings.Contains(err.Error(), f.URL) {
			t.Fatalf("got %v", err)
		}
	}
	if want := 4 * silentAfter; len(f.asked) != want {
		t.Errorf("asked %d times, want %d", len(f.asked), want)
	}
}

func TestTheLimitIsWaitedFor(t *testing.T) {
	reset := fmt.Sprint(time.Now().Add(40 * time.Second).Unix())
	spent := []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset}
	for name, refusal := range map[string]func(http.ResponseWriter, *http.Request){
		"a spent limit":                    says(403, `{}`, spent...),
		"a spent limit, as a 429":          says(429, `{}`, spent...),
		"a secondary limit":                says(403, `{}`, "Retry-After", "40"),
		"a secondary limit without a time": says(403, `{"message": "You have exceeded a secondary rate limit."}`),
		"a 429 without a time":             says(429, `{}`),
	} {
		t.Run(name, func(t *testing.T) {
			f := newForge(t, refusal, says(200, `{}`))
			told := 0
			tr, w := open(t, Options{Waiting: func(string, time.Time) { told++ }})
			if status, _, err := get(way(t, tr), f.URL); err != nil || status != 200 {
				t.Fatal(status, err)
			}
			if len(w.slept) != 1 || w.slept[0] < 35*time.Second || w.slept[0] > 65*time.Second || told != 1 {
				t.Errorf("slept %v, told %d times", w.slept, told)
			}
			impatient, _ := open(t, Options{NoWait: true})
			f.asked = nil
			_, _, err := get(way(t, impatient), f.URL)
			var limit *LimitError
			if !errors.As(err, &limit) || !Interrupted(err) || limit.Limit != "core" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestALimitThatIsJustUsedUpIsWaitedForBeforeTheNextRequest(t *testing.T) {
	last := says(200, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", fmt.Sprint(time.Now().Add(40*time.Second).Unix()))
	f := newForge(t, last, says(200, `{}`))
	tr, w := open(t, Options{})
	road := way(t, tr)
	get(road, f.URL+"/1")
	if len(w.slept) != 0 {
		t.Fatal("waited for nothing")
	}
	if road.Counts().Remaining != 0 {
		t.Error("what remains is not told")
	}
	get(road, f.URL+"/2")
	if len(w.slept) != 1 || w.slept[0] < 35*time.Second {
		t.Errorf("slept %v", w.slept)
	}
}

func TestTheLimitOfDependencyGraphsIsItsOwn(t *testing.T) {
	spent := says(403, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", fmt.Sprint(time.Now().Add(time.Hour).Unix()))
	f := newForge(t, spent, says(200, `{}`))
	tr, _ := open(t, Options{NoWait: true})
	road := way(t, tr)
	if _, _, err := get(road, f.URL+"/repos/a/b/dependency-graph/sbom"); !strings.Contains(fmt.Sprint(err), "dependency_sbom") {
		t.Errorf("got %v", err)
	}
	if _, _, err := get(road, f.URL+"/repos/a/b"); err != nil {
		t.Errorf("one limit holds up the other: %v", err)
	}
}

func TestASecondaryLimitHoldsUpEverythingOfTheSameAsker(t *testing.T) {
	f := newForge(t, says(403, `{}`, "Retry-After", "60"), says(200, `{}`))
	tr, _ := open(t, Options{NoWait: true})
	road := way(t, tr)
	get(road, f.URL+"/1")
	if _, _, err := get(road, f.URL+"/repos/a/b/dependency-graph/sbom"); err == nil {
		t.Error("asked on")
	}
	if _, _, err := get(road, f.URL+"/1", "Authorization", "Bearer other"); err != nil {
		t.Errorf("another asker was held up: %v", err)
	}
}

func TestALimitIsNotWaitedForForever(t *testing.T) {
	f := newForge(t, says(403, `{}`, "Retry-After", "86400"))
	tr, w := open(t, Options{})
	if _, _, err := get(way(t, tr), f.URL); !strings.Contains(fmt.Sprint(err), "spent until") || len(w.slept) != 0 {
		t.Errorf("got %v, slept %v", err, w.slept)
	}
}

func TestTheClientDoesNotSeeTheLimits(t *testing.T) {
	f := newForge(t, says(200, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "9999999999", "Link", `<x>; rel="next"`))
	tr, _ := open(t, Options{})
	req, _ := http.NewRequest(http.MethodGet, f.URL, nil)
	resp, err := way(t, tr).RoundTrip(req)
	if err != nil || resp.Header.Get("X-RateLimit-Remaining") != "" || resp.Header.Get("Link") == "" {
		t.Error(err, resp.Header)
	}
}

func TestALargeBodyIsRefusedAtOnce(t *testing.T) {
	f := newForge(t, says(200, `"`+strings.Repeat("x", 2000)+`"`))
	tr, _ := open(t, Options{LargestBody: 1000})
	if _, _, err := get(way(t, tr), f.URL); !errors.Is(err, errTooLarge) || len(f.asked) != 1 {
		t.Errorf("got %v, asked %d times", err, len(f.asked))
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	bomb := string(pack([]byte(`"` + strings.Repeat("x", 1<<20) + `"`)))
	f := newForge(t, says(200, bomb, "Content-Encoding", "gzip"))
	tr, _ := open(t, Options{LargestBody: 100 << 10})
	if _, _, err := get(way(t, tr), f.URL); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v of %d packed bytes", err, len(bomb))
	}
}

func TestABudgetEndsTheRun(t *testing.T) {
	f := newForge(t, says(200, `{}`))
	tr, _ := open(t, Options{MostRequests: 2})
	road := way(t, tr)
	get(road, f.URL+"/1")
	get(road, f.URL+"/2")
	if _, _, err := get(road, f.URL+"/3"); !errors.Is(err, errBudget) || !Interrupted(err) || len(f.asked) != 2 {
		t.Errorf("got %v, asked %d times", err, len(f.asked))
	}
}

// question is a POST that only asks.
func question(t *testing.T, address, body string) *http.Request {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header["Idempotency-Key"] = nil
	return req
}

func TestAQuestionIsAskedAgainInFullAndItsAnswerKept(t *testing.T) {
	var bodies []string
	noting := func(next func(http.ResponseWriter, *http.Request)) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			bodies = append(bodies, fmt.Sprintf("%s %s %v", r.Method, body, r.Header["Idempotency-Key"]))
			next(w, r)
		}
	}
	f := newForge(t, noting(says(503, "")), noting(cutsOff), noting(says(200, `"one"`)), noting(says(200, `"two"`)), noting(says(200, `"three"`)))
	tr, _ := open(t, Options{Dir: t.TempDir()})
	road := way(t, tr)
	for _, c := range []struct{ ask, want string }{{"a", `"one"`}, {"b", `"two"`}, {"a", `"one"`}} {
		resp, err := road.RoundTrip(question(t, f.URL, c.ask))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(resp.Body); string(got) != c.want {
			t.Errorf("%s: got %s", c.ask, got)
		}
	}
	if want := []string{"POST a []", "POST a []", "POST a []", "POST b []"}; !slices.Equal(bodies, want) {
		t.Errorf("asked %q", bodies)
	}
	if c := road.Counts(); c.Asked != 2 || c.Sent != 4 {
		t.Errorf("%+v", c)
	}
}

func TestAnInterruptedQuestionIsNotAskedTwice(t *testing.T) {
	f := newForge(t, says(200, `"one"`), says(200, `"two"`))
	dir := t.TempDir()
	for _, done := range []bool{false, true, true} {
		tr, _ := open(t, Options{Dir: dir})
		road := way(t, tr)
		resp, err := road.RoundTrip(question(t, f.URL, "a"))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(resp.Body)
		road.Close(done)
		if want := map[bool]string{true: `"one"`, false: `"two"`}[len(f.asked) == 1]; string(got) != want {
			t.Errorf("got %s after %d requests", got, len(f.asked))
		}
	}
	if len(f.asked) != 2 {
		t.Errorf("asked %d times", len(f.asked))
	}
}

func TestOnlyReading(t *testing.T) {
	stream := question(t, "https://forge.example", "{}")
	stream.GetBody = nil // can be sent once only
	deletes := question(t, "https://forge.example", "{}")
	deletes.Method = http.MethodDelete
	for _, req := range []*http.Request{stream, deletes} {
		tr, _ := open(t, Options{})
		var refused *RefusedError
		if _, err := way(t, tr).RoundTrip(req); !errors.As(err, &refused) {
			t.Errorf("%s: got %v", req.Method, err)
		}
	}
	tr, _ := open(t, Options{})
	req, _ := http.NewRequest(http.MethodPost, "https://user:secret@forge.example/x", strings.NewReader("{}"))
	_, err := way(t, tr).RoundTrip(req)
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestACancelledRunStopsAtOnce(t *testing.T) {
	f := newForge(t, says(500, ""))
	tr, w := open(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if _, err := way(t, tr).RoundTrip(req); !errors.Is(err, context.Canceled) || Interrupted(err) {
		t.Errorf("got %v", err)
	}
	if len(w.slept) > 1 {
		t.Errorf("slept %v", w.slept)
	}
}

func TestWhatIsKeptBelongsToItsOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, says(200, `{}`))
	tr, _ := open(t, Options{Dir: filepath.Join(dir, "http")})
	get(way(t, tr), f.URL)
	filepath.WalkDir(filepath.Join(dir, "http"), func(path string, d os.DirEntry, err error) error {
		info, err := d.Info()
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", path, info.Mode())
		}
		return err
	})
}
