package generator_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// disk is a file system of its own whose size can be changed. Only root may make one.
type disk struct {
	t   *testing.T
	dir string
}

// newDisk mounts one; nil where this is not allowed.
func newDisk(t *testing.T) *disk {
	t.Helper()
	d := &disk{t, t.TempDir()}
	if unix.Mount("tmpfs", d.dir, "tmpfs", 0, "size=1g") != nil {
		return nil
	}
	t.Cleanup(func() { unix.Unmount(d.dir, unix.MNT_DETACH) })
	return d
}

// leave lets only so many more bytes be written; all that anyone wants with -1.
func (d *disk) leave(bytes int64) {
	d.t.Helper()
	size := int64(1 << 30)
	if bytes >= 0 {
		size = d.used() + bytes
	}
	if err := unix.Mount("tmpfs", d.dir, "tmpfs", unix.MS_REMOUNT, fmt.Sprintf("size=%d", size)); err != nil {
		d.t.Fatal(err)
	}
}

func (d *disk) used() int64 {
	d.t.Helper()
	var s unix.Statfs_t
	if err := unix.Statfs(d.dir, &s); err != nil {
		d.t.Fatal(err)
	}
	return int64(s.Blocks-s.Bfree) * s.Bsize
}

// smallFiles limits, where nobody may mount anything, how large a file may become.
func smallFiles(cmd *exec.Cmd, bytes int64) *exec.Cmd {
	cmd.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, bytes/512), cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	return cmd
}

// TestAFullDiskLeavesAWholeSite lets the disk run full at random moments of a build, and gives room again.
func TestAFullDiskLeavesAWholeSite(t *testing.T) {
	w := newWorkshop(t)
	random, d := rand.New(rand.NewPCG(3, 3)), newDisk(t)
	dir := w.dir
	if d != nil {
		dir = d.dir
	} else {
		t.Log("not root: files are kept small in place of a full disk")
	}
	out, cache := filepath.Join(dir, "public"), filepath.Join(dir, "cache")
	w.must(w.build(0, out, cache))
	need := int64(1)
	for name := range w.want[0] {
		info, err := os.Stat(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		need = max(need, info.Size()) // of the largest file
		if d != nil {
			need += info.Size() + 4096
		}
	}
	failed := 0
	for i := range times(4, 100) {
		version, room := 1-i%2, random.Int64N(need>>random.IntN(14)+1) // what has not changed needs no room
		cmd := w.build(version, out, cache)
		if d != nil {
			d.leave(room)
		} else {
			cmd = smallFiles(cmd, room)
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			failed++
			if d != nil && !strings.Contains(string(said), "no space left on device") {
				t.Errorf("a full disk was told as %s", said)
			}
		}
		w.whole(out)
		if d != nil {
			d.leave(-1)
		}
		w.must(w.build(version, out, cache))
		if w.whole(out) != version {
			t.Fatal("the build after a full disk is not a clean one")
		}
	}
	if failed == 0 {
		t.Error("the disk never ran full")
	}
	t.Logf("%d builds failed for want of room; all sites whole", failed)
}

// TestAFullDiskLosesNoRecord lets the disk run full at random moments of a collection, and gives room again.
func TestAFullDiskLosesNoRecord(t *testing.T) {
	dir, d := t.TempDir(), newDisk(t)
	if d != nil {
		dir = d.dir
	}
	c := newCollection(t, dir)
	random, failed := rand.New(rand.NewPCG(9, 9)), 0
	for range times(2, 50) {
		c.restore()
		cmd := c.collect()
		if d != nil {
			d.leave(random.Int64N(200_000))
		} else {
			cmd = smallFiles(cmd, random.Int64N(20_000))
		}
		said, err := cmd.CombinedOutput()
		if err != nil {
			failed++
		}
		if d != nil && err != nil && !strings.Contains(string(said), "no space left on device") {
			t.Errorf("a full disk was told as %s", said)
		}
		c.unharmed()
		if d != nil {
			d.leave(-1)
		}
		c.must(c.collect())
		if !maps.Equal(c.data(), c.second) {
			t.Fatal("the run after a full disk does not come to what an undisturbed one does")
		}
	}
	if failed == 0 {
		t.Error("the disk never ran full")
	}
	t.Logf("%d collections failed for want of room; no record lost", failed)
}

// TestAReadOnlyFolderIsLeftAlone: nothing of the site changes, and the error says why.
func TestAReadOnlyFolderIsLeftAlone(t *testing.T) {
	w := newWorkshop(t)
	dir := filepath.Join(w.dir, "locked")
	out := filepath.Join(dir, "public")
	d := newDisk(t)
	if d != nil {
		dir, out = d.dir, filepath.Join(d.dir, "public")
	}
	w.must(w.build(0, out, filepath.Join(w.dir, "cache")))
	if d != nil {
		if err := unix.Mount("tmpfs", d.dir, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	} else {
		lockFolders(t, dir)
	}
	said, err := w.build(1, out, filepath.Join(w.dir, "cache")).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "read-only") && !strings.Contains(string(said), "permission denied") || strings.Contains(string(said), "panic") {
		t.Errorf("%v: %s", err, said)
	}
	if w.whole(out) != 0 {
		t.Error("the site changed")
	}
}

// lockFolders takes the right to write from all folders below one.
func lockFolders(t *testing.T, dir string) {
	t.Helper()
	for _, mode := range []string{"a-w", "u+w"} {
		chmod := func() error {
			return exec.Command("find", dir, "-type", "d", "-exec", "chmod", mode, "{}", "+").Run()
		}
		if mode == "u+w" {
			t.Cleanup(func() { chmod() })
		} else if err := chmod(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAMountedFolderIsKeptWhole: a published folder that is a mount point, as in a container, cannot be swapped as a
// whole; its editions can.
func TestAMountedFolderIsKeptWhole(t *testing.T) {
	d := newDisk(t)
	if d == nil {
		t.Skip("SKIPPED: only root may mount a folder")
	}
	w := newWorkshop(t)
	w.must(w.build(0, d.dir, filepath.Join(w.dir, "cache")))
	took := w.must(w.build(1, d.dir, filepath.Join(w.dir, "cache")))
	random := rand.New(rand.NewPCG(5, 5))
	for i := range times(2, 60) {
		version := i % 2
		kill(t, w.build(version, d.dir, filepath.Join(w.dir, "cache")), moment(random, i, took))
		got := snapshot(t, d.dir)
		for _, edition := range []string{"public/", "internal/"} {
			if !maps.Equal(part(got, edition), part(w.want[0], edition)) && !maps.Equal(part(got, edition), part(w.want[1], edition)) {
				t.Fatalf("%s is a mixture", edition)
			}
		}
		w.must(w.build(version, d.dir, filepath.Join(w.dir, "cache")))
		if w.whole(d.dir) != version {
			t.Fatal("the build after a crash is not a clean one")
		}
	}
}

// TestAFullDiskAmidEditsLeavesAWholeSite lets the disk run full in builds that have much to remember: what they remember, and
// the folder that they put aside, lie on it too.
func TestAFullDiskAmidEditsLeavesAWholeSite(t *testing.T) {
	d := newDisk(t)
	if d == nil {
		t.Skip("SKIPPED: only root may mount a folder")
	}
	p := newDisturbedPortal(t, d.dir, 33)
	p.run(times(3, 100), func(cmd *exec.Cmd) bool {
		d.leave(1 << (8 + p.random.IntN(16))) // most edits need little
		defer d.leave(-1)
		said, err := cmd.CombinedOutput()
		if err != nil && !strings.Contains(string(said), "no space left on device") {
			t.Errorf("a full disk was told as %s", said)
		}
		return err != nil
	})
}
