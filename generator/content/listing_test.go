package content

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"portolan/generator/memo"
)

// TestAFolderIsListedAlike holds what is taken from the inputs against a walk through the folder, names that sort unlike included.
func TestAFolderIsListedAlike(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"clash.md", "clash/index.md", "clash-two/a.md", "clash/deep/b.md", "clash.d/c.png", ".hidden/d.md", ".e.md", "data/f.md", "theme/g.md",
		"node_modules/h.md", "clash/node_modules/i.md", "AUX.md", "Clash/j.png", "site.yaml", "k\xff.md", "l\xff/m.md", ".n\xff", "clash/theme/o.md", "p .png",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Skip(err) // not every system takes every name
		}
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink("clash", filepath.Join(dir, "linked")); err != nil {
		t.Skip(err)
	}
	m := memo.Open(filepath.Join(t.TempDir(), "memo"), "test")
	defer m.Close()
	inputs, err := m.Look(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{Theme: "theme"}
	walked, recalled := list(os.DirFS(dir), site, nil), list(os.DirFS(dir), site, &Memory{m, inputs})
	if !reflect.DeepEqual(walked, recalled) {
		t.Errorf("a walk finds %+v\nthe inputs %+v", walked, recalled)
	}
	if len(walked.markdown) != 6 || len(walked.problems) < 3 {
		t.Errorf("%q, %v", walked.markdown, walked.problems)
	}
}
