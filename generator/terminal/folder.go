package terminal

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Folders are those that a command works on, as its flags name them; an empty one is not in use.
type Folders struct {
	// Content is read and never written into, Out is published into, Cache holds what may be lost.
	Content, Out, Cache string
}

// Check refuses folders that would get into each other's way: what is written into the content folder would be read as
// content by the next build. Nothing is written by it.
func (f Folders) Check() error {
	for _, each := range []struct{ flag, dir string }{{"--content", f.Content}, {"--out", f.Out}, {"--cache", f.Cache}} {
		if file := fileIn(each.dir); each.dir != "" && file != "" {
			return Misused("%s is a file and no folder; name a folder with %s", file, each.flag)
		}
	}
	aside := hiddenBelow(f.Cache, f.Content) // such a folder is no content
	if aside && within(f.Out, f.Cache) {     // as serve has it
		return nil
	}
	switch {
	case within(f.Cache, f.Content) && !aside:
		return Misused("the folder for what may be lost, %s, lies in the content folder, %s; name one elsewhere with --cache", f.Cache, f.Content)
	case within(f.Out, f.Content) && within(f.Content, f.Out):
		return Misused("the folder to publish into, %s, is the content folder; name one elsewhere with --out", f.Out)
	case within(f.Out, f.Content):
		return Misused("the folder to publish into, %s, lies in the content folder, %s, and would be read as content; name one elsewhere with --out", f.Out, f.Content)
	case within(f.Content, f.Out):
		return Misused("the folder to publish into, %s, holds the content folder, %s; name one of its own with --out", f.Out, f.Content)
	case within(f.Cache, f.Out):
		return Misused("the folder for what may be lost, %s, lies in the one to publish into, %s; name one elsewhere with --cache", f.Cache, f.Out)
	}
	return nil
}

// fileIn returns what is a file on the way to a folder, itself included; "" where nothing is.
func fileIn(dir string) string {
	for {
		info, err := os.Stat(dir)
		if err == nil && info.IsDir() || dir == filepath.Dir(dir) {
			return ""
		}
		if err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// within tells whether a folder is another or lies below it, whatever links lead to them. They need not be there yet.
func within(dir, above string) bool {
	if dir == "" || above == "" {
		return false
	}
	above = real(above)
	top, err := os.Stat(above)
	for dir = real(dir); ; dir = filepath.Dir(dir) {
		if dir == above {
			return true
		}
		if info, wrong := os.Stat(dir); err == nil && wrong == nil && os.SameFile(info, top) { // one name of several
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// hiddenBelow tells whether a folder lies below another in one whose name begins with a dot.
func hiddenBelow(dir, above string) bool {
	if !within(dir, above) {
		return false
	}
	below, err := filepath.Rel(real(above), real(dir))
	return err == nil && slices.ContainsFunc(strings.Split(filepath.ToSlash(below), "/"), func(name string) bool { return strings.HasPrefix(name, ".") && name != "." && name != ".." })
}

// real is where a folder lies once links are followed, as far as it is there.
func real(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if followed, err := filepath.EvalSymlinks(dir); err == nil || dir == filepath.Dir(dir) {
		return followed
	}
	return filepath.Join(real(filepath.Dir(dir)), filepath.Base(dir))
}
