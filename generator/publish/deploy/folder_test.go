package deploy

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func openTest(t *testing.T, dir string) Store {
	t.Helper()
	store, err := Open("file://"+filepath.ToSlash(dir), Settings{Getenv: os.Getenv})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestAFolderEqualsTheSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv", "www")
	first, second := made(t, "", before), made(t, "", after)
	if _, err := Run(t.Context(), Options{Site: first, Store: openTest(t, dir), DryRun: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a dry run made the folder")
	}
	deploy(t, openTest(t, dir), first)
	equal(t, tree(t, first), tree(t, dir))
	write(t, filepath.Join(dir, ".git", "config"), "mine")
	write(t, filepath.Join(dir, "old", writing+"0123"), "half a fi")
	if r := deploy(t, openTest(t, dir), first); len(r.Uploaded) > 0 || r.Unchanged != len(before)+1 {
		t.Errorf("%+v", r)
	}
	deploy(t, openTest(t, dir), second)
	want := tree(t, second)
	want[".git/config"] = "mine"
	equal(t, want, tree(t, dir))
	if _, err := os.Stat(filepath.Join(dir, "old")); err == nil {
		t.Error("an empty folder was left behind")
	}
	write(t, filepath.Join(dir, "index.html"), "defaced")
	if r := deploy(t, openTest(t, dir), second); !slices.Equal(r.Uploaded, []string{"index.html"}) {
		t.Errorf("%+v", r)
	}
}

func TestPackedFilesLieBeside(t *testing.T) {
	dir, long := filepath.Join(t.TempDir(), "www"), strings.Repeat("words and words. ", 200)
	site := made(t, "", map[string]string{"index.html": long, "short.txt": "x", "p.png": strings.Repeat("p", 5000)})
	if _, err := Run(t.Context(), Options{Site: site, Store: openTest(t, dir), Compress: true}); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	plain, err := gzip.NewReader(strings.NewReader(got["index.html.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(plain); err != nil || string(text) != long {
		t.Errorf("%q %v", text, err)
	}
	if r, err := Run(t.Context(), Options{Site: site, Store: openTest(t, dir), Compress: true}); err != nil || len(r.Uploaded) > 0 {
		t.Errorf("%+v %v", r, err)
	}
	deploy(t, openTest(t, dir), site) // and no longer packed
	equal(t, tree(t, site), tree(t, dir))
}

func TestLinksOutOfAFolderAreNotFollowed(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "new")); err != nil {
		t.Skip(err)
	}
	var unreachable Unreachable
	_, err := Run(t.Context(), Options{Site: made(t, "", after), Store: openTest(t, dir), TakeOver: true})
	if !errors.As(err, &unreachable) || len(tree(t, outside)) > 0 {
		t.Errorf("%v, outside %v", err, tree(t, outside))
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "file"), "no folder")
	var unreachable Unreachable
	if _, err := Run(t.Context(), Options{Site: made(t, "", before), Store: openTest(t, filepath.Join(dir, "file"))}); !errors.As(err, &unreachable) {
		t.Errorf("%v", err)
	}
}
