package dataset

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Store writes records into a data folder, one file each, and never leaves half a file behind.
type Store struct{ dir string }

// NewStore returns the store of a data folder, which need not exist yet.
func NewStore(dir string) *Store { return &Store{dir: dir} }

// Put writes a record, after checking it, unless the very same bytes lie there already. It reports whether it wrote.
func (s *Store) Put(r Record) (changed bool, err error) {
	name := Path(r)
	data, err := Encode(r)
	if err != nil {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := Decode(r.Kind(), data); err != nil {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	return true, writeAtomically(file, data)
}

// Get reads the record that lies where r would be written; nil without error where there is none.
func (s *Store) Get(r Record) (Record, error) {
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(Path(r))))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return Decode(r.Kind(), data)
}

// Read reads the records of some kinds, all where none is named.
func (s *Store) Read(kinds ...string) (*Dataset, []*Error) {
	if _, err := os.Stat(s.dir); os.IsNotExist(err) {
		return &Dataset{}, nil
	}
	return Read(s.FS(), kinds...)
}

// Tidy removes what a crash in the middle of a write left behind.
func (s *Store) Tidy() {
	filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasPrefix(d.Name(), temporary) {
			os.Remove(path)
		}
		return nil
	})
}

// FS returns the data folder as a file system.
func (s *Store) FS() fs.FS { return os.DirFS(s.dir) }

// temporary begins the names of files that are being written. The dot keeps them out of every reading.
const temporary = ".writing-"

// writeAtomically puts a file in place in one step, so that a crash leaves the old file or the new one.
func writeAtomically(file string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), temporary+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if err = tmp.Chmod(0o644); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}
