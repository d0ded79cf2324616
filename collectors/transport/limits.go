package transport

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// silentAfter is how many requests in a row may fail in every attempt before a host counts as gone for the run.
const silentAfter = 3

// host is what is known of one host: who is talking to it, and which limits are spent.
type host struct {
	name  string
	slots chan struct{}

	mu sync.Mutex
	// spent says until when a limit is spent, by asker and limit; the limit "" is all of an asker's.
	spent map[[2]string]time.Time
	// failed is how many requests in a row got no usable answer.
	failed int
}

func (t *Transport) host(name string) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[name]
	if h == nil {
		h = &host{name: name, slots: make(chan struct{}, t.opts.PerHost), spent: map[[2]string]time.Time{}}
		t.hosts[name] = h
	}
	return h
}

// limitOf names the limit that a request counts against. The dependency graph and search have limits of their own, so that
// one of them being spent does not hold up the rest.
func limitOf(req *http.Request) string {
	switch path := req.URL.Path; {
	case strings.HasSuffix(path, "/dependency-graph/sbom"):
		return "dependency_sbom"
	case strings.Contains(path, "/search/"):
		return "search"
	}
	return "core"
}

func (h *host) spend(asker, limit string, until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := [2]string{asker, limit}; until.After(h.spent[at]) {
		h.spent[at] = until
	}
}

func (h *host) spentUntil(asker, limit string) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	until := h.spent[[2]string{asker, ""}]
	if own := h.spent[[2]string{asker, limit}]; own.After(until) {
		until = own
	}
	return until
}

// enter waits for a place among those who talk to the host, at a time when a request may be sent.
func (t *Transport) enter(ctx context.Context, h *host, req *http.Request) (leave func(), err error) {
	leave = func() { <-h.slots }
	for {
		if err := t.admit(ctx, h, req); err != nil {
			return nil, err
		}
		select {
		case h.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		// Another request may have run into a limit while this one stood in line.
		if !h.spentUntil(identity(req), limitOf(req)).After(t.opts.Clock()) {
			return leave, nil
		}
		leave()
	}
}

// admit waits until a request may be sent, or says why it may not.
func (t *Transport) admit(ctx context.Context, h *host, req *http.Request) error {
	asker, limit := identity(req), limitOf(req)
	for {
		if h.isSilent() {
			return &UnreachableError{URL: clean(req.URL), Cause: errSilent}
		}
		until := h.spentUntil(asker, limit)
		left := until.Sub(t.opts.Clock())
		if left <= 0 {
			return nil
		}
		if t.opts.NoWait || left > t.opts.LongestWait {
			return &LimitError{URL: clean(req.URL), Limit: limit, Until: until}
		}
		if t.opts.Waiting != nil {
			t.opts.Waiting(h.name, until)
		}
		if err := t.opts.Sleep(ctx, left); err != nil {
			return err
		}
	}
}

func (h *host) isSilent() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.failed >= silentAfter
}

func (h *host) answered(usable bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if usable {
		h.failed = 0
	} else {
		h.failed++
	}
}

// note remembers a limit that an answer tells of, before anyone else may send: one that it has just used up, so that the
// next request waits instead of being refused, or one that it was refused for.
func (t *Transport) note(h *host, req *http.Request, a *answer) {
	limit, pause := limitOf(req), time.Duration(0)
	if left, ok := number(a.header, "X-RateLimit-Remaining"); ok && left == 0 {
		pause = untilReset(a.header)
	}
	if v := judge(a, false); v.outcome == wait {
		pause = v.pause
		if v.pauseAll {
			limit = ""
		}
	}
	if pause > 0 {
		h.spend(identity(req), limit, t.opts.Clock().Add(pause))
	}
}
