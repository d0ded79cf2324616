package publish

import (
	"encoding/binary"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"portolan/generator/memo"
	"portolan/generator/parallel"
)

// folders are all folders of a published site as a build left them. A folder whose stamp is still the same holds the
// same names, so that a site of many need not be listed again.
type folders struct {
	taken  time.Time
	stamps map[string]memo.Stamp // by slash-separated path, "." for the site's own
}

// foldersAbove are the folders in which files stand, with those above them.
func foldersAbove(names func(yield func(string) bool)) map[string]bool {
	above := map[string]bool{".": true}
	for name := range names {
		for dir := path.Dir(name); !above[dir]; dir = path.Dir(dir) {
			above[dir] = true
		}
	}
	return above
}

// stampFolders takes the stamps of folders, save those that are known; none where one of them is not there.
func stampFolders(root string, names map[string]bool, known func(name string) (memo.Stamp, bool)) folders {
	f := folders{time.Now(), make(map[string]memo.Stamp, len(names))}
	for name := range names {
		if known != nil {
			if stamp, ok := known(name); ok {
				f.stamps[name] = stamp
				continue
			}
		}
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil || !info.IsDir() {
			return folders{}
		}
		f.stamps[name] = memo.StampOf(info)
	}
	return f
}

// hold tells whether the folders below a root still hold the files that they held, and no others. Folders whose stamp
// was too fresh to be trusted are listed.
func (f folders) hold(root string, files map[string]bool) bool {
	return len(f.stamps) > 0 && parallel.All(slices.Collect(maps.Keys(f.stamps)), func(name string) bool {
		dir, stamp := filepath.Join(root, filepath.FromSlash(name)), f.stamps[name]
		info, err := os.Lstat(dir)
		if err != nil || !info.IsDir() {
			return false
		}
		now := memo.StampOf(info)
		if now.Inode != stamp.Inode || now.Modified != stamp.Modified || stamp.Changed == 0 {
			return false
		}
		return stamp.SettledNames(f.taken) || f.names(dir, name, files)
	})
}

// names tells whether a folder holds no other names than those of the folders and of some files.
func (f folders) names(dir, name string, files map[string]bool) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && !slices.ContainsFunc(entries, func(entry os.DirEntry) bool {
		inner := path.Join(name, entry.Name())
		_, folder := f.stamps[inner]
		return !files[inner] && !(folder && entry.IsDir())
	})
}

// size is about how long the folders are when they are written down.
func (f folders) size() int {
	size := 8 + binary.MaxVarintLen64
	for name := range f.stamps {
		size += len(name) + 2 + memo.StampSize
	}
	return size
}

// append writes the folders down.
func (f folders) append(to []byte) []byte {
	to = binary.LittleEndian.AppendUint64(to, uint64(f.taken.UnixNano()))
	to = binary.AppendUvarint(to, uint64(len(f.stamps)))
	for name, stamp := range f.stamps {
		to = binary.AppendUvarint(to, uint64(len(name)))
		to = stamp.Append(append(to, name...))
	}
	return to
}

// readFolders reads what append wrote and returns what follows it. What is not whole holds nothing.
func readFolders(data []byte) (f folders, rest []byte) {
	if len(data) < 8 {
		return folders{}, nil
	}
	f.taken = time.Unix(0, int64(binary.LittleEndian.Uint64(data)))
	data = data[8:]
	count, size := binary.Uvarint(data)
	if size <= 0 || count > uint64(len(data)/memo.StampSize) {
		return folders{}, nil
	}
	data = data[size:]
	f.stamps = make(map[string]memo.Stamp, count)
	for range count {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) || len(data)-size-int(n) < memo.StampSize {
			return folders{}, nil
		}
		data = data[size:]
		f.stamps[string(data[:n])] = memo.ReadStamp(data[n:])
		data = data[int(n)+memo.StampSize:]
	}
	return f, data
}
