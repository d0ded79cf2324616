package publish

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// bringBack makes all files of a folder new ones that hold the same, as a cache does that is restored.
func bringBack(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return
	}
	stored := dir + "-stored"
	for _, step := range []func() error{func() error { return os.CopyFS(stored, os.DirFS(dir)) }, func() error { return os.RemoveAll(dir) }, func() error { return os.Rename(stored, dir) }} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASiteThatWasBroughtBackIsKnown(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	open := func(memory []byte) *Publisher {
		p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(dir, "staging"), Memory: memory, Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Abort)
		return p
	}
	first := open(nil)
	for _, name := range []string{"same", "other", "longer", "gone"} {
		if _, err := first.Put(name, []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(first.Files(""))})
	first.Put(Manifest, manifest)
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	memory := first.Memory()
	first.Abort()
	bringBack(t, out)
	if p := open(memory); !p.Untouched() {
		t.Error("a site that was brought back counts as touched")
	} else {
		p.Abort()
	}
	for name, text := range map[string]string{"other": "OTHER", "longer": "longer."} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	os.Remove(filepath.Join(out, "gone"))
	second := open(memory)
	for name, want := range map[string]bool{"same": true, "other": false, "longer": false, "gone": false} {
		if kept := second.Keep(name, File{SHA256: sha256.Sum256([]byte(name)), Bytes: len(name)}); kept != want {
			t.Errorf("%s: kept is %v", name, kept)
		}
	}
	if second.Untouched() {
		t.Error("a site that was changed counts as untouched")
	}
}
