// Package themes holds how a portal looks: templates, style sheet, scripts and fixed texts, written by hand and used as
// they are.
//
// [Default] is the theme that the binary carries. A portal changes any part of it by placing a file of the same name in
// a folder of its own; [Overlay] makes one file system of both.
//
//	templates/*.html    one for each kind of page, and shell.html, which stands around all of them
//	templates/blocks/   what data blocks inside pages draw
//	templates/partials/ pieces that several templates share
//	i18n/*.yaml         the fixed texts, one file for each language
//	assets/             what browsers load
package themes

import (
	"embed"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

//go:embed default
var files embed.FS

// Default returns the theme that the binary carries.
func Default() fs.FS {
	theme, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the folder's name is compiled in
	}
	return theme
}

// Overlay returns base with the files of own in place of those of the same name. A nil own changes nothing.
func Overlay(own, base fs.FS) fs.FS {
	if own == nil {
		return base
	}
	return overlay{own: own, base: base}
}

// overlay reads each file from own where it exists there, and from base otherwise.
type overlay struct{ own, base fs.FS }

// Open opens a file of own or, failing that, of base. A folder that both have is best read by ReadDir.
func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return file, err
}

// ReadDir lists what either of both has, in order of names.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	own, errOwn := fs.ReadDir(o.own, name)
	base, errBase := fs.ReadDir(o.base, name)
	if errOwn != nil && errBase != nil {
		return nil, errBase
	}
	if errOwn != nil && !errors.Is(errOwn, fs.ErrNotExist) {
		return nil, errOwn
	}
	for _, entry := range base {
		if !slices.ContainsFunc(own, func(e fs.DirEntry) bool { return e.Name() == entry.Name() }) {
			own = append(own, entry)
		}
	}
	slices.SortFunc(own, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return own, nil
}
