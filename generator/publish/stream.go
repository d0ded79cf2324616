package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Stream is Put for a file too large to be held in memory. Where there may be the same already, write is called twice, and
// must write the same.
func (p *Publisher) Stream(name string, write func(io.Writer) error) (File, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return File{}, fmt.Errorf("%q would lie outside the published folder", name)
	}
	var file File
	var same bool
	var err error
	if path.Base(name) != Manifest || !p.changed() { // one that lists a changed file differs
		file, same, err = p.sameStream(name, write)
	}
	if err == nil && !same {
		file, err = p.stageStream(name, write)
	}
	if err != nil {
		return File{}, err
	}
	if !p.add(name, file, !same) {
		return File{}, errTwice(name)
	}
	return file, nil
}

// changed tells whether a file was put that was not published as it is.
func (p *Publisher) changed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fresh > 0
}

// sameStream tells whether what is written is published already.
func (p *Publisher) sameStream(name string, write func(io.Writer) error) (file File, same bool, err error) {
	if !p.old[name] {
		return File{}, false, nil
	}
	info, err := os.Lstat(p.published(name))
	if err != nil || !info.Mode().IsRegular() {
		return File{}, false, nil
	}
	old, err := os.Open(p.published(name))
	if err != nil {
		return File{}, false, nil
	}
	defer old.Close()
	sum := digesting(io.Discard)
	err = write(io.MultiWriter(&comparing{old: bufio.NewReaderSize(old, streamed)}, sum))
	if errors.Is(err, errDiffers) {
		return File{}, false, nil
	}
	file = sum.file()
	return file, int64(file.Bytes) == info.Size(), err
}

// streamed is how much is read or written at a time.
const streamed = 64 << 10

func (p *Publisher) stageStream(name string, write func(io.Writer) error) (File, error) {
	place, err := p.place(name)
	if err != nil {
		return File{}, err
	}
	f, err := os.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return File{}, err
	}
	buffer := bufio.NewWriterSize(f, streamed)
	sum := digesting(buffer)
	err = errors.Join(write(sum), buffer.Flush(), f.Close())
	return sum.file(), err
}

// digester tells what a manifest says of what passes through it.
type digester struct {
	to    io.Writer
	sum   hash.Hash
	bytes int
}

func digesting(to io.Writer) *digester { return &digester{to: to, sum: sha256.New()} }

func (d *digester) Write(data []byte) (int, error) {
	d.sum.Write(data)
	d.bytes += len(data)
	return d.to.Write(data)
}

func (d *digester) file() File { return File{SHA256: Digest(d.sum.Sum(nil)), Bytes: d.bytes} }

// errDiffers is for what is not as it was.
var errDiffers = errors.New("the file holds something else")

// comparing refuses what an old file does not hold.
type comparing struct {
	old  *bufio.Reader
	room []byte
}

func (c *comparing) Write(data []byte) (int, error) {
	c.room = slices.Grow(c.room[:0], len(data))[:len(data)]
	if _, err := io.ReadFull(c.old, c.room); err != nil || !bytes.Equal(c.room, data) {
		return 0, errDiffers
	}
	return len(data), nil
}

// Files are what the manifest of a site must list: all that was put below it so far, by name.
func (p *Publisher) Files(site string) iter.Seq2[string, File] {
	return func(yield func(string, File) bool) {
		for _, name := range p.namesBelow(site) {
			p.mu.Lock()
			file := p.files[name].File
			p.mu.Unlock()
			if site != "" {
				name = name[len(site)+1:]
			}
			if !yield(name, file) {
				return
			}
		}
	}
}

func (p *Publisher) namesBelow(site string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	names := make([]string, 0, len(p.files))
	for name := range p.files {
		if site == "" || strings.HasPrefix(name, site+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
