package memo

import (
	"encoding/binary"
	"io/fs"
	"time"
)

// Stamp is what the file system says of a file without reading it: size, moments of its last change, and which file it
// is. A file with the stamp that it had before holds what it held before, if the stamp was old when it was taken.
type Stamp struct {
	Size              int64
	Modified, Changed int64 // nanoseconds since 1970
	Inode             uint64
}

// StampOf returns the stamp of a file. On systems that do not say when a file was changed, no stamp is like another.
func StampOf(info fs.FileInfo) Stamp {
	changed, inode := identity(info)
	return Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano(), Changed: changed, Inode: inode}
}

// A file changed within a tick may be changed again unseen. Who tells parts of seconds takes them from the system's clock, which
// goes on every hundredth of a second at least; others count in seconds, or in twos.
const (
	tick       = 20 * time.Millisecond
	coarseTick = 2 * time.Second
)

// isOld tells whether a moment of a stamp was more than a tick before another.
func isOld(stamped int64, taken time.Time) bool {
	if stamped%int64(time.Second) == 0 {
		return stamped < taken.Add(-coarseTick).UnixNano()
	}
	return stamped < taken.Add(-tick).UnixNano()
}

// settled tells whether a file with this stamp could not change after a moment without getting another.
func (s Stamp) settled(taken time.Time) bool {
	return s.Changed != 0 && isOld(s.Changed, taken) && isOld(s.Modified, taken)
}

// SettledNames is for the stamp of a folder: it tells whether no name could come or go in it after a moment without the
// folder getting another. It does not count when the folder itself was moved.
func (s Stamp) SettledNames(taken time.Time) bool {
	return isOld(s.Modified, taken)
}

// Append writes the stamp down in StampSize bytes.
func (s Stamp) Append(to []byte) []byte {
	for _, n := range []uint64{uint64(s.Size), uint64(s.Modified), uint64(s.Changed), s.Inode} {
		to = binary.LittleEndian.AppendUint64(to, n)
	}
	return to
}

// StampSize is what a stamp takes when it is written down.
const StampSize = 4 * 8

// ReadStamp reads what Append wrote.
func ReadStamp(data []byte) Stamp {
	n := func(i int) uint64 { return binary.LittleEndian.Uint64(data[8*i:]) }
	return Stamp{Size: int64(n(0)), Modified: int64(n(1)), Changed: int64(n(2)), Inode: n(3)}
}
