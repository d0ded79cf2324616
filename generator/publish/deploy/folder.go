package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// folder is a store of files. A web server hands them out, and says by itself what they are. Nothing outside it is ever
// touched, whatever links lie in it.
type folder struct {
	dir string
	// root opens the folder, which the first file makes.
	root func() (*os.Root, error)
}

// writing begins the names of files that are being written.
const writing = ".portolan-writing-"

func openFolder(dir string) Store {
	return folder{dir, sync.OnceValues(func() (*os.Root, error) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		return os.OpenRoot(dir)
	})}
}

func (f folder) Packs() bool { return false }

func (f folder) List(ctx context.Context) (map[string]Stored, error) {
	stored := map[string]Stored{}
	if _, err := os.Stat(f.dir); errors.Is(err, fs.ErrNotExist) {
		return stored, nil
	}
	root, err := f.root()
	if err != nil {
		return nil, told(err)
	}
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return errors.Join(err, ctx.Err())
		}
		if strings.HasPrefix(entry.Name(), writing) { // a run was killed while it wrote this
			return root.Remove(name)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		stored[name] = Stored{Bytes: info.Size(), Version: version(info)}
		return nil
	})
	return stored, told(err)
}

// version tells two writings of a file apart.
func version(info fs.FileInfo) string {
	return fmt.Sprintf("%d-%d", info.Size(), info.ModTime().UnixNano())
}

func (f folder) Holds(ctx context.Context, o Object) (bool, error) {
	there, err := f.Get(ctx, o.Name)
	if err != nil {
		return false, err
	}
	data, err := o.content()
	return bytes.Equal(there, data), err
}

func (f folder) Get(_ context.Context, name string) ([]byte, error) {
	root, err := f.root()
	if err != nil {
		return nil, told(err)
	}
	data, err := root.ReadFile(name)
	return data, told(err)
}

func (f folder) Put(_ context.Context, o Object, data []byte) (string, error) {
	root, err := f.root()
	if err != nil {
		return "", told(err)
	}
	dir := path.Dir(o.Name)
	tmp := path.Join(dir, writing+digest([]byte(o.Name))[:16])
	err = root.MkdirAll(dir, 0o755)
	if err == nil {
		err = root.WriteFile(tmp, data, 0o644)
	}
	if err == nil {
		err = root.Rename(tmp, o.Name)
	}
	if err != nil {
		root.Remove(tmp)
		return "", told(err)
	}
	info, err := root.Lstat(o.Name)
	if err != nil {
		return "", told(err)
	}
	return version(info), nil
}

// Delete removes a file, and the folders above it that it leaves empty.
func (f folder) Delete(_ context.Context, name string) error {
	root, err := f.root()
	if err == nil {
		err = root.Remove(name)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return told(err)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if root.Remove(dir) != nil {
			break
		}
	}
	return nil
}

// told turns what the file system says into an error of the other side.
func told(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return Unreachable{Text: err.Error()}
}
