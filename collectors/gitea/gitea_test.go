package gitea

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

	"code.gitea.io/sdk/gitea"

	"portolan/collectors/dataset"
	"portolan/collectors/forge/forgetest"
	"portolan/collectors/source"
)

func newServer(t *testing.T) *forgetest.Server {
	return forgetest.NewServer(t, "/api/v1/", "testdata/forge")
}

func acme(f *forgetest.Server) Config {
	return Config{Orgs: []string{"acme"}, TokenEnv: "TOKEN", BaseURL: f.URL, Skip: []string{"acme/skip*"}}
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
	f := newServer(t)
	n, err := collect(t, acme(f), nil)
	if err != nil || n.Failures != nil {
		t.Fatal(err, n.Failures)
	}
	forgetest.Anvil(t, n, f.Host())
	forgetest.Vault(t, n, f.Host())
}

func TestWhatOnlySomeForgesOfferIsKept(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	p, a := n.Project(t, f.Host()+"/acme/anvil"), n.Activity(t, f.Host()+"/acme/anvil")
	if *p.Watchers != 4 || p.Homepage != "https://acme.example/anvil" || !p.Template || *a.Year.ContributorsWithAccount != 1 || !p.Releases[0].Prerelease {
		t.Errorf("%+v, %+v", p, a.Year)
	}
	if want := map[string]int{"Go": 1000, "Shell": 20}; !reflect.DeepEqual(p.Languages, want) {
		t.Errorf("languages: %v", p.Languages)
	}
	people, inside := source.People{Secret: []byte("s")}, map[string]*bool{}
	for _, c := range a.Contributors {
		inside[c.Key] = c.Inside
	}
	if want := map[string]*bool{people.Key(f.Host() + "/ada"): dataset.Of(true), people.Key("bob@home.example"): nil}; !reflect.DeepEqual(inside, want) {
		t.Errorf("contributors: %v", inside)
	}
}

func TestWhatIsElsewhereOrHiddenIsNotKnown(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	p, a := n.Project(t, f.Host()+"/acme/tongs"), n.Activity(t, f.Host()+"/acme/tongs")
	if p.Visibility != dataset.VisibilityInternal || p.Audience != dataset.Internal {
		t.Errorf("an owner that is not public has a repository that is: %+v", p)
	}
	if p.OpenIssues != nil || p.Tasks != nil || a.Issues != nil || p.Provenance.Complete || *p.License.Expression != "NOASSERTION" {
		t.Errorf("%+v", p)
	}
	if *p.OpenChangeRequests != 0 || a.Commits == nil || *a.Year.Commits != 0 {
		t.Errorf("what is switched off or empty is unknown: %+v", a)
	}
}

func TestWhatIsGoneIsSaidToBeAndWhatIsForbiddenIsKept(t *testing.T) {
	f := newServer(t)
	n, _ := collect(t, acme(f), nil)
	if !n.IsGone(f.Host() + "/acme/gone") {
		t.Errorf("gone: %v", n.WereGone)
	}
	if len(n.Kept) != 2 || !strings.Contains(n.Kept[0], "/acme/refused: ") || !strings.Contains(n.Kept[0], "/repos/acme/refused answered 403") {
		t.Errorf("kept: %q", n.Kept)
	}
	if n.Records["projects "+f.Host()+"/acme/skipped"] != nil || len(n.Records) != 6 {
		t.Errorf("%d records", len(n.Records))
	}
}

func TestRepositoriesAndPeopleAreCollectedToo(t *testing.T) {
	f := newServer(t)
	f.Replace["users.ada.repos"] = `[{"full_name": "acme/vault", "html_url": "http://HOST/acme/vault"}]`
	c := Config{Users: []string{"ada", "nobody"}, Repositories: []string{"acme/anvil", "acme/nowhere", "acme/vault"}, BaseURL: f.URL}
	n, err := collect(t, c, nil)
	if err != nil || len(n.Records) != 4 {
		t.Errorf("%v, %d records", err, len(n.Records))
	}
	forgetest.Anvil(t, n, f.Host())
	slices.Sort(n.Failures)
	if len(n.Failures) != 2 || !strings.Contains(n.Failures[0], "there is no account nobody") ||
		!strings.Contains(n.Failures[1], "there is no repository "+f.Host()+"/acme/nowhere") {
		t.Errorf("failures: %q", n.Failures)
	}
}

func TestTheBudgetForReviewsIsKept(t *testing.T) {
	for responses, known := range map[int]bool{0: false, 2: false, 3: true} {
		f := newServer(t)
		c := acme(f)
		c.Responses = &responses
		n, _ := collect(t, c, nil)
		a := n.Activity(t, f.Host()+"/acme/anvil")
		asked := 0
		for _, r := range f.Asked() {
			if strings.HasSuffix(r.URL.Path, "/reviews") {
				asked++
			}
		}
		if asked != responses || (a.ChangeRequests != nil) != known || *a.Year.IssuesResponded != 2 || *n.Project(t, a.Project).MergedChangeRequests != 1 {
			t.Errorf("%d: asked %d, %+v", responses, asked, a)
		}
	}
}

func TestCommentsThatMayNotBeSeenLeaveResponsesUnknown(t *testing.T) {
	f := newServer(t)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/issues/comments") {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"message": "no"}`)
			return
		}
		f.Config.Handler.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	c := acme(f)
	c.BaseURL = proxy.URL
	n, _ := collect(t, c, nil)
	a := n.Activity(t, f.Host()+"/acme/anvil")
	if a.Issues != nil || a.ChangeRequests != nil || a.Year.IssuesResponded != nil || *a.Year.IssuesOpened != 3 {
		t.Errorf("%+v", a)
	}
}

func TestServersAreMeasured(t *testing.T) {
	for settings, want := range map[string]string{
		`{"max_response_items": 4}`: "4", `{"max_response_items": 500}`: "50", `{}`: "30", "": "30",
	} {
		f := newServer(t)
		f.Replace["settings.api"] = settings
		if settings == "" {
			f.Root = "/api/v1/settings/"
		}
		collector, _ := New(acme(f))
		run, _ := forgetest.NewRun()
		s, err := collector.begin(t.Context(), run)
		if err != nil || fmt.Sprint(s.perPage) != want {
			t.Errorf("%s: %v, %v", settings, s, err)
		}
	}
}

func TestARefusedTokenStopsTheRun(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"message": "invalid"}`)
	}))
	defer server.Close()
	for env, says := range map[string]string{"TOKEN": "does not accept the token in TOKEN", "": "tells nothing without a token"} {
		n, err := collect(t, Config{Orgs: []string{"acme"}, TokenEnv: env, BaseURL: server.URL}, nil)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, says) || n.WereGone != nil {
			t.Errorf("%v, gone %q", err, n.WereGone)
		}
	}
}

func TestTheTokenGoesToTheForgeAlone(t *testing.T) {
	f := newServer(t)
	elsewhere := ""
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = "was asked" + r.Header.Get("Authorization")
		fmt.Fprint(w, "{}")
	}))
	defer other.Close()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+forgetest.Token || r.Header.Get("Accept") != "application/json" || r.Method != http.MethodGet {
			t.Errorf("%s %s: %v", r.Method, r.URL, r.Header)
		}
		if strings.HasSuffix(r.URL.Path, "/languages") {
			http.Redirect(w, r, other.URL, http.StatusFound)
			return
		}
		f.Config.Handler.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	c := acme(f)
	c.BaseURL = proxy.URL
	n, err := collect(t, c, nil)
	if err != nil || elsewhere != "was asked" {
		t.Errorf("%v, the other host %s", err, elsewhere)
	}
	for _, said := range slices.Concat(n.Kept, n.Failures) {
		if strings.Contains(said, forgetest.Token) {
			t.Error("the token is told")
		}
	}
}

func TestGarbageIsNamedAndKeepsTheOldRecord(t *testing.T) {
	head := `"full_name": "acme/anvil", "html_url": "http://HOST/acme/anvil"`
	for name, c := range map[string]struct{ file, body, says string }{
		"a number for a text":     {"", `{` + head + `, "description": 7}`, "description"},
		"a text for a number":     {"", `{` + head + `, "stars_count": "many"}`, "stars_count"},
		"a book of a description": {"", `{` + head + `, "empty": true, "description": "` + strings.Repeat("x", 1<<20) + `"}`, "description: 1048576 bytes"},
		"ten thousand topics":     {"", `{` + head + `, "empty": true, "topics": [` + strings.Repeat(`"t",`, 9999) + `"t"]}`, "topics: 10000 of them"},
		"no name":                 {"", `{"full_name": "../../etc", "html_url": "http://HOST/acme/anvil"}`, "full_name"},
		"another page":            {"", `{"full_name": "acme/anvil", "html_url": "http://HOST/acme/other"}`, "html_url"},
		"a page that is none":     {"", `{"full_name": "acme/anvil", "html_url": "javascript:alert(1)"}`, "html_url"},
		"a list for an object":    {".languages", `[]`, "/repos/acme/anvil/languages"},
		"an object for a list":    {".commits", `{}`, "/repos/acme/anvil/commits"},
		"nothing for a commit":    {".commits", `[null]`, "one in the list is null"},
		"a commit without parts":  {".commits", `[{"sha": "x"}]`, "author or committer are missing"},
		"a commit of no day":      {".commits", `[{"sha": "x", "commit": {"author": {}, "committer": {"date": "yesterday"}}}]`, `date: "yesterday"`},
		"a bad moment":            {".issues", `[{"number": 1, "created_at": "yesterday"}]`, "/repos/acme/anvil/issues"},
		"an issue without number": {".issues", `[{"title": "x"}]`, "issues: number: 0"},
		"a pull without number":   {".pulls", `[{"title": "x"}]`, "pulls: number: 0"},
		"a page that is no JSON":  {".releases", `<html>`, "/repos/acme/anvil/releases"},
		"a file for a folder":     {".contents", `{}`, "/repos/acme/anvil/contents/"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newServer(t)
			f.Replace["repos.acme.anvil"+c.file] = c.body
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
	for _, part := range []string{"", ".commits", ".issues", ".pulls", ".issues.comments"} {
		f := newServer(t)
		f.Break["repos.acme.anvil"+part] = true
		n, err := collect(t, acme(f), nil)
		if err != nil || n.Records["projects "+f.Host()+"/acme/anvil"] != nil || len(n.Kept) != 4 {
			t.Errorf("%s: %v, %q", part, err, n.Kept)
		}
	}
}

func TestWhatTheOwnerNoLongerHasIsGone(t *testing.T) {
	f := newServer(t)
	for name, c := range map[string]struct {
		p    *dataset.Project
		want bool
	}{
		"gone":              {&dataset.Project{ID: f.Host() + "/acme/lost", Organization: "acme"}, true},
		"of another owner":  {&dataset.Project{ID: f.Host() + "/other/lost", Organization: "other"}, false},
		"on another server": {&dataset.Project{ID: "codeberg.org/acme/lost", Organization: "acme"}, false},
		"left out":          {&dataset.Project{ID: f.Host() + "/acme/skipped", Organization: "acme"}, false},
		"one was forbidden": {&dataset.Project{ID: f.Host() + "/acme/lost", Organization: "acme"}, false},
	} {
		config := acme(f)
		if name != "one was forbidden" {
			config.Skip = append(config.Skip, "refused")
		}
		n, err := collect(t, config, func(r *source.Run) { forgetest.Knows(r, c.p) })
		if err != nil || n.IsGone(c.p.ID) != c.want {
			t.Errorf("%s: %v, gone %v", name, err, n.WereGone)
		}
	}
}

func TestListsAreReadToTheEndEvenWhereTheForgeForgetsToSaySo(t *testing.T) {
	for _, total := range []int{0, 1, 49, 50, 51, 100, 120} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/settings/api") {
				fmt.Fprint(w, `{"max_response_items": 50}`)
				return
			}
			from := map[string]int{"1": 0, "2": 50, "3": 100, "4": 150}[r.URL.Query().Get("page")]
			var items []string
			for i := from; i < min(total, from+50); i++ {
				items = append(items, `{"tag_name": "v1", "created_at": "2026-01-01T00:00:00Z"}`)
			}
			fmt.Fprint(w, "["+strings.Join(items, ",")+"]")
		}))
		collector, _ := New(Config{Orgs: []string{"acme"}, BaseURL: server.URL})
		run, _ := forgetest.NewRun()
		s, err := collector.begin(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		r := &repo{ownerName: "acme", name: "anvil"}
		if err := s.releases(r); err != nil || len(r.work.Releases) != total {
			t.Errorf("%d of %d, %v", len(r.work.Releases), total, err)
		}
		server.Close()
	}
}

func TestTheNarrowestVisibilityIsBelieved(t *testing.T) {
	yes, no := true, false
	for want, r := range map[dataset.Visibility]*repository{
		dataset.VisibilityUnknown: {}, dataset.VisibilityPrivate: {Private: &yes, Internal: true}, dataset.VisibilityPublic: {Private: &no, Owner: &account{}},
		dataset.VisibilityInternal: {Private: &no, Owner: &account{Visibility: "limited"}},
	} {
		if got := visibilityOf(r); got != want {
			t.Errorf("%+v: %s, want %s", r, got, want)
		}
	}
	if got := visibilityOf(&repository{Private: &no, Internal: true}); got != dataset.VisibilityInternal {
		t.Error(got)
	}
}

func TestWhoWroteSomethingElsewhereIsNotWhoMovedIt(t *testing.T) {
	mover := &gitea.User{UserName: "mover"}
	if who(mover, "ada") != "ada" || who(mover, "") != "mover" || who(nil, "") != "" {
		t.Error("the mover is taken for the writer")
	}
}

func TestConfigurationsAreChecked(t *testing.T) {
	less, base := -1, "https://codeberg.org"
	for _, c := range []Config{
		{}, {BaseURL: base}, {Orgs: []string{"acme"}}, {Orgs: []string{"a/b"}, BaseURL: base}, {Users: []string{""}, BaseURL: base},
		{Repositories: []string{"anvil"}, BaseURL: base}, {Repositories: []string{"a/b/c"}, BaseURL: base},
		{Orgs: []string{"acme"}, BaseURL: "codeberg.org"}, {Orgs: []string{"acme"}, BaseURL: "https://u:p@codeberg.org"},
		{Orgs: []string{"acme"}, BaseURL: base, Responses: &less},
	} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || wrong.Hint == "" || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%+v: %v", c, err)
		}
	}
	c, err := New(Config{Orgs: []string{"acme"}, Repositories: []string{"ada/anvil"}, BaseURL: base})
	if err != nil || c.Asked() != "repositories of acme, ada/anvil on codeberg.org" {
		t.Error(err, c.Asked())
	}
}
