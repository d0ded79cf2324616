package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// swap puts the folder next in the place of the folder out, and leaves the old one, if any, in the place of next.
func swap(next, out string) error {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(next, out); err == nil {
			return nil
		}
	} else if exchange(next, out) == nil {
		return nil
	}
	return merge(next, out)
}

// merge is for folders that cannot be swapped: mount points, other file systems, other systems. Each file still changes
// in one step, new files before old ones go.
func merge(next, out string) error {
	stay := map[string]bool{}
	err := filepath.WalkDir(next, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(next, file)
		if err != nil {
			return err
		}
		stay[name] = true
		return move(file, filepath.Join(out, name))
	})
	if err != nil {
		return err
	}
	return filepath.WalkDir(out, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if name, err := filepath.Rel(out, file); err != nil || stay[name] {
			return err
		}
		return os.Remove(file)
	})
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
	tmp := filepath.Join(filepath.Dir(to), ".writing-"+filepath.Base(to))
	if err := os.WriteFile(tmp, data, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, to)
}
