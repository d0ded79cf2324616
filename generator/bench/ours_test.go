package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestChangesAreCommitted goes one round in a checkout, and finds it as it was.
func TestChangesAreCommitted(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := makeCorpus("pages-30+components-20", content, defaultSeed); err != nil {
		t.Fatal(err)
	}
	pages, _, err := markdownFiles(content)
	if err != nil {
		t.Fatal(err)
	}
	o, err := newOurs(build(t), content, dir, pages)
	if err != nil {
		t.Fatal(err)
	}
	round, err := o.round()
	if err != nil || len(round) != 4 {
		t.Fatal(round, err)
	}
	if full, page := round[0].Written, round[2].Written; page < 1 || page > full/2 {
		t.Errorf("one page of %d files: %d were written", full, page)
	}
	commits, err := o.git("rev-list", "--all", "--reflog", "--count")
	if changed, _ := o.git("status", "--short"); err != nil || commits != "3" || changed != "" {
		t.Errorf("%s commits, left: %q, %v", commits, changed, err)
	}
}
