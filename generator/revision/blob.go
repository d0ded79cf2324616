package revision

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// largestText bounds a text that is read from the history, mostText all of them together: more is left out.
const (
	largestText = 1 << 20
	mostText    = 64 << 20
)

// Texts reads blobs by their names, with one process of git. What is missing, too large or beyond the bounds is left out.
func (h *History) Texts(ctx context.Context, blobs []string) map[string][]byte {
	texts, total := map[string][]byte{}, 0
	_ = eachBlob(ctx, h.dir, blobs, func(blob string, size int64, text io.Reader) error {
		if size > largestText || total+int(size) > mostText {
			return nil
		}
		data, err := io.ReadAll(text)
		texts[blob], total = data, total+len(data)
		return err
	})
	return texts
}

// eachBlob streams blobs in the order of their names; the visitor need not read them to the end.
func eachBlob(ctx context.Context, dir string, blobs []string, visit func(blob string, size int64, text io.Reader) error) error {
	if len(blobs) == 0 {
		return nil
	}
	blobs = slices.Compact(slices.Sorted(slices.Values(blobs)))
	cmd := git(ctx, dir, "cat-file", "--batch")
	cmd.Stdin = strings.NewReader(strings.Join(blobs, "\n") + "\n")
	return stream(cmd, func(out io.Reader) error {
		in := bufio.NewReader(out)
		for range blobs {
			if err := oneBlob(in, visit); err != nil {
				return err
			}
		}
		return nil
	})
}

// oneBlob reads a line "<name> blob <size>", the blob, and the newline behind it; for one that is missing only the line.
func oneBlob(in *bufio.Reader, visit func(string, int64, io.Reader) error) error {
	header, err := in.ReadString('\n')
	if err != nil {
		return err
	}
	fields := strings.Fields(header)
	if len(fields) != 3 {
		return nil
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return fmt.Errorf("git says %q of a blob", header)
	}
	text := io.LimitReader(in, size)
	if fields[1] == "blob" {
		if err := visit(fields[0], size, text); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, text); err != nil {
		return err
	}
	_, err = in.Discard(1)
	return err
}

// Unknown means that git does not know a revision.
type Unknown struct {
	// Revision is what was asked for. Shallow tells that the clone holds only the latest part of the history. Git is
	// false where the folder is in no repository, or git is not installed.
	Revision     string
	Shallow, Git bool
}

func (e Unknown) Error() string {
	switch {
	case !e.Git:
		return "the content folder is in no git repository, or git is not installed"
	case e.Shallow:
		return fmt.Sprintf("this clone is shallow and does not hold %q", e.Revision)
	}
	return fmt.Sprintf("git knows no revision %q", e.Revision)
}

// Hint says how to mend it.
func (e Unknown) Hint() string {
	switch {
	case !e.Git:
		return "run it in a checkout, with git installed"
	case e.Shallow:
		return "fetch more of the history: git fetch --unshallow, or fetch-depth: 0 where the checkout is made"
	}
	return "name a branch, tag or commit: main, HEAD~1"
}

// Resolve returns the full hash of a revision that a folder's repository knows.
func Resolve(ctx context.Context, dir, revision string) (string, error) {
	out, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}").Output()
	if commit := strings.TrimSpace(string(out)); err == nil && commit != "" {
		if git(ctx, dir, "cat-file", "-e", commit).Run() == nil {
			return commit, nil
		}
	}
	out, err = git(ctx, dir, "rev-parse", "--is-shallow-repository").Output()
	return "", Unknown{Revision: revision, Git: err == nil, Shallow: strings.TrimSpace(string(out)) == "true"}
}

// Extract writes a folder as it was at a commit into another, which is made: files only, no links. It returns how many
// there were.
func Extract(ctx context.Context, dir, commit, into string) (files int, err error) {
	paths := map[string][]string{}
	var blobs []string
	err = eachFile(ctx, dir, commit, func(file, blob string) {
		if filepath.IsLocal(filepath.FromSlash(file)) {
			paths[blob] = append(paths[blob], file)
			blobs = append(blobs, blob)
			files++
		}
	})
	if err == nil {
		err = os.MkdirAll(into, 0o755)
	}
	if err != nil {
		return 0, err
	}
	return files, eachBlob(ctx, dir, blobs, func(blob string, _ int64, text io.Reader) error {
		data, err := io.ReadAll(text)
		if err != nil {
			return err
		}
		for _, file := range paths[blob] {
			if err := place(filepath.Join(into, filepath.FromSlash(file)), data); err != nil {
				return err
			}
		}
		return nil
	})
}

func place(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// Tracks tells whether git holds any file below a folder, at its current commit or about to be committed.
func Tracks(ctx context.Context, dir string) bool {
	out, err := git(ctx, dir, "ls-files", "-z", "--", ".").Output()
	return err == nil && len(out) > 0
}
