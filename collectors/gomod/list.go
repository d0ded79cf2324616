package gomod

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"portolan/collectors/source"
)

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath string
	Standard   bool
	Module     *module
	Imports    []string
	Error      *struct{ Err string }
}

// module is what `go list` says of a package's module.
type module struct {
	Path    string
	Version string
	Main    bool
	Dir     string
	Replace *module
}

// listing is all that the go command said of a checkout.
type listing struct {
	dir      string
	version  string // of Go: "1.26.0"
	packages []pkg  // that are compiled in
	tests    []pkg  // those, and what the tests need
	standard bool   // the standard library is among them
	broken   []pkg  // that could not be found or read
}

// failure is what go said when it failed.
type failure struct{ said string }

func (f *failure) Error() string { return "go: " + f.said }

// ask runs the go command in a folder: from the module cache alone, and with the network only where that does not do.
func ask(ctx context.Context, dir string, patterns []string, tests bool) (*listing, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	l, err := list(ctx, dir, patterns, tests, "GOPROXY=off")
	if err == nil && len(l.broken) == 0 {
		return l, nil
	}
	var failed *failure
	if err != nil && !errors.As(err, &failed) {
		return nil, err
	}
	return list(ctx, dir, patterns, tests)
}

func list(ctx context.Context, dir string, patterns []string, tests bool, environment ...string) (*listing, error) {
	l := &listing{dir: dir}
	out, err := goCommand(ctx, dir, environment, "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	l.version, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "go"), " ")
	if l.packages, err = packages(ctx, dir, patterns, environment); err != nil {
		return nil, err
	}
	l.tests = l.packages
	if tests {
		if l.tests, err = packages(ctx, dir, patterns, environment, "-test"); err != nil {
			return nil, err
		}
	}
	for _, p := range l.tests {
		l.standard = l.standard || p.Standard
		if p.Error != nil {
			l.broken = append(l.broken, p)
		}
	}
	return l, nil
}

func packages(ctx context.Context, dir string, patterns, environment []string, more ...string) ([]pkg, error) {
	arguments := append([]string{"list", "-e", "-deps", "-json=ImportPath,Standard,Module,Imports,Error"}, more...)
	out, err := goCommand(ctx, dir, environment, append(arguments, patterns...)...)
	if err != nil {
		return nil, err
	}
	found, err := parse(bytes.NewReader(out))
	if err != nil {
		return nil, err
	}
	return found, lost(found)
}

// lost tells whether go found nothing at all in the folder.
func lost(found []pkg) error {
	if len(found) == 0 {
		return &failure{said: "matched no packages"}
	}
	for _, p := range found {
		if p.Error == nil || p.Module != nil {
			return nil
		}
	}
	return &failure{said: found[0].Error.Err}
}

// parse reads the packages that `go list -json` prints, one object after another.
func parse(r io.Reader) ([]pkg, error) {
	var all []pkg
	d := jsontext.NewDecoder(r)
	for {
		var p pkg
		err := json.UnmarshalDecode(d, &p)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the answer of go list is not understood: %w", err)
		}
		all = append(all, p)
	}
}

func goCommand(ctx context.Context, dir string, environment []string, arguments ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", arguments...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), append([]string{"PWD=" + dir, "LC_ALL=C"}, environment...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, &failure{said: lastWords(said.String())}
	}
	return out, err
}

// lastWords leaves out what go tells of its downloads.
func lastWords(said string) string {
	var lines []string
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "go: "))
		if line != "" && !strings.HasPrefix(line, "downloading ") && !strings.HasPrefix(line, "finding ") {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return "it failed without a word"
	}
	return lines[0]
}

// explain tells what to do about a folder that go cannot list.
func explain(directory string, err error) error {
	var failed *failure
	if errors.Is(err, os.ErrNotExist) {
		return &source.WrongError{Text: directory + " does not exist", Hint: "relative paths start at the content folder"}
	}
	if !errors.As(err, &failed) {
		return err
	}
	wrong := &source.WrongError{Text: fmt.Sprintf("the modules of %s are not known: %s", directory, failed.said)}
	switch {
	case strings.Contains(failed.said, "go.mod file not found"), strings.Contains(failed.said, "does not contain main module"):
		wrong.Hint = "name a folder at or below a go.mod; relative paths start at the content folder"
	case strings.Contains(failed.said, "go mod tidy"), strings.Contains(failed.said, "go.sum"), strings.Contains(failed.said, "updates to go.mod"):
		wrong.Hint = "run go mod tidy in the checkout"
	case strings.Contains(failed.said, "dial tcp"), strings.Contains(failed.said, "lookup disabled"), strings.Contains(failed.said, "GOPROXY"):
		wrong.Hint = "run go mod download where there is a network"
	}
	return wrong
}
