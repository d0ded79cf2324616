package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is a Go file of the program with what it imports.
type source struct {
	dir     string // slash-separated, from the top
	file    *ast.File
	path    string
	imports []string
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == "testdata" || (strings.HasPrefix(name, ".") && name != "..")) {
			return fs.SkipDir
		}
		if entry.IsDir() && path != ".." && isModule(path) {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		dir, _ := filepath.Rel("..", filepath.Dir(path))
		s := source{dir: filepath.ToSlash(dir), file: file, path: path}
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

// isModule tells whether a folder is a module of its own, which is not part of the program.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// within tells whether a package is another or lies below it.
func within(pkg, above string) bool { return pkg == above || strings.HasPrefix(pkg, above+"/") }

// TestArrowsRunOneWay keeps the layers apart: main on top, generator above its leaves, collectors above their sources,
// problem and dataset at the bottom.
func TestArrowsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		for _, name := range s.imports {
			target, ours := strings.CutPrefix(name, "portolan/")
			switch {
			case within(s.dir, "collectors") && ours && within(target, "generator"):
				t.Errorf("%s imports %s: collecting must not depend on building", s.path, name)
			case within(s.dir, "generator") && s.dir != "generator/serve" && !within(s.dir, "generator/publish") && name == "net/http":
				t.Errorf("%s imports net/http: a build never fetches", s.path)
			case leaf(s.dir) != "" && ours && !allowed(s.dir, target):
				t.Errorf("%s imports %s: a leaf knows only the ground floor", s.path, name)
			case within(s.dir, "collectors/dataset") && ours && !within(target, "collectors/dataset"):
				t.Errorf("%s imports %s: the ground floor imports nothing of ours", s.path, name)
			}
		}
	}
}

// leaf returns the package right below generator that a folder belongs to; "" for generator itself and all else.
func leaf(dir string) string {
	name, below := strings.CutPrefix(dir, "generator/")
	if !below {
		return ""
	}
	name, _, _ = strings.Cut(name, "/")
	return "generator/" + name
}

// allowed lists what a leaf may import: itself, problem, parallel, moment, memo and words, and, where it works on records, dataset.
func allowed(dir, target string) bool {
	ground := dir == "generator/problem" || dir == "generator/memo" || dir == "generator/words"
	above := target == "generator/memo" || target == "generator/words" || target == "collectors/dataset"
	floor := target == "generator/problem" || target == "generator/parallel" || target == "generator/moment"
	return within(target, leaf(dir)) || floor || !ground && above
}

// TestDataPagesAskTheMomentQuestions: a page that is drawn from data alone stands for as long as the moment's answers do, so
// whatever makes one must not take the moment itself. These files make other pages, feeds, keys and reports.
func TestDataPagesAskTheMomentQuestions(t *testing.T) {
	others := []string{
		"atom.go", "calendar.go", "digest.go", "events.go", "feeds.go", "handbook.go", "impact.go", "leftpage.go", "lintdata.go",
		"objective.go", "recall.go", "report.go", "special.go", "tasks.go", "topicfeed.go", "version.go",
	}
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && call.Sel.Name == "Itself" && !(s.dir == "generator" && slices.Contains(others, filepath.Base(s.path))) {
				t.Errorf("%s takes the moment itself", s.path)
			}
			return true
		})
	}
}

// TestNothingHappensBehindTheReadersBack: what runs is called by name.
func TestNothingHappensBehindTheReadersBack(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function", s.path)
			}
		}
		if slices.Contains([]string{"util", "utils", "common", "types", "helpers"}, filepath.Base(s.dir)) {
			t.Errorf("%s: the name of the package does not say what is in it", s.path)
		}
	}
}

// TestTheTopLevelStaysReadable: whoever opens the repository sees these names and no others.
func TestTheTopLevelStaysReadable(t *testing.T) {
	names := []string{"main.go", "content", "themes", "generator", "collectors", "public", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE", "CHANGELOG.md"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(names, entry.Name()) && entry.Name() != "portolan" {
			t.Errorf("%s does not belong at the top level", entry.Name())
		}
	}
}

// TestEveryPackageSaysWhatItIs: the package comment is the manual.
func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		documented[s.dir] = documented[s.dir] || s.file.Doc != nil
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}
