package generator_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// image is a disk in a file. What the file holds is what a loss of power leaves: the file system keeps the rest in memory.
type image struct {
	t         *testing.T
	file, dir string
}

// diskSize is room for two sites and what a build remembers, in bytes.
const diskSize = 96 << 20

// newImage makes and mounts a disk. Only root may; it skips the test where that cannot be done.
func newImage(t *testing.T) *image {
	t.Helper()
	i := &image{t, filepath.Join(t.TempDir(), "disk"), ""}
	err := os.WriteFile(i.file, nil, 0o600)
	if err == nil {
		err = os.Truncate(i.file, diskSize)
	}
	if err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("mkfs.ext4", "-q", i.file).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: no disk can be made: %v %s", err, said)
	}
	i.dir = i.mount(i.file)
	return i
}

// mount shows a disk in a folder. Names are written down every second, what files hold much later.
func (i *image) mount(file string) string {
	dir := i.t.TempDir()
	if said, err := exec.Command("mount", "-o", "loop,commit=1", file, dir).CombinedOutput(); err != nil {
		i.t.Skipf("SKIPPED: only root may mount a disk: %v %s", err, said)
	}
	i.t.Cleanup(func() { exec.Command("umount", "-d", dir).Run() })
	return dir
}

// settled waits until the disk has all that was written.
func (i *image) settled() {
	i.t.Helper()
	if said, err := exec.Command("sync", "-f", i.dir).CombinedOutput(); err != nil {
		i.t.Fatalf("%v %s", err, said)
	}
}

// afterLoss shows the disk as it would be found had the power failed now.
func (i *image) afterLoss() string {
	i.t.Helper()
	left := filepath.Join(i.t.TempDir(), "disk")
	last := i.read()
	for {
		now := i.read()
		if bytes.Equal(last, now) { // nothing was being written meanwhile
			break
		}
		last = now
	}
	if err := sparse(left, last); err != nil {
		i.t.Fatal(err)
	}
	return i.mount(left)
}

// sparse writes a file without its empty blocks.
func sparse(file string, data []byte) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	err = f.Truncate(int64(len(data)))
	const block = 4096
	empty := make([]byte, block)
	for at := 0; at < len(data) && err == nil; at += block {
		if part := data[at:min(at+block, len(data))]; !bytes.Equal(part, empty[:len(part)]) {
			_, err = f.WriteAt(part, int64(at))
		}
	}
	return errors.Join(err, f.Close())
}

func (i *image) read() []byte {
	data, err := os.ReadFile(i.file)
	if err != nil {
		i.t.Fatal(err)
	}
	return data
}

// waits are when the power fails: at once, when the file system has written down some names, when it has all.
func waits() []time.Duration {
	all := []time.Duration{0, 1500 * time.Millisecond, 3 * time.Second, 500 * time.Millisecond, 6 * time.Second, 700 * time.Millisecond}
	return all[:times(2, len(all))]
}

// TestALossOfPowerLeavesAWholeSite takes the power away soon after a build. The site is the last one or the next, and the
// next build, with whatever else was left, comes to what a clean one does.
func TestALossOfPowerLeavesAWholeSite(t *testing.T) {
	w := newWorkshop(t)
	disk := newImage(t)
	next := 0
	for n, wait := range waits() {
		version := n % 2
		w.must(w.build(1-version, filepath.Join(disk.dir, "public"), filepath.Join(disk.dir, "cache")))
		disk.settled()
		w.must(w.build(version, filepath.Join(disk.dir, "public"), filepath.Join(disk.dir, "cache"), "--sync"))
		time.Sleep(wait)
		dir := disk.afterLoss()
		if w.whole(filepath.Join(dir, "public")) == version {
			next++
		}
		w.must(w.build(version, filepath.Join(dir, "public"), filepath.Join(dir, "cache")))
		if w.whole(filepath.Join(dir, "public")) != version {
			t.Fatal("the build after a loss of power is not a clean one")
		}
	}
	t.Logf("%d losses of power, %d of them after the new site was in place; all sites whole", len(waits()), next)
}

// TestALossOfPowerLosesNoRecord takes the power away soon after a collection.
func TestALossOfPowerLosesNoRecord(t *testing.T) {
	disk := newImage(t)
	c := newCollection(t, disk.dir)
	for _, wait := range waits() {
		c.restore()
		disk.settled()
		c.must(c.collect())
		time.Sleep(wait)
		left := *c
		left.workshop = &workshop{t: t, dir: disk.afterLoss()}
		left.unharmed()
		left.must(left.collect())
		if !maps.Equal(left.data(), left.second) {
			t.Fatal("the run after a loss of power does not come to what an undisturbed one does")
		}
	}
}
