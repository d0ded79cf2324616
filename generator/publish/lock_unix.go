//go:build unix

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// lock waits until nobody else publishes below a folder. The folder itself is locked, so that no file is left behind.
func lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
