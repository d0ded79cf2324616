package gitea

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"code.gitea.io/sdk/gitea"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/forge/forgetest"
)

func parser(t testing.TB) *session {
	run, _ := forgetest.NewRun()
	collector, err := New(Config{Orgs: []string{"acme"}, BaseURL: "https://codeberg.org/"})
	if err != nil {
		t.Fatal(err)
	}
	return &session{Collector: collector, Session: forge.NewSession(run, forge.Server{}, "projects", "activity")}
}

// seed reads an answer of the invented forge.
func seed(f *testing.F, name string) []byte {
	data, err := os.ReadFile(filepath.Join("testdata", "forge", "repos.acme."+name+".json"))
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// fit fails where a record cannot be written and read again.
func fit(t *testing.T, r dataset.Record) {
	t.Helper()
	out, err := dataset.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dataset.Decode(r.Kind(), out); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// FuzzRepository reads repositories that no forge has sent yet: whatever parses must be fit to be kept.
func FuzzRepository(f *testing.F) {
	f.Add(seed(f, "anvil"), seed(f, "anvil.languages"))
	f.Add(seed(f, "tongs"), []byte(`{"C\u0000": 9223372036854775807, "Go": -1}`))
	s := parser(f)
	f.Fuzz(func(t *testing.T, data, code []byte) {
		full, bytes := &repository{}, map[string]int64{}
		if json.Unmarshal(data, full) != nil || json.Unmarshal(code, &bytes) != nil {
			return
		}
		r := &repo{full: full, languages: languages(bytes), work: forge.Work{Created: full.Created}}
		if full.Topics != nil {
			r.words = *full.Topics
		}
		if r.identify(full.FullName, full.HTMLURL) != nil {
			return
		}
		p, err := s.parse(r)
		if err != nil {
			return
		}
		fit(t, p)
		if p.Visibility != dataset.VisibilityPublic && p.Audience == dataset.Public {
			t.Errorf("%s is public", p.Visibility)
		}
	})
}

// FuzzWork reads lists that no forge has sent yet.
func FuzzWork(f *testing.F) {
	f.Add(seed(f, "anvil.commits"), seed(f, "anvil.issues"), seed(f, "anvil.pulls"), seed(f, "anvil.releases"))
	f.Add([]byte(`[{"sha": "x", "commit": {"author": {}, "committer": {"date": "9999-12-31T23:59:59Z"}}}]`), []byte(`[{"labels": [null], "state": "closed"}]`),
		[]byte(`[{"merged": true, "state": "closed"}]`), []byte(`[{"tag_name": "v1"}]`))
	f.Add([]byte(`[]`), []byte(`[{"title": "Nobody knows since when", "html_url": "https://codeberg.org/acme/anvil/issues/3", "state": "open", "labels": [{"name": "good first issue"}]}]`),
		[]byte(`[]`), []byte(`[]`))
	s := parser(f)
	f.Fuzz(func(t *testing.T, commitData, issueData, pullData, releaseData []byte) {
		var commits []gitea.Commit
		var issues []gitea.Issue
		var pulls []gitea.PullRequest
		var releases []gitea.Release
		if json.Unmarshal(commitData, &commits) != nil || json.Unmarshal(issueData, &issues) != nil || json.Unmarshal(pullData, &pulls) != nil ||
			json.Unmarshal(releaseData, &releases) != nil {
			return
		}
		w := forge.Work{Host: "codeberg.org", Accounts: true, Commits: []forge.Commit{}, Issues: []forge.Item{}, Changes: []forge.Item{}, Releases: []dataset.Release{}}
		for _, c := range commits {
			if made, err := s.commitOf(&c); err == nil {
				w.Commits = append(w.Commits, made)
			}
		}
		for _, i := range issues {
			w.Issues = append(w.Issues, s.itemOf(&i))
		}
		for _, p := range pulls {
			w.Changes = append(w.Changes, s.pullOf(&p))
		}
		for _, r := range releases {
			if kept, ok := releaseOf(&r); ok {
				w.Releases = append(w.Releases, kept)
			}
		}
		p := &dataset.Project{ID: "codeberg.org/acme/anvil", Name: "anvil", Visibility: "public", Provenance: s.Run.Provenance("gitea", ""), Releases: w.Releases}
		w.Count(p, s.tasks)
		fit(t, p)
		fit(t, w.Activity(p, s.Run, func(string) *bool { return nil }))
		if *p.OpenIssues+*p.ClosedIssues != len(issues) {
			t.Error("what is counted is not what is listed")
		}
	})
}
