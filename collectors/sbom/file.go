package sbom

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/sbom/reader"
	"portolan/collectors/source"
)

// file is one bill of materials, on this machine or at a web address.
type file struct {
	path string
	name string // as a message calls it
	id   string // of its inventory
	// url is where a reader can look it up; empty for a file of this machine.
	url string
	// download is what the address answered, once it was asked.
	download []byte
}

// find lists the files that the patterns mean and the addresses, sorted, and says which patterns mean none.
func (c *Collector) find(run *source.Run) []*file {
	var paths []string
	for _, pattern := range c.config.Files {
		if source.IsWeb(pattern) {
			paths = append(paths, pattern)
			continue
		}
		full := pattern
		if !filepath.IsAbs(full) {
			full = filepath.Join(run.Root, pattern)
		}
		found, _ := filepath.Glob(full) // New has checked the pattern
		if len(found) == 0 {
			run.Results.Fail(&source.WrongError{Text: "no file matches " + pattern, Hint: "relative paths start at the content folder"})
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)
	return c.named(run.Root, slices.Compact(paths))
}

// named gives each file the ID of its inventory: the product's, with the file's name behind it where there are several.
func (c *Collector) named(root string, paths []string) []*file {
	names := distinct(paths)
	var files []*file
	for i, path := range paths {
		f := &file{path: path, name: path, id: c.config.Product}
		if source.IsWeb(path) {
			f.name, f.url = withoutQuery(path), source.WebAddress(path)
		} else if below, err := filepath.Rel(root, path); err == nil {
			f.name = filepath.ToSlash(below)
		}
		if len(paths) > 1 {
			f.id += "/" + names[i]
		}
		files = append(files, f)
	}
	return files
}

// withoutQuery cuts an address before what may be a key.
func withoutQuery(address string) string {
	before, _, _ := strings.Cut(address, "?")
	return before
}

// distinct names files by the shortest name that tells them apart: without ending, with ending, with their folder, and as
// the last resort with a number.
func distinct(places []string) []string {
	paths := slices.Clone(places)
	for i, place := range paths {
		if source.IsWeb(place) {
			paths[i] = withoutQuery(place)
		}
	}
	spellings := []func(string) string{stem, filepath.Base, func(path string) string {
		return filepath.Base(filepath.Dir(path)) + "-" + filepath.Base(path)
	}}
	names := make([]string, len(paths))
	for _, spell := range spellings {
		count := map[string]int{}
		for _, path := range paths {
			count[spell(path)]++
		}
		for i, path := range paths {
			if names[i] == "" && count[spell(path)] == 1 && !slices.Contains(names, spell(path)) {
				names[i] = spell(path)
			}
		}
	}
	for i, path := range paths {
		if names[i] == "" {
			names[i] = fmt.Sprintf("%s-%d", stem(path), i+1)
		}
	}
	return names
}

// endings are what bills of materials carry behind their names.
var endings = []string{".gz", ".zst", ".json", ".xml", ".jsonld", ".spdx", ".spdx3", ".spdx22", ".spdx23", ".tag", ".cdx", ".bom", ".sbom", ".txt"}

// stem is the name of a file without the endings that tell its format.
func stem(path string) string {
	name := filepath.Base(path)
	for {
		ending := filepath.Ext(name)
		if ending == name || !slices.Contains(endings, strings.ToLower(ending)) {
			return name
		}
		name = strings.TrimSuffix(name, ending)
	}
}

// document is a bill of materials that was read and merged.
type document struct {
	*reader.Document
	components []dataset.Component
	remarks    []string
}

// read reads a file, a second time and leniently where a strict reading stumbles over what can be mended.
func (f *file) read(ctx context.Context, run *source.Run) (*document, error) {
	if source.IsWeb(f.path) {
		var err error
		if f.download, err = run.Read(ctx, f.path); err != nil {
			return nil, err
		}
		defer func() { f.download = nil }()
	}
	d, err := f.attempt(ctx, reader.Read)
	var p *reader.Problem
	if errors.As(err, &p) && p.Mendable {
		d, err = f.attempt(ctx, func(r io.Reader, emit reader.Emit) (*reader.Document, error) { return reader.Mend(r, p, emit) })
	}
	if err != nil {
		return nil, err
	}
	if remark := f.mislabelled(d.Format); remark != "" {
		d.remarks = append(d.remarks, remark)
	}
	return d, nil
}

func (f *file) attempt(ctx context.Context, read func(io.Reader, reader.Emit) (*reader.Document, error)) (*document, error) {
	in, err := f.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var m merger
	doc, err := read(in, func(c dataset.Component) error {
		m.add(c)
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	return m.merge(doc), nil
}

func (f *file) open() (io.ReadCloser, error) {
	if source.IsWeb(f.path) {
		return io.NopCloser(bytes.NewReader(f.download)), nil
	}
	in, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	info, err := in.Stat()
	switch {
	case err == nil && !info.Mode().IsRegular():
		err = &reader.Problem{Text: "this is no file", Hint: "name the bill of materials, or a pattern such as sboms/*.json"}
	case err == nil && info.Size() > reader.Largest:
		err = reader.TooLarge()
	}
	if err != nil {
		in.Close()
		return nil, err
	}
	return in, nil
}

// mislabelled says where a file's name promises another format than the file holds.
func (f *file) mislabelled(format string) string {
	name := strings.ToLower(f.name)
	switch {
	case strings.Contains(name, ".cdx") && strings.HasPrefix(format, "SPDX"), strings.Contains(name, ".spdx") && strings.HasPrefix(format, "CycloneDX"):
		return fmt.Sprintf("the name of the file says otherwise, but it holds %s", format)
	}
	return ""
}
