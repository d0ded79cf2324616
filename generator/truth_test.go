package generator_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml/parser"

	"portolan/collectors"
	from "portolan/collectors/source"
	"portolan/generator"
)

// beside returns a path in the folder that stands beside the checkout; without it a test is skipped.
func beside(t testing.TB, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		file := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, path...)...)
		if _, err := os.Stat(file); err == nil {
			return file
		}
	}
	t.Skipf("SKIPPED: no %s beside the checkout", filepath.Join(append([]string{"shared"}, path...)...))
	return ""
}

// forgeTruth is what the simulated forge knows of a repository.
type forgeTruth struct {
	Visibility      string         `json:"visibility"`
	Vanished        bool           `json:"vanished"`
	Blocked         bool           `json:"blocked"`
	Empty           bool           `json:"empty"`
	Archived        bool           `json:"archived"`
	Fork            bool           `json:"fork"`
	Stars           *int           `json:"stars"`
	Forks           *int           `json:"forks"`
	Watchers        *int           `json:"watchers"`
	License         *string        `json:"license_spdx_id"`
	OpenIssues      *int           `json:"open_issues"`
	ClosedIssues    *int           `json:"closed_issues"`
	OpenPRs         *int           `json:"open_prs"`
	MergedPRs       *int           `json:"merged_prs"`
	ClosedPRs       *int           `json:"closed_unmerged_prs"`
	CommitsPerMonth map[string]int `json:"commits_per_month"`
	Commits12m      *int           `json:"commits_12m"`
	BotCommits12m   *int           `json:"bot_commits_12m"`
	Contributors12m *int           `json:"human_contributors_12m"`
	Absence12m      *int           `json:"contributor_absence_factor_12m"`
	Issues12m       *int           `json:"issues_opened_12m"`
	Responded12m    *int           `json:"issues_responded_12m"`
	MedianResponse  *float64       `json:"median_hours_to_first_response_12m"`
	Releases        *int           `json:"releases"`
	Releases12m     *int           `json:"releases_12m"`
	SBOMStatus      int            `json:"sbom_status"`
	SBOMComponents  *int           `json:"sbom_components"`
}

// simulatedForge starts the forge and returns its address and what it knows.
func simulatedForge(t *testing.T, args ...string) (base string, now time.Time, repos map[string]forgeTruth) {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: the simulated forge takes long")
	}
	dir, bin := beside(t, "ghsim"), filepath.Join(program, "ghsim")
	if _, err := os.Stat(bin); err != nil {
		build := exec.Command("go", "build", "-o", bin, ".")
		build.Dir, build.Env = dir, append(os.Environ(), "GOFLAGS=")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	forge := exec.Command(bin, append([]string{"-addr", "127.0.0.1:0", "-limit", "0", "-sbom-limit", "0"}, args...)...)
	forge.Dir = dir
	out, err := forge.StdoutPipe()
	if err == nil {
		err = forge.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { forge.Process.Kill(); forge.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	base = strings.TrimSpace(line[strings.LastIndexByte(line, ' ')+1:])
	response, err := http.Get(base + "/_ghsim/truth")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		Now   time.Time             `json:"now"`
		Repos map[string]forgeTruth `json:"repos"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return base, answer.Now, answer.Repos
}

// collectInto runs collectors into a content folder.
func collectInto(t *testing.T, content, config string, now time.Time) {
	t.Helper()
	file, err := parser.ParseBytes([]byte(config), 0)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := collectors.Entries(file.Docs[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	_, err = collectors.Run(t.Context(), collectors.Options{Entries: entries, Content: content, Store: filepath.Join(content, "data"),
		Cache: filepath.Join(content, "..", "http"), Now: now, People: from.People{Secret: []byte("of the test")},
		Getenv: func(string) string { return "ghsim-member" }})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheAPIEqualsTheTruth compares every figure of every project in api/projects.json with what the forge knows. What a
// blocked repository holds nobody may know: there the API says null.
func TestTheAPIEqualsTheTruth(t *testing.T) {
	for name, args := range map[string][]string{
		"recorded":  {"-recorded", "recorded/dsacms.json", "-now", "2026-05-01T00:00:00Z"},
		"generated": {"-orgs", "2", "-repos-per-org", "30", "-scale", "0.3"},
	} {
		t.Run(name, func(t *testing.T) {
			base, now, repos := simulatedForge(t, args...)
			var orgs []string
			for repo := range repos {
				org, _, _ := strings.Cut(repo, "/")
				if name == "recorded" && os.Getenv("MANY") == "" && org != "CMS-Enterprise" && org != "DSACMS" {
					delete(repos, repo)
				} else if !slices.Contains(orgs, org) {
					orgs = append(orgs, org)
				}
			}
			slices.Sort(orgs)
			dir := t.TempDir()
			content := filepath.Join(dir, "content")
			write(t, filepath.Join(content, "index.md"), []byte("# Truth\n"))
			collectInto(t, content, fmt.Sprintf("- github: {orgs: [%s], token_env: FORGE_TOKEN, base_url: %q}", strings.Join(orgs, ", "), base), now)
			result, err := generator.Build(t.Context(), generator.Options{Content: content, Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: now})
			if err != nil {
				t.Fatal(err, result.Problems)
			}
			figures := compareAPI(t, filepath.Join(dir, "public", "api", "projects.json"), repos)
			t.Logf("%d figures of %d repositories", figures, len(repos))
			if figures < 20*len(repos)/2 {
				t.Errorf("only %d figures were compared", figures)
			}
		})
	}
}

func compareAPI(t *testing.T, file string, repos map[string]forgeTruth) (figures int) {
	t.Helper()
	var api struct {
		Projects []map[string]any `json:"projects"`
	}
	readJSON(t, file, &api)
	byID := map[string]map[string]any{}
	for _, p := range api.Projects {
		byID[p["id"].(string)] = p
	}
	for name, want := range repos {
		got := byID["github.com/"+name]
		delete(byID, "github.com/"+name)
		if want.Vanished {
			if got != nil {
				t.Errorf("%s has vanished and is in the API", name)
			}
			continue
		}
		if got == nil {
			t.Errorf("%s is missing", name)
			continue
		}
		for field, value := range apiTruth(want) {
			figures++
			if a, b := asJSON(t, value), asJSON(t, got[field]); a != b {
				t.Errorf("%s: %s is %s, the truth is %s", name, field, b, a)
			}
		}
	}
	for id := range byID {
		t.Errorf("%s is not there and is in the API", id)
	}
	return figures
}

// apiTruth is a repository as the API should tell of it.
func apiTruth(want forgeTruth) map[string]any {
	truth := map[string]any{"visibility": want.Visibility, "archived": want.Archived, "fork": want.Fork, "stars": want.Stars, "forks": want.Forks, "license_found": want.License}
	rest := map[string]any{
		"watchers": want.Watchers, "open_issues": want.OpenIssues, "closed_issues": want.ClosedIssues, "open_prs": want.OpenPRs,
		"merged_prs": want.MergedPRs, "closed_unmerged_prs": want.ClosedPRs, "commits_by_month": want.CommitsPerMonth,
		"commits_12m": want.Commits12m, "bot_commits_12m": want.BotCommits12m, "contributors_12m": want.Contributors12m,
		"contributor_absence_factor_12m": want.Absence12m, "issues_opened_12m": want.Issues12m, "issues_responded_12m": want.Responded12m,
		"median_hours_to_first_response_12m": want.MedianResponse, "releases": want.Releases, "releases_12m": want.Releases12m, "components": want.SBOMComponents,
	}
	if want.SBOMStatus != http.StatusOK && !want.Empty { // what is empty has no components, and that is known
		rest["components"] = nil
	}
	for field, value := range rest {
		if truth[field] = value; want.Blocked {
			truth[field] = nil
		}
	}
	return truth
}

// asJSON writes a value; parts of an hour are rounded, since two ways of adding up seconds differ in the last bit.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	if hours, ok := v.(*float64); ok && hours != nil {
		v = *hours
	}
	if hours, ok := v.(float64); ok && hours != float64(int(hours)) {
		return fmt.Sprintf("%.6f", hours)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
