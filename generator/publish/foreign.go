package publish

import (
	"io/fs"
	"path/filepath"
)

// Foreign names the files of a published folder that are not ours. They are served all the same, and no build takes them
// away. None are named where no site of ours lies, nor those that begin with a dot, which are for other programs.
func Foreign(out string) (names []string, err error) {
	ours, marked, err := manifests(out)
	if err != nil || !marked {
		return nil, err
	}
	err = filepath.WalkDir(out, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || file == out {
			return err
		}
		name, err := filepath.Rel(out, file)
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name()[0] == '.' && entry.Name() != ".well-known":
			return fs.SkipDir
		case !entry.IsDir() && entry.Name()[0] != '.' && !listed(ours, name):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// listed tells whether the manifest of some site lists a file.
func listed(ours map[string]map[string]bool, name string) bool {
	for _, files := range ours {
		if files[name] {
			return true
		}
	}
	return false
}
