package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Cost is what a process took.
type Cost struct {
	Wall float64 `json:"wall"` // seconds
	CPU  float64 `json:"cpu"`  // seconds of all cores, the system's part included
	Peak float64 `json:"peak"` // most memory held at once, in MiB
}

func (c Cost) plus(other Cost) Cost {
	return Cost{Wall: c.Wall + other.Wall, CPU: c.CPU + other.CPU, Peak: max(c.Peak, other.Peak)}
}

// measure runs a command to its end, and returns what it took and printed.
//
// The system counts the memory of the parent at the moment of starting as the child's, too: a peak below that of this
// program, some 20 MiB, cannot be told.
func measure(command *exec.Cmd) (cost Cost, stdout, stderr string, err error) {
	var out, problems bytes.Buffer
	command.Stdout, command.Stderr = &out, &problems
	start := time.Now()
	if err := command.Run(); err != nil {
		return Cost{}, "", "", fmt.Errorf("%s: %w: %s", strings.Join(command.Args, " "), err, tail(problems.String()+out.String()))
	}
	cost = Cost{Wall: time.Since(start).Seconds(), CPU: (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds()}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		cost.Peak = float64(usage.Maxrss) / maxrssUnit / (1 << 20)
	}
	return cost, out.String(), problems.String(), nil
}

// tail is the end of a long text.
func tail(s string) string {
	const enough = 1500
	s = strings.TrimSpace(s)
	if len(s) > enough {
		s = "..." + s[len(s)-enough:]
	}
	return s
}

// setAside makes room for a site to be made anew. What is in its way is renamed and its files emptied, not removed: ext4
// looks for minutes at every file that was removed whenever it makes another, which would count as the next one's time.
func setAside(dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	aside, err := os.MkdirTemp(filepath.Dir(dir), "aside-")
	if err != nil {
		return err
	}
	aside = filepath.Join(aside, filepath.Base(dir))
	if err := os.Rename(dir, aside); err != nil {
		return err
	}
	return filepath.WalkDir(aside, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		return os.Truncate(path, 0)
	})
}

// size counts the files below a folder and their bytes.
func size(dir string) (files int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		files, bytes = files+1, bytes+info.Size()
		return nil
	})
	return files, bytes, err
}

// Stage is a part of a build, as the program itself tells of it.
type Stage struct {
	Name string  `json:"name"`
	Wall float64 `json:"wall"` // seconds
}

var (
	stageLine   = regexp.MustCompile(`(?m)^ *([0-9.]+) s  (\S.*?)(?:  .*)?$`)
	collectLine = regexp.MustCompile(`(?m)^gc \d+ @.*?, (\d+)->(\d+)->(\d+) MB, `)
)

// stages reads what `portolan build --profile` prints.
func stages(printed string) []Stage {
	var all []Stage
	for _, m := range stageLine.FindAllStringSubmatch(printed, -1) {
		if seconds, err := strconv.ParseFloat(m[1], 64); err == nil && m[2] != "in all" {
			all = append(all, Stage{Name: m[2], Wall: seconds})
		}
	}
	return all
}

// Allocation is what a Go program asked of its memory, told by its collector: to a MiB for each collection, and without
// what came after the last.
type Allocation struct {
	MiB         int `json:"mib"`
	Collections int `json:"collections"`
}

// allocations reads what GODEBUG=gctrace=1 prints: the heap when a collection began, when it ended, and what was left.
func allocations(printed string) Allocation {
	var a Allocation
	left := 0
	for _, m := range collectLine.FindAllStringSubmatch(printed, -1) {
		var heap [3]int
		for i := range heap {
			heap[i], _ = strconv.Atoi(m[i+1]) // the pattern has digits there
		}
		a.MiB += max(heap[1]-left, 0)
		a.Collections++
		left = heap[2]
	}
	return a
}
