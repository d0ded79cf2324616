package generator

import (
	"io/fs"
	"os"
	"path"
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

// recordsIn is the folder of the records in a content folder.
func recordsIn(content fs.FS) fs.FS {
	name := path.Clean(dataFolder)
	folder, err := fs.Sub(content, name)
	if err != nil {
		panic(err) // the name is compiled in
	}
	if within, ok := content.(contentRoot); ok {
		return recordFolder{folder, within.root, name}
	}
	return folder
}

// recordFolder is a folder of a content folder, which can hold the folders below it: see [dataset.Holder].
type recordFolder struct {
	fs.FS
	root *os.Root
	name string
}

func (f recordFolder) Hold(dir string) (files fs.FS, done func(), err error) {
	held, err := f.root.OpenRoot(path.Join(f.name, dir))
	if err != nil {
		return nil, nil, err
	}
	return held.FS(), func() { held.Close() }, nil
}
