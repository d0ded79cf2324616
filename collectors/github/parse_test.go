package github

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-github/v62/github"

	"portolan/collectors/dataset"
	"portolan/collectors/forge"
	"portolan/collectors/source"
)

func TestTheNarrowerVisibilityIsBelieved(t *testing.T) {
	for _, c := range []struct {
		visibility string
		private    *bool
		want       dataset.Visibility
	}{
		{"public", github.Bool(false), dataset.VisibilityPublic},
		{"public", github.Bool(true), dataset.VisibilityPrivate},
		{"internal", github.Bool(true), dataset.VisibilityInternal},
		{"private", github.Bool(true), dataset.VisibilityPrivate},
		{"", github.Bool(false), dataset.VisibilityPublic},
		{"", github.Bool(true), dataset.VisibilityPrivate},
		{"", nil, dataset.VisibilityUnknown},
		{"secret", github.Bool(false), dataset.VisibilityUnknown},
	} {
		if got := visibilityOf(&github.Repository{Visibility: &c.visibility, Private: c.private}); got != c.want {
			t.Errorf("%q, %v: got %s, want %s", c.visibility, c.private, got, c.want)
		}
	}
}

// FuzzInventory reads dependency graphs that no server has sent yet: whatever parses must be fit to be kept.
func FuzzInventory(f *testing.F) {
	seed, err := os.ReadFile(filepath.Join("testdata", "forge", "repos.acme.anvil.dependency-graph.sbom.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"sbom": {"packages": [{"name": "\u0000"}]}}`))
	f.Add([]byte(`{"sbom": {"relationships": [{"relationshipType": "DESCRIBES"}], "packages": [{}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var answer sbomAnswer
		if json.Unmarshal(data, &answer) != nil {
			return
		}
		s := &session{Collector: &Collector{}, Session: forge.NewSession(&source.Run{Now: now}, forge.Server{})}
		p := &dataset.Project{ID: "github.com/acme/anvil", Provenance: s.Run.Provenance("github", "")}
		inventory, err := s.inventory(&repo{id: p.ID, sbom: &answer.SBOM}, p)
		if err != nil {
			return
		}
		out, err := dataset.Encode(inventory)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dataset.Decode("inventories", out); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if n := (&repo{sbom: &answer.SBOM}).components(); *n > len(inventory.Components) {
			t.Errorf("%d components, %d are listed", *n, len(inventory.Components))
		}
	})
}

// FuzzProject reads repositories that no server has sent yet.
func FuzzProject(f *testing.F) {
	for _, name := range []string{"anvil-old", "vault"} {
		seed, err := os.ReadFile(filepath.Join("testdata", "forge", "repos.acme."+name+".json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		full := &github.Repository{}
		if json.Unmarshal(data, full) != nil {
			return
		}
		s := &session{Collector: &Collector{}, Session: forge.NewSession(&source.Run{Now: now}, forge.Server{})}
		r := &repo{owner: &owner{}, listing: full, full: full}
		if r.rename() != nil {
			return
		}
		p, err := s.project(r)
		if err != nil {
			return
		}
		out, err := dataset.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dataset.Decode("projects", out); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if p.Visibility != dataset.VisibilityPublic && p.Audience == dataset.Public {
			t.Errorf("%s is public", p.Visibility)
		}
	})
}

func TestAnEmptyRepositoryHasNoComponentsAndThatIsKnown(t *testing.T) {
	none, some := []forge.Commit{}, []forge.Commit{{}}
	for name, c := range map[string]struct {
		r    repo
		want *int
	}{
		"empty":                    {repo{work: forge.Work{Commits: none}}, dataset.Of(0)},
		"empty, and refused":       {repo{work: forge.Work{Commits: none}, graphRefused: true}, nil},
		"no graph":                 {repo{work: forge.Work{Commits: some}}, nil},
		"nobody knows the commits": {repo{}, nil},
		"a graph of nothing":       {repo{work: forge.Work{Commits: some}, sbom: &sbom{}}, dataset.Of(0)},
	} {
		if got := c.r.components(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
