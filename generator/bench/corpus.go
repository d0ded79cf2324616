package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Corpora by name. A name is a kind and a number, or several of them joined by "+".
const (
	defaultCorpora = "pages-100,pages-1000,code-1000,projects-1000,pages-10000+components-1000"
	allCorpora     = "pages-100,pages-1000,pages-10000+components-1000,pages-100000,code-1000,code-10000,projects-1000,projects-10000,components-100000,components-1000000"
)

// makeCorpus writes the content folder of a portal that its name describes: "pages-1000", "pages-1000+projects-50".
func makeCorpus(name, dir string, seed uint64) error {
	for part := range strings.SplitSeq(name, "+") {
		kind, number, _ := strings.Cut(part, "-")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no corpus; name one as pages-1000, code-1000, projects-1000 or components-1000", part)
		}
		if err := makePart(kind, dir, seed, n); err != nil {
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "index.md")); err != nil {
		if err := writeFile(dir, "index.md", "# Open source\n\nWhat we use and what we make.\n"); err != nil {
			return err
		}
	}
	return writeFile(dir, "site.yaml", "title: Benchmark\norganization: Benchmark\neditions:\n  all: {audiences: [public, internal], base_url: https://oss.example.com/}\n")
}

func makePart(kind, dir string, seed uint64, n int) error {
	switch kind {
	case "pages", "code":
		return handbook{seed: seed, pages: n, codeHeavy: kind == "code"}.make(dir)
	case "projects":
		return makeProjects(dir, seed, n)
	case "components":
		if err := makePolicy(dir); err != nil {
			return err
		}
		return makeComponents(dir, seed, n)
	}
	return fmt.Errorf("there is no corpus of %q; there are pages, code, projects and components", kind)
}

// markdownFiles are the pages below a folder, sorted, with their size in bytes together.
func markdownFiles(dir string) (files []string, size int64, err error) {
	err = filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(file) != ".md" {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, file)
		files, size = append(files, filepath.ToSlash(name)), size+info.Size()
		return err
	})
	slices.Sort(files)
	return files, size, err
}

// isIndex tells whether a page is its folder's own.
func isIndex(file string) bool {
	return slices.Contains([]string{"index.md", "_index.md", "readme.md"}, strings.ToLower(path.Base(file)))
}

// markdownLink is a link to another page's file, with the anchor behind it.
var markdownLink = regexp.MustCompile(`\]\(([^)\s:]+)\.md(#[^)\s]*)?\)`)

// address is where a page will be, without its folder's own name.
func address(file string) string {
	if isIndex(file) {
		file = path.Dir(file)
	} else {
		file = strings.TrimSuffix(file, ".md")
	}
	return strings.TrimSuffix("/"+strings.TrimPrefix(file, "."), "/") + "/"
}

// linkAddresses turns links to files into links to addresses, for programs that know only these.
func linkAddresses(file string, text []byte) []byte {
	return markdownLink.ReplaceAllFunc(text, func(link []byte) []byte {
		m := markdownLink.FindSubmatch(link)
		target := path.Join(path.Dir(file), string(m[1])+".md")
		if strings.HasPrefix(target, "..") || strings.HasPrefix(string(m[1]), "/") {
			return link
		}
		return []byte("](" + address(target) + string(m[2]) + ")")
	})
}

// shared are the keys of front matter that every program understands alike.
var shared = regexp.MustCompile(`^(title|description|date|weight|tags|draft): ?\S`)

// splitFront takes the front matter in YAML apart from the text: the lines that every program understands, the rest left.
func splitFront(text string) (front, body string) {
	rest, found := strings.CutPrefix(text, "---\n")
	raw, body, closed := strings.Cut(rest, "\n---\n")
	if !found || !closed {
		return "", text
	}
	for line := range strings.SplitSeq(raw, "\n") {
		if shared.MatchString(line) && !strings.HasSuffix(line, ">") && !strings.HasSuffix(line, "|") {
			front += line + "\n"
		}
	}
	return front, body
}
