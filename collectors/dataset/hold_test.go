package dataset

import (
	"errors"
	"io/fs"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

// holding is a folder that counts what is opened in it, and may refuse to hold folders.
type holding struct {
	fstest.MapFS
	refuse       bool
	held, opened *atomic.Int32
}

func (h holding) Open(name string) (fs.File, error) {
	h.opened.Add(1)
	return h.MapFS.Open(name)
}

func (h holding) Hold(dir string) (fs.FS, func(), error) {
	if h.refuse {
		return nil, nil, errors.New("no")
	}
	h.held.Add(1)
	files, err := fs.Sub(h.MapFS, dir)
	return files, func() { h.held.Add(-1) }, err
}

func TestFilesAreReadWithinTheFolderThatIsHeld(t *testing.T) {
	folder := fstest.MapFS{"projects/broken.json": {Data: []byte("{")}}
	for i := range 2 * readTogether {
		p := anvil()
		p.ID = "github.com/acme/anvil-" + strconv.Itoa(i)
		data, _ := Encode(p)
		folder[Path(p)] = &fstest.MapFile{Data: data}
	}
	for _, refuse := range []bool{false, true} {
		var held, opened atomic.Int32
		d, errs := Read(holding{folder, refuse, &held, &opened})
		if len(d.Projects) != 2*readTogether || len(errs) != 1 || errs[0].File != "projects/broken.json" {
			t.Errorf("refused %v: %d projects, %v", refuse, len(d.Projects), errs)
		}
		if left := held.Load(); left != 0 {
			t.Errorf("refused %v: %d folders are still open", refuse, left)
		}
		if n := opened.Load(); (n < readTogether) == refuse {
			t.Errorf("refused %v: %d files were opened by their whole paths", refuse, n)
		}
	}
}
