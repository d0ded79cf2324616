// Package importing moves a handbook of another generator in: it reads the site of Hugo, Docusaurus, MkDocs, Jekyll or
// Eleventy and makes a content folder with the same pages at the same addresses.
//
// The two nouns that matter are [Move], everything that is to be written, and [Report], what became of each file that
// was read and what is left to do by hand. Nothing is dropped silently: a file is written, copied or left with a reason,
// and whatever in a page could not be said in Markdown is a problem at its line and column in the file it was read from.
//
// The way: the generator is detected and its settings are read; every file is told to be a page, something that pages
// show or offer, or left; each page's front matter is put under our names and its text into Markdown that our renderer
// knows; menus become weights and folders; links are turned to where the pages lie now; and where a page's address would
// change, it is told to keep the one it had.
package importing

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// Rewriter turns the template tags of a text into Markdown, and says of each what stands for it now.
type Rewriter func(text []byte) ([]byte, []Tag)

// Tag is a piece of template code that was replaced.
type Tag struct {
	// Line and Column count from 1, in the text that was given.
	Line, Column int
	// Text is the code on one line, Markdown what stands for it; "" where it was taken out.
	Text, Markdown string
	// Warning and Hint are set where the code's meaning is lost.
	Warning, Hint string
}

// Options say what to move.
type Options struct {
	// Dir is the root of the other site, or the folder of its pages. Required.
	Dir string
	// From is the generator it was written for. Optional; it is detected.
	From string
	// Rewrite turns template tags into Markdown. Required.
	Rewrite Rewriter
}

// Move is a content folder that is not written yet.
type Move struct {
	Report
	// Data are the files to write, by slash-separated name.
	Data map[string][]byte
	// Copies are the files to copy, by name, each with where it lies below the root of the other site.
	Copies map[string]string

	root string
}

// Misuse says that a move was asked for in a way in which it cannot be, so that not the handbook has to be mended.
type Misuse struct{ Text string }

func (e Misuse) Error() string { return e.Text }

// Read reads a site and plans its move. The error is for what makes the whole move impossible; all else is in the report.
func Read(o Options) (*Move, error) {
	info, err := os.Stat(o.Dir)
	if err != nil || !info.IsDir() {
		return nil, Misuse{fmt.Sprintf("there is no folder %s", o.Dir)}
	}
	root, below := o.Dir, "."
	if !hasConfig(os.DirFS(root)) {
		root, below = siteAbove(o.Dir)
	}
	move, err := read(os.DirFS(root), below, o)
	if err != nil {
		return nil, err
	}
	move.root = root
	return move, nil
}

// siteAbove looks for the root of the site that a folder of pages belongs to: one of the two folders above it that has
// the settings of a generator. Without any, the folder stands for itself.
func siteAbove(dir string) (root, below string) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir, "."
	}
	above, within := abs, ""
	for range 2 {
		within = path.Join(filepath.Base(above), within)
		above = filepath.Dir(above)
		if _, kind := configOf(os.DirFS(above)); kind != "" && newSource(os.DirFS(above), kind).holds(within) {
			return above, within
		}
	}
	return dir, "."
}

// read plans the move of what lies in a folder below the root of a site.
func read(fsys fs.FS, below string, o Options) (*Move, error) {
	kind := cmp.Or(o.From, detect(fsys))
	if kind == "" {
		return nil, Misuse{fmt.Sprintf("%s is not known as a site of %s; say which with --from", o.Dir, strings.Join(Kinds, ", "))}
	}
	if !slices.Contains(Kinds, kind) {
		return nil, Misuse{fmt.Sprintf("there is no generator %q: %s", kind, strings.Join(Kinds, ", "))}
	}
	s := newSource(fsys, kind)
	s.rewrite = o.Rewrite
	if err := s.scan(below); err != nil {
		return nil, err
	}
	s.readPages()
	s.arrange()
	s.convert()
	return s.move(), nil
}

// Outcome is what became of a file.
type Outcome string

// The outcomes of files.
const (
	Written Outcome = "written" // as a page, with our front matter
	Copied  Outcome = "copied"  // as it is
	Used    Outcome = "used"    // its settings, menu or text went into other files
	Left    Outcome = "left"    // where it was, for the reason given
)

// File is what became of one file, or of a whole folder that is none of a handbook's.
type File struct {
	Source  string  `json:"source"`
	Outcome Outcome `json:"outcome"`
	Target  string  `json:"target,omitempty"`
	Reason  string  `json:"reason,omitempty"`
}

// Report says what a move does.
type Report struct {
	From string `json:"from"`
	// Files are sorted by source.
	Files []File `json:"files"`
	// Added are the files that no file of the other site stands behind.
	Added []string `json:"added"`
	// Work is what is left to do by hand, and what was given up, at its place in the other site.
	Work []problem.Problem `json:"work"`
}

// Count returns how many files had an outcome.
func (r *Report) Count(o Outcome) int {
	n := 0
	for _, f := range r.Files {
		if f.Outcome == o {
			n++
		}
	}
	return n
}
