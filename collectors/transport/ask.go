package transport

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// mostWaits is how often one request may run into a rate limit before it counts as failed.
const mostWaits = 200

// ask gets an answer over the network, however many attempts it takes, and keeps it.
func (r *Road) ask(req *http.Request, key string, kept *entry) (*entry, error) {
	t, ctx := r.transport, req.Context()
	h := t.host(req.URL.Host)
	var last error
	for attempt, waits := 0, 0; attempt < t.opts.Attempts && waits < mostWaits; {
		leave, err := t.enter(ctx, h, req)
		if err != nil {
			return nil, err
		}
		a, err := r.attempt(req, kept, leave)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v := verdict{outcome: retry, why: err}
		if err == nil {
			v = judge(a, wantsJSON(req))
		}
		switch {
		case errors.Is(err, errTooLarge), errors.Is(err, errBudget):
			return nil, &UnreachableError{URL: clean(req.URL), Attempts: attempt, Cause: err}
		case v.outcome == accept && (a.status != http.StatusNotModified || kept != nil):
			h.answered(true)
			return r.settle(key, a, kept)
		case v.outcome == wait:
			waits++ // the next attempt waits; see note
			last = fmt.Errorf("the rate limit is spent (%d)", a.status)
		default:
			attempt++
			last = v.why
			if attempt == t.opts.Attempts {
				break
			}
			if err := t.opts.Sleep(ctx, backoff(attempt)); err != nil {
				return nil, err
			}
		}
	}
	h.answered(false)
	return nil, &UnreachableError{URL: clean(req.URL), Attempts: t.opts.Attempts, Cause: last}
}

// backoff doubles from a quarter of a second to half a minute, spread so that requests that failed together do not come
// back together.
func backoff(attempt int) time.Duration {
	d := min(30*time.Second, 125*time.Millisecond<<attempt)
	return d/2 + rand.N(d)
}

// attempt sends a request once, reads all of the answer and leaves the host.
func (r *Road) attempt(req *http.Request, kept *entry, leave func()) (*answer, error) {
	defer leave()
	t := r.transport
	if !t.mayAsk() {
		return nil, errBudget
	}
	ctx, cancel := context.WithTimeout(req.Context(), t.opts.Timeout)
	defer cancel()
	fresh, err := again(ctx, req)
	if err != nil {
		return nil, err
	}
	resp, err := t.opts.Base.RoundTrip(conditional(fresh, kept))
	if err != nil {
		return nil, err
	}
	r.count(resp.StatusCode, resp.Header)
	a, err := readAnswer(resp, t.opts.LargestBody)
	if err != nil {
		return nil, err
	}
	t.note(t.host(req.URL.Host), req, a)
	return a, nil
}

// isQuestion tells whether a POST only asks, and can be sent again as it is.
func isQuestion(req *http.Request) bool {
	_, says := req.Header["Idempotency-Key"]
	return req.Method == http.MethodPost && says && req.GetBody != nil
}

// again copies a request, with its body from the start.
func again(ctx context.Context, req *http.Request) (fresh *http.Request, err error) {
	fresh = req.Clone(ctx)
	if req.GetBody != nil {
		fresh.Body, err = req.GetBody()
	}
	return fresh, err
}

func (t *Transport) mayAsk() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent++
	return t.opts.MostRequests == 0 || t.sent <= t.opts.MostRequests
}

// conditional asks only whether the answer that is kept has changed.
func conditional(req *http.Request, kept *entry) *http.Request {
	req.Header.Set("Accept-Encoding", "gzip")
	if kept == nil || kept.Status != http.StatusOK {
		return req
	}
	if tag := kept.Header.Get("Etag"); tag != "" {
		req.Header.Set("If-None-Match", tag)
	} else if at := kept.Header.Get("Last-Modified"); at != "" {
		req.Header.Set("If-Modified-Since", at)
	}
	return req
}

// settle keeps an answer and notes that this run has got it.
func (r *Road) settle(key string, a *answer, kept *entry) (*entry, error) {
	e, changed := kept, false
	if a.status != http.StatusNotModified {
		e, changed = keep(a), true
	} else if link := a.header.Values("Link"); len(link) > 0 && !slices.Equal(link, e.Header["Link"]) {
		// The page is the same, and yet there is another next one by now.
		e.Header["Link"], changed = link, true
	}
	if changed {
		if err := r.transport.cache.save(key, e); err != nil {
			return nil, fmt.Errorf("the cache cannot be written: %w", err)
		}
	}
	r.journal.add(key)
	return e, nil
}
