//go:build !unix

package collectors

import (
	"errors"
	"io/fs"
	"os"
)

// openLock makes the file. Windows lets nobody remove a file that a process has open, so that one which can be removed was
// left behind by a run that is over.
func openLock(name string) (*os.File, error) {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errHeld
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	return file, err
}

// dropLock closes the file first: what is open cannot be removed.
func dropLock(file *os.File) {
	file.Close()
	os.Remove(file.Name())
}
