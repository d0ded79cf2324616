package deploy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"portolan/generator/publish"
	"portolan/generator/publish/headers"
)

// site is a built edition, held by its folder: a build that swaps in the next one meanwhile is noticed, not mixed in.
type site struct {
	root    *os.Root
	edition string
	files   map[string]publish.File
	leftOut []string
}

// Edition is an edition that was built.
type Edition struct {
	// Dir is its folder.
	Dir string
	// Indexed tells whether search engines may index it.
	Indexed bool
}

// Editions returns the editions that were built into a folder, by name; "" for a site without editions.
func Editions(out string) map[string]Edition {
	found := map[string]Edition{}
	dirs := []string{out}
	entries, _ := os.ReadDir(out) // a folder that is not there holds no editions
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			dirs = append(dirs, filepath.Join(out, entry.Name()))
		}
	}
	for _, dir := range dirs {
		data, err := os.ReadFile(filepath.Join(dir, publish.Manifest))
		if err != nil {
			continue
		}
		if m, err := readManifest(data); err == nil {
			found[m.Edition] = Edition{dir, m.Indexed}
		}
	}
	return found
}

// openSite reads the manifest of an edition and looks what else lies in its folder.
func openSite(dir string) (*site, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	s := &site{root: root}
	if err := s.read(); err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return s, nil
}

func (s *site) close() { s.root.Close() }

func (s *site) read() error {
	data, err := s.root.ReadFile(publish.Manifest)
	if err != nil {
		return err
	}
	m, err := readManifest(data)
	if err != nil {
		return err
	}
	s.edition, s.files = m.Edition, m.Files
	if s.files == nil {
		s.files = map[string]publish.File{}
	}
	s.files[publish.Manifest] = publish.File{SHA256: sha256.Sum256(data), Bytes: len(data)}
	return fs.WalkDir(s.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if strings.HasPrefix(entry.Name(), ".portolan-") { // a build was killed that gathered its site there
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() {
			return err
		}
		if _, ours := s.files[name]; !ours && name != ".gitkeep" {
			s.leftOut = append(s.leftOut, name)
		}
		return nil
	})
}

// objects returns what a store is to hold. Packed text takes the place of plain text where the store packs, and stands
// beside it elsewhere.
func (s *site) objects(compress, inPlace bool) []Object {
	var list []Object
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		file := s.files[name]
		o := Object{Name: name, Bytes: int64(file.Bytes), File: headers.Of(name), source: name}
		small := !compress || !o.Shrinks() || file.Bytes < leastPacked
		o.Gzip = !small && inPlace
		list = append(list, s.finished(o, file.SHA256.String()))
		if !small && !inPlace && name != publish.Manifest {
			beside := Object{Name: name + ".gz", Bytes: o.Bytes, Gzip: true, File: headers.Of(name + ".gz"), source: name}
			list = append(list, s.finished(beside, file.SHA256.String()))
		}
	}
	return list
}

// leastPacked is the size from which packing is worth it: less fits one packet of the network either way.
const leastPacked = 1000

func (s *site) finished(o Object, sum string) Object {
	packed := ""
	if o.Gzip {
		packed = "gzip"
	}
	o.Mark = digest([]byte(strings.Join([]string{sum, o.Type, o.Cache, packed}, "\n")))[:32]
	o.content = func() ([]byte, error) { return s.load(o.source, sum, o.Gzip) }
	return o
}

// errChanged ends a deployment whose site is no longer the one it began with.
var errChanged = Refused{"the site changed while it was deployed, and what was sent so far may be of two builds", "deploy once more when no build is running"}

// load reads a file and holds it against the manifest.
func (s *site) load(name, sum string, packed bool) ([]byte, error) {
	data, err := s.root.ReadFile(path.Clean(name))
	if errors.Is(err, fs.ErrNotExist) || err == nil && digest(data) != sum {
		return nil, errChanged
	}
	if err != nil || !packed {
		return data, err
	}
	return pack(data)
}

// pack makes the smallest form of a text; the same text always gives the same bytes.
func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
