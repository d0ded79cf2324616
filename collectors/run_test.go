package collectors

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// does is a collector that is one function.
type does func(context.Context, *source.Run) error

func (d does) Collect(ctx context.Context, run *source.Run) error { return d(ctx, run) }

func jobsOf(doing map[string]does) (jobs []*job) {
	for id, d := range doing {
		name, _, _ := strings.Cut(id, "-")
		jobs = append(jobs, &job{entry: Entry{Name: name, Line: 7, Column: 3}, name: name, id: id, collector: d, asked: true})
	}
	return jobs
}

// bench is a portal whose collectors are functions.
type bench struct {
	t *testing.T
	o Options
}

func newBench(t *testing.T) *bench {
	dir := t.TempDir()
	return &bench{t: t, o: Options{Content: dir, Store: filepath.Join(dir, "data"), Cache: filepath.Join(dir, "cache"),
		Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Getenv: func(name string) string { return "value-of-" + name }}}
}

func (b *bench) run(doing map[string]does) (Summary, error) {
	return runAll(context.Background(), b.o, jobsOf(doing))
}

// day moves the moment of the next run on.
func (b *bench) day() { b.o.Now = b.o.Now.AddDate(0, 0, 1) }

func (b *bench) dataset() *dataset.Dataset {
	b.t.Helper()
	d, errs := dataset.NewStore(b.o.Store).Read()
	if len(errs) > 0 {
		b.t.Fatal(errs[0])
	}
	return d
}

func figure(run *source.Run, from, id string) *dataset.Figure {
	return &dataset.Figure{ID: id, Title: id, Provenance: run.Provenance(from, "")}
}

func puts(from string, ids ...string) does {
	return func(_ context.Context, run *source.Run) error {
		for _, id := range ids {
			run.Results.Put(figure(run, from, id))
		}
		return nil
	}
}

func TestRecordsAreKeptAndTheRunIsWrittenDown(t *testing.T) {
	b := newBench(t)
	summary, err := b.run(map[string]does{"csv-1": puts("csv", "a", "b"), "csv-2": puts("csv", "c")})
	if err != nil {
		t.Fatal(err)
	}
	d := b.dataset()
	if len(d.Figures) != 3 || d.Figures[0].Audience != dataset.Internal {
		t.Errorf("%+v", d.Figures)
	}
	if s := d.Sources.Sources; len(s) != 2 || s[0].ID != "csv-1" || s[0].Records != 2 || !s[0].Complete || s[0].Succeeded == nil ||
		s[0].Requests != nil || s[0].Audience != dataset.Internal {
		t.Errorf("%+v", s)
	}
	if len(summary.Sources) != 2 || summary.Sources[0].Continued {
		t.Errorf("%+v", summary)
	}
}

func TestTheSameRunLeavesTheSameBytes(t *testing.T) {
	b := newBench(t)
	files := func() string {
		var all strings.Builder
		filepath.WalkDir(b.o.Store, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, _ := os.ReadFile(path)
				fmt.Fprintf(&all, "%s\n%s", path, data)
			}
			return err
		})
		return all.String()
	}
	doing := map[string]does{"a-1": puts("a", "x"), "b-1": puts("b", "y"), "c-1": func(_ context.Context, run *source.Run) error {
		run.Results.Fail(errors.New("one"))
		run.Results.Fail(errors.New("two"))
		return nil
	}}
	b.run(doing)
	first := files()
	for range 5 {
		if b.run(doing); files() != first {
			t.Fatalf("first\n%s\nthen\n%s", first, files())
		}
	}
}

func TestABadRecordIsRefusedAndTheRestGoesOn(t *testing.T) {
	b := newBench(t)
	_, err := b.run(map[string]does{"csv-1": func(_ context.Context, run *source.Run) error {
		token := run.Getenv("TOKEN")
		for id, spoil := range map[string]func(*dataset.Figure){
			"no-title":   func(f *dataset.Figure) { f.Title = "" },
			"control":    func(f *dataset.Figure) { f.Description = "a\x1b[2J" },
			"secret":     func(f *dataset.Figure) { f.Description = "it is " + token },
			"not-text":   func(f *dataset.Figure) { f.Unit = "\xff" },
			"no-source":  func(f *dataset.Figure) { f.Provenance.Source = "" },
			"good":       func(*dataset.Figure) {},
			"good-too-1": func(f *dataset.Figure) { f.Description = "two\nlines" },
		} {
			f := figure(run, "csv", id)
			spoil(f)
			run.Results.Put(f)
		}
		return nil
	}})
	d := b.dataset()
	if len(d.Figures) != 2 || len(d.Sources.Sources[0].Failures) != 5 || d.Sources.Sources[0].Complete {
		t.Errorf("%d figures, %+v", len(d.Figures), d.Sources.Sources[0])
	}
	var failed *Error
	if !errors.As(err, &failed) || len(failed.Problems) != 5 || strings.Contains(err.Error(), "value-of-TOKEN") {
		t.Errorf("got %v", err)
	}
	for _, want := range []string{"/description holds control characters", `"title" is missing`, "holds a secret"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
}

func TestTwoCollectorsDoNotWriteOneFile(t *testing.T) {
	b := newBench(t)
	_, err := b.run(map[string]does{"csv-1": puts("csv", "same"), "warehouse-1": func(ctx context.Context, run *source.Run) error {
		return run.Results.Put(figure(run, "sbom", "same"))
	}})
	if err == nil || !strings.Contains(err.Error(), "writes figures/same.json already") {
		t.Errorf("got %v", err)
	}
}

func TestTwoEntriesOfOneCollectorDoNotWriteOneFileEither(t *testing.T) {
	b := newBench(t)
	_, err := b.run(map[string]does{"csv-1": puts("csv", "same"), "csv-2": puts("csv", "same")})
	var failed *Error
	if !errors.As(err, &failed) || len(failed.Problems) != 1 || !failed.Problems[0].Wrong || failed.Problems[0].Line != 7 {
		t.Errorf("got %v", err)
	}
}

func TestWhatOneSourceMissesAnotherMayHave(t *testing.T) {
	misses := func(_ context.Context, run *source.Run) error {
		run.Results.Gone("figures", "a")
		return nil
	}
	for _, later := range []string{"csv-1", "csv-2"} {
		b := newBench(t)
		b.o.Parallel = 1
		b.run(map[string]does{"csv-1": puts("csv", "a")})
		jobs := jobsOf(map[string]does{"csv-1": puts("csv", "a"), "csv-2": misses})
		if jobs[0].id == later {
			jobs[0], jobs[1] = jobs[1], jobs[0]
		}
		if _, err := runAll(context.Background(), b.o, jobs); err != nil {
			t.Fatal(err)
		}
		if b.dataset().Figures[0].Provenance.GoneSince != nil {
			t.Errorf("with %s last it is marked gone", later)
		}
	}
}

func TestAFailingSourceKeepsItsRecordsMarkedStale(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a", "b", "c"), "git-1": puts("git", "d")})
	first := b.o.Now
	fails := map[string]does{"csv-1": func(_ context.Context, run *source.Run) error {
		run.Results.Put(figure(run, "csv", "a"))
		run.Results.Keep("figures", "b", errors.New("it was not there"))
		run.Results.Keep("figures", "never-seen", errors.New("nor this"))
		return errors.New("and then nothing worked")
	}, "git-1": puts("git", "d")}
	b.day()
	second := b.o.Now
	for range 2 {
		if _, err := b.run(fails); err == nil {
			t.Error("nothing failed")
		}
		b.day()
	}
	d := b.dataset()
	if len(d.Figures) != 4 {
		t.Fatalf("%d figures", len(d.Figures))
	}
	for _, f := range d.Figures {
		stale := f.Provenance.StaleSince
		switch f.ID {
		case "a", "d":
			if stale != nil {
				t.Errorf("%s is stale", f.ID)
			}
		default:
			if stale == nil || !stale.Equal(second) || !f.Provenance.Collected.Equal(first) {
				t.Errorf("%s: %+v", f.ID, f.Provenance)
			}
		}
	}
	if s := d.Sources.Sources[0]; s.Complete || !s.Succeeded.Equal(first) || len(s.Failures) != 3 {
		t.Errorf("%+v", s)
	}
	if _, err := b.run(map[string]does{"csv-1": puts("csv", "a", "b", "c")}); err != nil {
		t.Fatal(err)
	}
	for _, f := range b.dataset().Figures {
		if f.Provenance.StaleSince != nil {
			t.Errorf("%s is renewed and stale", f.ID)
		}
	}
}

func TestWhatIsGoneStaysMarkedGone(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a", "b")})
	b.day()
	left := b.o.Now
	for range 2 {
		_, err := b.run(map[string]does{"csv-1": func(_ context.Context, run *source.Run) error {
			if known := run.Known("figures"); len(known) != 2 {
				t.Errorf("%d are known", len(known))
			}
			run.Results.Put(figure(run, "csv", "a"))
			run.Results.Gone("figures", "b")
			run.Results.Gone("figures", "never-seen")
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		b.day()
	}
	if p := b.dataset().Figures[1].Provenance; p.GoneSince == nil || !p.GoneSince.Equal(left) || p.StaleSince != nil {
		t.Errorf("%+v", p)
	}
}

func TestACollectorThatBreaksDownTakesNoOtherWithIt(t *testing.T) {
	b := newBench(t)
	b.o.Timeout = 50 * time.Millisecond
	_, err := b.run(map[string]does{
		"csv-1":  puts("csv", "a"),
		"git-1":  func(context.Context, *source.Run) error { panic("at the disco") },
		"sbom-1": func(ctx context.Context, _ *source.Run) error { <-ctx.Done(); return ctx.Err() },
		"osv-1": func(_ context.Context, run *source.Run) error {
			_, err := os.Open(filepath.Join(run.Root, "missing.json"))
			return err
		},
		"url-1": func(context.Context, *source.Run) error { return errors.New("https://ada:hush@acme.example says no") },
	})
	var failed *Error
	if !errors.As(err, &failed) || failed.Unreachable() || len(failed.Problems) != 4 {
		t.Fatalf("got %v", err)
	}
	for i, want := range []struct {
		source, text string
		wrong        bool
	}{
		{"git-1", "at the disco", false}, {"osv-1", "missing.json", true}, {"sbom-1", "longer than it may", false}, {"url-1", "https://acme.example", false},
	} {
		if p := failed.Problems[i]; p.Source != want.source || !strings.Contains(p.Text, want.text) || p.Wrong != want.wrong || p.Wrong && p.Line != 7 {
			t.Errorf("%d: %+v", i, p)
		}
	}
	if len(b.dataset().Figures) != 1 {
		t.Error("the record is lost")
	}
}

func TestSourcesThatAreNotAskedKeepTheirStatus(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a"), "git-1": puts("git", "b")})
	tried := b.o.Now
	b.day()
	jobs := jobsOf(map[string]does{"csv-1": puts("csv", "a"), "git-1": puts("git")})
	for _, j := range jobs {
		j.asked = j.name == "csv"
	}
	if _, err := runAll(context.Background(), b.o, jobs); err != nil {
		t.Fatal(err)
	}
	s := b.dataset().Sources.Sources
	if len(s) != 2 || !s[0].Tried.Equal(b.o.Now) || !s[1].Tried.Equal(tried) {
		t.Errorf("%+v", s)
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a")})
	before, _ := os.ReadFile(filepath.Join(b.o.Store, "sources.json"))
	b.o.DryRun = true
	b.day()
	summary, err := b.run(map[string]does{"csv-1": puts("csv", "a", "b")})
	if err != nil || summary.Sources[0].Changed != 2 || summary.Sources[0].Records != 2 {
		t.Errorf("%v, %+v", err, summary)
	}
	after, _ := os.ReadFile(filepath.Join(b.o.Store, "sources.json"))
	if len(b.dataset().Figures) != 1 || string(before) != string(after) {
		t.Error("something was written")
	}
}

func TestARunThatIsCancelledMarksNothing(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a", "b")})
	b.day()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := runAll(ctx, b.o, jobsOf(map[string]does{"csv-1": func(ctx context.Context, run *source.Run) error {
		cancel()
		return ctx.Err()
	}}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	d := b.dataset()
	if d.Figures[0].Provenance.StaleSince != nil || !d.Sources.Sources[0].Complete {
		t.Error("what nobody asked for is marked stale")
	}
}

func TestOnlyTheSourceThatWasInterruptedGoesOnWhereItWas(t *testing.T) {
	asked := map[string]int{}
	var mu sync.Mutex
	forge := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked[r.URL.Path]++
		if r.URL.Path == "/ill" && asked["/ill"] == 1 {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer forge.Close()
	b := newBench(t)
	b.o.Attempts = 1
	moments := map[string][]time.Time{}
	asks := func(name string, paths ...string) does {
		return func(_ context.Context, run *source.Run) error {
			mu.Lock()
			moments[name] = append(moments[name], run.Now)
			mu.Unlock()
			for _, path := range paths {
				if _, err := run.Client.Get(forge.URL + path); err != nil {
					return err
				}
			}
			return nil
		}
	}
	doing := map[string]does{"well-1": asks("well", "/well"), "ill-1": asks("ill", "/asked", "/ill")}
	if _, err := b.run(doing); err == nil {
		t.Fatal("nothing failed")
	}
	b.o.Now = b.o.Now.Add(time.Hour)
	summary, err := b.run(doing)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range summary.Sources {
		if s.Continued != (s.ID == "ill-1") {
			t.Errorf("%s: continued %v", s.ID, s.Continued)
		}
	}
	if asked["/well"] != 2 || asked["/asked"] != 1 || asked["/ill"] != 2 {
		t.Errorf("asked %v", asked)
	}
	if m := moments["ill"]; !m[0].Equal(m[1]) || moments["well"][0].Equal(moments["well"][1]) {
		t.Errorf("moments %v", moments)
	}
}

// reader is a collector that reads what the others wrote.
type reader struct{ does }

func (reader) AfterOthers() {}

func TestWhoReadsTheOthersComesAfterThem(t *testing.T) {
	b := newBench(t)
	seen := -1
	jobs := jobsOf(map[string]does{"csv-1": puts("csv", "a", "b"), "git-1": func(_ context.Context, run *source.Run) error {
		time.Sleep(20 * time.Millisecond)
		return run.Results.Put(figure(run, "git", "c"))
	}})
	jobs = append(jobs, &job{name: "osv", id: "osv-1", asked: true, collector: reader{func(_ context.Context, run *source.Run) error {
		seen = len(run.Records("figures"))
		return nil
	}}})
	if _, err := runAll(context.Background(), b.o, jobs); err != nil || seen != 3 {
		t.Errorf("saw %d records, %v", seen, err)
	}
}

func TestASelectionMarksNothingElseStale(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"csv-1": puts("csv", "a", "b")})
	b.o.Only = []string{"a"}
	b.run(map[string]does{"csv-1": func(context.Context, *source.Run) error { return errors.New("failed") }})
	for _, f := range b.dataset().Figures {
		if f.Provenance.StaleSince != nil {
			t.Errorf("%s is stale", f.ID)
		}
	}
}

// tape records what a run reports.
type tape struct {
	mu     sync.Mutex
	events []Event
}

func (t *tape) Report(e Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.events = append(t.events, e)
}

func TestProgressIsReported(t *testing.T) {
	b, seen := newBench(t), &tape{}
	b.o.Progress = seen
	b.run(map[string]does{"csv-1": func(_ context.Context, run *source.Run) error {
		run.Results.Progress(1, 4, "reading\x1b[2J "+run.Getenv("TOKEN"))
		return nil
	}})
	if len(seen.events) != 2 || seen.events[0].Doing != "reading[2J [redacted]" || seen.events[0].Total != 4 || !seen.events[1].Finished {
		t.Errorf("%+v", seen.events)
	}
	if got := left(30*time.Second, 1, 4); got != 90*time.Second {
		t.Errorf("left: %s", got)
	}
	if left(time.Second, 0, 4) != 0 || left(time.Second, 4, 4) != 0 || left(time.Second, 5, 0) != 0 {
		t.Error("what cannot be told is told")
	}
}
