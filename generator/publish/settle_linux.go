package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// settle waits until the disk holds all that was written to the file system of a folder. Without it a system may keep the
// switch to a folder and lose, with its power, what the folder's files hold. One call for all files costs far less than
// one for each.
func settle(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return os.NewSyscallError("syncfs", err)
	}
	return nil
}
