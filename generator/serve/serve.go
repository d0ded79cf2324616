// Package serve is the development server: it builds, serves, watches, builds again, and reloads the open page. What is
// wrong stands over the page, with its line and how to mend it, until it is mended; the last good site stays readable
// below.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"portolan/generator/problem"
)

// Options say what to serve and what to watch.
type Options struct {
	// Address is host and port to listen on. Required; port 0 picks a free one.
	Address string
	// Site is the folder that Build publishes into. Required.
	Site string
	// Watch is the folder whose changes are built. Required.
	Watch string
	// Build builds the site. Required.
	Build func(context.Context) Outcome
	// Log takes lines for the person at the terminal. Required.
	Log io.Writer
	// Ready is told where the site is served, once it is. Optional.
	Ready func(url string)
}

// Outcome is what a build came to.
type Outcome struct {
	Problems []problem.Problem
	// Editions are the names of the sites below the folder; one empty name for a single site.
	Editions []string
	Pages    int
}

// failed tells whether the build published nothing.
func (o Outcome) failed() bool {
	for _, p := range o.Problems {
		if p.Severity == problem.Error {
			return true
		}
	}
	return false
}

// Run serves until the context ends.
func Run(ctx context.Context, o Options) error {
	listener, err := net.Listen("tcp", o.Address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; name another with --address", o.Address, err)
	}
	s := &server{options: o, watchers: map[chan struct{}]bool{}}
	s.rebuild(ctx)
	watching, err := watch(ctx, o.Watch)
	if err != nil {
		listener.Close()
		return err
	}
	httpServer := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	url := "http://" + listener.Addr().String() + "/"
	fmt.Fprintf(o.Log, "serving %s (stop with Ctrl-C)\n", url)
	if o.Ready != nil {
		o.Ready(url)
	}
	go func() {
		for range watching {
			s.rebuild(ctx)
		}
	}()
	go func() {
		<-ctx.Done()
		httpServer.Close()
	}()
	if err := httpServer.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// server holds the outcome of the latest build and those who wait for the next.
type server struct {
	options Options

	mu       sync.Mutex
	outcome  Outcome
	editions []string // of the latest good build
	built    int
	watchers map[chan struct{}]bool
}

// rebuild builds, says how it went, and wakes the open pages.
func (s *server) rebuild(ctx context.Context) {
	start := time.Now()
	outcome := s.options.Build(ctx)
	if ctx.Err() != nil {
		return
	}
	problem.Print(s.options.Log, outcome.Problems)
	if outcome.failed() {
		fmt.Fprintln(s.options.Log, "not published; waiting for a change")
	} else {
		fmt.Fprintf(s.options.Log, "built %d pages in %d ms\n", outcome.Pages, time.Since(start).Milliseconds())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcome = outcome
	if !outcome.failed() {
		s.editions = outcome.Editions
	}
	s.built++
	for c := range s.watchers {
		select {
		case c <- struct{}{}:
		default: // it is awake already
		}
	}
}

// subscribe returns a channel that is sent to after each build, and how to give it back.
func (s *server) subscribe() (woken chan struct{}, leave func()) {
	woken = make(chan struct{}, 1)
	s.mu.Lock()
	s.watchers[woken] = true
	s.mu.Unlock()
	return woken, func() {
		s.mu.Lock()
		delete(s.watchers, woken)
		s.mu.Unlock()
	}
}

// state returns the number of the latest build and its errors.
func (s *server) state() (built int, errors []problem.Problem, editions []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.outcome.Problems {
		if p.Severity == problem.Error {
			errors = append(errors, p)
		}
	}
	return s.built, errors, s.editions
}
