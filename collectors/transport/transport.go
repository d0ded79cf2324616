// Package transport is the one road to every source that is asked over HTTP.
//
// Two nouns matter. The [Transport] is shared by all sources of a run: it keeps answers on disk and asks again only whether
// they changed, tries again after what a network and a busy server do, and waits for rate limits. A [Road] is one source's
// way over it, an [http.RoundTripper] that counts, and remembers how far an interrupted run of the source came.
//
// Sources see whole, checked answers or an error, never a 202, a 5xx, a spent limit or half a body.
//
// Sources only read. Some services take long questions as POST: such a request says that it only asks with the header
// Idempotency-Key, as net/http has it (empty, the header is not sent), and is then kept and sent again like any other.
package transport

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// Options say how a [Transport] behaves. The zero value of a field means its default.
type Options struct {
	// Dir is the cache folder. Recommended: without it nothing is remembered.
	Dir string
	// Now is the moment that the run counts as. A source that was interrupted is continued within
	// twelve hours of its own moment.
	Now time.Time
	// NoWait reports a spent rate limit as a [LimitError] instead of waiting for it. Optional.
	NoWait bool
	// PerHost is how many requests a host gets at a time. Default: 8.
	PerHost int
	// Attempts is how often a request is sent before it counts as failed, waits for rate limits apart. Default: 8.
	Attempts int
	// LargestBody is the size in bytes past which an answer is refused, unpacked. Default: 128 MiB.
	LargestBody int64
	// Timeout is how long one attempt may take. Default: two minutes.
	Timeout time.Duration
	// LongestWait is how long a rate limit is waited for. Default: 65 minutes, since the usual window is an hour.
	LongestWait time.Duration
	// MostRequests ends the run after so many requests; the next run goes on from there. Default: no end.
	MostRequests int
	// Waiting is told of every wait for a rate limit. Optional.
	Waiting func(host string, until time.Time)

	// Base sends the requests. Default: the system's proxy and certificates. For tests.
	Base http.RoundTripper
	// Sleep and Clock replace the real clock. For tests.
	Sleep func(context.Context, time.Duration) error
	Clock func() time.Time
}

func (o Options) withDefaults() Options {
	orElse(&o.PerHost, 8)
	orElse(&o.Attempts, 8)
	orElse(&o.LargestBody, 128<<20)
	orElse(&o.Timeout, 2*time.Minute)
	orElse(&o.LongestWait, 65*time.Minute)
	if o.Base == nil {
		base := http.DefaultTransport.(*http.Transport).Clone()
		base.MaxIdleConnsPerHost = o.PerHost
		o.Base = base
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return o
}

func orElse[T int | int64 | time.Duration](value *T, otherwise T) {
	if *value <= 0 {
		*value = otherwise
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Transport is what all sources of a run share.
type Transport struct {
	opts  Options
	cache cache

	mu    sync.Mutex
	hosts map[string]*host
	roads []*Road
	sent  int
}

// New returns the transport of a run.
func New(opts Options) *Transport {
	opts = opts.withDefaults()
	return &Transport{opts: opts, cache: cache{dir: opts.Dir}, hosts: map[string]*host{}}
}

// Road returns the way of one source, whose ID is a plain word such as "github-1". Where the source was interrupted in an
// earlier run, it goes on from there.
func (t *Transport) Road(id string) (*Road, error) {
	j, err := openJournal(t.opts.Dir, id, t.opts.Now, t.opts.Clock())
	if err != nil {
		return nil, err
	}
	r := &Road{transport: t, journal: j, asked: map[string]bool{}}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.roads = append(t.roads, r)
	return r, nil
}

// Prune forgets the answers that no source has asked for in a long time. It is for the end of a run of all sources.
func (t *Transport) Prune() {
	t.cache.prune(func(key string) bool {
		for _, r := range t.roads {
			if r.journal.has(key) {
				return true
			}
		}
		return false
	}, t.opts.Clock())
}

// Counts says what a source asked for.
type Counts struct {
	// Asked is how many different requests the source made, whether answered by the network or from what an interrupted
	// run had got already. It does not depend on the weather.
	Asked int
	// Sent is how many requests went over the network, repeats included.
	Sent int
	// Unchanged is how many of those were answered with 304.
	Unchanged int
	// Remaining is what the host last said is left of the limit; -1 while it is not known.
	Remaining int
}

// Road is one source's [http.RoundTripper].
type Road struct {
	transport *Transport
	journal   *journal

	mu        sync.Mutex
	asked     map[string]bool
	sent      int
	unchanged int
	remaining *int
}

// Now is the moment that the source's run counts as: that of the interrupted one where it is continued.
func (r *Road) Now() time.Time { return r.journal.now }

// Continued tells whether an interrupted run of the source is continued.
func (r *Road) Continued() bool { return r.journal.continued }

// Close ends the source's run. One that asked all it wanted to ask is done; after any other, the next run continues it.
func (r *Road) Close(done bool) error { return r.journal.close(done) }

// Counts returns what the source asked for so far.
func (r *Road) Counts() Counts {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := Counts{Asked: len(r.asked), Sent: r.sent, Unchanged: r.unchanged, Remaining: -1}
	if r.remaining != nil {
		c.Remaining = *r.remaining
	}
	return c
}

func (r *Road) count(status int, header http.Header) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent++
	if status == http.StatusNotModified {
		r.unchanged++
	}
	if left, ok := number(header, "X-RateLimit-Remaining"); ok {
		r.remaining = &left
	}
}

// RoundTrip answers from the cache, the network, or both.
func (r *Road) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	if req.Method != http.MethodGet && !isQuestion(req) {
		return nil, &RefusedError{Method: req.Method, URL: clean(req.URL)}
	}
	key, err := keyOf(req)
	if err != nil {
		return nil, err
	}
	kept := r.transport.cache.load(key)
	if kept == nil || !r.journal.has(key) {
		fresh, err := r.ask(req, key, kept)
		if err != nil {
			return nil, err
		}
		kept = fresh
	}
	r.mu.Lock()
	r.asked[key] = true
	r.mu.Unlock()
	return kept.response(req)
}
