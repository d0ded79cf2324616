// Package licensefile tells the licence of a folder from the files that carry it: LICENSE, COPYING and their like.
//
// The texts are compared with those that github.com/google/licenseclassifier knows. What is alike in at least nine parts of
// ten counts; several licences are joined with AND, because a file does not say that one may choose; a text that nothing
// known resembles leaves the licence unknown, which is not the same as none.
package licensefile

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	classifier "github.com/google/licenseclassifier/v2"
	"github.com/google/licenseclassifier/v2/assets"
)

// Found is what the licence files of a folder say.
type Found struct {
	// Expression is the SPDX expression of all licences found; empty where no text was recognised.
	Expression string
	// Files are the names of the files, sorted; empty where there is none.
	Files []string
	// Copyright holds the distinct copyright lines, in the order of the files.
	Copyright []string
}

// confidence is the likeness from which a text counts as a licence.
const confidence = 0.9

// Largest is the size in bytes up to which a licence file is read: the longest common licence has 35,000.
const Largest = 512 << 10

// load reads the known texts, half a second's work, once.
var load = sync.OnceValues(assets.DefaultClassifier)

// File is a file that carries a licence.
type File struct {
	// Name is the path within the folder, with slashes.
	Name string
	Text []byte
}

// Dir detects the licence files that lie in a folder itself, and in its LICENSES folder as https://reuse.software puts it.
func Dir(dir string) (Found, error) {
	var files []File
	for _, name := range append(named(dir), inside(dir)...) {
		text, err := read(filepath.Join(dir, name))
		if err != nil {
			return Found{}, err
		}
		files = append(files, File{Name: filepath.ToSlash(name), Text: text})
	}
	return Files(files)
}

// Files detects the licences in the files of one folder.
func Files(files []File) (Found, error) {
	var found Found
	var licenses []string
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	for _, file := range files {
		detected, err := Detect(file.Text)
		if err != nil {
			return found, err
		}
		licenses = append(licenses, detected...)
		found.Files = append(found.Files, file.Name)
		found.Copyright = append(found.Copyright, Copyright(file.Text)...)
	}
	found.Expression = join(licenses)
	found.Copyright = distinct(found.Copyright)
	return found, nil
}

// Named tells whether a file name is one that carries a licence: LICENSE, LICENCE.md, COPYING.LESSER, UNLICENSE.
func Named(name string) bool {
	stem, ending, _ := strings.Cut(strings.ToLower(name), ".")
	switch ending {
	case "go", "py", "js", "ts", "java", "html", "json", "yml", "yaml", "tmpl", "sh":
		return false
	}
	for _, start := range []string{"license", "licence", "copying", "unlicense", "mit-license"} {
		rest, ok := strings.CutPrefix(stem, start)
		if ok && (rest == "" || rest[0] == '-' || rest[0] == '_' || rest == "s") {
			return true
		}
	}
	return false
}

func named(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && Named(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

func inside(dir string) []string {
	entries, err := os.ReadDir(filepath.Join(dir, "LICENSES"))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, filepath.Join("LICENSES", e.Name()))
		}
	}
	return names
}

func read(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, Largest))
}

// Detect returns the SPDX expressions of the licences in a text, sorted, each once; none where nothing is recognised.
func Detect(text []byte) ([]string, error) {
	known, err := load()
	if err != nil {
		return nil, err
	}
	matches, err := known.MatchFrom(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var licenses []string
	for _, m := range matches.Matches {
		if counts(m) {
			licenses = append(licenses, SPDX(m.Name))
		}
	}
	slices.Sort(licenses)
	return slices.Compact(licenses), nil
}

// counts leaves out what is no licence text: copyright lines, and headers that only point to a licence, unless the header
// is all there is.
func counts(m *classifier.Match) bool {
	return m.Confidence >= confidence && (m.MatchType == "License" || m.MatchType == "Header")
}

// join makes one expression of several.
func join(licenses []string) string {
	slices.Sort(licenses)
	return strings.Join(slices.Compact(licenses), " AND ")
}

func distinct(lines []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(line string) bool {
		twice := seen[line]
		seen[line] = true
		return twice
	})
}
