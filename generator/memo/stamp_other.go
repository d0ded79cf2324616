//go:build !linux

package memo

import "io/fs"

// identity is not asked here: files are read to see whether they changed.
func identity(fs.FileInfo) (changed int64, inode uint64) { return 0, 0 }
