package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// swapping is how a folder came to its place.
type swapping int

const (
	merged    swapping = iota // file by file, or site by site
	moved                     // as a whole, to where nothing was
	exchanged                 // as a whole; the old one is now in its place
)

// swap puts the folder next in the place of the folder out. Where the whole cannot be swapped, since it is a mount point
// say, each of the sites in it is.
func swap(next, out string, sites []string) (swapping, error) {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(next, out); err == nil {
			return moved, nil
		}
	} else if exchange(next, out) == nil {
		return exchanged, nil
	}
	for _, site := range sites {
		from, to := filepath.Join(next, site), filepath.Join(out, site)
		if site != "" && swapSite(from, to) {
			continue
		}
		if err := merge(from, to); err != nil {
			return merged, err
		}
	}
	return merged, nil
}

// swapSite tells whether it could swap one site, or move it to where none was.
func swapSite(next, out string) bool {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, out) == nil
	}
	return exchange(next, out) == nil
}

// merge is for folders that cannot be swapped in one step. Each file still changes in one: what pages need first, then
// pages, then what is gone goes, and the manifests come last. Until then they list the files of both sites, so that the
// build after a crash knows all of them as ours.
func merge(next, out string) error {
	names, err := listing(next)
	if err != nil {
		return err
	}
	for _, name := range names {
		if path.Base(name) == Manifest {
			if err := unite(filepath.Join(next, name), filepath.Join(out, name)); err != nil {
				return err
			}
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return turn(a) - turn(b) })
	last := slices.IndexFunc(names, func(name string) bool { return turn(name) == 2 })
	if last < 0 {
		last = len(names)
	}
	if err := moveAll(next, out, names[:last]); err != nil {
		return err
	}
	if err := removeOthers(out, names); err != nil {
		return err
	}
	return moveAll(next, out, names[last:])
}

// turn is when a file has its turn: what pages need, pages, manifests.
func turn(name string) int {
	switch {
	case path.Base(name) == Manifest:
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}

// listing names the files below a folder, save those that are being gathered.
func listing(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == inside && file != dir {
				return fs.SkipDir
			}
			return nil
		}
		name, err := filepath.Rel(dir, file)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	return names, err
}

// unite writes, in the place of an old manifest, one that lists the files of the next site too.
func unite(next, old string) error {
	var manifest, before struct {
		Generator string          `json:"generator"`
		Files     map[string]File `json:"files"`
	}
	data, err := os.ReadFile(next)
	if err != nil || json.Unmarshal(data, &manifest) != nil || manifest.Generator != Generator {
		return err // a file of that name that is no manifest
	}
	if data, err := os.ReadFile(old); err == nil && json.Unmarshal(data, &before) == nil {
		files := maps.Clone(before.Files)
		if files == nil {
			files = map[string]File{}
		}
		maps.Copy(files, manifest.Files)
		manifest.Files = files
	}
	if data, err = json.Marshal(manifest); err != nil {
		return err
	}
	return replace(old, data)
}

func moveAll(next, out string, names []string) error {
	for _, name := range names {
		if err := move(filepath.Join(next, name), filepath.Join(out, name)); err != nil {
			return err
		}
	}
	return nil
}

// removeOthers takes away what the next site does not have, and the folders that this leaves empty.
func removeOthers(out string, names []string) error {
	stay := map[string]bool{}
	for _, name := range names {
		stay[name] = true
	}
	all, err := listing(out)
	for _, name := range all {
		if err != nil {
			return err
		}
		if stay[name] {
			continue
		}
		err = os.Remove(filepath.Join(out, name))
		for dir := path.Dir(name); dir != "." && os.Remove(filepath.Join(out, dir)) == nil; {
			dir = path.Dir(dir)
		}
	}
	return err
}

func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if os.Rename(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return replace(to, data)
}

// replace writes a file in one step.
func replace(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(file), writing+filepath.Base(file))
	if err := write(tmp, data); err != nil {
		os.Remove(tmp)
		return err
	}
	return os.Rename(tmp, file)
}

// write writes a file, and waits until the disk has it.
func write(file string, data []byte) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// writing begins the names of files that are being written.
const writing = ".portolan-writing-"

// half tells whether a file is what a crash left of such a writing.
func half(name string) bool { return strings.HasPrefix(path.Base(name), writing) }
