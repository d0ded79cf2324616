package dataset

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"
)

// largestRecord is the size past which a record is refused unread: no source of ours writes such a file.
const largestRecord = 1 << 30

// Read reads the records of some kinds below the root of a data folder, all where none is named. What is wrong comes back
// as errors, each with its file and line; the rest is returned all the same. A missing folder is an empty dataset.
func Read(fsys fs.FS, kinds ...string) (*Dataset, []*Error) {
	files, failed := list(fsys)
	if len(kinds) > 0 {
		files = slices.DeleteFunc(files, func(file string) bool { return !slices.Contains(kinds, kindOf(file)) })
	}
	records := make([]Record, len(files))
	errs := make([]*Error, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from, to := 0, 0; from < len(files); from = to {
		for to < len(files) && to-from < readTogether && path.Dir(files[to]) == path.Dir(files[from]) {
			to++
		}
		group.Go(func() error {
			readFiles(fsys, files[from:to], records[from:to], errs[from:to])
			return nil
		})
	}
	group.Wait()

	d := &Dataset{}
	for i := range files {
		if errs[i] != nil {
			failed = append(failed, errs[i])
		} else {
			d.Add(records[i])
		}
	}
	d.Sort()
	slices.SortFunc(failed, func(a, b *Error) int { return cmp.Compare(a.File, b.File) })
	return d, failed
}

func list(fsys fs.FS) (files []string, failed []*Error) {
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(path.Base(name), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !utf8.ValidString(path.Base(name)):
			failed = append(failed, &Error{Text: fmt.Sprintf("the name %q is not UTF-8", name), Hint: "rename it; letters, digits, hyphens and full stops do"})
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && path.Ext(name) == ".json" && entry.Type().IsRegular():
			files = append(files, name)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		failed = append(failed, &Error{Text: err.Error()})
	}
	return files, failed
}

// kindOf returns the kind of record that belongs in a file.
func kindOf(file string) string {
	kind, _, nested := strings.Cut(file, "/")
	if !nested {
		kind = strings.TrimSuffix(kind, ".json")
	}
	return kind
}

// Holder is a file system that can hold a folder in it open, so that files there are found in one step each.
type Holder interface {
	fs.FS
	// Hold opens a folder. Its files are found by their names until it is done with.
	Hold(dir string) (files fs.FS, done func(), err error)
}

// readTogether is how many files of a folder are read one after the other.
const readTogether = 64

// readFiles reads files of one folder into records, or errors.
func readFiles(fsys fs.FS, files []string, records []Record, errs []*Error) {
	if holder, can := fsys.(Holder); can {
		if held, done, err := holder.Hold(path.Dir(files[0])); err == nil {
			defer done()
			for i, file := range files {
				records[i], errs[i] = readFile(held, path.Base(file), file)
			}
			return
		}
	}
	for i, file := range files {
		records[i], errs[i] = readFile(fsys, file, file)
	}
}

// readFile reads the file that a file system has under a name.
func readFile(fsys fs.FS, name, file string) (Record, *Error) {
	kind := kindOf(file)
	_, rest, nested := strings.Cut(file, "/")
	if _, known := kinds()[kind]; !known {
		return nil, &Error{File: file, Line: 1, Text: "no kind of record lies here",
			Hint: "the folders are " + strings.Join(Kinds(), ", ")}
	}
	room := rooms.Get().(*bytes.Buffer)
	defer rooms.Put(room)
	if err := readInto(room, fsys, name); err != nil {
		return nil, &Error{File: file, Text: err.Error()}
	}
	data := room.Bytes()
	r, err := Decode(kind, data)
	if err != nil {
		e := &Error{}
		errors.As(err, &e)
		e.File = file
		return nil, e
	}
	if want := Path(r); !samePlace(want, kind+"/"+rest) && nested {
		return nil, &Error{File: file, Line: 1, Text: "the record belongs in " + want,
			Hint: "rename the file, or mend the name in it"}
	}
	clean(r, data)
	if i, ok := r.(*Inventory); ok {
		i.tighten()
	}
	return r, nil
}

// rooms hold the text of a file while it is read into a record, which keeps nothing of it.
var rooms = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var errTooLarge = errors.New("larger than a record may be")

// readInto reads a file, unless it is too large. It is opened once: finding it takes as long as reading it.
func readInto(room *bytes.Buffer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	room.Reset()
	if info, err := f.Stat(); err == nil && info.Size() > largestRecord {
		return errTooLarge
	} else if err == nil {
		room.Grow(int(info.Size()) + bytes.MinRead) // the end of a file is found by reading on
	}
	_, err = room.ReadFrom(f)
	return err
}

// samePlace lets a hand-made file leave out the source behind the @.
func samePlace(want, have string) bool {
	before, _, _ := strings.Cut(want, "@")
	return want == have || strings.TrimSuffix(before, ".json")+".json" == have
}
