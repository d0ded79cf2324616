package generator

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/problem"
	"portolan/generator/revision"
)

// ErrNoRevision says that git knows no such revision of the content folder.
var ErrNoRevision = errors.New("git knows no such revision of the content folder")

// since leaves the problems that a change since a revision touches: those of files that it touches, those of links to
// such files, and those of the site as a whole. A change to site.yaml touches everything.
func since(ctx context.Context, o Options, problems []problem.Problem) ([]problem.Problem, error) {
	touched, err := revision.Touched(ctx, o.Content, o.Since)
	if err != nil {
		return nil, ErrNoRevision
	}
	if touched[content.SiteFile] {
		return problems, nil
	}
	return slices.DeleteFunc(slices.Clone(problems), func(p problem.Problem) bool {
		return p.File != "" && !touched[p.File] && !linksTo(touched, p)
	}), nil
}

// linksTo tells whether a problem is of a link to something that was touched: moved, or with another heading.
func linksTo(touched map[string]bool, p problem.Problem) bool {
	if !strings.HasPrefix(p.Rule, "link/") {
		return false
	}
	for file := range touched {
		name := strings.TrimSuffix(path.Base(file), path.Ext(file))
		if name == "index" || name == "_index" || name == "README" {
			name = path.Base(path.Dir(file))
		}
		if name != "." && strings.Contains(p.Text, name) {
			return true
		}
	}
	return false
}
