package forge

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

var now = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func day(s string) time.Time {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // the days stand below
	}
	return at
}

func TestTheFirstResponseIsByAnotherHuman(t *testing.T) {
	it := Item{Author: "ada", Opened: day("2026-01-01")}
	for _, c := range []struct {
		login string
		bot   bool
		at    string
	}{{"Ada", false, "2026-01-02"}, {"", false, "2026-01-02"}, {"Ghost", false, "2026-01-02"}, {"ci", true, "2026-01-02"}} {
		it.Respond(c.login, c.bot, day(c.at))
		if !it.Responded.IsZero() {
			t.Errorf("%+v counts as a response", c)
		}
	}
	it.Respond("bob", false, day("2026-01-05"))
	it.Respond("carl", false, day("2026-01-03"))
	it.Respond("bob", false, day("2026-01-04"))
	it.Respond("dora", false, time.Time{})
	if !it.Responded.Equal(day("2026-01-03")) {
		t.Errorf("got %s", it.Responded)
	}
}

func TestItemsAreFoundByNumber(t *testing.T) {
	issues, changes := []Item{{Number: 1}, {Number: 3}}, []Item{{Number: 2}}
	numbered := Numbered(issues, changes)
	numbered[3].Title, numbered[2].Title = "three", "two"
	if len(numbered) != 3 || issues[1].Title != "three" || changes[0].Title != "two" {
		t.Errorf("%v, %v", issues, changes)
	}
}

func TestTheYearIsTwelveMonthsToTheSecond(t *testing.T) {
	start := day("2025-11-01")
	commit := func(at time.Time, who string) Commit { return Commit{At: at, Who: who} }
	w := Work{Accounts: true, Commits: []Commit{commit(start, "ada"), commit(start.Add(-time.Second), "bob"), commit(now, "Ada"), commit(now.Add(time.Second), "bob"),
		{At: now, Who: "ci", Bot: true, Account: true}, {At: now, Who: "carl", Account: true, Merge: true}},
		Issues: []Item{{Opened: start, Responded: start.Add(time.Hour)}, {Opened: start, Responded: start.Add(4 * time.Hour)},
			{Opened: start.Add(-time.Second), Responded: start}, {Opened: now}},
		Releases: []dataset.Release{{Published: dataset.At(start)}, {Published: dataset.At(start.Add(-time.Second))}}}
	y := w.Year(now)
	got := []int{*y.Commits, *y.BotCommits, *y.CommitsWithoutMerges, *y.Contributors, *y.ContributorsWithAccount, *y.ContributorAbsenceFactor,
		*y.IssuesOpened, *y.IssuesResponded, *y.Releases}
	if want := []int{4, 1, 3, 2, 1, 1, 3, 2, 1}; !reflect.DeepEqual(got, want) || *y.MedianHoursToFirstResponse != 2.5 {
		t.Errorf("got %v, want %v; median %v", got, want, *y.MedianHoursToFirstResponse)
	}
}

func TestWhatTheListsDoNotTellIsNotKnown(t *testing.T) {
	y := (&Work{}).Year(now)
	if want := (&dataset.Year{From: dataset.At(day("2025-11-01"))}); !reflect.DeepEqual(y, want) {
		t.Errorf("%+v", y)
	}
	p := &dataset.Project{ID: "h/a/b"}
	(&Work{}).Count(p, nil)
	a := (&Work{}).Activity(p, &source.Run{Now: now}, nil)
	if p.OpenIssues != nil || p.Tasks != nil || p.MergedChangeRequests != nil || a.Commits != nil || a.Contributors != nil || a.Issues != nil ||
		a.ChangeRequests != nil || a.Provenance.Complete || a.Since != "2026-11" {
		t.Errorf("%+v, %+v", p, a)
	}
}

func TestCommentsThatNobodyReadLeaveResponsesUnknown(t *testing.T) {
	for unheard, known := range map[string][2]bool{"2024-01-01": {false, true}, "2026-01-01": {false, false}} {
		w := &Work{Issues: []Item{{Opened: day("2026-02-01")}, {Opened: day(unheard)}}, Unheard: day(unheard), UnheardChanges: day(unheard), Changes: []Item{{Opened: day(unheard)}}}
		a := w.Activity(&dataset.Project{}, &source.Run{Now: now}, nil)
		if (a.Issues != nil) != known[0] || (a.Year.IssuesResponded != nil) != known[1] || a.ChangeRequests != nil || a.Year.IssuesOpened == nil {
			t.Errorf("%s: %+v", unheard, a)
		}
	}
}

func TestWhatIsLaterThanTheRunIsLeftToTheNext(t *testing.T) {
	later := now.Add(time.Second)
	w := &Work{Commits: []Commit{{At: later, Who: "ada"}, {Who: "ada"}}, Issues: []Item{{Opened: later}, {}}, Changes: []Item{{Opened: later}, {}}}
	a := w.Activity(&dataset.Project{}, &source.Run{Now: now}, nil)
	if len(a.Commits)+len(a.Contributors)+len(a.Issues)+len(a.ChangeRequests) != 0 || a.Commits == nil || a.Issues == nil {
		t.Errorf("%+v", a)
	}
}

func TestMachinesAreToldApart(t *testing.T) {
	for name, want := range map[string]bool{
		"dependabot[bot]": true, "Renovate-Bot": true, "acme-robot": true, "project_12_bot": true, "group_7_bot_0f3a": true, "project_12_bot3": true,
		"gitea-actions": true, "ada": false, "abbot": false, "robot": false, "project_12_botany": false, "": false,
	} {
		if got := IsMachine(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if !IsMachineIdentity("x", "1+dependabot[bot]@users.noreply.github.com") || IsMachineIdentity("x", "1+ada@users.noreply.github.com") ||
		!IsMachineIdentity("x", "bot@renovateapp.com") || IsMachineIdentity("", "") {
		t.Error("addresses of machines are not told from those of people")
	}
}

func TestFilesAreFoundWhereverPeopleLook(t *testing.T) {
	var f Files
	for _, file := range [][2]string{{"", "Licenses"}, {"", "COPYING"}, {"", "LICENSE.md"}, {"docs", "SECURITY.rst"}, {".gitlab", "Contributing.md"}} {
		f.Add(file[0], file[1], false)
	}
	f.Add("", "README", true)
	f.Add("", "code-of-conduct.md", false)
	want := dataset.Community{Readme: dataset.Of(false), Contributing: dataset.Of(true), CodeOfConduct: dataset.Of(true),
		SecurityPolicy: dataset.Of(true), LicenseFile: dataset.Of(true)}
	if got := f.Community(); !reflect.DeepEqual(got, want) || !f.HasFolder("readme") || f.HasFolder("docs") {
		t.Errorf("%+v", f)
	}
	if f.License != "Licenses" {
		t.Errorf("the licence is in %q", f.License)
	}
	if empty := (&Files{}).Community(); *empty.Readme || *empty.LicenseFile {
		t.Error("an empty repository has files")
	}
}

func TestAHomepageMayLackItsScheme(t *testing.T) {
	for in, want := range map[string]string{
		"https://acme.example": "https://acme.example", "acme.example/anvil": "https://acme.example/anvil", " ": "", "anvil": "",
		"javascript:alert(1)": "", "//acme.example": "",
	} {
		if got := Homepage(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTextsAndTopicsHaveBounds(t *testing.T) {
	if _, err := Text("description", strings.Repeat("x", longestText+1)); !errors.Is(err, ErrGarbage) {
		t.Errorf("got %v", err)
	}
	if got, err := Topics([]string{" a\n", "", "\x00"}); err != nil || !reflect.DeepEqual(got, []string{"a"}) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Topics(make([]string, mostTopics+1)); !errors.Is(err, ErrGarbage) {
		t.Errorf("got %v", err)
	}
	if _, err := Topics([]string{strings.Repeat("x", longestText+1)}); !errors.Is(err, ErrGarbage) {
		t.Errorf("got %v", err)
	}
	less := -1
	if Figure(nil) != nil || Figure(&less) != nil || *Figure(dataset.Of(0)) != 0 || len(Shorten(strings.Repeat("ä", 99))) > 90 {
		t.Error("figures or texts are out of bounds")
	}
}

func TestMembershipIsNotBetrayed(t *testing.T) {
	m := &Members{Public: map[string]bool{"ada": true}, All: map[string]bool{"ada": true, "hidden": true}, Complete: true}
	yes, no := dataset.Of(true), dataset.Of(false)
	for _, c := range []struct {
		m         *Members
		login     string
		published bool
		want      *bool
	}{
		{m, "Ada", true, yes}, {m, "hidden", false, yes}, {m, "hidden", true, nil}, {m, "other", false, no}, {m, "", false, nil},
		{nil, "ada", false, nil}, {&Members{}, "ada", false, nil},
	} {
		if got := c.m.Inside(c.login, c.published); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s, %v: %v", c.login, c.published, got)
		}
	}
}

func TestTheAudienceIsNarrowedAndNeverWidened(t *testing.T) {
	for _, c := range []struct {
		own    dataset.Audience
		v      dataset.Visibility
		wanted dataset.Audience
	}{
		{"", "public", "public"}, {"", "private", "internal"}, {"public", "private", "internal"}, {"public", "unknown", "internal"},
		{"internal", "public", "internal"}, {"lawyers", "private", "lawyers"}, {"public", "public", "public"},
	} {
		if got := Audience(c.own, c.v); got != c.wanted {
			t.Errorf("%q, %s: %s", c.own, c.v, got)
		}
	}
}

func TestPatternsSkipByNameOrPath(t *testing.T) {
	for pattern, want := range map[string]bool{"anvil": true, "ANV*": true, "acme/tools/anvil": true, "acme/*/anvil": true, "acme/anvil": false, "acme": false, "[": false} {
		if got := Skips([]string{pattern}, "acme/tools/anvil"); got != want {
			t.Errorf("%s: %v", pattern, got)
		}
	}
}

func TestTheTokenGoesToOneHostAlone(t *testing.T) {
	var said []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said = append(said, r.Header.Get("Authorization")+" "+r.Header.Get("Accept"))
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	for _, c := range []struct{ host, token string }{{host, "hush"}, {"elsewhere", "hush"}, {host, ""}} {
		req, _ := http.NewRequest(http.MethodGet, server.URL, nil)
		req.Header.Set("Authorization", "Bearer other")
		resp, err := Bearer(http.DefaultClient, c.host, c.token).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	if want := []string{"Bearer hush application/json", " application/json", " application/json"}; !reflect.DeepEqual(said, want) {
		t.Errorf("%q", said)
	}
}

func TestErrorsNameTheAddress(t *testing.T) {
	req, _ := http.NewRequest(http.MethodGet, "http://u:p@forge.example/api", nil)
	err := Answered(&http.Response{StatusCode: 404, Request: req}, errors.New("no"))
	if !IsOneOf(err, 403, 404) || IsOneOf(err, 403) || strings.Contains(err.Error(), "u:p") {
		t.Errorf("got %v", err)
	}
	broken := errors.New("broken")
	if err := Answered(&http.Response{StatusCode: 200, Request: req}, broken); !errors.Is(err, broken) || !strings.Contains(err.Error(), "forge.example/api: ") {
		t.Errorf("got %v", err)
	}
	if Answered(nil, nil) != nil || Answered(nil, broken) != broken || IsOneOf(broken, 0) {
		t.Error("an error without an answer has an address")
	}
}

// sink counts what a session says.
type sink struct {
	mu                       sync.Mutex
	kept, gone, done, failed []string
}

func (s *sink) note(list *[]string, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*list = append(*list, what)
}

func (s *sink) Put(dataset.Record) error       { return nil }
func (s *sink) Keep(kind, key string, _ error) { s.note(&s.kept, kind+" "+key) }
func (s *sink) Gone(kind, key string)          { s.note(&s.gone, kind+" "+key) }
func (s *sink) Fail(why error)                 { s.note(&s.failed, why.Error()) }
func (s *sink) Progress(_, _ int, name string) { s.note(&s.done, name) }

// repository is one of which nothing is known but what a session asks.
type repository struct {
	id           string
	named, there bool
}

func (r repository) ID() string    { return r.id }
func (r repository) IsNamed() bool { return r.named }
func (r repository) IsThere() bool { return r.there }

func TestWhatBecameOfARepositoryIsSaid(t *testing.T) {
	gone, refused := &source.StatusError{Status: http.StatusNotFound}, &source.StatusError{Status: http.StatusUnauthorized}
	for name, c := range map[string]struct {
		r             repository
		fetched, put  error
		kept, gone    int
		failed, known string
	}{
		"fetched":                   {r: repository{id: "h/a"}},
		"gone":                      {r: repository{id: "h/a"}, fetched: gone, gone: 1},
		"a part of it is gone":      {r: repository{id: "h/a", there: true}, fetched: gone, kept: 1},
		"named, and never there":    {r: repository{id: "h/a", named: true}, fetched: gone, gone: 1, failed: "there is no project h/a"},
		"named, and there before":   {r: repository{id: "h/a", named: true}, fetched: gone, gone: 1, known: "h/a"},
		"the token is not accepted": {r: repository{id: "h/a"}, fetched: refused, kept: 1},
		"not fit to be kept":        {r: repository{id: "h/a"}, put: ErrGarbage, kept: 1},
	} {
		said := &sink{}
		s := NewSession(&source.Run{Results: said}, Server{Host: "h", Noun: "project", TokenEnv: "T", Right: "r"}, "projects")
		s.Known[c.known] = &dataset.Project{}
		s.Settle(t.Context(), c.r, func() error { return c.fetched }, func() error { return c.put })
		if len(said.kept) != c.kept || len(said.gone) != c.gone || strings.Join(said.failed, "") != c.failed {
			t.Errorf("%s: %+v", name, said)
		}
	}
}

func TestARefusalSaysWhatIsMissing(t *testing.T) {
	for env, want := range map[string]string{"": "h tells nothing without a token", "T": "h does not accept the token in T"} {
		if got := (Server{Host: "h", TokenEnv: env}).Refused(); got.Error() != want {
			t.Errorf("%q", got)
		}
	}
}

func TestARepositoryThatBreaksDownTakesNoOtherWithIt(t *testing.T) {
	said := &sink{}
	s := NewSession(&source.Run{Results: said}, Server{Host: "h"}, "projects")
	worked := make(chan string, 2)
	Each(t.Context(), s, []repository{{id: "h/a"}, {id: "h/b"}}, func(r repository) {
		if r.id == "h/a" {
			panic("out of range")
		}
		worked <- r.id
	})
	if <-worked != "h/b" || !reflect.DeepEqual(said.kept, []string{"projects h/a"}) || len(said.done) != 2 {
		t.Errorf("kept %v, done %v", said.kept, said.done)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	s.Keep(ended, "h/c", errors.New("x"))
	if len(said.kept) != 1 {
		t.Error("a run that is over blames the repository")
	}
	s.Known["h/lost"] = &dataset.Project{ID: "h/lost"}
	s.Missing(nil, func(*dataset.Project) bool { return true })
	if said.gone != nil {
		t.Errorf("gone %v though one could not be had", said.gone)
	}
}

func TestRepositoriesAreListedOnce(t *testing.T) {
	got := IDs(Distinct([]repository{{id: "h/a"}, {id: "h/b"}, {id: "H/A"}}))
	if want := []string{"h/a", "h/b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

func TestATaskNeedsAllThatTasksShow(t *testing.T) {
	labels := map[string]bool{"good first issue": true}
	whole := Item{Title: "Weigh", Address: "https://forge.example/1", Opened: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Labels: []string{"Good First Issue"}}
	for name, without := range map[string]func(*Item){
		"":                     func(*Item) {},
		"a title":              func(it *Item) { it.Title = "\x00" },
		"an address":           func(it *Item) { it.Address = "javascript:alert(1)" },
		"a day":                func(it *Item) { it.Opened = time.Time{} },
		"a label that invites": func(it *Item) { it.Labels = []string{"bug"} },
	} {
		it := whole
		without(&it)
		p := &dataset.Project{}
		(&Work{Issues: []Item{it}}).Count(p, labels)
		if (len(p.Tasks) == 1) != (name == "") || *p.OpenIssues != 1 {
			t.Errorf("without %s: %d tasks, %d open issues", name, len(p.Tasks), *p.OpenIssues)
		}
	}
}
