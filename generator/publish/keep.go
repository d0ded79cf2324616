package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"portolan/generator/memo"
	"portolan/generator/parallel"
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
	var outFolders folders
	var side sync.WaitGroup
	side.Go(func() { outFolders = p.foldersNow() })
	now := p.tableNow()
	spared := now
	if !p.twinned {
		spared = appendTable(make([]byte, 0, tableSize(maps.Keys(p.spared))), p.spared)
	}
	side.Wait()
	if p.twinned { // last of all: stamps of what was just made are not trusted
		p.spareFolders = stampFolders(p.spare, foldersAbove(maps.Keys(p.files)), nil)
	}
	memory := make([]byte, 0, len(now)+len(spared)+outFolders.size()+p.spareFolders.size())
	return p.spareFolders.append(outFolders.append(append(append(memory, now...), spared...)))
}

// tableNow writes down what is published now.
func (p *Publisher) tableNow() []byte {
	rows, count := make([]byte, 0, tableSize(maps.Keys(p.files))), 0
	stamps := map[string]memo.Stamp{} // one file of several names has one stamp
	for name, file := range p.files {
		first := cmp.Or(file.as, name)
		stamp, known := p.kept[first]
		if !known {
			stamp, known = stamps[first]
		}
		if !known {
			info, err := os.Lstat(p.published(first))
			if err != nil {
				continue
			}
			stamp = memo.StampOf(info)
			if file.as != "" {
				stamps[first] = stamp
			}
		}
		rows = appendRow(rows, name, published{file.File, stamp})
		count++
	}
	return append(binary.AppendUvarint(make([]byte, 0, binary.MaxVarintLen64+len(rows)), uint64(count)), rows...)
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
	stamps := make([]memo.Stamp, len(names))
	for i, name := range names {
		last, known := p.known[name]
		if known = known && p.old[name]; known {
			stamps[i], known = last.stands(p.published(name))
		}
		if !known {
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
	for i, name := range names {
		p.files[name], p.kept[name] = added{File: p.known[name].File}, stamps[i]
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
	linked, err := p.link(as, name)
	if linked || err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.staging, filepath.FromSlash(name)), data, 0o644)
}

// link makes a name in the staging folder another name of a file there. It does not where the file system has no links, or
// no more of this file; the folder is there then, and nothing in the way.
func (p *Publisher) link(as, name string) (linked bool, err error) {
	from, to := filepath.Join(p.staging, filepath.FromSlash(as)), filepath.Join(p.staging, filepath.FromSlash(name))
	if len(p.spared) > 0 || os.Link(from, to) != nil { // most often nothing is in the way, and the folder is there
		if to, err = p.place(name); err != nil {
			return false, err
		}
		if os.Link(from, to) != nil {
			return false, nil
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	file := p.files[name]
	file.as = as
	p.files[name] = file
	return true, nil
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
		if !slices.Contains(sites, site) || !last.isAt(p.published(name)) {
			return false
		}
	}
	return manifests > 0 && manifests == len(sites)
}

func (p *Publisher) published(name string) string {
	return filepath.Join(p.out, filepath.FromSlash(name))
}

// stands tells whether a file holds what the last build left, and returns its stamp. When its inode last changed does not
// count: links to it come and go. A file of another stamp is read: a site that was brought back, as from a cache, is all new files
// that hold the old.
func (last published) stands(file string) (memo.Stamp, bool) {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(last.Bytes) {
		return memo.Stamp{}, false
	}
	now := memo.StampOf(info)
	if now.Changed = last.stamp.Changed; now == last.stamp {
		return now, true
	}
	data, err := os.ReadFile(file)
	return memo.StampOf(info), err == nil && sha256.Sum256(data) == last.SHA256
}

func (last published) isAt(file string) bool {
	_, stands := last.stands(file)
	return stands
}

// Untouched tells whether every file of the sites is as the last build left it, and none is missing.
func (p *Publisher) Untouched() bool {
	return len(p.old) > 0 && parallel.All(slices.Collect(maps.Keys(p.old)), func(name string) bool {
		last, known := p.known[name]
		return known && last.isAt(p.published(name))
	})
}

// A table is a number of files, then each file's name, digest, size and stamp.
const rowSize = 32 + 8 + memo.StampSize

// tableSize is about how long a table of files is.
func tableSize(names iter.Seq[string]) int {
	size := binary.MaxVarintLen64
	for name := range names {
		size += len(name) + 2 + rowSize
	}
	return size
}

func appendTable(to []byte, table map[string]published) []byte {
	to = binary.AppendUvarint(to, uint64(len(table)))
	for name, file := range table {
		to = appendRow(to, name, file)
	}
	return to
}

func appendRow(to []byte, name string, file published) []byte {
	to = binary.AppendUvarint(to, uint64(len(name)))
	to = append(append(to, name...), file.SHA256[:]...)
	to = binary.LittleEndian.AppendUint64(to, uint64(file.Bytes))
	return file.stamp.Append(to)
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
