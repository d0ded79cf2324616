package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"portolan/generator/problem"
)

// listing sorts what lies in a content folder into Markdown files and others. Hidden folders, data, the theme and symbolic links
// are passed over.
type listing struct {
	site            *Site
	markdown, files []string // as a walk comes by them
	problems        []problem.Problem
}

// list looks through a content folder, or takes what was found in it when the inputs were.
func list(fsys fs.FS, site *Site, memory *Memory) *listing {
	l := &listing{site: site}
	if memory == nil {
		l.walk(fsys)
	} else {
		l.recall(memory)
	}
	lower := map[string]string{}
	l.files = slices.DeleteFunc(l.files, func(name string) bool {
		found := unportable(name, lower)
		if found != nil {
			l.problems = append(l.problems, *found)
		}
		return found != nil
	})
	return l
}

func (l *listing) walk(fsys fs.FS) {
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir():
			l.add(name, entry.Type())
		case !l.enter(name):
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		text := err.Error()
		if errors.Is(err, fs.ErrNotExist) {
			text = "there is no such content folder"
		}
		l.problems = append(l.problems, problem.Problem{Rule: "file/unreadable", Text: text, Hint: "name the folder with --content, or start one with: portolan new DIR"})
	}
}

func (l *listing) recall(memory *Memory) {
	entered := map[string]bool{".": true}
	var enter func(dir string) bool
	enter = func(dir string) bool {
		into, known := entered[dir]
		if !known {
			into = enter(path.Dir(dir)) && l.enter(dir)
			entered[dir] = into
		}
		return into
	}
	for name, kind := range memory.Inputs.All() {
		if enter(path.Dir(name)) {
			l.add(name, kind)
		}
	}
	slices.SortFunc(l.markdown, inWalk)
	slices.SortFunc(l.files, inWalk)
}

// inWalk compares names as a walk comes by them: what lies in a folder before what is called like the folder with more behind it.
func inWalk(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch {
		case a[i] == b[i]:
		case a[i] == '/':
			return -1
		case b[i] == '/':
			return 1
		default:
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}

// enter tells whether pages are looked for in a folder.
func (l *listing) enter(name string) bool {
	base := path.Base(name)
	switch {
	case name == ".":
		return true
	case base[0] == '.' || name == "data" || name == l.site.Theme || base == "node_modules":
		return false
	case !utf8.ValidString(base):
		l.problems = append(l.problems, unwritable(name, true))
		return false
	}
	return true
}

// add lists a file.
func (l *listing) add(name string, kind fs.FileMode) {
	base := path.Base(name)
	hidden := base[0] == '.'
	switch {
	case !utf8.ValidString(base):
		if !hidden {
			l.problems = append(l.problems, unwritable(name, false))
		}
	case kind&fs.ModeSymlink != 0:
		l.problems = append(l.problems, problem.Problem{Severity: problem.Warning, Rule: "file/link", File: name,
			Text: "symbolic links are not followed", Hint: "copy the file here"})
	case hidden || name == SiteFile || !kind.IsRegular():
	case isMarkdown(name):
		l.markdown = append(l.markdown, name)
	default:
		l.files = append(l.files, name)
	}
}

func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	return false
}
