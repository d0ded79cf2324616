//go:build !unix

package publish

import (
	"context"
	"os"
)

// lock only makes the folder: this system offers no lock on folders.
func lock(_ context.Context, dir string, _ func()) (unlock func(), err error) {
	return func() {}, os.MkdirAll(dir, 0o755)
}

// device tells on which file system something lies; here nobody knows.
func device(string) (id uint64, known bool) { return 0, false }
