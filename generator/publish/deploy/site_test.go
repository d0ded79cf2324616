package deploy

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/generator/publish"
)

// words are the pages of a small handbook, by file.
func words() map[string]string {
	pages := map[string]string{"site.yaml": "title: Handbook\n", "index.md": "# Handbook\n\nWords.\n"}
	for i := range 24 {
		pages[fmt.Sprintf("guides/guide-%02d.md", i)] = fmt.Sprintf("# Guide %d\n\nHow to do thing %d.\n", i, i)
	}
	return pages
}

// build builds a handbook with the program itself, into a folder that is kept between calls for one test.
func build(t *testing.T, dir string, pages map[string]string) (site string) {
	t.Helper()
	content := filepath.Join(dir, "content")
	os.RemoveAll(content)
	for name, text := range pages {
		write(t, filepath.Join(content, name), text)
	}
	cmd := command(t, "build", "--content", content, "--out", filepath.Join(dir, "public"), "--cache", filepath.Join(dir, "cache"))
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return filepath.Join(dir, "public")
}

func write(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// made writes a site by hand, with its manifest.
func made(t *testing.T, edition string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	listed := map[string]publish.File{}
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
		listed[name] = publish.File{SHA256: sha256.Sum256([]byte(text)), Bytes: len(text)}
	}
	data, err := json.Marshal(map[string]any{"generator": publish.Generator, "edition": edition, "files": listed})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, publish.Manifest), string(data))
	return dir
}

// tree reads all files of a folder but the record.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		if name = filepath.ToSlash(name); name != recordName {
			files[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// equal fails where what was deployed is not the site.
func equal(t *testing.T, site, deployed map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if got, there := deployed[name]; !there {
			t.Errorf("%s is missing", name)
		} else if got != site[name] {
			t.Errorf("%s differs", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(deployed)) {
		if _, wanted := site[name]; !wanted {
			t.Errorf("%s should be gone", name)
		}
	}
}

func TestEditionsAreKnownByTheirManifest(t *testing.T) {
	out := t.TempDir()
	os.Rename(made(t, "public", map[string]string{"index.html": "p"}), filepath.Join(out, "public"))
	os.Rename(made(t, "internal", map[string]string{"index.html": "i"}), filepath.Join(out, "internal"))
	write(t, filepath.Join(out, "others", publish.Manifest), `{"generator":"hugo"}`)
	if found := Editions(out); len(found) != 2 || found["public"].Dir != filepath.Join(out, "public") || found["internal"].Dir == "" {
		t.Errorf("%v", found)
	}
	if found := Editions(filepath.Join(out, "nowhere")); len(found) != 0 {
		t.Errorf("%v", found)
	}
}

func TestASiteIsHeldAgainstItsManifest(t *testing.T) {
	dir := made(t, "", map[string]string{"index.html": "whole", "gone.html": "g"})
	write(t, filepath.Join(dir, "CNAME"), "mine")
	write(t, filepath.Join(dir, ".portolan-next", "index.html"), "half a site")
	s, err := openSite(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if !slices.Equal(s.leftOut, []string{"CNAME"}) {
		t.Errorf("left out %v", s.leftOut)
	}
	write(t, filepath.Join(dir, "index.html"), "other")
	os.Remove(filepath.Join(dir, "gone.html"))
	for _, o := range s.objects(false, true) {
		if o.Name == publish.Manifest {
			continue
		}
		if _, err := o.content(); !errors.Is(err, errChanged) {
			t.Errorf("%s: %v", o.Name, err)
		}
	}
}

func TestLinksOutOfASiteLeadNowhere(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret")
	write(t, outside, "secret")
	dir := made(t, "", map[string]string{"a.html": "secret"})
	os.Remove(filepath.Join(dir, "a.html"))
	if err := os.Symlink(outside, filepath.Join(dir, "a.html")); err != nil {
		t.Skip(err)
	}
	store := newMemory()
	if _, err := Run(t.Context(), Options{Site: dir, Store: store}); err == nil || strings.Contains(fmt.Sprint(store.objects), "c2VjcmV0") || store.objects["a.html"].data != nil {
		t.Errorf("%v", err)
	}
}

func TestPackedTextIsTheSameEachTime(t *testing.T) {
	text := []byte(strings.Repeat("words and words. ", 500))
	a, err := pack(text)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := pack(text)
	if string(a) != string(b) || len(a)*5 > len(text) {
		t.Errorf("%d bytes of %d, the same: %v", len(a), len(text), string(a) == string(b))
	}
}
