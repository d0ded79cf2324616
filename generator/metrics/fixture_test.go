package metrics

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/moment"
	"portolan/generator/words"
	"portolan/themes"
)

// now is the moment of every build in these tests: a Sunday in November 2026.
var now = at("2026-11-22T12:00:00Z")

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func stamp(s string) dataset.Time {
	if len(s) == len("2026-01-02") {
		s += "T00:00:00Z"
	}
	return dataset.At(at(s))
}

func from(source string) dataset.Provenance {
	return dataset.Provenance{Source: source, Collected: dataset.At(now), Complete: true}
}

// project is a record of the forge; change it with functions.
func project(id string, change ...func(*dataset.Project)) *dataset.Project {
	p := &dataset.Project{ID: id, Name: id[strings.LastIndexByte(id, '/')+1:], Visibility: dataset.VisibilityPublic, Provenance: from("github")}
	if parts := strings.Split(id, "/"); len(parts) == 3 {
		p.Organization = parts[1]
	}
	for _, f := range change {
		f(p)
	}
	return p
}

// activity is a record of all that is known from January 2024 to now.
func activity(project string, change ...func(*dataset.Activity)) *dataset.Activity {
	a := &dataset.Activity{Project: project, Since: "2024-01", Through: dataset.At(now), Provenance: from("github")}
	for _, f := range change {
		f(a)
	}
	return a
}

// counts reads "2026-10=4 2026-11=2".
func counts(s string) map[dataset.Month]int {
	all := map[dataset.Month]int{}
	for _, pair := range strings.Fields(s) {
		month, n, _ := strings.Cut(pair, "=")
		var v int
		fmt.Sscan(n, &v)
		all[dataset.Month(month)] = v
	}
	return all
}

func commitsBy(s string) func(*dataset.Activity) {
	return func(a *dataset.Activity) { a.Commits = counts(s) }
}

func since(m dataset.Month) func(*dataset.Activity) {
	return func(a *dataset.Activity) { a.Since = m }
}

func through(s string) func(*dataset.Activity) {
	return func(a *dataset.Activity) { a.Through = stamp(s) }
}

// people reads "ann 2026-10=4 2026-11=2", one person each.
func people(lines ...string) func(*dataset.Activity) {
	return func(a *dataset.Activity) {
		a.Contributors = []dataset.Contributor{}
		for _, line := range lines {
			key, rest, _ := strings.Cut(line, " ")
			name, employer, _ := strings.Cut(key, "@")
			a.Contributors = append(a.Contributors, dataset.Contributor{Key: name, Organization: employer, Commits: counts(rest)})
		}
	}
}

// issues reads "opened responded closed", with a dash for what has not happened.
func issues(lines ...string) func(*dataset.Activity) {
	return func(a *dataset.Activity) {
		a.Issues = []dataset.Issue{}
		for _, line := range lines {
			f := append(strings.Fields(line), "-", "-")
			a.Issues = append(a.Issues, dataset.Issue{Opened: stamp(f[0]), Responded: maybe(f[1]), Closed: maybe(f[2])})
		}
	}
}

// requests reads "opened closed", with "merged" behind what was merged.
func requests(lines ...string) func(*dataset.Activity) {
	return func(a *dataset.Activity) {
		a.ChangeRequests = []dataset.ChangeRequest{}
		for _, line := range lines {
			f := append(strings.Fields(line), "-", "")
			a.ChangeRequests = append(a.ChangeRequests, dataset.ChangeRequest{Opened: stamp(f[0]), Closed: maybe(f[1]), Merged: f[2] == "merged"})
		}
	}
}

func maybe(s string) *dataset.Time {
	if s == "-" {
		return nil
	}
	t := stamp(s)
	return &t
}

func created(s string) func(*dataset.Project) {
	return func(p *dataset.Project) { p.Created = maybe(s) }
}

func starred(n int) func(*dataset.Project) {
	return func(p *dataset.Project) { p.Stars = &n }
}

func licensed(s string) func(*dataset.Project) {
	return func(p *dataset.Project) { p.License.Expression = &s }
}

func released(days ...string) func(*dataset.Project) {
	return func(p *dataset.Project) {
		p.Releases = []dataset.Release{}
		for _, d := range days {
			p.Releases = append(p.Releases, dataset.Release{Tag: d, Published: stamp(d)})
		}
	}
}

// written puts an answer into a few characters: "12", "12 from 1 of 2 projects", "unknown from 0 of 1 project", "nothing".
func written(v Value) string {
	s := "unknown"
	switch {
	case v.Number != nil:
		s = english.Figure(*v.Number)
	case v.Nothing:
		s = "nothing"
	}
	if p := v.Partly(english); p != "" {
		s += " " + p
	}
	return s
}

// line puts a series into a line: "2026-09=3 2026-10=? 2026-11=2*", with a star for unfinished.
func line(points []Point) string {
	var all []string
	for _, p := range points {
		s := string(p.Month) + "="
		switch {
		case p.Number != nil:
			s += english.Figure(*p.Number)
		case p.Nothing:
			s += "-"
		default:
			s += "?"
		}
		if p.Unfinished {
			s += "*"
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func metric(t *testing.T, id string) *Metric {
	t.Helper()
	m := ByID(id)
	if m == nil {
		t.Fatalf("no metric %q", id)
	}
	return m
}

func with(d Data) *Figures {
	d.Now = moment.At(now)
	return figuresOf(d)
}

// figuresOf indexes records, to speak of them in English.
func figuresOf(d Data) *Figures {
	d.Words = english
	return New(d)
}

var english, german = in("en"), in("de")

// in are the words of a language of the theme that the program carries.
func in(language string) *words.Words {
	w, err := words.In(themes.Default(), language)
	if err != nil {
		panic(err) // the theme is compiled in
	}
	return w
}
