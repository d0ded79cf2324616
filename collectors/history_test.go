package collectors

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// anvil is a project as a source tells of it.
func anvil(run *source.Run, from string, stars, forks *int) *dataset.Project {
	return &dataset.Project{ID: "github.com/acme/anvil", Name: "anvil", Visibility: dataset.VisibilityPublic, Audience: dataset.Public,
		Stars: stars, Forks: forks, Provenance: run.Provenance(from, "")}
}

func tells(from string, stars, forks *int, more ...dataset.Record) does {
	return func(_ context.Context, run *source.Run) error {
		run.Results.Put(anvil(run, from, stars, forks))
		for _, record := range more {
			*record.From() = run.Provenance(from, "")
			run.Results.Put(record)
		}
		return nil
	}
}

// days returns what is written down of a month, as JSON without unknown figures.
func (b *bench) days(file string) string {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(b.o.Store, "history", file))
	if os.IsNotExist(err) {
		return ""
	}
	record, err := dataset.Decode("history", data)
	if err != nil {
		b.t.Fatal(err)
	}
	known := map[dataset.Date]map[string]map[string]float64{}
	for day, projects := range record.(*dataset.History).Days {
		known[day] = map[string]map[string]float64{}
		for project, figures := range projects {
			known[day][project] = map[string]float64{}
			for name, value := range figures {
				if value != nil {
					known[day][project][name] = *value
				}
			}
		}
	}
	out, _ := json.Marshal(known)
	return string(out)
}

func count(n int) *int { return &n }

func TestEachDayIsWrittenDownOnce(t *testing.T) {
	b := newBench(t)
	b.o.Now = time.Date(2026, 10, 30, 23, 0, 0, 0, time.UTC)
	expect := func(file, want string) {
		t.Helper()
		if got := b.days(file); got != want {
			t.Errorf("%s on %s\n got %s\nwant %s", file, b.o.Now.Format(time.DateTime), got, want)
		}
	}
	b.run(map[string]does{"github-1": tells("github", count(5), count(1))})
	expect("2026-10.json", `{"2026-10-30":{"github.com/acme/anvil":{"forks":1,"stars":5}}}`)

	b.o.Now = b.o.Now.Add(30 * time.Minute) // later on the same day: newer figures count, what is unknown now was known
	b.run(map[string]does{"github-1": tells("github", count(6), nil)})
	expect("2026-10.json", `{"2026-10-30":{"github.com/acme/anvil":{"forks":1,"stars":6}}}`)

	b.day() // a day on which the source fails
	_, err := b.run(map[string]does{"github-1": func(_ context.Context, run *source.Run) error {
		run.Results.Keep("projects", "github.com/acme/anvil", errors.New("it does not answer"))
		return nil
	}})
	if err == nil {
		t.Error("the source did not fail")
	}
	expect("2026-10.json", `{"2026-10-30":{"github.com/acme/anvil":{"forks":1,"stars":6}}}`)

	b.day() // the next month
	b.run(map[string]does{"github-1": tells("github", count(0), count(1), &dataset.Scorecard{Project: "github.com/acme/anvil", Date: "2026-11-01", Score: dataset.Of(7.5)})})
	expect("2026-10.json", `{"2026-10-30":{"github.com/acme/anvil":{"forks":1,"stars":6}}}`)
	expect("2026-11.json", `{"2026-11-01":{"github.com/acme/anvil":{"forks":1,"scorecard":7.5,"stars":0}}}`)
}

func TestTheForgeIsBelievedFirstAndOthersFillIn(t *testing.T) {
	b := newBench(t)
	both := map[string]does{"warehouse-1": tells("warehouse", count(4), count(2)), "github-1": tells("github", count(5), nil)}
	want := `{"2026-11-01":{"github.com/acme/anvil":{"forks":2,"stars":5}}}`
	for range 3 {
		if b.run(both); b.days("2026-11.json") != want {
			t.Fatal(b.days("2026-11.json"))
		}
	}
	if b.run(map[string]does{"warehouse-1": both["warehouse-1"]}); b.days("2026-11.json") != want {
		t.Errorf("a second source took the place of the forge: %s", b.days("2026-11.json"))
	}
}

func TestAFigureStandsOnTheDayOnWhichItsSourceLooked(t *testing.T) {
	b := newBench(t)
	b.run(map[string]does{"warehouse-1": func(_ context.Context, run *source.Run) error {
		p := anvil(run, "warehouse", count(3), nil)
		p.Provenance.Collected = dataset.At(run.Now.AddDate(0, 0, -2))
		return run.Results.Put(p)
	}})
	if got := b.days("2026-10.json"); got != `{"2026-10-30":{"github.com/acme/anvil":{"stars":3}}}` || b.days("2026-11.json") != "" {
		t.Errorf("%s and %s", got, b.days("2026-11.json"))
	}
}

func TestWhatHasNoFiguresHasNoHistory(t *testing.T) {
	for name, collect := range map[string]does{
		"a clone": tells("git", nil, nil),
		"an example": func(_ context.Context, run *source.Run) error {
			p := anvil(run, "example", count(3), nil)
			p.Provenance.Example = true
			return run.Results.Put(p)
		},
		"a figure": puts("csv", "a"),
	} {
		b := newBench(t)
		if b.run(map[string]does{"a-1": collect}); b.days("2026-11.json") != "" {
			t.Errorf("%s: %s", name, b.days("2026-11.json"))
		}
	}
	b := newBench(t)
	b.o.DryRun = true
	if b.run(map[string]does{"github-1": tells("github", count(1), nil)}); b.days("2026-11.json") != "" {
		t.Error("a dry run wrote")
	}
}

func TestAnInventedHistoryStandsBesideTheRealOne(t *testing.T) {
	b := newBench(t)
	invented := func(_ context.Context, run *source.Run) error {
		h := &dataset.History{Month: "2026-11", Provenance: run.Provenance("example", ""),
			Days: map[dataset.Date]map[string]map[string]*float64{"2026-11-01": {"github.com/acme/rocket": {"stars": dataset.Of(9.0)}}}}
		h.Provenance.Example = true
		return run.Results.Put(h)
	}
	for range 2 {
		if _, err := b.run(map[string]does{"example-1": invented, "github-1": tells("github", count(1), nil)}); err != nil {
			t.Fatal(err)
		}
	}
	if real, example := b.days("2026-11.json"), b.days("2026-11@example.json"); strings.Contains(real, "rocket") || !strings.Contains(real, "anvil") || !strings.Contains(example, "rocket") {
		t.Errorf("%s\n%s", real, example)
	}
}

func TestAnImportedHistoryFillsTheGapsOfTheRealOne(t *testing.T) {
	b := newBench(t)
	imported := func(_ context.Context, run *source.Run) error {
		taken := false
		for _, record := range run.Records("history") {
			h, ok := record.(*dataset.History)
			taken = taken || ok && h.Provenance.Source == dataset.Collect && h.Days["2026-11-01"]["github.com/acme/anvil"] != nil
		}
		if !taken {
			t.Error("the import does not see what is written down")
		}
		return run.Results.Put(&dataset.History{Month: "2026-11", Provenance: run.Provenance("dumps", ""),
			Days: map[dataset.Date]map[string]map[string]*float64{"2026-11-02": {"github.com/acme/anvil": {"stars": dataset.Of(9.0)}}}})
	}
	b.run(map[string]does{"github-1": tells("github", count(1), nil)})
	if _, err := b.run(map[string]does{"dumps-1": imported}); err != nil {
		t.Fatal(err)
	}
	if d := b.dataset(); len(d.History) != 2 || d.History[0].Provenance.Source != dataset.Collect || d.History[1].Provenance.Source != "dumps" {
		t.Errorf("%+v", d.History)
	}
}

func TestTheVerdictsOfTheDayAreWrittenDownForTheCompany(t *testing.T) {
	b := newBench(t)
	var verdicts map[string]*float64
	b.o.Judge = func() (map[string]*float64, error) {
		if len(b.dataset().Projects) == 0 {
			t.Error("it is judged before the records are written")
		}
		return verdicts, nil
	}
	doing := map[string]does{"github-1": tells("github", dataset.Of(7), nil)}
	b.run(doing)
	verdicts = map[string]*float64{"forbidden-components": dataset.Of(2.0), "unknown-components": nil}
	b.day()
	b.run(doing)
	b.o.DryRun = true
	b.day()
	b.run(doing)
	want := `{"2026-11-01":{"github.com/acme/anvil":{"stars":7}},"2026-11-02":{"company":{"forbidden-components":2},"github.com/acme/anvil":{"stars":7}}}`
	if got := b.days("2026-11.json"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	b.o.DryRun = false
	b.o.Judge = func() (map[string]*float64, error) { return nil, errors.New("no rule") }
	_, err := b.run(doing)
	var failed *Error
	if !errors.As(err, &failed) || !failed.Problems[0].Wrong || !strings.Contains(err.Error(), "no rule") {
		t.Errorf("got %v", err)
	}
}

func TestAMonthThatCannotBeReadIsNotOverwritten(t *testing.T) {
	b := newBench(t)
	file := filepath.Join(b.o.Store, "history", "2026-11.json")
	os.MkdirAll(filepath.Dir(file), 0o755)
	os.WriteFile(file, []byte("<<<<<<< ours\n"), 0o644)
	_, err := b.run(map[string]does{"github-1": tells("github", count(1), nil)})
	var failed *Error
	if !errors.As(err, &failed) || len(failed.Problems) != 1 || !failed.Problems[0].Wrong || failed.Problems[0].File != "data/history/2026-11.json" {
		t.Errorf("%v", err)
	}
	if data, _ := os.ReadFile(file); string(data) != "<<<<<<< ours\n" {
		t.Errorf("%s", data)
	}
}
