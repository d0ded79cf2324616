//go:build unix

package generator_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// disturbedPortal is a portal that is edited in place, over and over, while the builds that come between are ended rudely.
type disturbedPortal struct {
	*editedPortal
	random *rand.Rand
	took   time.Duration // of a build that nobody disturbs
}

func newDisturbedPortal(t *testing.T, dir string, seed uint64) *disturbedPortal {
	d := &disturbedPortal{editedPortal: newEditedPortal(t, dir, seed), random: rand.New(rand.NewPCG(seed, 2))}
	start := time.Now()
	if said, err := d.command("public", "cache").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	d.took = time.Since(start) / 2 // what comes is built with what this one left
	return d
}

// command prepares to build the portal as it is now.
func (d *disturbedPortal) command(out, cache string) *exec.Cmd {
	args := []string{"build", "--content", d.content, "--out", filepath.Join(d.dir, out), "--cache", filepath.Join(d.dir, cache)}
	if d.edition != "" {
		args = append(args, "--edition", d.edition)
	}
	cmd := exec.Command(filepath.Join(program, "portolan"), args...)
	cmd.Dir = d.dir
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+d.dir, fmt.Sprint("SOURCE_DATE_EPOCH=", d.now.Unix()))
	return cmd
}

// clean returns what a build from nothing makes of the portal; nil where it cannot be built.
func (d *disturbedPortal) clean() map[string]string {
	d.t.Helper()
	defer os.RemoveAll(filepath.Join(d.dir, "clean"))
	defer os.RemoveAll(filepath.Join(d.dir, "clean-cache"))
	if d.command("clean", "clean-cache").Run() != nil {
		return nil
	}
	return snapshot(d.t, filepath.Join(d.dir, "clean"))
}

// run edits the portal and lets builds of it be disturbed until that has succeeded n times. After each try what is
// published is, edition by edition, what it was before or what a build from nothing makes; so is, at last, the site of a
// build that nobody disturbs.
func (d *disturbedPortal) run(n int, disturb func(*exec.Cmd) bool) {
	d.t.Helper()
	edits, tries := 0, 0
	for done := 0; done < n; {
		edits++
		name, edit := d.pick()
		undo := d.remember()
		edit()
		want := d.clean()
		if want == nil {
			undo()
			continue
		}
		for range 5 {
			before := d.published()
			tries++
			if disturb(d.command("public", "cache")) {
				done++
			}
			d.oneOf(name, before, want)
		}
		start := time.Now()
		if said, err := d.command("public", "cache").CombinedOutput(); err != nil {
			d.t.Fatalf("%s: %v\n%s", name, err, said)
		}
		d.took = (3*d.took + time.Since(start)) / 4
		d.same(name, want)
	}
	d.t.Logf("%d of %d builds of %d edits were disturbed; all sites whole", n, tries, edits)
}

func (d *disturbedPortal) published() map[string]string {
	return snapshot(d.t, filepath.Join(d.dir, "public"))
}

// other is the folder of the edition that is not built.
var other = map[string]string{"public": "internal/", "internal": "public/"}

// oneOf fails unless each edition is as it was or as it is to be.
func (d *disturbedPortal) oneOf(edit string, before, want map[string]string) {
	d.t.Helper()
	got := d.published()
	old, next := maps.Equal(got, before), maps.Equal(got, want)
	if d.edition != "" {
		ours := d.edition + "/"
		next = maps.Equal(part(got, ours), part(want, ours)) && len(part(got, ours))+len(part(before, other[d.edition])) == len(got) &&
			maps.Equal(part(got, other[d.edition]), part(before, other[d.edition]))
	}
	if !old && !next {
		d.t.Fatalf("%s: neither the last site nor the next", edit)
	}
}

// same fails unless what was built is as if it were from nothing.
func (d *disturbedPortal) same(edit string, want map[string]string) {
	d.t.Helper()
	got := d.published()
	if d.edition != "" {
		got, want = part(got, d.edition+"/"), part(want, d.edition+"/")
	}
	for name := range want {
		if got[name] != want[name] {
			d.t.Errorf("%s: %s differs from that of a build from nothing", edit, name)
		}
	}
	if len(got) != len(want) {
		d.t.Errorf("%s: %d files, from nothing %d", edit, len(got), len(want))
	}
	if d.t.Failed() {
		d.t.FailNow()
	}
}

// TestKilledBuildsOfEditsLeaveAWholeSite kills builds that have much to remember: at any moment, and while they publish.
func TestKilledBuildsOfEditsLeaveAWholeSite(t *testing.T) {
	d := newDisturbedPortal(t, t.TempDir(), 21)
	i := 0
	d.run(times(4, 200), func(cmd *exec.Cmd) bool {
		if i++; i%3 == 0 {
			return d.killPublishing(cmd)
		}
		return kill(t, cmd, moment(d.random, i, d.took))
	})
}

// killPublishing waits until the next site is being gathered, and ends the build a little later.
func (d *disturbedPortal) killPublishing(cmd *exec.Cmd) bool {
	later := time.Duration(d.random.Int64N(int64(d.took) / 2))
	return killOnce(d.t, cmd, func(over <-chan struct{}) {
		for {
			if found, _ := filepath.Glob(filepath.Join(d.dir, "cache", "staging-*")); len(found) > 0 {
				break
			}
			select {
			case <-over:
				return
			case <-time.After(200 * time.Microsecond):
			}
		}
		time.Sleep(later)
	})
}
