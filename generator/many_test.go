package generator_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator"
)

// manyNow is the moment that invented projects are looked at.
var manyNow = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// manyProjects invents projects that differ in all that readers narrow by. The same number gives the same projects.
func manyProjects(n int) []*dataset.Project {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	pick := func(list ...string) string { return list[random.IntN(len(list))*random.IntN(len(list))/len(list)] }
	some := func(n int) bool { return random.IntN(n) == 0 }
	var list []*dataset.Project
	for i := range n {
		org := pick("acme", "forge", "lab", "ocean", "tools")
		name := fmt.Sprintf("%s-%s-%d", pick("anvil", "bellows", "crane", "dredger", "etch"), pick("api", "core", "ui", "cli", "docs"), i)
		p := &dataset.Project{
			ID: "github.com/" + org + "/" + name, Name: name, Organization: org, URL: "https://github.com/" + org + "/" + name,
			Description: pick("Moves things from here to there, and says so.", "A library that reads what others wrote.", "", "Draws charts for sailors & others."),
			Visibility:  dataset.VisibilityPublic, Audience: dataset.Public, Archived: some(15),
			Status: dataset.Status(pick("", "", "active", "maintenance", "experimental", "deprecated")), Owner: pick("", "Team A", "Team B"),
			Changed:   dataset.AtOrNil(manyNow.AddDate(0, -random.IntN(40), -random.IntN(28))),
			Languages: map[string]int{pick("Go", "Python", "C++", "C#", "C", "Rust", "TypeScript", "Java"): 1000},
			Stars:     dataset.Of(random.IntN(5000)), Forks: dataset.Of(random.IntN(90)), Releases: []dataset.Release{}, Tasks: []dataset.Task{},
			Community:  dataset.Community{Readme: dataset.Of(!some(9)), SecurityPolicy: dataset.Of(some(2)), Contributing: dataset.Of(some(3))},
			Provenance: dataset.Provenance{Source: "github", Collected: dataset.At(manyNow), Complete: true},
		}
		if license := pick("MIT", "Apache-2.0", "", "GPL-3.0-only", "MIT OR Apache-2.0"); license != "" {
			p.License = dataset.License{Expression: &license, Source: "forge"}
		}
		for range random.IntN(5) {
			p.Topics = append(p.Topics, fmt.Sprintf("topic-%d", random.IntN(40)*random.IntN(1+n/100)/5))
		}
		if some(20) {
			p.Languages, p.Stars = nil, nil
		}
		list = append(list, p)
	}
	return list
}

// buildMany builds a portal of that many invented projects, once for all tests, and returns its folder.
func buildMany(t testing.TB, n int) string {
	t.Helper()
	manyMu.Lock()
	defer manyMu.Unlock()
	if dir := manyBuilt[n]; dir != "" {
		return dir
	}
	dir, err := os.MkdirTemp(program, "many")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range manyProjects(n) {
		data, err := dataset.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "content", "data", "projects", p.ID+".json")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "index.md"), []byte("# Many projects\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	result, err := generator.Build(t.Context(), generator.Options{Content: filepath.Join(dir, "content"), Out: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: manyNow})
	if err != nil {
		t.Fatal(err, result.Problems)
	}
	t.Logf("%d projects: %v", n, result.Timing)
	manyBuilt[n] = filepath.Join(dir, "public")
	return manyBuilt[n]
}

var (
	manyMu    sync.Mutex
	manyBuilt = map[int]string{}
)

func readJSON(t testing.TB, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
