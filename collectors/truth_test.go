package collectors

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"portolan/collectors/dataset"
)

// truth is what the simulated forge knows of one repository.
type truth struct {
	Visibility                 string         `json:"visibility"`
	Cases                      []string       `json:"cases"`
	Vanished                   bool           `json:"vanished"`
	Blocked                    bool           `json:"blocked"`
	Empty                      bool           `json:"empty"`
	Archived                   bool           `json:"archived"`
	Fork                       bool           `json:"fork"`
	Template                   bool           `json:"template"`
	Stars                      int            `json:"stars"`
	Forks                      int            `json:"forks"`
	Watchers                   int            `json:"watchers"`
	License                    *string        `json:"license_spdx_id"`
	OpenIssues                 int            `json:"open_issues"`
	ClosedIssues               int            `json:"closed_issues"`
	OpenPRs                    int            `json:"open_prs"`
	MergedPRs                  int            `json:"merged_prs"`
	ClosedPRs                  int            `json:"closed_unmerged_prs"`
	Commits                    int            `json:"commits"`
	CommitsPerMonth            map[string]int `json:"commits_per_month"`
	Commits12m                 int            `json:"commits_12m"`
	CommitsWithoutMerges12m    int            `json:"commits_12m_without_merges"`
	BotCommits12m              int            `json:"bot_commits_12m"`
	Contributors12m            int            `json:"human_contributors_12m"`
	ContributorsWithAccount12m int            `json:"human_contributors_12m_with_account"`
	Absence12m                 int            `json:"contributor_absence_factor_12m"`
	AbsenceWithoutMerges12m    int            `json:"contributor_absence_factor_12m_without_merges"`
	Issues12m                  int            `json:"issues_opened_12m"`
	Responded12m               int            `json:"issues_responded_12m"`
	MedianResponse             *float64       `json:"median_hours_to_first_response_12m"`
	Releases                   int            `json:"releases"`
	Releases12m                int            `json:"releases_12m"`
	StableReleases12m          int            `json:"stable_releases_12m"`
	SBOMStatus                 int            `json:"sbom_status"`
	SBOMPackages               int            `json:"sbom_packages"`
	SBOMComponents             int            `json:"sbom_components"`
	SBOMWithoutPURL            int            `json:"sbom_packages_without_purl"`
}

func yamlNode(text string) ast.Node {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		panic(err)
	}
	return file.Docs[0].Body
}

// compare checks every figure of every repository, and returns how many it compared.
func compareWithTruth(t testing.TB, s *simulator, d *dataset.Dataset) (figures int) {
	t.Helper()
	projects, activity, inventories := map[string]*dataset.Project{}, map[string]*dataset.Activity{}, map[string]*dataset.Inventory{}
	for _, p := range d.Projects {
		projects[p.ID] = p
	}
	for _, a := range d.Activity {
		activity[a.Project] = a
	}
	for _, i := range d.Inventories {
		inventories[i.ID] = i
	}
	for name, want := range s.truth {
		id := "github.com/" + name
		got := projects[id]
		if want.Vanished {
			if got != nil {
				t.Errorf("%s has vanished and has a record", id)
			}
			delete(projects, id)
			continue
		}
		if got == nil {
			t.Errorf("%s has no record", id)
			continue
		}
		for field, pair := range figuresOf(want, got, activity[id], inventories[id]) {
			figures++
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s: %s: want %v, got %v", id, field, show(pair[0]), show(pair[1]))
			}
		}
		delete(projects, id)
	}
	for id := range projects {
		t.Errorf("%s is not there and has a record", id)
	}
	return figures
}

func show(v any) string {
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && !r.IsNil() {
		v = r.Elem()
	}
	return fmt.Sprint(v)
}

// figuresOf pairs each true figure with the one in the records. What a blocked repository holds nobody may know: there the
// record must say nothing.
func figuresOf(want truth, p *dataset.Project, a *dataset.Activity, i *dataset.Inventory) map[string][2]any {
	figures := map[string][2]any{
		"visibility": {want.Visibility, string(p.Visibility)},
		"archived":   {want.Archived, p.Archived},
		"fork":       {want.Fork, p.Fork},
		"template":   {want.Template, p.Template},
		"stars":      {&want.Stars, p.Stars},
		"forks":      {&want.Forks, p.Forks},
		"license":    {want.License, p.License.Expression},
		"audience":   {want.Visibility == "public", p.Audience == dataset.Public},
	}
	if want.Blocked {
		figures["blocked"] = [2]any{true, a == nil && i == nil && p.Watchers == nil && p.OpenIssues == nil && !p.Provenance.Complete}
		return figures
	}
	commits, perMonth := 0, map[string]int{}
	for month, n := range a.Commits {
		commits += n
		perMonth[string(month)] = n
	}
	stable := 0
	for _, r := range p.Releases {
		if !r.Prerelease && !r.Published.Before(a.Year.From.Time) {
			stable++
		}
	}
	for field, pair := range map[string][2]any{
		"watchers": {&want.Watchers, p.Watchers}, "open issues": {&want.OpenIssues, p.OpenIssues},
		"closed issues": {&want.ClosedIssues, p.ClosedIssues}, "open prs": {&want.OpenPRs, p.OpenChangeRequests},
		"merged prs": {&want.MergedPRs, p.MergedChangeRequests}, "declined prs": {&want.ClosedPRs, p.DeclinedChangeRequests},
		"commits": {want.Commits, commits}, "commits per month": {want.CommitsPerMonth, perMonth},
		"issues in the activity": {want.OpenIssues + want.ClosedIssues, len(a.Issues)},
		"prs in the activity":    {want.OpenPRs + want.MergedPRs + want.ClosedPRs, len(a.ChangeRequests)},
		"commits 12m":            {&want.Commits12m, a.Year.Commits}, "bot commits 12m": {&want.BotCommits12m, a.Year.BotCommits},
		"commits without merges 12m": {&want.CommitsWithoutMerges12m, a.Year.CommitsWithoutMerges},
		"contributors 12m":           {&want.Contributors12m, a.Year.Contributors},
		"with account 12m":           {&want.ContributorsWithAccount12m, a.Year.ContributorsWithAccount},
		"absence 12m":                {&want.Absence12m, a.Year.ContributorAbsenceFactor},
		"absence without merges":     {&want.AbsenceWithoutMerges12m, a.Year.ContributorAbsenceFactorWithoutMerges},
		"issues 12m":                 {&want.Issues12m, a.Year.IssuesOpened}, "responded 12m": {&want.Responded12m, a.Year.IssuesResponded},
		"median response 12m": {rounded(want.MedianResponse), rounded(a.Year.MedianHoursToFirstResponse)},
		"releases":            {want.Releases, len(p.Releases)}, "releases 12m": {&want.Releases12m, a.Year.Releases},
		"stable releases 12m": {want.StableReleases12m, stable},
		"an inventory":        {want.SBOMStatus == 200, i != nil},
	} {
		figures[field] = pair
	}
	if want.Empty {
		figures["components"] = [2]any{&want.SBOMComponents, p.Components}
		return figures
	}
	if want.SBOMStatus != 200 {
		figures["components unknown"] = [2]any{true, p.Components == nil}
		return figures
	}
	withoutPURL := 0
	for _, c := range i.Components {
		if c.PURL == "" {
			withoutPURL++
		}
	}
	figures["components"] = [2]any{&want.SBOMComponents, p.Components}
	figures["components listed"] = [2]any{want.SBOMComponents, len(i.Components) - withoutPURL}
	figures["without purl"] = [2]any{want.SBOMWithoutPURL, withoutPURL}
	figures["packages"] = [2]any{want.SBOMPackages, packagesOf(i)}
	return figures
}

// rounded lets two ways of adding up the same seconds differ in the last bit.
func rounded(hours *float64) string {
	if hours == nil {
		return "none"
	}
	return fmt.Sprintf("%.6f", *hours)
}

// packagesOf counts the entries of the dependency graph, those that were listed twice among them.
func packagesOf(i *dataset.Inventory) int {
	for _, remark := range i.Remarks {
		var twice, all int
		if n, _ := fmt.Sscanf(remark, "%d of %d packages", &twice, &all); n == 2 {
			return all
		}
	}
	return len(i.Components)
}

func TestFiguresEqualTheTruth(t *testing.T) {
	for name, args := range map[string][]string{
		"recorded organisations":      {"-recorded", "recorded/dsacms.json", "-now", "2026-05-01T00:00:00Z"},
		"generated, with every case":  {"-orgs", "1", "-repos-per-org", "34", "-scale", "0.3"},
		"as an outsider sees it":      {"-orgs", "1", "-repos-per-org", "30", "-scale", "0.1", "-seed", "7"},
		"through every fault at once": {"-orgs", "1", "-repos-per-org", "30", "-scale", "0.1", "-limit-every", "150", "-faults", faults},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startSimulator(t, args...)
			s.know()
			if strings.HasPrefix(name, "recorded") && !long() {
				s.only("CMS-Enterprise", "DSACMS")
			}
			p := newPortal(t)
			if strings.HasPrefix(name, "as an outsider") {
				p.token = "ghsim-outsider"
				for repo, truth := range s.truth {
					if truth.Visibility != "public" {
						delete(s.truth, repo)
					}
				}
			}
			summary := p.collect(t, s)
			figures := compareWithTruth(t, s, p.read(t))
			stats := s.stats()
			t.Logf("%d figures of %d repositories, %d requests, faults %v", figures, len(s.truth), stats.Requests, stats.Faults)
			if len(stats.Unrecovered) > 0 || !summary.Sources[0].Complete {
				t.Errorf("not recovered: %v", stats.Unrecovered)
			}
		})
	}
}

// only leaves all organisations out but these.
func (s *simulator) only(orgs ...string) {
	s.orgs = orgs
	for repo := range s.truth {
		org, _, _ := strings.Cut(repo, "/")
		if !slices.Contains(orgs, org) {
			delete(s.truth, repo)
		}
	}
}

const faults = "flaky,reset,truncate,slow,stats202,html502,garbage,secondary,ratelimit"
