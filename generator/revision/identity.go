package revision

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// Identity names all that git could tell of a folder: the current commit and, behind a space, where a shallow clone ends. It
// is "" where nothing is known.
func Identity(ctx context.Context, dir string) string {
	if !mayKnow(dir) {
		return ""
	}
	out, err := git(ctx, dir, "rev-parse", "HEAD", "--git-path", "shallow").Output()
	if err != nil {
		return ""
	}
	head, shallow, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if !filepath.IsAbs(shallow) {
		shallow = filepath.Join(dir, shallow)
	}
	border, _ := os.ReadFile(shallow) // a full clone has none
	return head + " " + string(border)
}

// mayKnow tells whether git could know of a folder. Where no folder above it is a checkout, starting git to hear so costs more than
// reading fifty pages.
func mayKnow(dir string) bool {
	if os.Getenv("GIT_DIR") != "" {
		return true
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	for err == nil {
		if _, missing := os.Lstat(filepath.Join(dir, ".git")); missing == nil {
			return true
		}
		if _, missing := os.Lstat(filepath.Join(dir, "HEAD")); missing == nil { // a repository without a checkout
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
		dir = filepath.Dir(dir)
	}
	return true // git says what is wrong
}
