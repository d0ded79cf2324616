package publish

import (
	"encoding/binary"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/generator/memo"
)

// published is a file as the last build left it: what it holds, and by which it is known without being read.
type published struct {
	File
	stamp memo.Stamp
}

// recall reads what the last build left, as its [Publisher.Memory] wrote it down.
func (p *Publisher) recall(memory []byte) {
	rest := memory
	p.known, rest = readTable(rest)
	p.spared, rest = readTable(rest)
	p.outFolders, rest = readFolders(rest)
	p.spareFolders, _ = readFolders(rest)
}

// Memory writes down what was published and what was put aside, for the next build to recall.
func (p *Publisher) Memory() []byte {
	now := make(map[string]published, len(p.files))
	for name, file := range p.files {
		if stamp, kept := p.kept[name]; kept {
			now[name] = published{file.File, stamp}
		} else if info, err := os.Lstat(filepath.Join(p.out, filepath.FromSlash(name))); err == nil {
			now[name] = published{file.File, memo.StampOf(info)}
		}
	}
	if p.twinned {
		p.spared = now
	}
	memory := appendTable(appendTable(make([]byte, 0, tableSize(now)+tableSize(p.spared)), now), p.spared)
	return p.spareFolders.append(p.foldersNow().append(memory))
}

// foldersNow are the published folders, where all that lies in them is known: what was swapped into place holds our
// files and nothing else. Files of others are looked for each time.
func (p *Publisher) foldersNow() folders {
	if !p.swapped || len(p.foreign) > 0 {
		return folders{}
	}
	return stampFolders(p.out, foldersAbove(maps.Keys(p.files)), func(name string) (memo.Stamp, bool) {
		stamp, known := p.settled.stamps[name]
		return stamp, known && !p.touched[name]
	})
}

// Keep adds a file of the next site that holds the same as in the last one. It tells whether it does: the file must be
// as the last build left it.
func (p *Publisher) Keep(name string, file File) bool {
	return p.known[name].File == file && p.Stay(name)
}

// Stay adds files of the next site that hold what they held in the last one: all of them or none. It tells whether they
// are as the last build left them.
func (p *Publisher) Stay(names ...string) bool {
	for _, name := range names {
		if last, known := p.known[name]; !known || !p.old[name] || !untouched(p.published(name), last.stamp) {
			return false
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range names {
		if _, twice := p.files[name]; twice {
			return false
		}
	}
	for _, name := range names {
		last := p.known[name]
		p.files[name], p.kept[name] = added{File: last.File}, last.stamp
	}
	return true
}

// Repeat adds a file of the next site that holds the same as one that was put before. Where it has to be written, it
// becomes another name of that file: thousands of small files cost as much as they are many.
func (p *Publisher) Repeat(name string, data []byte, as string) error {
	p.mu.Lock()
	file, put := p.files[as]
	p.mu.Unlock()
	if put && p.Keep(name, file.File) {
		return nil
	}
	if !file.fresh || p.same(name, data) {
		_, err := p.Put(name, data)
		return err
	}
	if !p.add(name, file.File, true) {
		return errTwice(name)
	}
	first := filepath.Join(p.staging, filepath.FromSlash(as))
	if len(p.spared) == 0 && os.Link(first, filepath.Join(p.staging, filepath.FromSlash(name))) == nil {
		return nil // nothing was in the way, and the folder was there
	}
	place, err := p.place(name)
	if err != nil {
		return err
	}
	if os.Link(first, place) == nil {
		return nil
	}
	return os.WriteFile(place, data, 0o644) // the file system has no links, or no more of this one
}

// knows tells whether the last build published just these sites, and nobody has touched their manifests since.
func (p *Publisher) knows(sites []string) bool {
	manifests := 0
	for name, last := range p.known {
		if path.Base(name) != Manifest {
			continue
		}
		manifests++
		site := strings.TrimSuffix(strings.TrimSuffix(name, Manifest), "/")
		if !slices.Contains(sites, site) || !untouched(p.published(name), last.stamp) {
			return false
		}
	}
	return manifests > 0 && manifests == len(sites)
}

func (p *Publisher) published(name string) string {
	return filepath.Join(p.out, filepath.FromSlash(name))
}

// untouched tells whether a file still has its stamp. When its inode last changed does not count: links to it come and go.
func untouched(file string, stamp memo.Stamp) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	now := memo.StampOf(info)
	now.Changed = stamp.Changed
	return now == stamp
}

// Untouched tells whether every file of the sites is as the last build left it, and none is missing.
func (p *Publisher) Untouched() bool {
	for name := range p.old {
		if last, known := p.known[name]; !known || !untouched(p.published(name), last.stamp) {
			return false
		}
	}
	return len(p.old) > 0
}

// A table is a number of files, then each file's name, digest, size and stamp.
const rowSize = 32 + 8 + memo.StampSize

// tableSize is about how long a table is.
func tableSize(table map[string]published) int {
	size := binary.MaxVarintLen64
	for name := range table {
		size += len(name) + 2 + rowSize
	}
	return size
}

func appendTable(to []byte, table map[string]published) []byte {
	to = binary.AppendUvarint(to, uint64(len(table)))
	for name, file := range table {
		to = binary.AppendUvarint(to, uint64(len(name)))
		to = append(append(to, name...), file.SHA256[:]...)
		to = binary.LittleEndian.AppendUint64(to, uint64(file.Bytes))
		to = file.stamp.Append(to)
	}
	return to
}

// readTable reads a table and returns what follows it. What is not whole is no table.
func readTable(data []byte) (table map[string]published, rest []byte) {
	count, size := binary.Uvarint(data)
	if size <= 0 || count > uint64(len(data)/rowSize) {
		return nil, nil
	}
	at, names := size, string(data)
	table = make(map[string]published, count)
	for range count {
		n, size := binary.Uvarint(data[at:])
		at += size
		if size <= 0 || n > uint64(len(data)-at) || len(data)-at-int(n) < rowSize {
			return nil, nil
		}
		name, row := names[at:at+int(n)], data[at+int(n):]
		at += int(n) + rowSize
		table[name] = published{
			File{SHA256: Digest(row[:32]), Bytes: int(binary.LittleEndian.Uint64(row[32:]))},
			memo.ReadStamp(row[40:]),
		}
	}
	return table, data[at:]
}
