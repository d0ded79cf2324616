//go:build unix

package collectors

import (
	"errors"
	"os"
	"syscall"
)

// openLock opens the file and locks it for this process.
func openLock(name string) (*os.File, error) {
	for {
		file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			file.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				err = errHeld
			}
			return nil, err
		}
		// The run before may have removed the file between the two steps: then this lock is on nothing.
		if isAt(file, name) {
			return file, nil
		}
		file.Close()
	}
}

func isAt(file *os.File, name string) bool {
	mine, err := file.Stat()
	there, missing := os.Stat(name)
	return err == nil && missing == nil && os.SameFile(mine, there)
}

// dropLock removes the file while it is still locked, so that nobody locks what is about to go.
func dropLock(file *os.File) {
	os.Remove(file.Name())
	file.Close()
}
