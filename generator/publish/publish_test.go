package publish

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"portolan/generator/parallel"
)

// site publishes files, with a manifest, into a folder.
func site(t *testing.T, out, name string, files map[string]string) (Changes, error) {
	t.Helper()
	p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(filepath.Dir(out), "staging"), Sites: []string{name}})
	if err != nil {
		return Changes{}, err
	}
	for file, text := range files {
		if _, err := p.Put(join(name, file), []byte(text)); err != nil {
			p.Abort()
			return Changes{}, err
		}
	}
	manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(p.Files(name))})
	if _, err := p.Put(join(name, Manifest), manifest); err != nil {
		t.Fatal(err)
	}
	return p.Commit()
}

// read returns all files of a folder but the manifests.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == Manifest {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOnlyWhatChangedIsWrittenAndWhatIsGoneIsRemoved(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	first := map[string]string{"index.html": "a", "use/index.html": "b", "old/index.html": "c"}
	if c, err := site(t, out, "", first); err != nil || c.Written != 4 {
		t.Fatal(c, err)
	}
	if c, err := site(t, out, "", first); err != nil || c != (Changes{Unchanged: 4}) {
		t.Fatal(c, err)
	}
	before, _ := os.Stat(filepath.Join(out, "index.html"))
	second := map[string]string{"index.html": "a", "use/index.html": "B", "new/index.html": "d"}
	c, err := site(t, out, "", second)
	if err != nil || c != (Changes{Written: 3, Removed: 1, Unchanged: 1}) {
		t.Fatal(c, err)
	}
	if got := read(t, out); !maps.Equal(got, second) {
		t.Errorf("%v", got)
	}
	if after, _ := os.Stat(filepath.Join(out, "index.html")); !os.SameFile(before, after) {
		t.Error("an unchanged file was written again")
	}
	if _, err := os.Stat(filepath.Join(out, "old")); err == nil {
		t.Error("an empty folder was left behind")
	}
}

func TestAFolderOfSomeoneElseIsRefused(t *testing.T) {
	out := t.TempDir()
	os.WriteFile(filepath.Join(out, "thesis.txt"), []byte("my life's work"), 0o644)
	if _, err := site(t, out, "", map[string]string{"index.html": "a"}); err == nil || !strings.Contains(err.Error(), "did not write") {
		t.Fatal(err)
	}
	if got := read(t, out); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestFilesOfOthersAndOtherSitesStay(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	os.MkdirAll(out, 0o755)
	os.WriteFile(filepath.Join(out, ".gitkeep"), nil, 0o644)
	site(t, out, "public", map[string]string{"index.html": "a", "x.html": "x"})
	site(t, out, "internal", map[string]string{"index.html": "b"})
	os.WriteFile(filepath.Join(out, "CNAME"), []byte("c"), 0o644)
	site(t, out, "public", map[string]string{"index.html": "A"})
	want := map[string]string{".gitkeep": "", "CNAME": "c", "public/index.html": "A", "internal/index.html": "b"}
	if got := read(t, out); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestNothingHappensBeforeTheCommit(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site(t, out, "", map[string]string{"index.html": "a"})
	p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(filepath.Dir(out), "staging"), Sites: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	p.Put("index.html", []byte("b"))
	if got := read(t, out)["index.html"]; got != "a" {
		t.Errorf("published %q before the commit", got)
	}
	p.Abort()
	if got := read(t, out)["index.html"]; got != "a" {
		t.Errorf("published %q without a commit", got)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(out), "staging")); err == nil {
		t.Error("the staging folder was left behind")
	}
}

func TestNoFileLeavesTheFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for _, name := range []string{"../x", "/etc/x", "a/../../x", ""} {
		if _, err := site(t, out, "", map[string]string{name: "x"}); err == nil {
			t.Errorf("%q was written", name)
		}
	}
}

func TestADamagedManifestNamesNothingOutside(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	os.WriteFile(filepath.Join(dir, "precious"), []byte("p"), 0o644)
	os.MkdirAll(out, 0o755)
	os.WriteFile(filepath.Join(out, Manifest), []byte(`{"generator":"portolan","files":{"../precious":{}}}`), 0o644)
	if _, err := site(t, out, "", map[string]string{"index.html": "a"}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "precious")); err != nil {
		t.Error("a file outside the folder was removed")
	}
}

func TestMergeServesWhereFoldersCannotBeSwapped(t *testing.T) {
	dir := t.TempDir()
	next, out := filepath.Join(dir, "next"), filepath.Join(dir, "out")
	for file, text := range map[string]string{"next/a": "new", "next/d/b": "b", "out/a": "old", "out/c": "gone"} {
		file = filepath.Join(dir, file)
		os.MkdirAll(filepath.Dir(file), 0o755)
		os.WriteFile(file, []byte(text), 0o644)
	}
	if err := merge(next, out); err != nil {
		t.Fatal(err)
	}
	if got := read(t, out); !maps.Equal(got, map[string]string{"a": "new", "d/b": "b"}) {
		t.Errorf("%v", got)
	}
}

// TestACrashAmidAMergeIsMended stops a merge after each of its files, and publishes another site over what is left: all
// of it is known as ours.
func TestACrashAmidAMergeIsMended(t *testing.T) {
	first := map[string]string{"index.html": "1", "old/index.html": "o", "a.css": "1"}
	second := map[string]string{"index.html": "2", "new/index.html": "n", "b.css": "2"}
	third := map[string]string{"index.html": "3"}
	for moved := range 4 {
		dir := t.TempDir()
		out, next := filepath.Join(dir, "out"), filepath.Join(dir, "next")
		for folder, files := range map[string]map[string]string{out: first, next: second} {
			if _, err := site(t, folder, "", files); err != nil {
				t.Fatal(err)
			}
		}
		os.WriteFile(filepath.Join(out, "CNAME"), []byte("mine"), 0o644)
		if err := unite(filepath.Join(next, Manifest), filepath.Join(out, Manifest)); err != nil {
			t.Fatal(err)
		}
		names := []string{"b.css", "new/index.html", "index.html"}
		if err := moveAll(next, out, names[:moved]); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(out, writing+"x.html"), []byte("half a fi"), 0o644)
		if _, err := site(t, out, "", third); err != nil {
			t.Fatal(err)
		}
		if got := read(t, out); !maps.Equal(got, map[string]string{"index.html": "3", "CNAME": "mine"}) {
			t.Errorf("after %d files: %v", moved, got)
		}
	}
}

func TestAMergeEndsWithTheManifest(t *testing.T) {
	dir := t.TempDir()
	out, next := filepath.Join(dir, "out"), filepath.Join(dir, "next")
	site(t, out, "", map[string]string{"index.html": "1", "gone/index.html": "g"})
	site(t, next, "", map[string]string{"index.html": "2", "a.css": "a"})
	want := read(t, next)
	manifest, _ := os.ReadFile(filepath.Join(next, Manifest))
	if err := merge(next, out); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(out, Manifest)); !maps.Equal(read(t, out), want) || string(got) != string(manifest) {
		t.Errorf("%v %s", read(t, out), got)
	}
	if _, err := os.Stat(filepath.Join(out, "gone")); err == nil {
		t.Error("an empty folder was left behind")
	}
}

func TestOthersAreWaitedFor(t *testing.T) {
	dir := t.TempDir()
	o := Options{Out: filepath.Join(dir, "out"), Staging: filepath.Join(dir, "staging"), Sites: []string{""}}
	first, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	o.Waiting = func() { told++ }
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, o); !errors.Is(err, context.DeadlineExceeded) && runtime.GOOS != "windows" || told != 1 {
		t.Errorf("%v, told %d times", err, told)
	}
	time.AfterFunc(100*time.Millisecond, first.Abort)
	second, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	second.Abort()
}

func TestALinkStandsForItsFolder(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "srv", "www"), filepath.Join(dir, "public")
	os.MkdirAll(real, 0o755)
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	for _, text := range []string{"1", "2"} {
		if _, err := site(t, link, "", map[string]string{"index.html": text}); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || read(t, real)["index.html"] != "2" {
		t.Errorf("%v, %v", info.Mode(), read(t, real))
	}
}

// makeOld makes it seem long ago that names came and went in folders.
func makeOld(t *testing.T, dir string) {
	t.Helper()
	long := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return os.Chtimes(file, long, long)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheSpareFolderBecomesTheNextSite publishes one site after another, with a spare folder, and looks at each; at
// random, somebody changes what is published or put aside.
func TestTheSpareFolderBecomesTheNextSite(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	out, spare := filepath.Join(dir, "public"), filepath.Join(dir, "spare")
	var memory []byte
	files := map[string]string{"index.html": "0"}
	spares, foreign := 0, map[string]string{}
	for round := range 90 {
		for range 1 + random.IntN(4) {
			name := []string{"a/index.html", "b/index.html", "b/c/index.html", "d", "d/e", "index.html", "x/y/z.css"}[random.IntN(7)]
			if random.IntN(3) == 0 && name != "index.html" {
				delete(files, name)
			} else {
				files[name] = fmt.Sprint(random.IntN(3))
			}
		}
		if _, file := files["d"]; file {
			delete(files, "d/e")
		}
		p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(dir, "staging"), Spare: spare, Memory: memory, Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		first := map[string]string{} // file with a text
		for name, text := range files {
			sum := sha256.Sum256([]byte(text))
			if as := first[text]; as != "" && len(name)%2 == 0 {
				if err := p.Repeat(name, []byte(text), as); err != nil {
					t.Fatal(err)
				}
				continue
			}
			first[text] = name
			if !p.Keep(name, File{SHA256: sum, Bytes: len(text)}) {
				if _, err := p.Put(name, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
		}
		manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(p.Files(""))})
		p.Put(Manifest, manifest)
		if _, err := p.Commit(); err != nil {
			t.Fatal(round, err)
		}
		if round%3 > 0 {
			makeOld(t, out) // so that the stamps of folders are trusted
		}
		memory = p.Memory()
		want := maps.Clone(files)
		maps.Copy(want, foreign)
		if got := read(t, out); !maps.Equal(got, want) {
			t.Fatalf("round %d: %v\nwant %v", round, got, want)
		}
		if _, err := os.Stat(spare); err == nil {
			spares++
		}
		for _, place := range []string{out, spare} {
			if random.IntN(6) == 0 {
				replace(filepath.Join(place, "index.html"), []byte("?"))
			}
			if random.IntN(9) == 0 {
				os.Remove(filepath.Join(place, "a", "index.html"))
			}
			if file := filepath.Join(place, "x", "y", "z.css"); random.IntN(9) == 0 && os.Truncate(file, 0) == nil { // under all its names
				os.WriteFile(file, []byte("!!"), 0o644)
			}
		}
		if random.IntN(9) == 0 {
			bringBack(t, out)
			bringBack(t, spare)
		}
		if random.IntN(9) == 0 {
			os.WriteFile(filepath.Join(spare, "left.html"), []byte("?"), 0o644)
		}
		switch random.IntN(12) {
		case 0:
			foreign = map[string]string{"f/own.txt": "own"}
			os.MkdirAll(filepath.Join(out, "f"), 0o755)
			os.WriteFile(filepath.Join(out, "f", "own.txt"), []byte("own"), 0o644)
		case 1, 2:
			foreign = map[string]string{}
			os.RemoveAll(filepath.Join(out, "f"))
		}
	}
	if spares < 20 {
		t.Errorf("only %d sites were put aside", spares)
	}
}

func TestAFileThatHoldsTheSameIsAnotherNameOfIt(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build := func(memory []byte, do func(*Publisher) error) []byte {
		t.Helper()
		p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(filepath.Dir(out), "staging"), Memory: memory, Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Abort()
		if err := do(p); err != nil {
			t.Fatal(err)
		}
		manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(p.Files(""))})
		p.Put(Manifest, manifest)
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
		return p.Memory()
	}
	memory := build(nil, func(p *Publisher) error {
		_, err := p.Put("a", []byte("same"))
		return errors.Join(err, p.Repeat("b", []byte("same"), "a"), p.Repeat("c/d", []byte("same"), "a"), p.Repeat("e", []byte("same"), "never put"))
	})
	same := map[string]string{"a": "same", "b": "same", "c/d": "same", "e": "same"}
	if got := read(t, out); !maps.Equal(got, same) {
		t.Fatal(got)
	}
	build(memory, func(p *Publisher) error {
		if p.Stay("b", "gone") || !p.Stay("b", "c/d") || p.Stay("e", "b") || !p.Stay("e") {
			t.Error("files stay all together, once, where all are there")
		}
		_, err := p.Put("a", []byte("other"))
		if p.Repeat("a", []byte("other"), "a") == nil {
			t.Error("a file is put twice")
		}
		return err
	})
	same["a"] = "other"
	if got := read(t, out); !maps.Equal(got, same) {
		t.Errorf("a change of one name changes the others: %v", got)
	}
}

// TestManyFilesTakeAFilesPlace puts the files of a folder side by side where the spare site holds a file of the folder's name.
func TestManyFilesTakeAFilesPlace(t *testing.T) {
	dir := t.TempDir()
	out, spare := filepath.Join(dir, "public"), filepath.Join(dir, "spare")
	var memory []byte
	for round := range 40 {
		files := map[string]string{"index.html": fmt.Sprint("round ", round)}
		for i := range 12 {
			if name := fmt.Sprint("place-", i); round%4 < 2 {
				files[name] = "a file"
			} else {
				for j := range 8 {
					files[fmt.Sprintf("%s/%d.txt", name, j)] = "a file in a folder"
				}
			}
		}
		p, err := Open(t.Context(), Options{Out: out, Staging: filepath.Join(dir, "staging"), Spare: spare, Memory: memory, Sites: []string{""}})
		if err != nil {
			t.Fatal(err)
		}
		names := slices.Sorted(maps.Keys(files))
		err = parallel.Each(t.Context(), len(names), func(i int) error {
			_, err := p.Put(names[i], []byte(files[names[i]]))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		manifest, _ := json.Marshal(map[string]any{"generator": Generator, "files": maps.Collect(p.Files(""))})
		p.Put(Manifest, manifest)
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
		memory = p.Memory()
		if got := read(t, out); !maps.Equal(got, files) {
			t.Fatalf("round %d: %v", round, got)
		}
	}
}
