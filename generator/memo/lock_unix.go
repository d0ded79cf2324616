//go:build unix

package memo

import (
	"os"

	"golang.org/x/sys/unix"
)

// lock takes the file for this build alone; it fails at once where another build has it.
func lock(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }
