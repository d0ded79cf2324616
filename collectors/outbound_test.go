package collectors

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"portolan/collectors/dataset"
)

// all reads a list of the forge to its end, past the collector.
func (s *simulator) all(path string) (items []map[string]any) {
	s.t.Helper()
	for page := 1; ; page++ {
		req, _ := http.NewRequest(http.MethodGet, fmt.Sprintf("%s%s?state=all&per_page=100&page=%d", s.base, path, page), nil)
		req.Header.Set("Authorization", "Bearer ghsim-member")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			s.t.Fatal(err)
		}
		var some []map[string]any
		if resp.StatusCode == http.StatusOK {
			err = json.NewDecoder(resp.Body).Decode(&some)
		}
		resp.Body.Close()
		if err != nil {
			s.t.Fatal(err)
		}
		if items = append(items, some...); len(some) < 100 {
			return items
		}
	}
}

// views asks past the collector how often a repository was looked at, as the one who may know.
func (s *simulator) views(repo string) map[dataset.Date]int {
	s.t.Helper()
	req, _ := http.NewRequest(http.MethodGet, s.base+"/repos/"+repo+"/traffic/views", nil)
	req.Header.Set("Authorization", "Bearer ghsim-admin")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		Views []struct {
			Timestamp time.Time
			Count     int
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		s.t.Fatal(err)
	}
	days := map[dataset.Date]int{}
	for _, v := range answer.Views {
		days[dataset.Date(v.Timestamp.Format(time.DateOnly))] = v.Count
	}
	return days
}

func TestContributionsElsewhereEqualWhatTheOthersHave(t *testing.T) {
	t.Parallel()
	s := startSimulator(t, "-orgs", "2", "-repos-per-org", "30", "-scale", "0.3", "-seed", "2", "-search-limit", "0")
	s.know()
	ours, members := "aurora-civic", map[string]bool{}
	for _, m := range s.all("/orgs/" + ours + "/members") {
		members[m["login"].(string)] = true
	}
	want := map[string]int{}
	for repo, truth := range s.truth {
		if truth.Visibility != "public" || truth.Blocked || truth.Vanished || strings.HasPrefix(repo, ours+"/") {
			continue
		}
		for _, pull := range s.all("/repos/" + repo + "/pulls") {
			user, _ := pull["user"].(map[string]any)
			opened, _ := time.Parse(time.RFC3339, pull["created_at"].(string))
			if user != nil && members[user["login"].(string)] {
				want["github.com/"+repo+" "+opened.Format("2006-01")]++
			}
		}
	}
	p := newPortal(t)
	o := p.options(s.base, []string{ours}, s.now)
	o.Entries, _ = Entries(yamlNode(fmt.Sprintf("- github: {orgs: [%s], token_env: FORGE_TOKEN, base_url: %q, outbound: internal}", ours, s.base)))
	if _, err := Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, record := range p.read(t).Outbound {
		for month, n := range record.ChangeRequests {
			got[record.Project+" "+string(month)] = n
		}
	}
	if len(want) == 0 {
		t.Error("the members give nothing, so nothing was compared")
	}
	for at, n := range want {
		if got[at] != n {
			t.Errorf("%s: want %d, got %d", at, n, got[at])
		}
	}
	for at := range got {
		if want[at] == 0 {
			t.Errorf("%s was not given", at)
		}
	}
	t.Logf("%d months of projects compared", len(want))
}
