package memo

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"portolan/generator/parallel"
)

// Inputs are the files below a folder, each with a digest of what it holds.
type Inputs struct {
	files []Input // by name
	taken time.Time
	dir   string
	last  *Inputs
	kept  bool // for the next build
}

// Input is a file. The digest of what is no plain file is that of what it is: a link has that of where it leads.
type Input struct {
	Name   string // slash-separated, below the folder
	Stamp  Stamp
	Digest Digest
	kind   fs.FileMode // its type alone
}

const inputsKey = "inputs"

// Look takes the digest of every file below a folder, and keeps them for the next build. Files that have not changed
// since the last build are not read. Where no build was before, those whose names start with later are left to whoever
// reads them anyway, see [Inputs.Learn], and to Complete. A link to a folder stands for that folder.
func (m *Memo) Look(dir, later string) (*Inputs, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	now := &Inputs{taken: time.Now(), dir: dir}
	var last sync.WaitGroup
	last.Go(func() { now.last = m.lastInputs() })
	defer last.Wait()
	var found []string
	var entries []fs.DirEntry
	err = filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			if err == nil && (entry.Name() == ".git" || m.liesIn(file)) {
				return fs.SkipDir
			}
			return err
		}
		found, entries = append(found, file), append(entries, entry)
		return nil
	})
	if err != nil {
		return nil, err
	}
	now.files = make([]Input, len(found))
	err = parallel.Each(context.Background(), len(found), func(i int) (err error) {
		now.files[i], err = inputOf(dir, found[i], entries[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	now.files = slices.DeleteFunc(now.files, func(in Input) bool { return in.Name == "" })
	slices.SortFunc(now.files, func(a, b Input) int { return strings.Compare(a.Name, b.Name) })
	if last.Wait(); later == "" || now.last != nil {
		m.Complete(now)
		return now, nil
	}
	now.take(func(in *Input) bool { return !strings.HasPrefix(in.Name, later) })
	return now, nil
}

// inputOf is a file as it is found, without the digest of a plain one. What is gone again has no name.
func inputOf(dir, file string, entry fs.DirEntry) (Input, error) {
	info, err := entry.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return Input{}, nil
	}
	if err != nil {
		return Input{}, err
	}
	name, err := filepath.Rel(dir, file)
	in := Input{Name: filepath.ToSlash(name), Stamp: StampOf(info), kind: info.Mode().Type()}
	if !info.Mode().IsRegular() { // never opened: a link may lead anywhere, a device may never end
		target, _ := os.Readlink(file)
		in.Digest = DigestOf(info.Mode(), target)
	}
	return in, err
}

// Complete takes the digests that are missing, and keeps all for the next build.
func (m *Memo) Complete(in *Inputs) {
	if in.kept {
		return
	}
	in.kept = true
	in.take(func(*Input) bool { return true })
	m.Put(inputsKey, in.bytes())
}

// take takes the digests of some files.
func (in *Inputs) take(some func(*Input) bool) {
	parallel.Each(context.Background(), len(in.files), func(i int) error {
		if file := &in.files[i]; some(file) {
			file.digest(in.dir, in.last)
		}
		return nil
	})
}

// Lacks tells whether the digest of a file is still to be taken.
func (in *Inputs) Lacks(name string) bool {
	at, found := in.place(name)
	return found && in.files[at].Digest == Digest{}
}

// Learn is told what a file holds by who has read it. Different files may be told of at the same time.
func (in *Inputs) Learn(name string, d Digest) {
	if at, found := in.place(name); found && in.files[at].Digest == (Digest{}) {
		in.files[at].Digest = d
	}
}

// liesIn tells whether the memo itself lies in a folder: what it holds is no input.
func (m *Memo) liesIn(dir string) bool {
	if m.file == nil || filepath.Base(dir) != filepath.Base(filepath.Dir(m.file.Name())) {
		return false
	}
	one, err := os.Stat(dir)
	other, otherErr := os.Stat(filepath.Dir(m.file.Name()))
	return err == nil && otherErr == nil && os.SameFile(one, other)
}

// digest takes a file's digest from the last build where it has not changed since. What cannot be read has none, which
// is like no other.
func (in *Input) digest(dir string, last *Inputs) {
	if in.Digest != (Digest{}) {
		return
	}
	if before, ok := last.find(in.Name); ok && before.Stamp == in.Stamp && in.Stamp.settled(last.taken) {
		in.Digest = before.Digest
		return
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(in.Name)))
	if err != nil {
		return
	}
	defer f.Close()
	buffer := readBuffers.Get().(*[]byte)
	defer readBuffers.Put(buffer)
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, *buffer); err == nil { // the file would bring a buffer of its own
		in.Digest = Digest(sum.Sum(nil))
	}
}

var readBuffers = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

// DigestOfFile is the digest that Look gives a file that holds these bytes.
func DigestOfFile(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(sum[:])
}

func (in *Inputs) find(name string) (Input, bool) {
	at, found := in.place(name)
	if !found {
		return Input{}, false
	}
	return in.files[at], true
}

func (in *Inputs) place(name string) (at int, found bool) {
	if in == nil {
		return 0, false
	}
	at = sort.Search(len(in.files), func(i int) bool { return in.files[i].Name >= name }) // names alone: others may learn digests
	return at, at < len(in.files) && in.files[at].Name == name
}

// Digest returns the digest of a file; the zero digest where it could not be read.
func (in *Inputs) Digest(name string) Digest {
	found, _ := in.find(name)
	return found.Digest
}

// All are the names of all files, with their types, in the order of their names.
func (in *Inputs) All() iter.Seq2[string, fs.FileMode] {
	return func(yield func(string, fs.FileMode) bool) {
		for _, f := range in.files {
			if !yield(f.Name, f.kind) {
				return
			}
		}
	}
}

// Below returns one digest of all files whose names start with a prefix, names included. It is ok only if all of them
// could be read.
func (in *Inputs) Below(prefix string) (d Digest, ok bool) {
	h := hasher{}
	ok = true
	for _, f := range in.files {
		if strings.HasPrefix(f.Name, prefix) {
			h.text(f.Name)
			h.buffer = append(h.buffer, f.Digest[:]...)
			h.drain()
			ok = ok && f.Digest != Digest{}
		}
	}
	return h.sum(), ok
}

// Without returns one digest of all files but some.
func (in *Inputs) Without(some map[string]bool) Digest {
	h := hasher{}
	for _, f := range in.files {
		if !some[f.Name] {
			h.text(f.Name)
			h.buffer = append(h.buffer, f.Digest[:]...)
			h.drain()
		}
	}
	return h.sum()
}

// bytes writes the inputs down: when they were looked at, then each file.
func (in *Inputs) bytes() []byte {
	data := binary.LittleEndian.AppendUint64(nil, uint64(in.taken.UnixNano()))
	for _, f := range in.files {
		data = binary.AppendUvarint(data, uint64(len(f.Name)))
		data = append(data, f.Name...)
		data = f.Stamp.Append(data)
		data = append(data, f.Digest[:]...)
	}
	return data
}

// lastInputs are those of the last build; nil where there are none.
func (m *Memo) lastInputs() *Inputs {
	data, ok := m.Get(inputsKey)
	if !ok || len(data) < 8 {
		return nil
	}
	in := &Inputs{taken: time.Unix(0, int64(binary.LittleEndian.Uint64(data)))}
	names := string(data)
	for at := 8; at < len(data); {
		n, size := binary.Uvarint(data[at:])
		at += size
		if size <= 0 || n > uint64(len(data)-at) || len(data)-at-int(n) < StampSize+len(Digest{}) {
			return nil
		}
		f := Input{Name: names[at : at+int(n)]}
		at += int(n)
		f.Stamp = ReadStamp(data[at:])
		at += StampSize
		at += copy(f.Digest[:], data[at:])
		in.files = append(in.files, f)
	}
	return in
}
