package gitlab

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/forge/forgetest"
	"portolan/collectors/source"
)

func newServer(t *testing.T) *forgetest.Server {
	return forgetest.NewServer(t, "/api/v4/", "testdata/forge")
}

func acme(f *forgetest.Server) Config {
	return Config{Groups: []string{"acme"}, TokenEnv: "TOKEN", BaseURL: f.URL, Skip: []string{"acme/skip*"}}
}

// collect runs the collector against the server.
func collect(t *testing.T, c Config, change func(*source.Run)) (*forgetest.Notebook, error) {
	t.Helper()
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run, n := forgetest.NewRun()
	if change != nil {
		change(run)
	}
	return n, collector.Collect(context.Background(), run)
}

func TestAProjectAndItsActivityAreWhatTheForgeSays(t *testing.T) {
	for _, unlinked := range []bool{false, true} {
		f := newServer(t)
		f.Unlinked = unlinked
		n, err := collect(t, acme(f), nil)
		if err != nil || n.Failures != nil {
			t.Fatal(err, n.Failures)
		}
		forgetest.Anvil(t, n, f.Host())
		forgetest.Vault(t, n, f.Host())
	}
}

func TestWhatTheForgeDoesNotOfferIsNotKnown(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	p, a := n.Project(t, f.Host()+"/acme/anvil"), n.Activity(t, f.Host()+"/acme/anvil")
	if p.Watchers != nil || p.Homepage != "" || p.Template || a.Year.ContributorsWithAccount != nil {
		t.Errorf("%+v, %+v", p, a.Year)
	}
	if want := map[string]int{"Go": 9804, "Shell": 196}; !reflect.DeepEqual(p.Languages, want) {
		t.Errorf("languages: %v", p.Languages)
	}
	people := source.People{Secret: []byte("s")}
	for _, c := range a.Contributors {
		if c.Inside != nil || c.Key != people.Key("ada@acme.example") && c.Key != people.Key("bob@home.example") {
			t.Errorf("%+v", c)
		}
	}
}

func TestWhatOnlyMembersSeeIsNotKnown(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	p, a := n.Project(t, f.Host()+"/acme/tools/tongs"), n.Activity(t, f.Host()+"/acme/tools/tongs")
	if p.Organization != "acme/tools" || p.OpenIssues != nil || p.Tasks != nil || a.Issues != nil || a.Year.IssuesOpened != nil || p.Provenance.Complete {
		t.Errorf("%+v", p)
	}
	if *p.OpenChangeRequests != 0 || a.ChangeRequests == nil || *a.Year.Commits != 0 {
		t.Errorf("what is switched off is empty: %+v", a)
	}
	for _, r := range f.Asked() {
		if strings.Contains(r.URL.Path, "projects/9/issues") {
			t.Error("the issues were asked for")
		}
	}
}

func TestWhatIsGoneIsSaidToBeAndWhatIsForbiddenIsKept(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	if !n.IsGone(f.Host() + "/acme/gone") {
		t.Errorf("gone: %v", n.WereGone)
	}
	if len(n.Kept) != 2 || !strings.Contains(n.Kept[0], "/acme/tools/refused: ") || !strings.Contains(n.Kept[0], "/projects/11 answered 403") {
		t.Errorf("kept: %q", n.Kept)
	}
	if n.Records["projects "+f.Host()+"/acme/skipped"] != nil || len(n.Records) != 6 {
		t.Errorf("%d records", len(n.Records))
	}
}

func TestProjectsAreCollectedOneByOneToo(t *testing.T) {
	f := newServer(t)
	f.Replace["projects.acme.anvil"] = `{"id": 7, "path_with_namespace": "acme/anvil", "web_url": "http://HOST/acme/anvil", "visibility": "public", "empty_repo": true}`
	c := acme(f)
	c.Groups, c.Projects = nil, []string{"acme/anvil", "acme/nowhere"}
	n, err := collect(t, c, nil)
	if err != nil || n.Project(t, f.Host()+"/acme/anvil").Stars != nil {
		t.Error(err)
	}
	if len(n.Failures) != 1 || !strings.Contains(n.Failures[0], "there is no project "+f.Host()+"/acme/nowhere") {
		t.Errorf("failures: %q", n.Failures)
	}
}

func TestThePeoplesProjectsAreCollectedToo(t *testing.T) {
	f := newServer(t)
	f.Replace["users.ada.projects"] = `[{"id": 9, "path_with_namespace": "ada/hobby", "web_url": "http://HOST/ada/hobby"}]`
	f.Replace["projects.9"] = `{"id": 9, "path_with_namespace": "ada/hobby", "web_url": "http://HOST/ada/hobby", "visibility": "public", "empty_repo": true}`
	c := acme(f)
	c.Groups, c.Users = nil, []string{"ada", "nobody"}
	n, err := collect(t, c, func(r *source.Run) {
		forgetest.Knows(r, &dataset.Project{ID: f.Host() + "/ada/lost", Organization: "ada"}, &dataset.Project{ID: f.Host() + "/acme/anvil", Organization: "acme"})
	})
	if err != nil || n.Project(t, f.Host()+"/ada/hobby").Organization != "ada" {
		t.Error(err)
	}
	if !n.IsGone(f.Host()+"/ada/lost") || n.IsGone(f.Host()+"/acme/anvil") {
		t.Errorf("gone: %v", n.WereGone)
	}
	if len(n.Failures) != 1 || !strings.Contains(n.Failures[0], "there is no account nobody") {
		t.Errorf("failures: %q", n.Failures)
	}
}

func TestTheBudgetForResponsesIsKept(t *testing.T) {
	for responses, want := range map[int]struct{ asked, issues, responded int }{0: {0, -1, -1}, 1: {2, -1, -1}, 2: {4, 4, 2}} {
		f := newServer(t)
		c := acme(f)
		c.Responses = &responses
		n, _ := collect(t, c, nil)
		a := n.Activity(t, f.Host()+"/acme/anvil")
		asked := 0
		for _, r := range f.Asked() {
			if strings.HasSuffix(r.URL.Path, "/notes") {
				asked++
			}
		}
		got := [3]int{asked, -1, -1}
		if a.Issues != nil {
			got[1] = len(a.Issues)
		}
		if a.Year.IssuesResponded != nil {
			got[2] = *a.Year.IssuesResponded
		}
		if got != [3]int{want.asked, want.issues, want.responded} || *a.Year.IssuesOpened != 3 || *n.Project(t, a.Project).OpenIssues != 2 {
			t.Errorf("%d: got %v, want %v", responses, got, want)
		}
	}
}

func TestNotesThatMayNotBeReadLeaveResponsesUnknown(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound} {
		f := newServer(t)
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/notes") {
				w.WriteHeader(status)
				fmt.Fprint(w, `{"message": "no"}`)
				return
			}
			f.Config.Handler.ServeHTTP(w, r)
		}))
		c := acme(f)
		c.BaseURL = proxy.URL
		n, _ := collect(t, c, nil)
		a := n.Activity(t, f.Host()+"/acme/anvil")
		// An item that is not there was deleted meanwhile.
		if known := status == http.StatusNotFound; (a.Issues != nil) != known || (a.ChangeRequests != nil) != known ||
			(a.Year.IssuesResponded != nil) != known || *a.Year.IssuesOpened != 3 {
			t.Errorf("%d: %+v", status, a)
		}
		proxy.Close()
	}
}

func TestARefusedTokenIsAMistakeInThePortal(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"message": "401 Unauthorized"}`)
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	n, err := collect(t, Config{Groups: []string{"acme"}, Projects: []string{"acme/anvil"}, TokenEnv: "TOKEN", BaseURL: server.URL}, nil)
	if err != nil || len(n.Failures) != 1 || !strings.Contains(n.Failures[0], host+" does not accept the token in TOKEN") ||
		len(n.Kept) != 2 || n.WereGone != nil {
		t.Errorf("%v, failures %q, kept %q, gone %q", err, n.Failures, n.Kept, n.WereGone)
	}
}

func TestTheTokenGoesToTheForgeAloneAndInOneHeader(t *testing.T) {
	f := newServer(t)
	n, err := collect(t, acme(f), nil)
	if err != nil || len(f.Asked()) == 0 {
		t.Fatal(err)
	}
	for _, r := range f.Asked() {
		if r.Header.Get("Authorization") != "Bearer "+forgetest.Token || r.Header.Get("Private-Token") != "" || r.Method != http.MethodGet {
			t.Errorf("%s %s: %v", r.Method, r.URL, r.Header)
		}
	}
	for _, said := range slices.Concat(n.Kept, n.Failures) {
		if strings.Contains(said, forgetest.Token) {
			t.Error("the token is told")
		}
	}
	_, err = collect(t, Config{Groups: []string{"acme"}, BaseURL: f.URL, TokenEnv: "UNSET"}, nil)
	var wrong *source.WrongError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, "UNSET") {
		t.Errorf("got %v", err)
	}
}

func TestGarbageIsNamedAndKeepsTheOldRecord(t *testing.T) {
	head := `"id": 7, "path_with_namespace": "acme/anvil", "web_url": "http://HOST/acme/anvil"`
	for name, c := range map[string]struct{ file, body, says string }{
		"a number for a text":      {"projects.7", `{` + head + `, "description": 7}`, "description"},
		"a text for a number":      {"projects.7", `{` + head + `, "star_count": "many"}`, "star_count"},
		"a book of a description":  {"projects.7", `{` + head + `, "empty_repo": true, "description": "` + strings.Repeat("x", 1<<20) + `"}`, "description: 1048576 bytes"},
		"ten thousand topics":      {"projects.7", `{` + head + `, "empty_repo": true, "topics": [` + strings.Repeat(`"t",`, 9999) + `"t"]}`, "topics: 10000 of them"},
		"no number":                {"projects.7", `{"path_with_namespace": "acme/anvil"}`, "id: 0"},
		"a path out of the folder": {"projects.7", `{"id": 7, "path_with_namespace": "../../etc", "web_url": "http://HOST/acme/anvil"}`, "path_with_namespace"},
		"another page":             {"projects.7", `{"id": 7, "path_with_namespace": "acme/anvil", "web_url": "http://HOST/acme/other"}`, "web_url"},
		"a page that is none":      {"projects.7", `{"id": 7, "path_with_namespace": "acme/anvil", "web_url": "javascript:alert(1)"}`, "web_url"},
		"a list for an object":     {"projects.7.languages", `[]`, "/projects/7/languages"},
		"an object for a list":     {"projects.7.repository.commits", `{}`, "/projects/7/repository/commits"},
		"a commit without a name":  {"projects.7.repository.commits", `[null]`, "id: a commit has none"},
		"a bad moment":             {"projects.7.issues", `[{"iid": 1, "created_at": "yesterday"}]`, "/projects/7/issues"},
		"an issue without number":  {"projects.7.issues", `[{"title": "x"}]`, "iid: 0"},
		"a page that is no JSON":   {"projects.7.releases", `<html>`, "/projects/7/releases"},
		"notes that are none":      {"projects.7.issues.2.notes", `[7]`, "/projects/7/issues/2/notes"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newServer(t)
			f.Replace[c.file] = c.body
			n, err := collect(t, acme(f), nil)
			if err != nil || n.Records["projects "+f.Host()+"/acme/anvil"] != nil {
				t.Fatalf("%v, %v", err, n.Records)
			}
			if !slices.ContainsFunc(n.Kept, func(kept string) bool {
				return strings.HasPrefix(kept, "projects "+f.Host()+"/acme/anvil: ") && strings.Contains(kept, c.says)
			}) {
				t.Errorf("kept: %.400q", n.Kept)
			}
			forgetest.Vault(t, n, f.Host())
		})
	}
}

func TestHalfAnAnswerIsNone(t *testing.T) {
	for _, file := range []string{"projects.7", "projects.7.repository.commits", "projects.7.issues", "projects.7.merge_requests"} {
		f := newServer(t)
		f.Break[file] = true
		n, err := collect(t, acme(f), nil)
		if err != nil || n.Records["projects "+f.Host()+"/acme/anvil"] != nil || len(n.Kept) != 4 {
			t.Errorf("%s: %v, %q", file, err, n.Kept)
		}
	}
}

func TestAnAnswerThatBreaksTheLibraryIsKeptApart(t *testing.T) {
	f := newServer(t)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/projects/7/releases") {
			w.Header().Set("Link", "<next>; rel")
		}
		f.Config.Handler.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	c := acme(f)
	c.BaseURL = proxy.URL
	n, err := collect(t, c, nil)
	if err != nil || !slices.ContainsFunc(n.Kept, func(kept string) bool { return strings.Contains(kept, "/acme/anvil: not what the forge") }) {
		t.Errorf("%v, %q", err, n.Kept)
	}
	forgetest.Vault(t, n, f.Host())
}

func TestWhatTheGroupNoLongerHasIsGone(t *testing.T) {
	f := newServer(t)
	for name, c := range map[string]struct {
		p    *dataset.Project
		want bool
	}{
		"gone":                {&dataset.Project{ID: f.Host() + "/acme/lost", Organization: "acme"}, true},
		"from a subgroup":     {&dataset.Project{ID: f.Host() + "/acme/tools/lost", Organization: "acme/tools"}, true},
		"of another group":    {&dataset.Project{ID: f.Host() + "/acme-labs/lost", Organization: "acme-labs"}, false},
		"on another server":   {&dataset.Project{ID: "gitlab.example/acme/lost", Organization: "acme"}, false},
		"left out":            {&dataset.Project{ID: f.Host() + "/acme/skipped", Organization: "acme"}, false},
		"still there":         {&dataset.Project{ID: f.Host() + "/acme/anvil", Organization: "acme"}, false},
		"one was forbidden":   {&dataset.Project{ID: f.Host() + "/acme/lost", Organization: "acme"}, false},
		"only some are asked": {&dataset.Project{ID: f.Host() + "/acme/lost", Organization: "acme"}, false},
	} {
		config := acme(f)
		if name != "one was forbidden" {
			config.Skip = append(config.Skip, "refused")
		}
		n, err := collect(t, config, func(r *source.Run) {
			forgetest.Knows(r, c.p)
			if name == "only some are asked" {
				r.Only = []string{"anvil"}
			}
		})
		if err != nil || n.IsGone(c.p.ID) != c.want {
			t.Errorf("%s: %v, gone %v", name, err, n.WereGone)
		}
	}
}

func TestWhatHasNotChangedSinceIsLeftAlone(t *testing.T) {
	f := newServer(t)
	for since, want := range map[string]bool{"2026-10-20T11:30:00Z": true, "2026-10-20T12:30:00Z": false} {
		n, _ := collect(t, acme(f), func(r *source.Run) {
			r.Since, _ = time.Parse(time.RFC3339, since)
			forgetest.Knows(r, &dataset.Project{ID: f.Host() + "/acme/anvil", Organization: "acme"})
		})
		if got := n.Records["projects "+f.Host()+"/acme/anvil"] != nil; got != want {
			t.Errorf("since %s: %v", since, got)
		}
	}
}

func TestListsAreReadToTheEndEvenWhereTheForgeForgetsToSaySo(t *testing.T) {
	for _, total := range []int{0, 1, 99, 100, 101, 200, 250} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			from := map[string]int{"1": 0, "2": 100, "3": 200, "4": 300}[r.URL.Query().Get("page")]
			var items []string
			for i := from; i < min(total, from+100); i++ {
				items = append(items, `{"tag_name": "v1", "created_at": "2026-01-01T00:00:00Z"}`)
			}
			fmt.Fprint(w, "["+strings.Join(items, ",")+"]")
		}))
		collector, _ := New(Config{Groups: []string{"acme"}, BaseURL: server.URL})
		run, _ := forgetest.NewRun()
		s, err := collector.begin(run)
		if err != nil {
			t.Fatal(err)
		}
		r := &repo{api: "projects/7"}
		if err := s.releases(t.Context(), r); err != nil || len(r.work.Releases) != total {
			t.Errorf("%d of %d, %v", len(r.work.Releases), total, err)
		}
		server.Close()
	}
}

func TestALinkToTheSamePageDoesNotGoOnForever(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", `<http://forge/api?page=2>; rel="next"`)
		fmt.Fprint(w, "[]")
	}))
	defer server.Close()
	n, err := collect(t, Config{Groups: []string{"acme"}, BaseURL: server.URL}, nil)
	if err != nil || len(n.Failures) != 1 || !strings.Contains(n.Failures[0], "the next page is the same again") {
		t.Errorf("%v, %q", err, n.Failures)
	}
}

func TestConfigurationsAreChecked(t *testing.T) {
	less := -1
	for _, c := range []Config{
		{}, {Groups: []string{"https://gitlab.com/acme"}}, {Projects: []string{"anvil"}}, {Users: []string{"acme/ada"}}, {Groups: []string{"a//b"}}, {Groups: []string{"../x"}},
		{Groups: []string{"acme"}, BaseURL: "gitlab.acme.example"}, {Groups: []string{"acme"}, BaseURL: "https://u:p@gitlab.acme.example"},
		{Groups: []string{"acme"}, Responses: &less},
	} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || wrong.Hint == "" || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%+v: %v", c, err)
		}
	}
	c, err := New(Config{Groups: []string{"acme/tools"}, Projects: []string{"ada/anvil"}})
	if err != nil || c.Asked() != "projects of acme/tools, ada/anvil on gitlab.com" {
		t.Error(err, c.Asked())
	}
}
