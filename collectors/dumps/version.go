package dumps

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// version is the last version of a file on a day.
type version struct {
	day    dataset.Date
	file   string
	commit string
}

// largest is the size in bytes past which a version is refused.
const largest = 256 << 20

// command prepares git on a folder: no prompt, no pager, no program that the repository's configuration names.
func command(ctx context.Context, dir string, arguments ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "--no-pager", "--no-optional-locks", "-c", "log.showSignature=false",
		"-c", "core.fsmonitor=false"}, arguments...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(variable string) bool { return strings.HasPrefix(variable, "GIT_") })
	cmd.Env = append(cmd.Env, "GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C", "TZ=UTC")
	return cmd
}

// list returns the last version of each file on each day, the oldest first.
func list(ctx context.Context, dir, branch, pattern string) ([]version, error) {
	cmd := command(ctx, dir, "log", "-z", "--first-parent", "--diff-merges=first-parent", "--no-renames", "--diff-filter=d", "--no-color",
		"--name-only", "--format=%x01%H %ct", branch, "--")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		if line, _, _ := strings.Cut(strings.TrimPrefix(said.String(), "fatal: "), "\n"); line != "" && ctx.Err() == nil {
			return nil, errors.New(dataset.CleanText(line))
		}
		return nil, err
	}
	return versionsIn(string(out), pattern), nil
}

// versionsIn reads what git log prints, the newest commit first: a line for a commit, then the files that it changed.
func versionsIn(log, pattern string) []version {
	var versions []version
	seen := map[version]bool{}
	var at version
	for word := range strings.SplitSeq(log, "\x00") {
		word = strings.TrimPrefix(word, "\n")
		if header, isHeader := strings.CutPrefix(word, "\x01"); isHeader {
			commit, date, _ := strings.Cut(header, " ")
			seconds, err := strconv.ParseInt(strings.TrimSpace(date), 10, 64)
			at = version{}
			if err == nil {
				at = version{commit: commit, day: dataset.Date(time.Unix(seconds, 0).UTC().Format(time.DateOnly))}
			}
			continue
		}
		if matched, _ := path.Match(pattern, word); !matched || at.commit == "" || strings.ContainsAny(word, "\n\r") {
			continue
		}
		if once := (version{day: at.day, file: word}); !seen[once] {
			seen[once] = true
			versions = append(versions, version{day: at.day, file: word, commit: at.commit})
		}
	}
	slices.SortFunc(versions, func(a, b version) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.file, b.file)) })
	return versions
}

// read hands on the content of each version; nil for one that cannot be had.
func read(ctx context.Context, dir string, versions []version, take func(i, of int, v version, content []byte)) error {
	cmd := command(ctx, dir, "cat-file", "--batch")
	ask, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	answers, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	in := bufio.NewReader(answers)
	for i, v := range versions {
		var content []byte
		if _, err = fmt.Fprintf(ask, "%s:%s\n", v.commit, v.file); err == nil {
			content, err = answer(in)
		}
		if err != nil {
			break
		}
		take(i, len(versions), v, content)
	}
	ask.Close()
	io.Copy(io.Discard, in)
	return cmp.Or(ctx.Err(), err, cmd.Wait())
}

// answer reads one answer of git cat-file: a line with name, kind and size, and then the content.
func answer(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	words := strings.Fields(line)
	size, err := strconv.ParseInt(words[max(0, len(words)-1)], 10, 64)
	if err != nil || len(words) != 3 {
		return nil, nil // missing
	}
	if words[1] != "blob" || size > largest {
		_, err := io.CopyN(io.Discard, in, size+1)
		return nil, err
	}
	content := make([]byte, size+1)
	_, err = io.ReadFull(in, content)
	return content[:size], err
}
