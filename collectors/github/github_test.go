package github

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

func TestAProjectIsWhatTheForgeSays(t *testing.T) {
	n, err := collect(t, acme(newServer(t)), nil)
	if err != nil || n.failures != nil || n.kept != nil {
		t.Fatal(err, n.failures, n.kept)
	}
	p := get[*dataset.Project](t, n, "projects github.com/acme/anvil")
	for field, pair := range map[string][2]any{
		"name": {p.Name, "anvil"}, "organization": {p.Organization, "acme"}, "url": {p.URL, "https://github.com/acme/anvil"},
		"description": {p.Description, "Drop it from above. It helps."}, "homepage": {p.Homepage, ""},
		"visibility": {p.Visibility, dataset.VisibilityPublic}, "audience": {p.Audience, dataset.Public},
		"fork": {p.Fork, true}, "template": {p.Template, true}, "archived": {p.Archived, false},
		"upstream": {p.Upstream, "github.com/upstream/anvil"}, "branch": {p.DefaultBranch, "release/next"},
		"license": {*p.License.Expression, "Apache-2.0"}, "license file": {p.License.File, "COPYING"},
		"topics": {p.Topics, []string{"acme", "heavy"}}, "languages": {p.Languages, map[string]int{"Go": 1000, "Shell": 20}},
		"stars": {*p.Stars, 12}, "forks": {*p.Forks, 3}, "watchers": {*p.Watchers, 4},
		"open issues": {*p.OpenIssues, 2}, "closed issues": {*p.ClosedIssues, 1},
		"open": {*p.OpenChangeRequests, 1}, "merged": {*p.MergedChangeRequests, 1}, "declined": {*p.DeclinedChangeRequests, 1},
		"components": {*p.Components, 2}, "complete": {p.Provenance.Complete, true},
		"readme": {*p.Community.Readme, true}, "contributing": {*p.Community.Contributing, true},
		"code of conduct": {*p.Community.CodeOfConduct, false}, "security policy": {*p.Community.SecurityPolicy, true},
		"license is a file": {*p.Community.LicenseFile, true},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: got %v, want %v", field, pair[0], pair[1])
		}
	}
	if len(p.Releases) != 2 || p.Releases[0].Tag != "v1.1.0-rc.1" || !p.Releases[0].Prerelease || p.Releases[0].Name != "One more" {
		t.Errorf("releases: %+v", p.Releases)
	}
	want := []dataset.Task{{Title: "<b>Heavier</b>", URL: "https://github.com/acme/anvil/issues/2",
		Opened: dataset.At(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)), Labels: []string{"Good First Issue", "area/weight"}}}
	if !reflect.DeepEqual(p.Tasks, want) {
		t.Errorf("tasks: %+v", p.Tasks)
	}
}

func TestActivityIsCountedByMonthAndPerson(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), nil)
	a := get[*dataset.Activity](t, n, "activity github.com/acme/anvil")
	if want := map[dataset.Month]int{"2026-10": 3, "2026-09": 1, "2025-11": 1, "2025-10": 1, "2023-05": 1}; !reflect.DeepEqual(a.Commits, want) {
		t.Errorf("commits: %v", a.Commits)
	}
	if want := map[dataset.Month]int{"2026-10": 1, "2026-09": 1}; !reflect.DeepEqual(a.BotCommits, want) {
		t.Errorf("of bots: %v", a.BotCommits)
	}
	if a.Since != "2023-05" || !a.Through.Equal(now) {
		t.Errorf("since %s, through %s", a.Since, a.Through)
	}
	people := source.People{Secret: []byte("s")}
	known := map[string]*bool{}
	for _, c := range a.Contributors {
		known[c.Key] = c.Inside
		if c.Name != "" {
			t.Errorf("%q is named", c.Name)
		}
	}
	yes, no := true, false
	want := map[string]*bool{people.Key("github.com/ada"): &yes, people.Key("bob@home.example"): nil,
		people.Key("github.com/hidden"): &yes, people.Key("github.com/stranger"): &no}
	if !reflect.DeepEqual(known, want) {
		t.Errorf("contributors: %v", known)
	}
	if !slices.IsSortedFunc(a.Contributors, func(a, b dataset.Contributor) int { return strings.Compare(a.Key, b.Key) }) {
		t.Error("the order of contributors tells something")
	}
	if len(a.Issues) != 3 || len(a.ChangeRequests) != 3 || !a.ChangeRequests[0].Merged || !a.ChangeRequests[1].Bot ||
		a.ChangeRequests[0].Responded == nil {
		t.Errorf("issues %+v, change requests %+v", a.Issues, a.ChangeRequests)
	}
}

func TestTheYearIsTwelveMonthsToTheSecond(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), nil)
	y := get[*dataset.Activity](t, n, "activity github.com/acme/anvil").Year
	got := map[string]int{"commits": *y.Commits, "bots": *y.BotCommits, "people": *y.Contributors, "absence": *y.ContributorAbsenceFactor,
		"opened": *y.IssuesOpened, "responded": *y.IssuesResponded, "releases": *y.Releases,
		"without merges": *y.CommitsWithoutMerges, "with account": *y.ContributorsWithAccount}
	want := map[string]int{"commits": 5, "bots": 2, "people": 2, "absence": 1, "opened": 2, "responded": 2, "releases": 1,
		"without merges": 4, "with account": 1}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if *y.MedianHoursToFirstResponse != 4.5 {
		t.Errorf("median %v", *y.MedianHoursToFirstResponse)
	}
}

func TestAnInventoryIsWhatTheDependencyGraphLists(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), nil)
	i := get[*dataset.Inventory](t, n, "inventories github.com/acme/anvil")
	if i.Format != "SPDX 2.3" || i.Created == nil || i.Audience != dataset.Public || len(i.Components) != 4 {
		t.Fatalf("%+v", i)
	}
	byName := map[string]dataset.Component{}
	for _, c := range i.Components {
		byName[c.Name] = c
	}
	pad := byName["left-pad"]
	if pad.PURL != "pkg:npm/left-pad@1.3.0" || *pad.License != "WTFPL" || pad.Copyright == "" || pad.Supplier != "" || !*pad.Direct {
		t.Errorf("%+v", pad)
	}
	if c := byName["vendored"]; c.PURL != "" || c.License != nil {
		t.Errorf("%+v", c)
	}
	if c := byName["deep"]; c.PURL != "pkg:npm/deep@0.1.0" || *c.Direct {
		t.Errorf("%+v", c)
	}
	if byName["strange"].PURL != "" {
		t.Error("what is no package URL was kept as one")
	}
	if !slices.Contains(i.Remarks, "1 of 5 packages were listed more than once") {
		t.Errorf("remarks: %v", i.Remarks)
	}
}

func TestWhatIsNotPublicStaysInside(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), nil)
	p := get[*dataset.Project](t, n, "projects github.com/acme/vault")
	a := get[*dataset.Activity](t, n, "activity github.com/acme/vault")
	if p.Audience != dataset.Internal || a.Audience != dataset.Internal {
		t.Errorf("audiences %s, %s", p.Audience, a.Audience)
	}
	if p.Upstream != "" {
		t.Errorf("the name of a private repository is told: %s", p.Upstream)
	}
	if p.Stars != nil || p.Watchers != nil || p.License.Expression != nil || p.Components != nil {
		t.Errorf("what is unknown is known: %+v", p)
	}
	if len(a.Commits) != 0 || a.Commits == nil || *a.Year.Commits != 0 || *a.Year.ContributorAbsenceFactor != 0 {
		t.Errorf("an empty repository: %+v", a)
	}
	if p.Provenance.Complete || n.records["inventories github.com/acme/vault"] != nil {
		t.Error("a dependency graph that may not be seen counts as none")
	}
}

func TestWhatIsBlockedOrGoneIsSaidToBe(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), nil)
	p := get[*dataset.Project](t, n, "projects github.com/acme/blocked")
	if *p.Stars != 7 || p.OpenIssues != nil || p.Provenance.Complete || n.records["activity github.com/acme/blocked"] != nil {
		t.Errorf("%+v", p)
	}
	if !n.isGone("github.com/acme/vanished") || n.records["projects github.com/acme/vanished"] != nil {
		t.Errorf("gone: %v", n.gone)
	}
	if n.records["projects github.com/acme/skipped"] != nil {
		t.Error("what is skipped was collected")
	}
}

func TestTheAudienceIsNarrowedAndNeverWidened(t *testing.T) {
	for _, c := range []struct {
		configured   dataset.Audience
		anvil, vault dataset.Audience
	}{
		{"", dataset.Public, dataset.Internal},
		{dataset.Public, dataset.Public, dataset.Internal},
		{dataset.Internal, dataset.Internal, dataset.Internal},
		{"lawyers", "lawyers", "lawyers"},
	} {
		config := acme(newServer(t))
		config.Audience = c.configured
		n, _ := collect(t, config, nil)
		anvil := get[*dataset.Project](t, n, "projects github.com/acme/anvil").Audience
		vault := get[*dataset.Project](t, n, "projects github.com/acme/vault").Audience
		if anvil != c.anvil || vault != c.vault {
			t.Errorf("%q: anvil %q, vault %q", c.configured, anvil, vault)
		}
	}
}

func TestNamesAreKeptWhereThePortalSaysSoAndMembershipIsNotBetrayed(t *testing.T) {
	n, _ := collect(t, acme(newServer(t)), func(r *source.Run) { r.People.Named = true })
	inside := map[string]*bool{}
	for _, c := range get[*dataset.Activity](t, n, "activity github.com/acme/anvil").Contributors {
		inside[c.Name] = c.Inside
	}
	if len(inside) != 4 || inside["Ada L"] == nil || inside["Hidden"] != nil || inside["Bob"] != nil {
		t.Errorf("%v", inside)
	}
}

func TestGarbageIsNamedAndKeepsTheOldRecord(t *testing.T) {
	for name, c := range map[string]struct{ file, body, says string }{
		"a number for a text": {"repos.acme.anvil-old", `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "description": 7}`, "description"},
		"a text for a number": {"repos.acme.anvil-old", `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "stargazers_count": "many"}`, "stargazers_count"},
		"a book of a description": {"repos.acme.anvil-old", `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "url": "https://api/anvil", "description": "` +
			strings.Repeat("x", 1<<20) + `"}`, "https://api/anvil: description: 1048576 bytes"},
		"ten thousand topics": {"repos.acme.anvil-old", `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "url": "https://api/anvil", "topics": [` +
			strings.Repeat(`"t",`, 9999) + `"t"]}`, "https://api/anvil: topics: 10000 of them"},
		"no name":              {"repos.acme.anvil-old", `{"full_name": "../../etc", "html_url": "https://github.com/acme/anvil"}`, "full_name"},
		"no page":              {"repos.acme.anvil-old", `{"full_name": "acme/anvil", "html_url": "javascript:alert(1)"}`, "html_url"},
		"a list for an object": {"repos.acme.anvil.languages", `[]`, "/repos/acme/anvil/languages"},
		"an object for a list": {"repos.acme.anvil.commits", `{}`, "/repos/acme/anvil/commits"},
		"a bad moment":         {"repos.acme.anvil.issues", `[{"created_at": "yesterday"}]`, "/repos/acme/anvil/issues"},
		"a page for an answer": {"repos.acme.anvil.releases", `<html>Sign in</html>`, "/repos/acme/anvil/releases"},
		"half an answer":       {"repos.acme.anvil.commits", `[{"sha": "1", "commit": {`, "/repos/acme/anvil/commits"},
		"control characters":   {"repos.acme.anvil-old", `{"full_name": "acme/an\u001b[2Jvil", "html_url": "https://github.com/acme/anvil"}`, "full_name"},
		"a bad graph":          {"repos.acme.anvil.dependency-graph.sbom", `{"sbom": {"packages": 7}}`, "packages"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newServer(t)
			f.replace[c.file] = c.body
			n, err := collect(t, acme(f), nil)
			if err != nil || n.records["projects github.com/acme/anvil"] != nil {
				t.Fatalf("%v, %v", err, n.records)
			}
			if len(n.kept) != len(kinds) || !strings.Contains(n.kept[0], c.says) {
				t.Errorf("kept: %.300q", n.kept)
			}
			if n.records["projects github.com/acme/vault"] == nil {
				t.Error("another repository suffers")
			}
		})
	}
}

func TestControlCharactersEnterNoRecord(t *testing.T) {
	f := newServer(t)
	f.replace["repos.acme.anvil-old"] = `{"full_name": "acme/anvil", "html_url": "https://github.com/acme/anvil", "visibility": "public",
		"description": "a\u001b[2J\u0000\u202eb", "topics": ["x\u0007y"], "default_branch": "m\u009bn", "license": {"spdx_id": "M\u001bIT"}}`
	n, err := collect(t, acme(f), nil)
	p := get[*dataset.Project](t, n, "projects github.com/acme/anvil")
	if err != nil || p.Description != "a[2Jb" || p.Topics[0] != "xy" || p.DefaultBranch != "mn" || *p.License.Expression != "MIT" {
		t.Errorf("%v, %+v", err, p)
	}
}

func TestAnOwnerThatIsNotThereIsAMistakeInThePortal(t *testing.T) {
	f := newServer(t)
	c := acme(f)
	c.Orgs, c.Users = []string{"acme", "acne"}, []string{"nobody"}
	n, err := collect(t, c, nil)
	if err != nil || len(n.failures) != 2 || !strings.Contains(n.failures[0], "no organisation acne") || !strings.Contains(n.failures[1], "no account nobody") {
		t.Errorf("%v, %v", err, n.failures)
	}
	if n.records["projects github.com/acme/anvil"] == nil {
		t.Error("the owner that is there suffers")
	}
}

func TestATokenThatIsNotSetStopsTheRun(t *testing.T) {
	c := acme(newServer(t))
	c.TokenEnv = "UNSET"
	_, err := collect(t, c, nil)
	var wrong *source.WrongError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Text, "UNSET") {
		t.Errorf("got %v", err)
	}
}

func TestTheTokenGoesToTheForgeAlone(t *testing.T) {
	elsewhere := ""
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = "asked with " + r.Header.Get("Authorization")
		w.Write([]byte(`{}`))
	}))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer hush" {
			t.Errorf("the server was asked with %q", r.Header.Get("Authorization"))
		}
		http.Redirect(w, r, other.URL, http.StatusMovedPermanently)
	}))
	defer server.Close()
	collect(t, Config{Orgs: []string{"acme"}, TokenEnv: "TOKEN", BaseURL: server.URL}, nil)
	if elsewhere != "asked with " {
		t.Errorf("elsewhere was %s", elsewhere)
	}
}

func TestWhatAnEarlierRunKnewAndNobodyListsIsGone(t *testing.T) {
	known := func(records ...dataset.Record) func(*source.Run) {
		return func(r *source.Run) { r.Known = func(string) []dataset.Record { return records } }
	}
	old := &dataset.Project{ID: "github.com/acme/deleted", Organization: "Acme"}
	foreign := &dataset.Project{ID: "github.com/other/deleted", Organization: "other"}
	n, _ := collect(t, acme(newServer(t)), known(old, foreign))
	skipped := &dataset.Project{ID: "github.com/acme/skipped-too", Organization: "acme"}
	if n, _ := collect(t, acme(newServer(t)), known(skipped)); n.isGone(skipped.ID) {
		t.Error("what is left out is marked gone")
	}
	if !n.isGone(old.ID) || n.isGone(foreign.ID) || n.isGone("github.com/acme/anvil") {
		t.Errorf("gone: %v", n.gone)
	}
	f := newServer(t)
	f.replace["repos.acme.vault.languages"] = `"half`
	if n, _ = collect(t, acme(f), known(old)); n.isGone(old.ID) {
		t.Error("marked gone though a repository could not be had, which may be the same under another name")
	}
	n, _ = collect(t, acme(newServer(t)), func(r *source.Run) { known(old)(r); r.Only = []string{"anvil-old"} })
	if n.isGone(old.ID) || len(n.records) != 3 {
		t.Errorf("gone %v, %d records", n.gone, len(n.records))
	}
}

func TestWhatHasNotChangedSinceIsLeftAlone(t *testing.T) {
	f := newServer(t)
	f.replace["orgs.acme.repos"] = `[{"full_name": "acme/anvil-old", "html_url": "https://github.com/acme/anvil-old",
		"pushed_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-02T00:00:00Z"}]`
	for since, want := range map[string]int{"2026-01-01T12:00:00Z": 3, "2026-02-01T00:00:00Z": 0} {
		n, _ := collect(t, acme(f), func(r *source.Run) {
			r.Since, _ = time.Parse(time.RFC3339, since)
			r.Known = func(string) []dataset.Record {
				return []dataset.Record{&dataset.Project{ID: "github.com/acme/anvil-old"}}
			}
		})
		if len(n.records) != want {
			t.Errorf("since %s: %d records, want %d", since, len(n.records), want)
		}
	}
}

func TestListsAreReadToTheEndEvenWhereTheForgeForgetsToSaySo(t *testing.T) {
	for _, total := range []int{0, 1, 99, 100, 101, 200, 250} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			page := r.URL.Query().Get("page")
			from := map[string]int{"1": 0, "2": 100, "3": 200, "4": 300}[page]
			var items []string
			for i := from; i < min(total, from+100); i++ {
				items = append(items, `{"tag_name": "v1", "created_at": "2026-01-01T00:00:00Z"}`)
			}
			w.Write([]byte("[" + strings.Join(items, ",") + "]"))
		}))
		client, err := newClient(http.DefaultClient, server.URL, "")
		if err != nil {
			t.Fatal(err)
		}
		r := &repo{ownerName: "a", name: "b"}
		if err := (&session{client: client}).releases(t.Context(), r); err != nil || len(r.work.Releases) != total {
			t.Errorf("%d of %d, %v", len(r.work.Releases), total, err)
		}
		server.Close()
	}
}

func TestConfigurationsAreChecked(t *testing.T) {
	for _, c := range []Config{
		{}, {Orgs: []string{"https://github.com/acme"}}, {Users: []string{""}}, {Orgs: []string{"a/b"}},
		{Orgs: []string{"acme"}, BaseURL: "github.acme.example"}, {Orgs: []string{"acme"}, BaseURL: "https://u:p@github.acme.example"},
	} {
		_, err := New(c)
		var wrong *source.WrongError
		if !errors.As(err, &wrong) || wrong.Hint == "" {
			t.Errorf("%+v: %v", c, err)
		}
		if err != nil && strings.Contains(err.Error(), "u:p") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
	c, err := New(Config{Orgs: []string{"acme"}, Users: []string{"ada"}, BaseURL: "https://github.acme.example/"})
	if err != nil || c.Asked() != "repositories of acme, ada on github.acme.example" {
		t.Error(err, c.Asked())
	}
}
