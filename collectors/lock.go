package collectors

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lockName is the file that a run holds while it writes into a folder. The dot keeps it out of every reading.
const lockName = ".collecting"

// errHeld means that another process holds a lock.
var errHeld = errors.New("the lock is held")

// takeLocks keeps other runs out of the folders that this one writes into: the data, and the answers that are kept. A run
// that was killed leaves its file behind and blocks nobody, since the system gives up the lock with the process.
func takeLocks(o Options, now time.Time) (release func(), err error) {
	var held []*os.File
	release = func() {
		for _, file := range held {
			dropLock(file)
		}
	}
	for _, folder := range []struct {
		name   string
		mode   os.FileMode
		spared bool
	}{{o.Cache, 0o700, o.Cache == ""}, {o.Store, 0o755, o.DryRun}} {
		if folder.spared {
			continue
		}
		if err := os.MkdirAll(folder.name, folder.mode); err != nil {
			release()
			return nil, err
		}
		file, err := takeLock(folder.name, now)
		if err != nil {
			release()
			return nil, err
		}
		held = append(held, file)
	}
	return release, nil
}

// takeLock holds a folder, or says which run does.
func takeLock(folder string, now time.Time) (*os.File, error) {
	name := filepath.Join(folder, lockName)
	file, err := openLock(name)
	if errors.Is(err, errHeld) {
		holder, _ := os.ReadFile(name)
		return nil, &Error{Problems: []Problem{problemOfLock(folder, strings.TrimSpace(string(holder)))}}
	}
	if err != nil {
		return nil, fmt.Errorf("the lock %s cannot be taken: %w", name, err)
	}
	if err := file.Truncate(0); err == nil {
		fmt.Fprintf(file, "process %d since %s\n", os.Getpid(), now.UTC().Format(time.RFC3339))
	}
	return file, nil
}

func problemOfLock(folder, holder string) Problem {
	if holder == "" {
		holder = "it has just begun"
	}
	return Problem{Wrong: true, Text: fmt.Sprintf("another run collects into %s: %s", filepath.ToSlash(folder), holder),
		Hint: "wait until it is over, or end it; what it has got so far is kept"}
}
