package publish

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// A site gets a twin from manyFiles on: for fewer the next build makes one as soon. From tooManyFiles on it takes seconds, for
// nothing where nobody edits the site in this place.
const manyFiles, tooManyFiles = 1000, 30_000

// twin makes the spare folder of a site that has none: the same files once more, by links. So the first edit after a
// build from nothing costs no more than the second.
func (p *Publisher) twin() {
	if p.spare == "" || len(p.spared) > 0 || !getsTwin(len(p.files)) || len(p.foreign) > 0 || filepath.Base(p.staging) == inside {
		return
	}
	dirs := foldersAbove(maps.Keys(p.files))
	if os.RemoveAll(p.spare) != nil || p.linkAll(dirs) != nil {
		os.RemoveAll(p.spare) // the next build does without
		return
	}
	p.twinned = true
}

func getsTwin(files int) bool { return files >= manyFiles && files < tooManyFiles }

// linkAll links every published file into the spare folder.
func (p *Publisher) linkAll(dirs map[string]bool) error {
	for _, dir := range slices.Sorted(maps.Keys(dirs)) { // each behind those above it
		if err := os.Mkdir(filepath.Join(p.spare, filepath.FromSlash(dir)), 0o755); err != nil {
			return err
		}
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	const atOnce = 512
	for some := range slices.Chunk(slices.Sorted(maps.Keys(p.files)), atOnce) {
		group.Go(func() error {
			for _, name := range some {
				if err := os.Link(p.published(name), filepath.Join(p.spare, filepath.FromSlash(name))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}
