package revision

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// Identity names all that git could tell of a folder: the current commit, and where a shallow clone ends. It is "" where
// nothing is known.
func Identity(ctx context.Context, dir string) string {
	out, err := git(ctx, dir, "rev-parse", "HEAD", "--git-path", "shallow").Output()
	if err != nil {
		return ""
	}
	head, shallow, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if !filepath.IsAbs(shallow) {
		shallow = filepath.Join(dir, shallow)
	}
	border, _ := os.ReadFile(shallow) // a full clone has none
	return head + string(border)
}
