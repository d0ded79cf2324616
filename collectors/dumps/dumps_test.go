package dumps

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// notebook keeps what a run found.
type notebook struct {
	t        *testing.T
	months   map[dataset.Month]*dataset.History
	failures []string
}

func (n *notebook) Put(r dataset.Record) error {
	data, err := dataset.Encode(r)
	if err == nil {
		_, err = dataset.Decode(r.Kind(), data)
	}
	if err != nil {
		n.t.Error(err)
	}
	n.months[r.(*dataset.History).Month] = r.(*dataset.History)
	return nil
}
func (n *notebook) Keep(string, string, error) {}
func (n *notebook) Gone(string, string)        {}
func (n *notebook) Fail(why error)             { n.failures = append(n.failures, why.Error()) }
func (n *notebook) Progress(int, int, string)  {}

// figure returns what is known of a project on a day: a number, "unknown", or "" for a gap.
func (n *notebook) figure(day dataset.Date, project, metric string) any {
	h := n.months[dataset.Month(day[:7])]
	if h == nil || h.Days[day][project] == nil {
		return ""
	}
	if v := h.Days[day][project][metric]; v != nil {
		return *v
	}
	return "unknown"
}

// repository is a git repository that a test writes versions into.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("SKIPPED: git is not installed")
	}
	r := &repository{t: t, dir: t.TempDir()}
	r.git("", "init", "-q", "-b", "main")
	return r
}

func (r *repository) git(date string, arguments ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=A", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false"}, arguments...)...)
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE=2001-01-01T00:00:00Z", "GIT_CONFIG_GLOBAL=/dev/null")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", arguments, err, out)
	}
}

// version writes a file, or removes it where there is no content, and commits it.
func (r *repository) version(date, file, content string) {
	r.t.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(file))
	os.MkdirAll(filepath.Dir(path), 0o755)
	if content == "" {
		os.Remove(path)
	} else if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		r.t.Fatal(err)
	}
	r.git(date, "add", "-A")
	r.git(date, "commit", "-q", "-m", "x", "--allow-empty")
}

var fields = map[string]string{"stars": "stargazers_count", "issues-open": "counts.open"}

func (r *repository) collect(c Config, change ...func(*source.Run)) (*notebook, error) {
	r.t.Helper()
	n := &notebook{t: r.t, months: map[dataset.Month]*dataset.History{}}
	collector, err := New(c)
	if err != nil {
		r.t.Fatal(err)
	}
	run := &source.Run{Now: time.Date(2026, 11, 15, 0, 0, 0, 0, time.UTC), Root: filepath.Dir(r.dir), Results: n}
	for _, edit := range change {
		edit(run)
	}
	return n, collector.Collect(r.t.Context(), run)
}

func TestTheLastVersionOfEachDayCounts(t *testing.T) {
	r := newRepository(t)
	r.version("2026-01-30T10:00:00Z", "data/repos.json", `[{"name": "anvil", "stargazers_count": 1, "counts": {"open": 3}}]`)
	r.version("2026-01-30T20:00:00-05:00", "data/repos.json", `[{"name": "anvil", "stargazers_count": 3, "counts": {"open": null}}]`) // the 31st in UTC
	r.version("2026-01-31T23:59:59Z", "data/repos.json", `[{"name": "anvil", "stargazers_count": 4}, {"name": "bellows", "stargazers_count": 0}]`)
	r.version("2026-02-02T00:00:00Z", "README.md", `a day without a dump`)
	r.version("2026-02-03T00:00:00Z", "data/repos.json", ``)
	r.version("2026-02-04T00:00:00Z", "data/repos.json", `[{"name": "anvil", "stargazers_count": 9, "counts": {"open": 0}}]`)
	r.version("2027-01-01T00:00:00Z", "data/repos.json", `[{"name": "anvil", "stargazers_count": 99}]`)
	n, err := r.collect(Config{Repository: filepath.Base(r.dir), Files: "data/*.json", Project: "github.com/acme/{name}", Fields: fields})
	if err != nil || len(n.failures) > 0 || len(n.months) != 2 {
		t.Fatal(err, n.failures, n.months)
	}
	anvil := "github.com/acme/anvil"
	for _, c := range []struct {
		day             dataset.Date
		project, metric string
		want            any
	}{
		{"2026-01-30", anvil, "stars", 1.0}, {"2026-01-30", anvil, "issues-open", 3.0},
		{"2026-01-31", anvil, "stars", 4.0}, {"2026-01-31", anvil, "issues-open", "unknown"},
		{"2026-01-31", "github.com/acme/bellows", "stars", 0.0},
		{"2026-02-01", anvil, "stars", ""}, {"2026-02-02", anvil, "stars", ""}, {"2026-02-03", anvil, "stars", ""},
		{"2026-02-04", anvil, "stars", 9.0}, {"2026-02-04", anvil, "issues-open", 0.0},
	} {
		if got := n.figure(c.day, c.project, c.metric); got != c.want {
			t.Errorf("%s of %s on %s: %v, want %v", c.metric, c.project, c.day, got, c.want)
		}
	}
	if p := n.months["2026-01"].Provenance; p.Source != "dumps" || !p.Complete {
		t.Errorf("%+v", p)
	}
}

func TestProjectsAreFoundInManyShapes(t *testing.T) {
	for name, c := range map[string]struct{ file, content, list, project string }{
		"a list within":   {"d.json", `{"data": {"repos": [{"n": "anvil", "stargazers_count": 5}]}}`, "data.repos", "github.com/acme/{n}"},
		"by key":          {"d.json", `{"repos": {"acme/anvil": {"stargazers_count": 5}}}`, "repos", "github.com/{key}"},
		"a file for each": {"anvil.json", `{"stargazers_count": 5}`, "", "github.com/acme/{file}"},
		"an address":      {"d.json", `[{"html_url": "https://github.com/acme/anvil", "stargazers_count": 5}]`, "", "{html_url}"},
		"deeper":          {"d.json", `[{"owner": {"login": "acme"}, "name": "anvil", "stargazers_count": 5}]`, "", "github.com/{owner.login}/{name}"},
		"dots in names":   {"d.json", `{"a.b": [{"name": "anvil", "stargazers_count": 5}]}`, "a.b", "github.com/acme/{name}"},
	} {
		r := newRepository(t)
		r.version("2026-03-01T00:00:00Z", c.file, c.content)
		n, err := r.collect(Config{Repository: r.dir, Files: "*.json", List: c.list, Project: c.project, Fields: fields})
		if err != nil || len(n.failures) > 0 || n.figure("2026-03-01", "github.com/acme/anvil", "stars") != 5.0 {
			t.Errorf("%s: %v %v %v", name, err, n.failures, n.months)
		}
	}
}

func TestWhatAVersionSaysWronglyIsUnknownAndSaid(t *testing.T) {
	r := newRepository(t)
	r.version("2026-03-01T00:00:00Z", "d.json", `[{"name": "anvil", "stargazers_count": "many"}, {"name": "bellows", "stargazers_count": -1, "counts": {"open": 2}}]`)
	r.version("2026-03-02T00:00:00Z", "d.json", `<html>try again</html>`)
	r.version("2026-03-03T00:00:00Z", "d.json", `[{"title": "nameless"}, {"name": "anvil", "stargazers_count": 3}]`)
	r.version("2026-03-04T00:00:00Z", "d.json", `"nothing"`)
	n, err := r.collect(Config{Repository: r.dir, Files: "*.json", Project: "github.com/acme/{name}", Fields: fields})
	if err != nil || len(n.failures) != 5 {
		t.Fatalf("%v %q", err, n.failures)
	}
	for i, says := range []string{"d.json of 2026-03-01", "-1 is no figure", "not JSON", "no {name}", "no list"} {
		if !strings.Contains(n.failures[i], says) {
			t.Errorf("%q does not say %q", n.failures[i], says)
		}
	}
	if n.figure("2026-03-01", "github.com/acme/anvil", "stars") != "" || n.figure("2026-03-01", "github.com/acme/bellows", "stars") != "unknown" ||
		n.figure("2026-03-02", "github.com/acme/anvil", "stars") != "" || n.figure("2026-03-03", "github.com/acme/anvil", "stars") != 3.0 ||
		n.months["2026-03"].Provenance.Complete {
		t.Errorf("%+v", n.months["2026-03"])
	}
}

func TestDaysThatAreWrittenDownAlreadyAreLeftAlone(t *testing.T) {
	r := newRepository(t)
	r.version("2026-03-01T00:00:00Z", "d.json", `[{"name": "anvil", "stargazers_count": 1}, {"name": "bellows", "stargazers_count": 2}]`)
	known := map[dataset.Date]map[string]map[string]*float64{"2026-03-01": {"github.com/acme/anvil": {"stars": dataset.Of(7.0)}}}
	for from, want := range map[string]any{dataset.Collect: "", "dumps": 1.0} {
		n, err := r.collect(Config{Repository: r.dir, Files: "*.json", Project: "github.com/acme/{name}", Fields: fields}, func(run *source.Run) {
			run.Records = func(string) []dataset.Record {
				return []dataset.Record{&dataset.History{Month: "2026-03", Days: known, Provenance: dataset.Provenance{Source: from}}}
			}
		})
		if err != nil || n.figure("2026-03-01", "github.com/acme/anvil", "stars") != want || n.figure("2026-03-01", "github.com/acme/bellows", "stars") != 2.0 {
			t.Errorf("%s: %v %v", from, err, n.months)
		}
	}
}

func TestTheMainLineCounts(t *testing.T) {
	r := newRepository(t)
	r.version("2026-03-01T00:00:00Z", "d.json", `[{"name": "anvil", "stargazers_count": 1}]`)
	r.git("", "checkout", "-q", "-b", "side")
	r.version("2026-03-02T00:00:00Z", "d.json", `[{"name": "anvil", "stargazers_count": 50}]`)
	r.git("", "checkout", "-q", "main")
	r.git("2026-03-03T00:00:00Z", "merge", "-q", "--no-ff", "-m", "x", "side")
	c := Config{Repository: r.dir, Files: "*.json", Project: "github.com/acme/{name}", Fields: fields}
	n, err := r.collect(c)
	if err != nil || n.figure("2026-03-02", "github.com/acme/anvil", "stars") != "" || n.figure("2026-03-03", "github.com/acme/anvil", "stars") != 50.0 {
		t.Errorf("%v %v", err, n.months)
	}
	c.Branch = "side"
	if n, err := r.collect(c); err != nil || n.figure("2026-03-02", "github.com/acme/anvil", "stars") != 50.0 {
		t.Errorf("%v %v", err, n.months)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	for says, c := range map[string]Config{
		"no repository":           {},
		"no pattern":              {Repository: ".", Files: "["},
		"no branch":               {Repository: ".", Files: "*", Branch: "--all"},
		"how a project is called": {Repository: ".", Files: "*"},
		"names no fields":         {Repository: ".", Files: "*", Project: "x"},
		`"open" is no figure`:     {Repository: ".", Files: "*", Project: "x", Fields: map[string]string{"open": "x"}},
	} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, says) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	r := newRepository(t)
	r.version("2026-03-01T00:00:00Z", "d.json", `[]`)
	for says, c := range map[string]Config{
		"cannot be read":      {Repository: filepath.Join(r.dir, "nowhere"), Files: "*"},
		"cannot be read: bad": {Repository: r.dir, Files: "*", Branch: "nowhere"},
		"no version":          {Repository: r.dir, Files: "*.xml"},
	} {
		c.Project, c.Fields = "x/{name}", fields
		_, err := r.collect(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestTheEditorsPageListsEveryKeyAndFigure(t *testing.T) {
	page, err := os.ReadFile("../../content/editors/collectors.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## dumps\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for field := range reflect.TypeFor[Config]().Fields() {
		if key := field.Tag.Get("yaml"); !strings.Contains(section, "| `"+key+"` |") {
			t.Errorf("there is no line for the key %s", key)
		}
	}
	for _, metric := range metrics {
		if !strings.Contains(section, "`"+metric+"`") {
			t.Errorf("the page does not list %s", metric)
		}
	}
}

func FuzzEntries(f *testing.F) {
	f.Add([]byte(`{"repos": {"acme/anvil": {"stars": 5, "name": "x"}}}`), "repos", "github.com/{key}")
	f.Add([]byte(`[{"html_url": "https://github.com/acme/anvil", "stars": 1e400}]`), "", "{html_url}")
	f.Fuzz(func(t *testing.T, content []byte, list, pattern string) {
		entries, err := entriesIn(content, list, strings.Contains(pattern, "{key}"))
		if err != nil {
			return
		}
		for _, e := range entries {
			id, err := e.id(pattern)
			if err == nil && dataset.CleanText(id) != id {
				t.Errorf("%q", id)
			}
			if v, err := number(member(e.value, "stars")); err == nil && v != nil && *v < 0 {
				t.Error(*v)
			}
		}
	})
}
