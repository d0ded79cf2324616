package git

import (
	"context"
	"io"
	"path"
	"path/filepath"
	"strings"

	"portolan/collectors/licensefile"
)

// repository is a repository that git can read.
type repository struct {
	dir     string // the top of the working tree, or the bare repository
	name    string // of the folder
	origin  string // the address of the remote "origin"; empty where there is none
	shallow bool   // the history is cut off
}

// open finds the repository that a folder belongs to.
func open(ctx context.Context, dir string) (*repository, error) {
	out, err := output(ctx, dir, "rev-parse", "--is-shallow-repository", "--is-bare-repository", "--absolute-git-dir")
	if err != nil {
		return nil, err
	}
	answer := strings.SplitN(strings.TrimSuffix(out, "\n"), "\n", 3)
	if len(answer) < 3 {
		return nil, &failure{said: "rev-parse answered in a way that is not understood"}
	}
	r := &repository{dir: answer[2], shallow: answer[0] == "true"}
	if answer[1] != "true" {
		top, err := output(ctx, dir, "rev-parse", "--show-toplevel")
		if err != nil {
			return nil, err
		}
		r.dir = strings.TrimSuffix(top, "\n")
	}
	r.name = strings.TrimSuffix(filepath.Base(r.dir), ".git")
	// A repository without the remote makes git fail, and that is an answer.
	origin, _ := output(ctx, dir, "config", "--get", "remote.origin.url")
	r.origin = strings.TrimSpace(origin)
	return r, nil
}

// id is the address of the remote, or the folder's name.
func (r *repository) id() string {
	if id := remoteID(r.origin); id != "" {
		return id
	}
	return "local/" + r.name
}

// read asks for everything that is to be known of a repository. One without commits has an empty history.
func (r *repository) read(ctx context.Context) (*history, error) {
	h := &history{repository: r}
	if _, err := output(ctx, r.dir, "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return h, ctx.Err()
	}
	if err := stream(ctx, r.dir, h.readLog, "log", "-z", "--use-mailmap", "--encoding=UTF-8", "--no-color", "--format="+logFormat, "HEAD", "--"); err != nil {
		return nil, err
	}
	tags, err := output(ctx, r.dir, "for-each-ref", "--format="+tagFormat, "refs/tags")
	if err != nil {
		return nil, err
	}
	h.tags = parseTags(tags)
	h.branch = r.branch(ctx)
	return h, r.readFiles(ctx, h)
}

// branch is the default branch of the remote, or the one that is checked out; empty for a detached head.
func (r *repository) branch(ctx context.Context) string {
	if out, err := output(ctx, r.dir, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"); err == nil {
		return strings.TrimPrefix(strings.TrimSpace(out), "origin/")
	}
	out, _ := output(ctx, r.dir, "symbolic-ref", "--quiet", "--short", "HEAD")
	return strings.TrimSpace(out)
}

// readFiles looks at the files of HEAD, not at those of the working tree, which may be anything.
func (r *repository) readFiles(ctx context.Context, h *history) error {
	out, err := output(ctx, r.dir, "ls-tree", "-z", "--full-tree", "HEAD", "--", "./", ".github/", "docs/", "LICENSES/")
	if err != nil {
		return err
	}
	var licenses []licensefile.File
	for entry := range strings.SplitSeq(out, "\x00") {
		mode, name, _ := strings.Cut(entry, "\t")
		if !strings.Contains(mode, " blob ") {
			continue
		}
		h.files = append(h.files, name)
		if path.Dir(name) == "LICENSES" || path.Dir(name) == "." && licensefile.Named(name) {
			text, err := r.blob(ctx, name)
			if err != nil {
				return err
			}
			licenses = append(licenses, licensefile.File{Name: name, Text: text})
		}
	}
	h.license, err = licensefile.Files(licenses)
	return err
}

func (r *repository) blob(ctx context.Context, name string) (text []byte, err error) {
	err = stream(ctx, r.dir, func(out io.Reader) error {
		text, err = io.ReadAll(io.LimitReader(out, licensefile.Largest))
		return err
	}, "cat-file", "blob", "HEAD:"+name)
	return text, err
}
