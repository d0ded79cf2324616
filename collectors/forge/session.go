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
	Server
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
func NewSession(run *source.Run, server Server, kinds ...string) *Session {
	s := &Session{Server: server, Run: run, Kinds: kinds, Known: map[string]*dataset.Project{}}
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

// Missing marks what an earlier run knew of the server and an owner, listed in full, no longer has. Where a repository could not be had
// nothing is marked: one that was renamed would look as if it had gone.
func (s *Session) Missing(there []string, isListed func(*dataset.Project) bool) {
	if len(s.Run.Only) > 0 || s.failed {
		return
	}
	for id, p := range s.Known {
		if !slices.Contains(there, id) && s.Has(p) && isListed(p) {
			s.Gone(id)
		}
	}
}

// IDs are those of all repositories.
func IDs[R Repository](repos []R) []string {
	ids := make([]string, 0, len(repos))
	for _, r := range repos {
		ids = append(ids, r.ID())
	}
	return ids
}

// Distinct leaves out the repositories that are listed twice.
func Distinct[R Repository](repos []R) []R {
	seen := map[string]bool{}
	return slices.DeleteFunc(repos, func(r R) bool {
		folded := strings.ToLower(r.ID())
		again := seen[folded]
		seen[folded] = true
		return again
	})
}

// Each works through repositories side by side. One that cannot be worked through, because an answer breaks
// down what reads it, is kept as it was and takes no other with it.
func Each[R Repository](ctx context.Context, s *Session, repos []R, work func(R)) {
	var group errgroup.Group
	group.SetLimit(fetchers)
	for _, r := range repos {
		group.Go(func() error {
			defer func() {
				if crash := recover(); crash != nil {
					s.Keep(ctx, r.ID(), fmt.Errorf("%w: %v", ErrGarbage, crash))
				}
				s.Progress(len(repos), path.Base(r.ID()))
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
