package publish

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestForeign(t *testing.T) {
	out := t.TempDir()
	if names, err := Foreign(out); names != nil || err != nil {
		t.Errorf("an empty folder: %v, %v", names, err)
	}
	put := func(name, text string) {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("notes.txt", "mine")
	if names, err := Foreign(out); names != nil || err != nil {
		t.Errorf("no site of ours: %v, %v", names, err)
	}
	for name, text := range map[string]string{
		"public/build.json": `{"generator": "portolan", "files": {"index.html": {}, ".well-known/security.txt": {}}}`, "public/index.html": "", "public/.well-known/security.txt": "",
		"internal/build.json": `{"generator": "portolan", "files": {"index.html": {}}}`, "internal/index.html": "", "internal/left.html": "",
		"public/.well-known/left.txt": "", ".git/config": "", ".nojekyll": "", "other/build.json": `{"files": {"x": {}}}`,
	} {
		put(name, text)
	}
	names, err := Foreign(out)
	if want := []string{"internal/left.html", "notes.txt", "other/build.json", "public/.well-known/left.txt"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%v, %v", names, err)
	}
	if names, err := Foreign(out + "/nowhere"); names != nil || err != nil {
		t.Errorf("no folder: %v, %v", names, err)
	}
}
