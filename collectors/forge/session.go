package forge

import (
	"context"
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

	mu   sync.Mutex
	done int
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

// Each works through repositories side by side.
func Each[Repository any](s *Session, repos []Repository, name func(Repository) string, work func(Repository)) {
	var group errgroup.Group
	group.SetLimit(fetchers)
	for _, r := range repos {
		group.Go(func() error {
			work(r)
			s.Progress(len(repos), name(r))
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
