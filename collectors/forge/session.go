package forge

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// fetchers is how many repositories are asked for at a time.
const fetchers = 8

// Session is one run of a forge's collector.
type Session struct {
	Run *source.Run
	// Kinds are the records of one repository.
	Kinds []string
	// Known are the projects of earlier runs by ID.
	Known map[string]*dataset.Project

	mu     sync.Mutex
	done   int
	failed bool
}

// NewSession starts with what earlier runs knew.
func NewSession(run *source.Run, kinds ...string) *Session {
	s := &Session{Run: run, Kinds: kinds, Known: map[string]*dataset.Project{}}
	if run.Known != nil {
		for _, r := range run.Known("projects") {
			if p, ok := r.(*dataset.Project); ok {
				s.Known[r.Key()] = p
			}
		}
	}
	return s
}

// Keep leaves the records of a repository as they are, since it could not be had in full.
func (s *Session) Keep(ctx context.Context, id string, why error) {
	if ctx.Err() != nil {
		return // the run is over; nothing is wrong with the repository
	}
	s.mu.Lock()
	s.failed = true
	s.mu.Unlock()
	for _, kind := range s.Kinds {
		s.Run.Results.Keep(kind, id, why)
	}
}

// Gone says that a repository is no longer there.
func (s *Session) Gone(id string) {
	for _, kind := range s.Kinds {
		s.Run.Results.Gone(kind, id)
	}
}

// Progress says that one more of the repositories is done.
func (s *Session) Progress(total int, name string) {
	s.mu.Lock()
	s.done++
	done := s.done
	s.mu.Unlock()
	s.Run.Results.Progress(done, total, name)
}

// Missing marks what an earlier run knew and an owner, listed in full, no longer has. Where a repository could not be had
// nothing is marked: one that was renamed would look as if it had gone.
func (s *Session) Missing(there []string, isListed func(*dataset.Project) bool) {
	if len(s.Run.Only) > 0 || s.failed {
		return
	}
	for id, p := range s.Known {
		if !slices.Contains(there, id) && isListed(p) {
			s.Gone(id)
		}
	}
}

// Distinct leaves out the repositories that are listed twice.
func Distinct[Repository any](repos []Repository, id func(Repository) string) []Repository {
	seen := map[string]bool{}
	return slices.DeleteFunc(repos, func(r Repository) bool {
		folded := strings.ToLower(id(r))
		again := seen[folded]
		seen[folded] = true
		return again
	})
}

// Refused says that a server does not let the run in.
func Refused(host, tokenEnv, needs string) error {
	if tokenEnv == "" {
		return &source.WrongError{Text: host + " tells nothing without a token", Hint: "name the variable that holds one in token_env"}
	}
	return &source.WrongError{Text: fmt.Sprintf("%s does not accept the token in %s", host, tokenEnv),
		Hint: "it may have expired; it needs the right " + needs}
}

// Each works through repositories side by side, by their IDs. One that cannot be worked through, because an answer breaks
// down what reads it, is kept as it was and takes no other with it.
func Each[Repository any](ctx context.Context, s *Session, repos []Repository, id func(Repository) string, work func(Repository)) {
	var group errgroup.Group
	group.SetLimit(fetchers)
	for _, r := range repos {
		group.Go(func() error {
			defer func() {
				if crash := recover(); crash != nil {
					s.Keep(ctx, id(r), fmt.Errorf("%w: %v", ErrGarbage, crash))
				}
				s.Progress(len(repos), path.Base(id(r)))
			}()
			work(r)
			return nil
		})
	}
	group.Wait()
}

// Put keeps a repository's records, once all of them are parsed. What the runner refuses it has noted itself.
func (s *Session) Put(records ...dataset.Record) {
	for _, r := range records {
		if s.Run.Results.Put(r) != nil {
			return
		}
	}
}
