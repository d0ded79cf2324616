// Package serve is the development server: it builds, serves, watches, builds again, and reloads the open page. What is
// wrong stands over the page, with its line and how to mend it, until it is mended; the last good site stays readable
// below.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
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
	// Redraw draws at once what a change of files below Watch shows, of the pages that are looked at, before Build makes
	// the rest; nothing where only that can tell. All names are slash-separated, those of pages below Site. Optional.
	Redraw func(changed, looked []string) map[string][]byte
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
	s := &server{options: o, drawn: map[string][]byte{}, watchers: map[chan struct{}]string{}}
	s.rebuild(ctx, nil)
	watching, err := watch(ctx, o.Watch)
	if err != nil {
		listener.Close()
		return err
	}
	httpServer := &http.Server{Handler: guard(listener.Addr(), o.Address, s.handler()), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	url := "http://" + listener.Addr().String() + "/"
	fmt.Fprintf(o.Log, "serving %s (stop with Ctrl-C)\n", url)
	if o.Ready != nil {
		o.Ready(url)
	}
	go func() {
		for changed := range watching {
			s.redraw(changed)
			s.rebuild(ctx, changed)
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
	others   int                      // builds after something else changed than pages
	drawn    map[string][]byte        // files of the site that were drawn since the latest good build
	watchers map[chan struct{}]string // by the page that is looked at
}

// redraw shows what can be shown of a change before the whole is built again.
func (s *server) redraw(changed []string) {
	if s.options.Redraw == nil || len(changed) == 0 {
		return
	}
	start := time.Now()
	drawn := s.options.Redraw(changed, s.looked())
	if len(drawn) == 0 {
		return
	}
	fmt.Fprintf(s.options.Log, "drew %s in %d ms\n", strings.Join(slices.Sorted(maps.Keys(drawn)), ", "), time.Since(start).Milliseconds())
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.drawn, drawn)
	s.wake()
}

func (s *server) rebuild(ctx context.Context, changed []string) {
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
		s.drawn = map[string][]byte{}
	}
	s.built++
	if !slices.ContainsFunc(changed, isPage) || slices.ContainsFunc(changed, func(name string) bool { return !isPage(name) }) {
		s.others++
	}
	s.wake()
}

// isPage tells whether a file makes a page, which tells by itself whether it has changed.
func isPage(name string) bool { return path.Ext(name) == ".md" }

// wake lets every watcher look again. The lock is held.
func (s *server) wake() {
	for c := range s.watchers {
		select {
		case c <- struct{}{}:
		default: // it is awake already
		}
	}
}

func (s *server) subscribe(page string) (woken chan struct{}, leave func()) {
	woken = make(chan struct{}, 1)
	s.mu.Lock()
	s.watchers[woken] = page
	s.mu.Unlock()
	return woken, func() {
		s.mu.Lock()
		delete(s.watchers, woken)
		s.mu.Unlock()
	}
}

// looked names the files of the pages that somebody looks at.
func (s *server) looked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages := map[string]bool{}
	for _, page := range s.watchers {
		pages[fileOf(page)] = true
	}
	return slices.Sorted(maps.Keys(pages))
}

// news is what a browser is told.
type news struct {
	Built    int               `json:"built"`
	Others   int               `json:"others"`
	Page     string            `json:"page"` // digest of the page that it looks at
	Problems []problem.Problem `json:"problems"`
}

func (s *server) news(page string) news {
	data, _, _ := s.find(page)
	s.mu.Lock()
	defer s.mu.Unlock()
	n := news{Built: s.built, Others: s.others, Page: digest(data)}
	for _, p := range s.outcome.Problems {
		if p.Severity == problem.Error {
			n.Problems = append(n.Problems, p)
		}
	}
	return n
}
