package gitlab

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/forge/forgetest"
)

func TestKeysOfLicencesAreSpeltAsSPDXDoes(t *testing.T) {
	for key, want := range map[string]string{"mit": "MIT", "apache-2.0": "Apache-2.0", "gpl-3.0": "GPL-3.0", "odbl-1.0": "ODbL-1.0",
		"Zlib": "Zlib", "other": "NOASSERTION", "new-1.0": "new-1.0"} {
		if got := licenseOf(&license{Key: key}); *got.Expression != want || got.Source != "forge" {
			t.Errorf("%s: %+v", key, got)
		}
	}
	if licenseOf(nil) != (dataset.License{}) || licenseOf(&license{}) != (dataset.License{}) {
		t.Error("no licence is one")
	}
}

func TestOldServersCallTopicsTags(t *testing.T) {
	s := parser(t)
	for _, c := range []struct{ topics, old, want []string }{
		{nil, []string{"old"}, []string{"old"}}, {[]string{"new"}, []string{"old"}, []string{"new"}}, {[]string{}, []string{"old"}, nil},
	} {
		p, err := s.parse(&repo{full: &project{Path: "a/b", Topics: c.topics, OldTopics: c.old}})
		if err != nil || len(p.Topics) != len(c.want) || len(c.want) > 0 && p.Topics[0] != c.want[0] {
			t.Errorf("%v: %v, %v", c, p.Topics, err)
		}
	}
}

func parser(t testing.TB) *session {
	run, _ := forgetest.NewRun()
	collector, err := New(Config{Groups: []string{"acme"}})
	if err != nil {
		t.Fatal(err)
	}
	return &session{Collector: collector, Session: forge.NewSession(run, forge.Server{}, "projects", "activity")}
}

// seed reads an answer of the invented forge.
func seed(f *testing.F, name string) []byte {
	data, err := os.ReadFile(filepath.Join("testdata", "forge", name+".json"))
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

// FuzzProject reads projects that no forge has sent yet: whatever parses must be fit to be kept.
func FuzzProject(f *testing.F) {
	f.Add(seed(f, "projects.7"), seed(f, "projects.7.languages"))
	f.Add(seed(f, "projects.8"), []byte(`{"C\u0000": 1e300, "Go": -1}`))
	s := parser(f)
	f.Fuzz(func(t *testing.T, data, shares []byte) {
		full, percent := &project{}, map[string]float64{}
		if json.Unmarshal(data, full) != nil || json.Unmarshal(shares, &percent) != nil {
			return
		}
		r := &repo{full: full, languages: languages(percent), work: forge.Work{Created: full.Created}}
		if r.identify(full) != nil {
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
	f.Add(seed(f, "projects.7.repository.commits"), seed(f, "projects.7.issues"), seed(f, "projects.7.issues.1.notes"), seed(f, "projects.7.releases"))
	f.Add([]byte(`[{"committed_date": "0001-01-01T00:00:00Z"}]`), []byte(`[{"state": "merged", "created_at": "9999-12-31T23:59:59Z"}]`), []byte(`[{}]`), []byte(`[null]`))
	s := parser(f)
	f.Fuzz(func(t *testing.T, commitData, itemData, noteData, releaseData []byte) {
		var commits []commit
		var items []item
		var notes []note
		var releases []release
		if json.Unmarshal(commitData, &commits) != nil || json.Unmarshal(itemData, &items) != nil || json.Unmarshal(noteData, &notes) != nil ||
			json.Unmarshal(releaseData, &releases) != nil {
			return
		}
		w := forge.Work{Commits: []forge.Commit{}, Issues: []forge.Item{}, Changes: []forge.Item{}, Releases: []dataset.Release{}}
		for _, c := range commits {
			w.Commits = append(w.Commits, s.commitOf(c))
		}
		for _, i := range items {
			it := s.itemOf(i)
			for _, n := range notes {
				it.Respond(n.Author.name(), s.isBot(n.Author), n.Created)
			}
			w.Issues, w.Changes = append(w.Issues, it), append(w.Changes, it)
		}
		for _, r := range releases {
			if kept, ok := releaseOf(r, s.Run.Now); ok {
				w.Releases = append(w.Releases, kept)
			}
		}
		p := &dataset.Project{ID: "gitlab.com/acme/anvil", Name: "anvil", Visibility: "public", Provenance: s.Run.Provenance("gitlab", ""), Releases: w.Releases}
		w.Count(p, s.tasks)
		fit(t, p)
		fit(t, w.Activity(p, s.Run, func(string) *bool { return nil }))
		if *p.OpenIssues+*p.ClosedIssues != len(items) || *p.OpenChangeRequests+*p.MergedChangeRequests+*p.DeclinedChangeRequests != len(items) {
			t.Error("what is counted is not what is listed")
		}
	})
}
