package revision

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// Touched returns the files below a folder that differ from a revision: changed, added, removed, renamed (under both
// names) and not yet known to git; slash-separated and relative to the folder.
func Touched(ctx context.Context, dir, revision string) (map[string]bool, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("%q is no revision", revision)
	}
	if _, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}").Output(); err != nil {
		return nil, fmt.Errorf("%q is no revision", revision)
	}
	changed, err := git(ctx, dir, "diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--", ".").Output()
	if err != nil {
		return nil, err
	}
	fresh, err := git(ctx, dir, "ls-files", "--others", "--exclude-standard", "-z", "--", ".").Output()
	if err != nil {
		return nil, err
	}
	touched := map[string]bool{}
	for name := range bytes.SplitSeq(append(changed, fresh...), []byte{0}) {
		if len(name) > 0 {
			touched[string(name)] = true
		}
	}
	return touched, nil
}
