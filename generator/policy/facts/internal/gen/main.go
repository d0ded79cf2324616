// Gen renews the tables of package facts from npm packages with clear terms.
//
//	go run ./generator/policy/facts/internal/gen
//
// It needs npm, which fetches the packages named in [sources] into a temporary folder. What they do not say is taken
// from judgement.txt beside this file, which people write and review.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// source is one npm package that facts are read from.
type source struct {
	name, version, terms, gives string
}

var sources = []source{
	{"spdx-license-list", "6.12.0", "CC0-1.0", "names, reference addresses, OSI approval, full texts"},
	{"spdx-license-ids", "3.0.24", "CC0-1.0", "the ids of the list, current and deprecated"},
	{"spdx-exceptions", "2.5.0", "CC-BY-3.0", "the ids of the exceptions, current and deprecated"},
	{"@blueoak/list", "15.0.0", "CC0-1.0", "which licences are permissive"},
	{"@rexxars/choosealicense-list", "1.1.2", "MIT", "permissions, conditions and limitations"},
}

func main() {
	if err := run("generator/policy/facts"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	temp, err := os.MkdirTemp("", "facts")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	for _, s := range sources {
		if err := unpack(s, temp); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	said, err := readJudgement(filepath.Join(out, "internal/gen/judgement.txt"))
	if err != nil {
		return err
	}
	packages, err := readPackages(temp)
	if err != nil {
		return err
	}
	return write(out, packages, said)
}

// unpack fetches one package into its own folder below dir.
func unpack(s source, dir string) error {
	pack := exec.Command("npm", "pack", "--json", s.name+"@"+s.version)
	pack.Dir = dir
	pack.Stderr = os.Stderr
	reply, err := pack.Output()
	if err != nil {
		return err
	}
	var packed []struct {
		Filename string `json:"filename"`
	}
	if err := json.Unmarshal(reply, &packed); err != nil || len(packed) != 1 {
		return fmt.Errorf("npm pack answered %q: %w", reply, err)
	}
	folder := filepath.Join(dir, s.name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return exec.Command("tar", "-xzf", filepath.Join(dir, filepath.Base(packed[0].Filename)), "--strip-components=1", "-C", folder).Run()
}
