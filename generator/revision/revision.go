// Package revision asks git when files were last changed, so that pages can say so. Where there is no git, or the
// folder is in no repository, nothing is known and nothing is said.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Change is a commit that touched a file.
type Change struct {
	// Day is that of the committer date in UTC: "2026-11-22".
	Day string
	// Commit is the abbreviated hash.
	Commit string
}

// History is what git knows of a folder.
type History struct {
	// Head is the abbreviated hash of the current commit; "" where nothing is known. Time is its committer date.
	Head string
	Time time.Time
	// Changes are the latest by file, slash-separated and relative to the folder.
	Changes map[string]Change
}

// Read asks git about a folder. It looks back over at most so many commits.
func Read(ctx context.Context, dir string, commits int) History {
	h := History{Changes: map[string]Change{}}
	if out, err := git(ctx, dir, "log", "-1", "--abbrev=10", "--format=%h %cI"); err == nil {
		head, date, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
		h.Head = head
		h.Time, _ = time.Parse(time.RFC3339, date)
	}
	if h.Head == "" {
		return h
	}
	out, err := git(ctx, dir, "log", "--abbrev=10", "--format=%x01%h %cI", "--name-only", "--no-renames", "--no-merges",
		"-z", "--relative", "-n", strconv.Itoa(commits), "--", ".")
	if err == nil {
		h.parse(out)
	}
	return h
}

// parse reads commits, newest first: a \x01, hash and date, then the files, all ended by NUL.
func (h *History) parse(out []byte) {
	var c Change
	scan := bufio.NewScanner(bytes.NewReader(out))
	scan.Buffer(nil, 1<<20)
	scan.Split(splitNUL)
	for scan.Scan() {
		text := strings.TrimLeft(scan.Text(), "\n")
		if header, ok := strings.CutPrefix(text, "\x01"); ok {
			hash, date, _ := strings.Cut(header, " ")
			t, _ := time.Parse(time.RFC3339, date)
			c = Change{Day: t.UTC().Format(time.DateOnly), Commit: hash}
			continue
		}
		if _, known := h.Changes[text]; !known && text != "" {
			h.Changes[text] = c
		}
	}
}

func splitNUL(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// git runs git without anything of the user's that could change its output.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.mailmap=false"}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0")
	return cmd.Output()
}
