package forgetest

import (
	"cmp"
	"reflect"
	"slices"
	"testing"
	"time"

	"portolan/collectors/dataset"
)

// Anvil checks the records of acme/anvil, an invented project that every forge tells with the same figures. What only some
// forges offer is for their own tests: watchers, the homepage, bytes of code, whether people have accounts.
func Anvil(t *testing.T, n *Notebook, host string) {
	t.Helper()
	id := host + "/acme/anvil"
	p, a := n.Project(t, id), n.Activity(t, id)
	if a.Year == nil || a.Year.MedianHoursToFirstResponse == nil || p.Stars == nil || p.OpenIssues == nil || p.OpenChangeRequests == nil || len(p.Tasks) == 0 || len(p.Releases) == 0 {
		t.Fatalf("much is missing: %+v, %+v", p, a)
	}
	for field, pair := range map[string][2]any{
		"name": {p.Name, "anvil"}, "organization": {p.Organization, "acme"}, "url": {p.URL, "http://" + id},
		"description": {p.Description, "Drop it from above. It helps."}, "branch": {p.DefaultBranch, "main"},
		"visibility": {p.Visibility, dataset.VisibilityPublic}, "audience": {p.Audience, dataset.Public},
		"fork": {p.Fork, true}, "upstream": {p.Upstream, host + "/upstream/anvil"}, "archived": {p.Archived, false},
		"created": {*p.Created, at("2023-05-01T08:00:00Z")}, "changed": {*p.Changed, at("2026-10-20T10:00:00Z")},
		"license": {*p.License.Expression, "Apache-2.0"}, "license file": {p.License.File, "COPYING"},
		"topics": {p.Topics, []string{"heavy", "metal"}}, "main language": {mainLanguage(p), "Go"},
		"stars": {*p.Stars, 12}, "forks": {*p.Forks, 3},
		"open issues": {*p.OpenIssues, 2}, "closed issues": {*p.ClosedIssues, 2},
		"open": {*p.OpenChangeRequests, 1}, "merged": {*p.MergedChangeRequests, 1}, "declined": {*p.DeclinedChangeRequests, 1},
		"community": {p.Community, dataset.Community{Readme: is(true), Contributing: is(true), CodeOfConduct: is(false),
			SecurityPolicy: is(true), LicenseFile: is(true)}},
		"releases": {tags(p), []string{"v1.1.0", "v1.0.0"}}, "release": {p.Releases[0].Published, at("2026-05-01T00:00:00Z")},
		"task titles": {titles(p), []string{"Make it heavier"}}, "task labels": {p.Tasks[0].Labels, []string{"Good First Issue", "area/weight"}},
		"complete": {p.Provenance.Complete && a.Provenance.Complete, true}, "components": {p.Components, (*int)(nil)},
		"since": {a.Since, dataset.Month("2023-05")}, "through": {a.Through, dataset.At(Now)},
		"commits":     {a.Commits, map[dataset.Month]int{"2026-10": 2, "2026-09": 2, "2025-11": 1, "2025-10": 1, "2023-05": 1}},
		"bot commits": {a.BotCommits, map[dataset.Month]int{"2026-10": 1}},
		"people": {people(a), []map[dataset.Month]int{{"2023-05": 1, "2025-11": 1, "2026-09": 1, "2026-10": 1},
			{"2025-10": 1, "2026-09": 1}}},
		"issues": {a.Issues, []dataset.Issue{
			{Opened: at("2025-05-01T00:00:00Z")},
			{Opened: at("2026-01-01T00:00:00Z"), Responded: then("2026-01-01T06:00:00Z"), Closed: then("2026-02-01T00:00:00Z")},
			{Opened: at("2026-04-01T00:00:00Z"), Responded: then("2026-04-01T03:00:00Z")},
			{Opened: at("2026-10-31T23:00:00Z"), Closed: then("2026-10-31T23:30:00Z")},
		}},
		"change requests": {a.ChangeRequests, []dataset.ChangeRequest{
			{Opened: at("2026-03-01T00:00:00Z"), Responded: then("2026-03-01T05:00:00Z"), Closed: then("2026-03-02T00:00:00Z"), Merged: true},
			{Opened: at("2026-04-01T00:00:00Z"), Bot: true},
			{Opened: at("2026-06-01T00:00:00Z"), Closed: then("2026-06-02T00:00:00Z")},
		}},
		"year": {figures(a.Year), map[string]int{"commits": 5, "bots": 1, "people": 2, "absence": 1, "opened": 3, "responded": 2,
			"releases": 1, "without merges": 4, "absence without merges": 1}},
		"from": {a.Year.From, at("2025-11-01T00:00:00Z")}, "median": {*a.Year.MedianHoursToFirstResponse, 4.5},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: got %v, want %v", field, pair[0], pair[1])
		}
	}
	for _, c := range a.Contributors {
		if c.Name != "" {
			t.Errorf("%q is named", c.Name)
		}
	}
}

// Vault checks the records of acme/vault, which is private, archived, empty, and of which little is told.
func Vault(t *testing.T, n *Notebook, host string) {
	t.Helper()
	p, a := n.Project(t, host+"/acme/vault"), n.Activity(t, host+"/acme/vault")
	for field, pair := range map[string][2]any{
		"visibility": {p.Visibility, dataset.VisibilityPrivate}, "audiences": {[]dataset.Audience{p.Audience, a.Audience}, []dataset.Audience{dataset.Internal, dataset.Internal}},
		"archived": {p.Archived, true}, "status": {p.Status, dataset.StatusArchived}, "upstream": {p.Upstream, ""},
		"stars": {p.Stars, (*int)(nil)}, "license": {p.License, dataset.License{}}, "changed": {p.Changed, (*dataset.Time)(nil)},
		"readme": {*p.Community.Readme, false}, "releases": {len(p.Releases), 0}, "tasks": {len(p.Tasks), 0},
		"commits": {a.Commits, map[dataset.Month]int{}}, "people": {len(a.Contributors), 0}, "issues": {len(a.Issues), 0},
		"year's commits": {*a.Year.Commits, 0}, "absence": {*a.Year.ContributorAbsenceFactor, 0},
		"median": {a.Year.MedianHoursToFirstResponse, (*float64)(nil)}, "complete": {p.Provenance.Complete, true},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("vault: %s: got %v, want %v", field, pair[0], pair[1])
		}
	}
}

func at(moment string) dataset.Time {
	parsed, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		panic(err) // the moments stand above
	}
	return dataset.At(parsed)
}

func then(moment string) *dataset.Time { return dataset.Of(at(moment)) }
func is(b bool) *bool                  { return &b }

func mainLanguage(p *dataset.Project) (most string) {
	for name, n := range p.Languages {
		if n > p.Languages[most] {
			most = name
		}
	}
	return most
}

func tags(p *dataset.Project) (tags []string) {
	for _, r := range p.Releases {
		tags = append(tags, r.Tag)
	}
	return tags
}

func titles(p *dataset.Project) (titles []string) {
	for _, task := range p.Tasks {
		titles = append(titles, task.Title)
	}
	return titles
}

// people returns each person's commits, the busiest first: the keys differ, as forges know people by different things.
func people(a *dataset.Activity) (each []map[dataset.Month]int) {
	for _, c := range a.Contributors {
		each = append(each, c.Commits)
	}
	slices.SortFunc(each, func(a, b map[dataset.Month]int) int { return cmp.Compare(len(b), len(a)) })
	return each
}

// figures are -1 where they are not known.
func figures(y *dataset.Year) map[string]int {
	known := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	return map[string]int{"commits": known(y.Commits), "bots": known(y.BotCommits), "people": known(y.Contributors),
		"absence": known(y.ContributorAbsenceFactor), "opened": known(y.IssuesOpened), "responded": known(y.IssuesResponded),
		"releases": known(y.Releases), "without merges": known(y.CommitsWithoutMerges),
		"absence without merges": known(y.ContributorAbsenceFactorWithoutMerges)}
}
