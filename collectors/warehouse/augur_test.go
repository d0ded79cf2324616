//go:build unix

package warehouse

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

var now = time.Date(2026, 11, 15, 12, 0, 0, 0, time.UTC)

// notebook keeps what a run found; each record has to be fit for its file.
type notebook struct {
	t        *testing.T
	projects map[string]*dataset.Project
	activity map[string]*dataset.Activity
	kept     []string
	gone     []string
	failures []error
	bytes    string
}

func (n *notebook) Put(r dataset.Record) error {
	dataset.FailClosed(r)
	data, err := dataset.Encode(r)
	if err == nil {
		_, err = dataset.Decode(r.Kind(), data)
	}
	if err != nil {
		n.t.Errorf("%s %s: %v", r.Kind(), r.Key(), err)
	}
	n.bytes += string(data)
	switch r := r.(type) {
	case *dataset.Project:
		n.projects[r.ID] = r
	case *dataset.Activity:
		n.activity[r.Project] = r
	}
	return nil
}
func (n *notebook) Keep(kind, key string, why error) { n.kept = append(n.kept, kind+" "+key) }
func (n *notebook) Gone(kind, key string)            { n.gone = append(n.gone, kind+" "+key) }
func (n *notebook) Fail(why error)                   { n.failures = append(n.failures, why) }
func (n *notebook) Progress(int, int, string)        {}

var people = source.People{Secret: []byte("of the portal")}

// collect runs a collector on a database.
func collect(t *testing.T, ctx context.Context, dsn string, c Config, change ...func(*source.Run)) (*notebook, error) {
	t.Helper()
	n := &notebook{t: t, projects: map[string]*dataset.Project{}, activity: map[string]*dataset.Activity{}}
	c.DSNEnv = "WAREHOUSE_DSN"
	collector, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run := &source.Run{Now: now, Results: n, People: people, Getenv: func(name string) string {
		return map[string]string{"WAREHOUSE_DSN": dsn}[name]
	}}
	for _, edit := range change {
		edit(run)
	}
	return n, collector.Collect(ctx, run)
}

var augur = Config{Schema: "augur", Bots: []string{"ci@acme.example", "Acme-CI", "o'neill"}}

// spelt is a project that a forge wrote with its own spelling.
func spelt(run *source.Run) {
	run.Records = func(kind string) []dataset.Record {
		return []dataset.Record{&dataset.Project{ID: "github.com/Acme/Anvil", Provenance: dataset.Provenance{Source: "github"}}}
	}
}

func at(s string) *dataset.Time {
	t, err := time.Parse(time.DateTime, s)
	if err != nil {
		panic(err)
	}
	return dataset.AtOrNil(t)
}

func TestAugursFiguresAreTheKnownOnes(t *testing.T) {
	dsn, _ := start(t).database(t, augurWorld)
	n, err := collect(t, t.Context(), dsn, augur, spelt)
	if err != nil || len(n.failures) > 0 || len(n.kept) > 0 {
		t.Fatal(err, n.failures, n.kept)
	}
	key := people.Key
	from := dataset.Provenance{Source: "warehouse", URL: "https://github.com/Acme/Anvil", Collected: *at("2026-11-15 06:00:00"), Complete: true}
	same(t, n.projects["github.com/Acme/Anvil"], &dataset.Project{
		ID: "github.com/Acme/Anvil", Name: "anvil", Organization: "Acme", Description: "Falls on command", URL: "https://github.com/Acme/Anvil",
		Visibility: dataset.VisibilityUnknown, Audience: dataset.Internal, DefaultBranch: "main", Changed: at("2026-11-15 03:00:00"),
		Stars: dataset.Of(12), Forks: dataset.Of(3), Watchers: dataset.Of(4), OpenIssues: dataset.Of(2), ClosedIssues: dataset.Of(2),
		OpenChangeRequests: dataset.Of(1), MergedChangeRequests: dataset.Of(1), DeclinedChangeRequests: dataset.Of(1),
		Releases: []dataset.Release{
			{Tag: "v1.1.0-rc1", Name: "v1.1.0-rc1", Published: *at("2026-10-01 00:00:00"), Prerelease: true},
			{Tag: "v1.0.0", Name: "One", Published: *at("2026-05-02 00:00:00"), URL: "https://github.com/acme/anvil/releases/v1.0.0"},
			{Tag: "v0.5.0", Name: "Half", Published: *at("2025-01-01 00:00:00")},
		},
		Provenance: from,
	})
	from.Collected, from.Complete = *at("2026-11-15 03:00:00"), false // one commit has no date
	same(t, n.activity["github.com/Acme/Anvil"], &dataset.Activity{
		Project: "github.com/Acme/Anvil", Audience: dataset.Internal, Since: "2025-01", Through: *at("2026-11-15 03:00:00"),
		Commits:    map[dataset.Month]int{"2025-11": 2, "2026-02": 2, "2026-03": 6, "2026-04": 2, "2026-05": 2, "2026-11": 1},
		BotCommits: map[dataset.Month]int{"2026-03": 3},
		Contributors: sorted(
			dataset.Contributor{Key: key("github.com/ada"), Organization: "Acme Tools", Commits: map[dataset.Month]int{"2026-02": 2, "2026-05": 2, "2026-11": 1}},
			dataset.Contributor{Key: key("bob@acme.example"), Commits: map[dataset.Month]int{"2025-11": 2, "2026-03": 1}},
			dataset.Contributor{Key: key("Carol"), Commits: map[dataset.Month]int{"2026-03": 1}},
			dataset.Contributor{Key: key("dan@users.noreply.github.com"), Commits: map[dataset.Month]int{"2026-04": 2}},
		),
		Issues: []dataset.Issue{
			{Opened: *at("2025-01-01 00:00:00"), Closed: at("2025-02-01 00:00:00")},
			{Opened: *at("2026-10-01 00:00:00"), Responded: at("2026-10-01 05:00:00"), Closed: at("2026-10-02 00:00:00")},
			{Opened: *at("2026-10-31 23:59:59"), Responded: at("2026-11-01 01:59:59")},
			{Opened: *at("2026-11-14 00:00:00")},
		},
		ChangeRequests: []dataset.ChangeRequest{
			{Opened: *at("2026-10-03 00:00:00"), Responded: at("2026-10-03 04:00:00"), Closed: at("2026-10-05 00:00:00"), Merged: true},
			{Opened: *at("2026-10-04 00:00:00"), Closed: at("2026-10-06 00:00:00"), Bot: true},
			{Opened: *at("2026-11-09 00:00:00"), Responded: at("2026-11-10 00:00:00")},
		},
		Year: &dataset.Year{From: *at("2025-11-15 03:00:00"), Commits: dataset.Of(14), BotCommits: dataset.Of(3), Contributors: dataset.Of(4),
			ContributorAbsenceFactor: dataset.Of(1), IssuesOpened: dataset.Of(3), IssuesResponded: dataset.Of(2),
			MedianHoursToFirstResponse: dataset.Of(3.5), Releases: dataset.Of(2)},
		Provenance: from,
	})
}

func TestWhatAugurNeverLookedAtIsUnknown(t *testing.T) {
	dsn, _ := start(t).database(t, augurWorld)
	n, err := collect(t, t.Context(), dsn, augur)
	if err != nil {
		t.Fatal(err)
	}
	bellows, a := n.projects["github.com/acme/bellows"], n.activity["github.com/acme/bellows"]
	if bellows == nil || bellows.Upstream != "github.com/upstream/bellows" || !bellows.Fork || !bellows.Archived || bellows.Forks != nil ||
		*bellows.Stars != 0 || *bellows.OpenIssues != 1 || *bellows.OpenChangeRequests != 0 {
		t.Errorf("%+v", bellows)
	}
	if a == nil || a.Commits != nil || a.Contributors != nil || len(a.Issues) != 1 || a.Year.Commits != nil || *a.Year.IssuesOpened != 1 || a.Provenance.Complete {
		t.Errorf("%+v", a)
	}
	if p := n.projects["github.com/acme/chisel"]; p == nil || p.Stars != nil || p.OpenIssues != nil || p.Releases != nil || n.activity[p.ID] != nil {
		t.Errorf("%+v", p)
	}
	engine := n.activity["gitlab.example/acme/engine"]
	if engine == nil || engine.Issues != nil || engine.ChangeRequests != nil || engine.Commits["2026-10"] != 1 || engine.Through != *at("2026-11-01 00:00:00") {
		t.Errorf("%+v", engine)
	}
	if want := []string{"projects github.com/acme/forge", "activity github.com/acme/forge"}; !reflect.DeepEqual(n.gone, want) || n.projects["github.com/acme/forge"] != nil {
		t.Errorf("gone: %v", n.gone)
	}
	if drill := n.activity["gitlab.com/acme/tools/drill"]; drill == nil || drill.Through != dataset.At(now) || drill.Year.Contributors == nil || *drill.Year.Contributors != 2 {
		t.Errorf("%+v", drill)
	}
}

func TestPeopleAreCountedOnceAcrossProjectsAndNeverNamed(t *testing.T) {
	dsn, _ := start(t).database(t, augurWorld)
	n, err := collect(t, t.Context(), dsn, augur)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, a := range n.activity {
		for _, c := range a.Contributors {
			keys[c.Key] = true
		}
	}
	if len(keys) != 5 { // Ada, Bob, Carol, Dan, Eve
		t.Errorf("%d people", len(keys))
	}
	for _, secret := range []string{"@", "ada", "bob", "Lovelace", "dan", "Falls too", "glpat", "oauth2", password} {
		if strings.Contains(strings.ToLower(n.bytes), strings.ToLower(secret)) {
			t.Errorf("the records hold %q", secret)
		}
	}
	named, err := collect(t, t.Context(), dsn, augur, func(run *source.Run) { run.People.Named = true })
	if err != nil || !strings.Contains(named.bytes, `"name": "A. Lovelace"`) || strings.Contains(named.bytes, "@") {
		t.Errorf("%v: a portal that names people has no names, or addresses", err)
	}
}

func TestWithoutASchedulersTableTheRowsTellHowFarAugurCame(t *testing.T) {
	dsn, change := start(t).database(t, augurWorld)
	change("drop table augur_operations.collection_status")
	n, err := collect(t, t.Context(), dsn, augur)
	if err != nil {
		t.Fatal(err)
	}
	anvil := n.activity["github.com/acme/anvil"]
	if anvil == nil || anvil.Through != *at("2026-11-15 03:00:00") || *anvil.Year.Commits != 14 || len(anvil.Issues) != 4 {
		t.Errorf("%+v", anvil)
	}
	if a := n.activity["github.com/acme/chisel"]; a != nil {
		t.Errorf("%+v", a)
	}
}

func TestARowForEachCommitCountsLikeARowForEachFile(t *testing.T) {
	dsn, change := start(t).database(t, augurWorld)
	before, err := collect(t, t.Context(), dsn, augur)
	if err != nil {
		t.Fatal(err)
	}
	change(`delete from augur_data.commits c where exists (select 1 from augur_data.commits o where o.repo_id = c.repo_id
		and o.cmt_commit_hash = c.cmt_commit_hash and o.cmt_id < c.cmt_id); alter table augur_data.commits drop column cmt_filename`)
	after, err := collect(t, t.Context(), dsn, augur)
	if err != nil || after.bytes != before.bytes {
		t.Errorf("%v\n%s\n%s", err, before.bytes, after.bytes)
	}
}

func TestOneProjectUnderTwoAddressesIsKeptAsItWas(t *testing.T) {
	dsn, change := start(t).database(t, augurWorld)
	change("insert into augur_data.repo (repo_id, repo_group_id, repo_git) values (7, 1, 'https://github.com/acme/anvil.git'), (8, 1, 'nowhere')")
	n, err := collect(t, t.Context(), dsn, augur)
	if want := []string{"projects github.com/acme/anvil", "activity github.com/acme/anvil"}; err != nil || !reflect.DeepEqual(n.kept, want) {
		t.Errorf("%v %v", err, n.kept)
	}
	if len(n.failures) != 1 || !strings.Contains(n.failures[0].Error(), "nowhere") {
		t.Errorf("%v", n.failures)
	}
}

func TestOnlyWhatIsWantedIsWritten(t *testing.T) {
	dsn, _ := start(t).database(t, augurWorld)
	n, err := collect(t, t.Context(), dsn, augur, func(run *source.Run) { run.Only = []string{"drill"} })
	if err != nil || len(n.projects) != 1 || len(n.activity) != 1 || len(n.gone) != 0 {
		t.Errorf("%v %v %v", err, n.projects, n.gone)
	}
}

func sorted(people ...dataset.Contributor) []dataset.Contributor {
	slices.SortFunc(people, func(a, b dataset.Contributor) int { return strings.Compare(a.Key, b.Key) })
	return people
}

// same compares records field by field.
func same[R any](t *testing.T, got, want *R) {
	t.Helper()
	if got == nil {
		t.Fatal("there is no such record")
	}
	g, w := reflect.ValueOf(got).Elem(), reflect.ValueOf(want).Elem()
	for i := range g.NumField() {
		if a, b := g.Field(i).Interface(), w.Field(i).Interface(); !reflect.DeepEqual(a, b) {
			t.Errorf("%s\n got %s\nwant %s", g.Type().Field(i).Name, show(a), show(b))
		}
	}
}

func show(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(out)
}
