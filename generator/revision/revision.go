// Package revision asks git what became of the files of a folder: when each was last changed, how a page read before,
// and where it lay. Where there is no git, or the folder is in no repository, nothing is known and nothing is said.
//
// The two nouns that matter are [History], what one reading of the log found, and [Past], a file as it was at a commit.
// The line that is followed is that of first parents: what the branch held, moment after moment, without what happened
// on the way to a merge. Names and messages of people are not read.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
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
	// Head is the abbreviated hash of the commit that was read; "" where nothing is known. Time is its committer date.
	Head string
	Time time.Time
	// Shallow is true where the clone holds only the latest part of the history.
	Shallow bool
	// Changes are the latest by file, slash-separated and relative to the folder.
	Changes map[string]Change

	dir   string
	steps []step
	// folders are the blobs of the folders' own pages at the head.
	folders map[string]string
	// head and date are the commit's, as git wrote them, border is where a shallow clone ends.
	head, date, border string
	// complete is true where git told all that it was asked.
	complete bool
}

// step is a commit with the Markdown files that it touched.
type step struct {
	Change
	touched []touch
}

// touch is what a commit did to one file: paths and blobs before and after, "" where there was none.
type touch struct {
	before, after         string
	blobBefore, blobAfter string
}

// hashLength is how much of a commit's hash is shown.
const hashLength = 10

// Read asks git about a folder as it is at its current commit. It looks back over at most so many commits.
func Read(ctx context.Context, dir string, commits int) History {
	if !mayKnow(dir) {
		return History{Changes: map[string]Change{}, dir: dir}
	}
	return ReadAt(ctx, dir, "HEAD", commits)
}

// ReadAt asks git about a folder as it was at a revision.
func ReadAt(ctx context.Context, dir, revision string, commits int) History {
	h := History{Changes: map[string]Change{}, dir: dir}
	out, err := git(ctx, dir, "log", "-1", "--format=%H %cI", "--end-of-options", revision).Output()
	if err != nil || !h.at(string(out)) {
		return h
	}
	out, err = git(ctx, dir, "rev-parse", "--is-shallow-repository").Output()
	h.Shallow = err == nil && strings.TrimSpace(string(out)) == "true"
	var folders error
	h.folders, folders = folderPages(ctx, dir, h.head)
	err = errors.Join(err, folders, h.readLog(ctx, h.head, commits))
	h.complete = err == nil
	return h
}

// at reads which commit it is: its hash and its date.
func (h *History) at(line string) (ok bool) {
	head, date, _ := strings.Cut(strings.TrimSpace(line), " ")
	if len(head) < hashLength {
		return false
	}
	h.Head, h.head, h.date = head[:hashLength], head, date
	h.Time, _ = time.Parse(time.RFC3339, date)
	return true
}

// readLog reads what commits did to the files, as far as it was understood.
func (h *History) readLog(ctx context.Context, commits string, most int) error {
	return stream(git(ctx, h.dir, "log", "--first-parent", "-m", "--no-abbrev", "--format=%x01%H %cI", "--raw", "-M", "-l500",
		"-z", "--relative", "-n", strconv.Itoa(most), commits, "--", "."), h.parse)
}

// parse reads commits, newest first: a \x01, hash and date, then for each file its blobs and its one or two paths, all
// ended by NUL.
func (h *History) parse(out io.Reader) error {
	scan := bufio.NewScanner(out)
	scan.Buffer(nil, 1<<20)
	scan.Split(splitNUL)
	for scan.Scan() {
		text := strings.TrimLeft(scan.Text(), "\n")
		if header, ok := strings.CutPrefix(text, "\x01"); ok {
			h.steps = append(h.steps, step{Change: readChange(header)})
			continue
		}
		fields := strings.Fields(strings.TrimPrefix(text, ":"))
		if len(fields) != 5 || len(h.steps) == 0 || !scan.Scan() {
			continue
		}
		paths := [2]string{scan.Text(), scan.Text()}
		if kind := fields[4][0]; (kind == 'R' || kind == 'C') && scan.Scan() {
			paths[1] = scan.Text()
		}
		h.touch(fields, paths)
	}
	return scan.Err()
}

func readChange(header string) Change {
	hash, date, _ := strings.Cut(header, " ")
	t, _ := time.Parse(time.RFC3339, date)
	return Change{Day: t.UTC().Format(time.DateOnly), Commit: hash[:min(hashLength, len(hash))]}
}

// touch notes one file of the latest commit read: its modes, blobs and kind as git's raw format has them, and its paths.
func (h *History) touch(fields []string, paths [2]string) {
	current := &h.steps[len(h.steps)-1]
	if _, known := h.Changes[paths[1]]; !known {
		h.Changes[paths[1]] = current.Change
	}
	if !isMarkdown(paths[0]) && !isMarkdown(paths[1]) {
		return
	}
	t := touch{paths[0], paths[1], fields[2], fields[3]}
	if !isFile(fields[0]) || fields[4][0] == 'C' {
		t.before, t.blobBefore = "", ""
	}
	if !isFile(fields[1]) {
		t.after, t.blobAfter = "", ""
	}
	current.touched = append(current.touched, t)
}

// isFile tells the mode of a file from that of nothing, a symbolic link or a repository within.
func isFile(mode string) bool { return strings.HasPrefix(mode, "100") }

func isMarkdown(file string) bool {
	ending := strings.ToLower(path.Ext(file))
	return ending == ".md" || ending == ".markdown"
}

// folderPages returns the blobs of the folders' own pages at a commit.
func folderPages(ctx context.Context, dir, commit string) (map[string]string, error) {
	pages := map[string]string{}
	err := eachFile(ctx, dir, commit, func(file, blob string) {
		if isFolderPage(file) {
			pages[file] = blob
		}
	})
	return pages, err
}

// isFolderPage tells whether a page may speak for its folder.
func isFolderPage(file string) bool {
	name := strings.ToLower(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	return isMarkdown(file) && (name == "index" || name == "_index" || name == "readme")
}

// eachFile lists the files below a folder at a commit, with their blobs. Their sizes are not asked for: git would open each.
func eachFile(ctx context.Context, dir, commit string, visit func(file, blob string)) error {
	return stream(git(ctx, dir, "ls-tree", "-r", "-z", commit, "."), func(out io.Reader) error {
		scan := bufio.NewScanner(out)
		scan.Buffer(nil, 1<<20)
		scan.Split(splitNUL)
		for scan.Scan() {
			about, file, _ := strings.Cut(scan.Text(), "\t")
			fields := strings.Fields(about)
			if len(fields) == 3 && isFile(fields[0]) {
				visit(file, fields[2])
			}
		}
		return scan.Err()
	})
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

// git prepares to run git without anything of the user's that could change its output.
func git(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.mailmap=false"}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0")
	return cmd
}

// stream hands what a command prints to a reader while it runs.
func stream(cmd *exec.Cmd, read func(io.Reader) error) error {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = read(out)
	_, _ = io.Copy(io.Discard, out)
	if ended := cmd.Wait(); err == nil {
		err = ended
	}
	return err
}
