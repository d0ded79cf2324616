package generator_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// program is the folder that holds the program under test, built once.
var program string

func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "portolan")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	program = dir
	out, err := exec.Command("go", "build", "-o", dir, "portolan").CombinedOutput()
	if err != nil {
		return 1, fmt.Errorf("%w\n%s", err, out)
	}
	return m.Run(), nil
}

// TestScripts runs the program as its users do. Each script is headed by what it pins; go test -update rewrites the
// expected output that a script compares with.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", program+string(filepath.ListSeparator)+os.Getenv("PATH"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(env.WorkDir))
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			env.Setenv("GOCACHE", goEnv("GOCACHE"))
			env.Setenv("GOMODCACHE", goEnv("GOMODCACHE"))
			env.Setenv("GOFLAGS", os.Getenv("GOFLAGS"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"absent": absent, "same": same},
	})
}

func goEnv(name string) string {
	out, err := exec.Command(filepath.Join(runtime.GOROOT(), "bin", "go"), "env", name).Output()
	if err != nil {
		return ""
	}
	return string(out[:len(out)-1])
}

// absent fails where any file below a folder holds a word, in its name or its bytes: absent DIR WORD.
func absent(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: absent dir word")
	}
	found := grep(ts, ts.MkAbs(args[0]), args[1])
	if neg && len(found) == 0 {
		ts.Fatalf("%s is nowhere below %s", args[1], args[0])
	}
	if !neg && len(found) > 0 {
		ts.Fatalf("%s is in %v", args[1], found)
	}
}

// same fails where two folders differ in any file: same DIR DIR.
func same(ts *testscript.TestScript, neg bool, args []string) {
	a, b := files(ts, ts.MkAbs(args[0])), files(ts, ts.MkAbs(args[1]))
	for name, data := range a {
		if b[name] != data {
			if !neg {
				ts.Fatalf("%s differs", name)
			}
			return
		}
	}
	if len(a) != len(b) && !neg {
		ts.Fatalf("%d files and %d", len(a), len(b))
	}
	if neg && len(a) == len(b) {
		ts.Fatalf("the folders are the same")
	}
}

func grep(ts *testscript.TestScript, dir, word string) (found []string) {
	for name, data := range files(ts, dir) {
		if contains(name, word) || contains(data, word) {
			found = append(found, name)
		}
	}
	return found
}
