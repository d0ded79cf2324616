package starter

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

var portal = fstest.MapFS{
	"site.yaml": {Data: []byte("title: Acme\ncollectors:\n  - gomod: {}\n")},
	"index.md":  {Data: []byte("# Hello\n")},
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "handbook")
	if err := Write(dir, portal, "site.yaml"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"content/index.md": "# Hello\n", "content/site.yaml": "\n  # - gomod: {}\n", ".gitignore": "/public/\n"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if err := Write(dir, portal, "site.yaml"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a second portal in the same folder: %v", err)
	}
}

func TestWriteNewKeepsWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b.yml")
	if err := WriteNew(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := WriteNew(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "first" {
		t.Errorf("the file holds %q", data)
	}
}
