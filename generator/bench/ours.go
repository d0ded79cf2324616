package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The steps of a build of ours. The later ones follow the full build in the same folders.
const (
	stepFull      = "full build"
	stepUnchanged = "nothing changed"
	stepPage      = "one page changed"
	stepRule      = "one policy rule changed"
)

// ours measures Portolan on one corpus. Its content is a checkout where git is installed, and each change is a commit, as it
// is where a site is built again for it.
type ours struct {
	program, content, out, cache string
	page                         string // the page that is edited
	policy                       string // the page whose rule is changed; empty where there is none
	start                        string // the commit before all changes; empty without git
}

func newOurs(program, content, dir string, pages []string) (*ours, error) {
	o := &ours{program: program, content: content, out: filepath.Join(dir, "portolan"), cache: filepath.Join(dir, "portolan-cache")}
	for i := range pages {
		page := pages[(i+len(pages)/2)%len(pages)]
		text, err := os.ReadFile(filepath.Join(content, page))
		if err != nil {
			return nil, err
		}
		_, rule := changeRule(text)
		if rule && o.policy == "" {
			o.policy = page
		}
		if !rule && (o.page == "" || isIndex(o.page) && !isIndex(page)) {
			o.page = page
		}
	}
	if o.page == "" {
		return nil, fmt.Errorf("%s has no page to edit", content)
	}
	if _, err := exec.LookPath("git"); err != nil {
		return o, nil
	}
	if _, err := o.git("init", "-q"); err != nil {
		return nil, err
	}
	if err := o.commit(); err != nil {
		return nil, err
	}
	var err error
	o.start, err = o.git("rev-parse", "HEAD")
	return o, err
}

func (o *ours) git(args ...string) (string, error) {
	command := exec.Command("git", append([]string{"-C", o.content, "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0", "-c", "core.compression=0"}, args...)...)
	out, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

func (o *ours) commit() error {
	if _, err := o.git("add", "-A"); err != nil {
		return err
	}
	_, err := o.git("commit", "-q", "-m", "a change")
	return err
}

// undo leaves the content as it was before all changes.
func (o *ours) undo() error {
	if o.start == "" {
		return nil
	}
	_, err := o.git("reset", "-q", "--hard", o.start)
	return err
}

func (o *ours) command(more ...string) *exec.Cmd {
	return exec.Command(o.program, append([]string{"build", "--quiet", "--content", o.content, "--out", o.out, "--cache", o.cache}, more...)...)
}

// clean puts out of the way what earlier builds left.
func (o *ours) clean() error {
	if err := setAside(o.out); err != nil {
		return err
	}
	return setAside(o.cache)
}

// profile builds once from nothing, not to be measured: it warms the disk, and the program tells of itself.
func (o *ours) profile() ([]Stage, Allocation, error) {
	if err := o.clean(); err != nil {
		return nil, Allocation{}, err
	}
	command := o.command("--profile")
	command.Env = append(os.Environ(), "GODEBUG=gctrace=1")
	_, _, printed, err := measure(command)
	return stages(printed), allocations(printed), err
}

// round measures a full build and those that follow it, and leaves the content as it was.
func (o *ours) round() ([]Sample, error) {
	if err := o.clean(); err != nil {
		return nil, err
	}
	full, err := o.build(stepFull)
	if err != nil {
		return nil, err
	}
	if full.Files, full.Bytes, err = size(o.out); err != nil {
		return nil, err
	}
	samples := []Sample{full}
	for _, step := range []struct {
		name, file string
		edit       func([]byte) ([]byte, bool)
	}{{stepUnchanged, "", nil}, {stepPage, o.page, changeWords}, {stepRule, o.policy, changeRule}} {
		if step.edit != nil && step.file == "" {
			continue
		}
		undo, err := change(filepath.Join(o.content, step.file), step.edit)
		if err != nil {
			return nil, err
		}
		defer undo()
		if step.edit != nil && o.start != "" {
			if err := o.commit(); err != nil {
				return nil, err
			}
		}
		one, err := o.build(step.name)
		if err != nil {
			return nil, err
		}
		if step.edit != nil && one.Written == 0 {
			return nil, fmt.Errorf("%s: no file was written", step.name)
		}
		samples = append(samples, one)
	}
	return samples, o.undo()
}

func (o *ours) build(step string) (Sample, error) {
	cost, printed, _, err := measure(o.command("--json"))
	if err != nil {
		return Sample{}, fmt.Errorf("%s: %w", step, err)
	}
	var outcome struct{ Written int }
	if err := json.Unmarshal([]byte(printed), &outcome); err != nil {
		return Sample{}, fmt.Errorf("%s: %w", step, err)
	}
	return Sample{Tool: toolPortolan, Step: step, Cost: cost, Written: outcome.Written}, nil
}

// change edits a file, and returns what brings it back.
func change(file string, edit func([]byte) ([]byte, bool)) (undo func(), err error) {
	if edit == nil {
		return func() {}, nil
	}
	before, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	after, _ := edit(before)
	return func() { os.WriteFile(file, before, 0o644) }, os.WriteFile(file, after, 0o644)
}

// changeWords adds a sentence to a page.
func changeWords(page []byte) ([]byte, bool) {
	return append(bytes.Clone(page), "\nOne sentence more, on juniper.\n"...), true
}

// changeRule lets a page's first rule that forbids send to a review instead, and tells whether there is one.
func changeRule(page []byte) ([]byte, bool) {
	before, rules, found := strings.Cut(string(page), "\nlicense_policy:")
	changed := strings.Replace(rules, "verdict: forbidden", "verdict: review", 1)
	return []byte(before + "\nlicense_policy:" + changed), found && changed != rules
}
