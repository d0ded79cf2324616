//go:build unix

package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestBuildsSideBySideLeaveAWholeSite starts several builds at once, of two versions and with caches of their own or
// shared, while a server builds the same portal for itself.
func TestBuildsSideBySideLeaveAWholeSite(t *testing.T) {
	w := newWorkshop(t)
	out, cache := filepath.Join(w.dir, "public"), filepath.Join(w.dir, "cache")
	server := w.command("serve", "--content", w.content(0), "--cache", cache, "--address", "127.0.0.1:0")
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	for range times(1, 10) {
		var group sync.WaitGroup
		for i := range 6 {
			cmd := w.build(i%2, out, []string{cache, filepath.Join(w.dir, "cache-of-its-own")}[i/2%2])
			group.Go(func() {
				if said, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, said)
				}
			})
		}
		group.Wait()
		w.whole(out)
		again := filepath.Join(w.content(0), "index.md") // the server builds once more
		now := time.Now()
		os.Chtimes(again, now, now)
	}
	server.Process.Signal(os.Interrupt)
	if err := server.Wait(); err != nil {
		t.Errorf("%v\n%s", err, &said)
	}
	site := filepath.Join(cache, "serve")
	if got := snapshot(t, site); len(got) != len(w.want[0]) {
		t.Errorf("the server's own site has %d files, not %d\n%s", len(got), len(w.want[0]), &said)
	}
}

// TestAPageThatChangesMeanwhileLeaksNothing writes a page over and over while it is built: public in one moment, internal and
// secret in the next, in one step or half by half. The public edition never holds a word of it.
func TestAPageThatChangesMeanwhileLeaksNothing(t *testing.T) {
	w := newWorkshop(t)
	out, cache := filepath.Join(w.dir, "public"), filepath.Join(w.dir, "cache")
	w.must(w.build(0, out, cache))
	open := "---\ntitle: Open\naudience: public\n---\n" + strings.Repeat("Open words.\n\n", 40)
	secret := "---\ntitle: Closed\naudience: internal\n---\n" + strings.Repeat("Secret words.\n\n", 40)
	stop := make(chan bool)
	var group sync.WaitGroup
	for i := range 2 {
		file := filepath.Join(w.content(0), fmt.Sprintf("guides/page-%d.md", i))
		group.Go(func() { flicker(file, open, secret, i%2 == 0, stop) })
	}
	refused := 0
	for range times(6, 200) {
		said, err := w.build(0, out, cache).CombinedOutput()
		if err != nil {
			refused++
			if !strings.Contains(string(said), "changed while") && !strings.Contains(string(said), "problem") {
				t.Errorf("%v\n%s", err, said)
			}
		}
		if found := filesWith(t, filepath.Join(out, "public"), "Secret words"); len(found) > 0 {
			t.Fatalf("what is internal is in %v", found)
		}
	}
	close(stop)
	group.Wait()
	t.Logf("%d builds were refused", refused)
}

// flicker writes a file with one text and the other in turn. Without steps it may be read half written.
func flicker(file, open, secret string, inSteps bool, stop chan bool) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		text := []string{open, secret}[i%2]
		if inSteps {
			os.WriteFile(file+"~", []byte(text), 0o644)
			os.Rename(file+"~", file)
		} else {
			os.WriteFile(file, []byte(text), 0o644)
		}
		time.Sleep(time.Duration(60+60*(i%7)) * time.Millisecond)
	}
}

func filesWith(t *testing.T, dir, words string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		if bytes.Contains(data, []byte(words)) {
			found = append(found, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// collection is a portal whose figures are collected, in a first run and then in a second one that changes most of them.
type collection struct {
	*workshop
	first, second map[string]string // the data folder after each run
	took          time.Duration
}

// newCollection collects from what lies on the machine alone: an invented company, on two days.
func newCollection(t *testing.T, dir string) *collection {
	t.Helper()
	c := &collection{workshop: &workshop{t: t, dir: dir}}
	save(t, filepath.Join(c.dir, "content", "index.md"), "# Home\n")
	c.day(1)
	c.must(c.collect())
	c.first = c.data()
	c.keepFirst()
	c.day(2)
	c.took = c.must(c.collect())
	c.second = c.data()
	if len(c.second) < 100 || maps.Equal(c.first, c.second) {
		t.Fatalf("%d records, changed %v", len(c.second), !maps.Equal(c.first, c.second))
	}
	return c
}

func (c *collection) folder() string { return filepath.Join(c.dir, "content", "data") }

func (c *collection) data() map[string]string { return snapshot(c.t, c.folder()) }

func (c *collection) collect() *exec.Cmd { return c.command("collect", "--content", "content") }

// day settles what the sources say.
func (c *collection) day(n int) {
	save(c.t, filepath.Join(c.dir, "content", "site.yaml"), fmt.Sprintf("title: H\ncollectors:\n  - example: {seed: 7, day: 2026-11-2%d}\n", n))
}

// keepFirst sets the data of the first run aside, and restore brings it back.
func (c *collection) keepFirst() {
	if err := os.CopyFS(filepath.Join(c.dir, "kept"), os.DirFS(c.folder())); err != nil {
		c.t.Fatal(err)
	}
}

func (c *collection) restore() {
	err := os.RemoveAll(c.folder())
	if err == nil {
		err = os.CopyFS(c.folder(), os.DirFS(filepath.Join(c.dir, "kept")))
	}
	if err == nil {
		err = os.RemoveAll(filepath.Join(c.dir, ".portolan"))
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// unharmed fails unless each record is whole: as it was, or as it is to be. None may be lost.
func (c *collection) unharmed() (renewed int) {
	c.t.Helper()
	got := c.data()
	for name := range c.first {
		_, stays := c.second[name]
		if _, there := got[name]; !there && stays {
			c.t.Fatalf("%s is lost", name)
		}
	}
	for name, sum := range got {
		hidden := strings.HasPrefix(filepath.Base(name), ".") // a writing under way, read by nobody
		switch {
		case sum == c.first[name]:
		case sum == c.second[name]:
			renewed++
		case !hidden && !c.marked(name):
			c.t.Fatalf("%s is neither the old record nor the new one", name)
		}
	}
	return renewed
}

// marked tells whether a record is the old one, marked stale since its source failed, or the list that tells of the failure.
func (c *collection) marked(name string) bool {
	read := func(dir string) (record map[string]any) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = json.Unmarshal(data, &record)
		}
		if err != nil {
			c.t.Fatalf("%s: %v", name, err)
		}
		if from, ok := record["provenance"].(map[string]any); ok {
			delete(from, "stale_since")
		}
		return record
	}
	now := read(c.folder())
	return name == "sources.json" || reflect.DeepEqual(now, read(filepath.Join(c.dir, "kept")))
}

// changed is how many records the second run changes.
func (c *collection) changed() (n int) {
	for name, sum := range c.second {
		if c.first[name] != sum {
			n++
		}
	}
	return n
}

// TestKilledCollectionsLoseNothing kills collect at random moments. Each record stays whole, a build goes well, and the next
// run comes to what an undisturbed one comes to.
func TestKilledCollectionsLoseNothing(t *testing.T) {
	c := newCollection(t, t.TempDir())
	random := rand.New(rand.NewPCG(11, 11))
	cache := filepath.Join(c.dir, ".portolan")
	before := c.rest(c.folder(), cache)
	killed, amid := 0, 0
	for i, n := 0, times(4, 200); killed < n; i++ {
		c.restore()
		if !kill(t, c.collect(), moment(random, i, c.took)) {
			continue
		}
		killed++
		if renewed := c.unharmed(); renewed > 0 && renewed < c.changed() {
			amid++
		}
		c.must(c.collect())
		if got := c.data(); !maps.Equal(got, c.second) {
			t.Fatal("the run after a crash does not come to what an undisturbed one does")
		}
		if !maps.Equal(before, c.rest(c.folder(), cache)) {
			t.Fatal("something else was written")
		}
	}
	t.Logf("%d runs were killed, %d of them with some records renewed; none lost", killed, amid)
}

// TestNothingElseIsWritten runs every command that writes, and looks at all that lies around: the home folder, the folder for
// temporary files, the sources.
func TestNothingElseIsWritten(t *testing.T) {
	c := newCollection(t, t.TempDir())
	for _, dir := range []string{"home", "tmp"} {
		os.MkdirAll(filepath.Join(c.dir, dir), 0o755)
	}
	may := []string{c.folder(), filepath.Join(c.dir, ".portolan"), filepath.Join(c.dir, "site")}
	before := c.rest(may...)
	for _, args := range [][]string{{"collect"}, {"build", "--out", "site"}, {"check"}, {"license", "MIT"}} {
		cmd := c.command(args...)
		cmd.Env = append(cmd.Env, "HOME="+filepath.Join(c.dir, "home"), "TMPDIR="+filepath.Join(c.dir, "tmp"))
		c.must(cmd)
		if after := c.rest(may...); !maps.Equal(before, after) {
			t.Errorf("%v wrote elsewhere", args)
		}
	}
	if len(snapshot(t, filepath.Join(c.dir, "site"))) == 0 {
		t.Error("nothing was built")
	}
}
