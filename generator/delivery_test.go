package generator_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/mod/modfile"
)

// commandLine is where people or machines are told to type portolan.
type commandLine struct{ at, text string }

var (
	// invoked finds a call and its arguments, up to where the shell does something else.
	invoked = regexp.MustCompile(`(?:^|[\s;&|(/'"` + "`" + `])portolan[ \t]+([a-z][^\n;&|>#` + "`" + `]*)`)
	quoted  = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	flagged = regexp.MustCompile(`(?:^|\s)--([a-z][a-z-]*)`)
)

// TestCommandLinesThatWeHandOutAreUnderstood: each call of portolan in a workflow, a hook or the documents names a command
// and flags that are there.
func TestCommandLinesThatWeHandOutAreUnderstood(t *testing.T) {
	var lines []commandLine
	for _, file := range pipelineFiles(t) {
		for _, script := range scripts(t, file) {
			lines = append(lines, commandLine{file, script})
		}
	}
	if len(lines) < 20 {
		t.Fatalf("only %d scripts were found in workflows", len(lines))
	}
	for _, file := range documents(t) {
		lines = append(lines, typed(t, file)...)
	}
	help, calls := map[string]string{}, 0
	for _, line := range lines {
		for _, call := range invoked.FindAllStringSubmatch(strings.ReplaceAll(line.text, "\\\n", " "), -1) {
			words := strings.Fields(call[1])
			name := words[0]
			if name == "help" || name == "version" {
				continue
			}
			if _, known := help[name]; !known {
				out, err := exec.Command(filepath.Join(program, "portolan"), name, "--help").Output()
				if err != nil {
					t.Errorf("%s: there is no command %q", line.at, name)
				}
				help[name] = string(out)
			}
			calls++
			for _, flag := range flagged.FindAllStringSubmatch(quoted.ReplaceAllString(call[1], ""), -1) {
				if flag[1] != "help" && !strings.Contains(help[name], "\n  --"+flag[1]+" ") {
					t.Errorf("%s: portolan %s has no flag --%s", line.at, name, flag[1])
				}
			}
		}
	}
	if calls < 80 {
		t.Errorf("only %d calls were found", calls)
	}
}

// pipelineFiles are the workflows of portals and of this program, and the hook.
func pipelineFiles(t *testing.T) []string {
	t.Helper()
	files := []string{"../.pre-commit-hooks.yaml"}
	for _, pattern := range []string{"../.ci/portal/*.yml", "../.github/workflows/*.yml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 2 {
			t.Fatalf("%s: %v %v", pattern, found, err)
		}
		files = append(files, found...)
	}
	return files
}

// scripts returns all that a workflow gives to a shell.
func scripts(t *testing.T, file string) (found []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := yaml.UnmarshalWithOptions(data, &root, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var walk func(any, bool)
	walk = func(node any, shell bool) {
		switch node := node.(type) {
		case map[string]any:
			for key, value := range node {
				walk(value, key == "run" || key == "entry" || strings.HasSuffix(key, "script"))
			}
		case []any:
			for _, value := range node {
				walk(value, shell)
			}
		case string:
			if shell {
				found = append(found, node)
			}
		}
	}
	walk(root, false)
	return found
}

// documents are the pages that tell people what to type.
func documents(t *testing.T) []string {
	t.Helper()
	files := []string{"../README.md", "../CHANGELOG.md"}
	err := filepath.WalkDir("../content", func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var code = regexp.MustCompile("`portolan [^`]+`")

// typed returns the lines of a document that call portolan: in blocks of code, and within a sentence.
func typed(t *testing.T, file string) (found []commandLine) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fenced := false
	for line := range strings.Lines(string(data)) {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "```") {
			fenced = !fenced
		}
		if fenced || strings.HasPrefix(line, "    ") {
			found = append(found, commandLine{file, trimmed})
			continue
		}
		for _, span := range code.FindAllString(line, -1) {
			found = append(found, commandLine{file, strings.Trim(span, "`")})
		}
	}
	return found
}

// TestReadmeSaysWhyEachDependencyIsThere holds the table of dependencies against go.mod, both ways.
func TestReadmeSaysWhyEachDependencyIsThere(t *testing.T) {
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	needed := map[string]bool{}
	for _, r := range mod.Require {
		needed[r.Mod.Path] = !r.Indirect
		if !r.Indirect && !strings.Contains(string(readme), "`"+r.Mod.Path+"`") {
			t.Errorf("the README gives no reason for %s", r.Mod.Path)
		}
	}
	_, table, _ := strings.Cut(string(readme), "| dependency | why |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for _, name := range regexp.MustCompile("`([^`]+/[^`]+)`").FindAllStringSubmatch(table, -1) {
		if !needed[name[1]] {
			t.Errorf("the README gives a reason for %s, which go.mod does not require", name[1])
		}
	}
}
