//go:build unix

package generator_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The tests here end the program in every rude way, and look at what it leaves. A run is short; PORTOLAN_LONG makes it
// as long as it takes to be sure.

// times is how often something is tried.
func times(short, long int) int {
	if os.Getenv("PORTOLAN_LONG") != "" {
		return long
	}
	return short
}

// workshop is a folder with two versions of a portal, and the sites that they make when nothing happens.
type workshop struct {
	t    *testing.T
	dir  string
	want [2]map[string]string // files of the site by name, as digests
}

// newWorkshop writes both versions. Most pages differ between them, some come, some go, some stay as they are.
func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	w := &workshop{t: t, dir: t.TempDir()}
	for version := range 2 {
		content := w.content(version)
		save(t, filepath.Join(content, "site.yaml"), "title: Handbook\neditions:\n  public: {audiences: [public]}\n  internal: {audiences: [public, internal]}\n")
		save(t, filepath.Join(content, "index.md"), "---\ntitle: Home\naudience: public\n---\nVersion "+fmt.Sprint(version)+".\n")
		for i := range 40 {
			audience := []string{"public", "internal"}[i%3/2]
			text := fmt.Sprintf("---\ntitle: Page %d\naudience: %s\n---\nText %d.\n", i, audience, version*(i%4))
			save(t, filepath.Join(content, fmt.Sprintf("guides/page-%d.md", i)), text)
			save(t, filepath.Join(content, fmt.Sprintf("only-%d/page-%d.md", version, i)), text)
		}
		out := filepath.Join(w.dir, fmt.Sprint("clean-", version))
		w.must(w.build(version, out, filepath.Join(w.dir, "clean-cache")))
		w.want[version] = snapshot(t, out)
	}
	if maps.Equal(w.want[0], w.want[1]) || len(w.want[0]) < 100 {
		t.Fatal("the two versions are the same")
	}
	return w
}

func (w *workshop) content(version int) string {
	return filepath.Join(w.dir, fmt.Sprint("content-", version))
}

// build prepares to build a version.
func (w *workshop) build(version int, out, cache string, more ...string) *exec.Cmd {
	return w.command(append([]string{"build", "--content", w.content(version), "--out", out, "--cache", cache}, more...)...)
}

func (w *workshop) command(args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(program, "portolan"), args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+w.dir, "SOURCE_DATE_EPOCH=1795000000")
	return cmd
}

// must runs a command that is to go well, and returns how long it took.
func (w *workshop) must(cmd *exec.Cmd) time.Duration {
	w.t.Helper()
	start := time.Now()
	if said, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("%v: %v\n%s", cmd.Args, err, said)
	}
	return time.Since(start)
}

// whole fails unless a folder holds one of the two sites, file by file, and tells which.
func (w *workshop) whole(out string) (version int) {
	w.t.Helper()
	got := snapshot(w.t, out)
	for version := range 2 {
		if maps.Equal(got, w.want[version]) {
			return version
		}
	}
	for version, want := range w.want {
		wrong := slices.DeleteFunc(slices.Sorted(maps.Keys(got)), func(name string) bool { return got[name] == want[name] })
		w.t.Logf("%d files, of version %d there are %d; not of it: %.300s", len(got), version, len(want), strings.Join(wrong, " "))
	}
	w.t.Fatalf("%s holds a mixture", out)
	return -1
}

func save(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// snapshot lists the files below a folder with the digests of their bytes, save hidden ones at the top: what a build gathers
// within a folder that is a file system of its own is seen by nobody.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		if strings.HasPrefix(name, ".portolan") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		data, err := os.ReadFile(file)
		files[filepath.ToSlash(name)] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// rest lists what lies in the workshop beside the folders that a build may write.
func (w *workshop) rest(but ...string) map[string]string {
	files := snapshot(w.t, w.dir)
	maps.DeleteFunc(files, func(name, _ string) bool {
		return slices.ContainsFunc(but, func(dir string) bool {
			rel, err := filepath.Rel(dir, filepath.Join(w.dir, name))
			return err == nil && filepath.IsLocal(rel)
		})
	})
	return files
}

// kill runs a command and ends it after a while, unless it ends before. It reports whether it was killed.
func kill(t *testing.T, cmd *exec.Cmd, after time.Duration) bool {
	t.Helper()
	return killOnce(t, cmd, func(over <-chan struct{}) {
		select {
		case <-over:
		case <-time.After(after):
		}
	})
}

// killOnce runs a command and ends it as soon as the moment has come, unless it is over before.
func killOnce(t *testing.T, cmd *exec.Cmd, come func(over <-chan struct{})) bool {
	t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	go func() {
		come(over)
		cmd.Process.Kill()
	}()
	err := cmd.Wait()
	close(over)
	if err != nil && cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("%v\n%s", err, &said)
	}
	return err != nil
}

// moment picks when to kill: anywhere in the run, or, every other time, in its second half, where it publishes.
func moment(random *rand.Rand, i int, whole time.Duration) time.Duration {
	share := random.Float64() * 1.05
	if i%2 == 1 {
		share = 0.5 + share/2
	}
	return time.Duration(share * float64(whole))
}

// elsewhere is a folder on another file system than the workshop, where this machine has one.
func elsewhere(t *testing.T, dir string) string {
	t.Helper()
	var here, there fs.FileInfo
	here, err := os.Stat(dir)
	if err == nil {
		there, err = os.Stat("/dev/shm")
	}
	if err != nil || here.Sys().(*syscall.Stat_t).Dev == there.Sys().(*syscall.Stat_t).Dev {
		t.Skip("SKIPPED: this machine has no second file system at /dev/shm")
	}
	other, err := os.MkdirTemp("/dev/shm", "portolan")
	if err != nil {
		t.Skip("SKIPPED:", err)
	}
	t.Cleanup(func() { os.RemoveAll(other) })
	return other
}

// TestKilledBuildsLeaveAWholeSite kills builds at random moments. What is published is always the last site or the next;
// the next build brings it up to date; what others put there stays; and nothing is written anywhere else.
func TestKilledBuildsLeaveAWholeSite(t *testing.T) {
	w := newWorkshop(t)
	for _, layout := range []struct {
		name        string
		cache       func() string
		short, long int
	}{
		{"the cache beside it", func() string { return filepath.Join(w.dir, "cache") }, 6, 200},
		{"the cache on another file system", func() string { return elsewhere(t, w.dir) }, 2, 100},
	} {
		t.Run(layout.name, func(t *testing.T) { w.killBuilds(t, layout.cache(), times(layout.short, layout.long)) })
	}
}

func (w *workshop) killBuilds(t *testing.T, cache string, n int) {
	w.t = t
	random := rand.New(rand.NewPCG(uint64(n), 7))
	out := filepath.Join(w.dir, "public")
	os.RemoveAll(out)
	w.must(w.build(0, out, cache))
	took := w.must(w.build(1, out, cache))
	before, killed, already, runs := w.rest(out, cache), 0, 0, 0
	for i := 0; killed < n; i++ {
		runs++
		version := i % 2
		if kill(t, w.build(version, out, cache), moment(random, i, took)) {
			killed++
			if w.whole(out) == version {
				already++
			}
		}
		if after := w.rest(out, cache); !maps.Equal(before, after) {
			t.Fatal("something else was written")
		}
		took = (3*took + w.must(w.build(version, out, cache))) / 4
		if w.whole(out) != version {
			t.Fatal("the build after a crash is not a clean one")
		}
		took = max(took, 20*time.Millisecond)
	}
	left, _ := filepath.Glob(filepath.Join(cache, "staging-*"))
	left = slices.DeleteFunc(left, func(name string) bool { return filepath.Ext(name) != "" }) // what a build remembers for the next
	if _, err := os.Stat(filepath.Join(out, ".portolan-next")); err == nil || len(left) > 0 {
		t.Errorf("something of the killed builds is left: %v", left)
	}
	t.Logf("%d of %d runs were killed, %d of them after the new site was in place; all sites whole", killed, runs, already)
}
