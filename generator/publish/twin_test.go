package publish

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// TestALargeSiteGetsATwin publishes a site of many files, then edits of it. Every site is the one that was asked for, the
// first edit already finds a spare folder, and whoever changes what lies there changes nothing that is published.
func TestALargeSiteGetsATwin(t *testing.T) {
	dir := t.TempDir()
	out, spare := filepath.Join(dir, "public"), filepath.Join(dir, "spare")
	files := map[string]string{}
	for i := range manyFiles {
		files[fmt.Sprintf("%d/%d/index.html", i%7, i)] = fmt.Sprint("page ", i)
	}
	var memory []byte
	publish := func() *Publisher {
		t.Helper()
		p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(dir, "staging"), Spare: spare, Memory: memory, Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			if _, err := p.Put(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(p.Files(""))})
		p.Put(Manifest, manifest)
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
		memory = p.Memory()
		if got := read(t, out); !maps.Equal(got, files) {
			t.Fatalf("%d files are published, want %d", len(got), len(files))
		}
		return p
	}
	if p := publish(); !p.twinned || !maps.Equal(read(t, spare), files) {
		t.Fatal("the first site has no twin")
	}
	for round := range 6 {
		switch round {
		case 1:
			delete(files, "3/3/index.html")
		case 2:
			files["3/3"] = "a file where a folder was"
		case 3: // the twin is changed in place, and so is what it shares
			name := filepath.Join(spare, "5", "5", "index.html")
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte("not ours"), 0o644); err != nil {
				t.Fatal(err)
			}
		case 4:
			os.RemoveAll(spare)
		}
		files["1/1/index.html"] = fmt.Sprint("edited ", round)
		if publish().twinned { // the site that was replaced is the spare one
			t.Errorf("round %d: the site got a twin again", round)
		}
	}
}

func TestNeitherSmallNorHugeSitesGetATwin(t *testing.T) {
	for files, want := range map[int]bool{1: false, manyFiles - 1: false, manyFiles: true, tooManyFiles - 1: true, tooManyFiles: false} {
		if getsTwin(files) != want {
			t.Errorf("of %d files: %v", files, !want)
		}
	}
}
