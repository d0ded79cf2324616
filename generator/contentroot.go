package generator

import (
	"crypto/sha256"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"

	"portolan/generator/memo"
)

// contentRoot is a content folder that no symbolic link in it leads out of.
type contentRoot struct {
	rootFS
	root *os.Root
}

// rootFS is what the file system of an [os.Root] can do.
type rootFS interface {
	fs.StatFS
	fs.ReadDirFS
	fs.ReadFileFS
	fs.ReadLinkFS
}

// contentFolder opens a content folder so that no symbolic link in it leads out of it.
func contentFolder(dir string) fs.FS {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return os.DirFS(dir) // whoever reads from it is told what is wrong
	}
	return contentRoot{root.FS().(rootFS), root}
}

// recordsIn is the folder of the records in a content folder. The inputs, which may be nil, learn what those hold that are
// read to their end.
func recordsIn(content fs.FS, inputs *memo.Inputs) fs.FS {
	name := path.Clean(dataFolder)
	folder, err := fs.Sub(content, name)
	if err != nil {
		panic(err) // the name is compiled in
	}
	if within, ok := content.(contentRoot); ok {
		return recordFolder{folder, within.root, name, inputs}
	}
	return folder
}

// recordFolder is a folder of a content folder, which can hold the folders below it: see [dataset.Holder].
type recordFolder struct {
	fs.FS
	root   *os.Root
	name   string
	inputs *memo.Inputs
}

func (f recordFolder) Hold(dir string) (files fs.FS, done func(), err error) {
	held, err := f.root.OpenRoot(path.Join(f.name, dir))
	if err != nil {
		return nil, nil, err
	}
	return heldFolder{held.FS(), path.Join(f.name, dir), f.inputs}, func() { held.Close() }, nil
}

// heldFolder is a folder of records that is held open.
type heldFolder struct {
	fs.FS
	name   string
	inputs *memo.Inputs
}

func (h heldFolder) Open(name string) (fs.File, error) {
	f, err := h.FS.Open(name)
	whole := path.Join(h.name, name)
	if err != nil || !h.inputs.Lacks(whole) {
		return f, err
	}
	return &learntFile{f, sha256.New(), func(d memo.Digest) { h.inputs.Learn(whole, d) }}, nil
}

// learntFile tells what a file holds, once it is read to its end.
type learntFile struct {
	fs.File
	sum   hash.Hash
	learn func(memo.Digest)
}

func (f *learntFile) Read(to []byte) (int, error) {
	n, err := f.File.Read(to)
	f.sum.Write(to[:n])
	if err == io.EOF {
		f.learn(memo.Digest(f.sum.Sum(nil)))
	}
	return n, err
}
