package transport

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer is what came back from one attempt, its body packed as it travelled.
type answer struct {
	status int
	header http.Header
	packed []byte
	body   []byte
}

// outcome is what to do after an attempt.
type outcome int

const (
	accept outcome = iota // the answer is whole and meant as it is
	retry                 // a bad moment: ask again
	wait                  // a rate limit: ask again when it is over
)

// verdict judges one answer. It does not look at the clock or the network.
type verdict struct {
	outcome outcome
	// why says what is wrong with an answer to retry.
	why error
	// pause is how long to wait; with pauseAll, every request of the same asker has to.
	pause    time.Duration
	pauseAll bool
}

// patience is how long a secondary limit that names no time is waited for, as the forge asks for.
const patience = time.Minute

// judge says what to do with an answer to a request that wants JSON or not.
func judge(a *answer, wantsJSON bool) verdict {
	switch {
	case a.status == http.StatusForbidden || a.status == http.StatusTooManyRequests:
		if v := limited(a); v.outcome == wait {
			return v
		}
		if a.status == http.StatusTooManyRequests {
			return verdict{outcome: wait, pause: patience, pauseAll: true}
		}
	case a.status == http.StatusAccepted:
		return verdict{outcome: retry, why: errors.New("the answer is still being worked out (202)")}
	case a.status >= 500:
		return verdict{outcome: retry, why: fmt.Errorf("the server answered %d", a.status)}
	case a.status == http.StatusNoContent || a.status == http.StatusNotModified || a.status/100 == 3:
		return verdict{}
	}
	wantsJSON = wantsJSON || strings.HasSuffix(mediaType(a.header), "json")
	if wantsJSON && (len(a.body) > 0 || a.status == http.StatusOK) && !json.Valid(a.body) {
		return verdict{outcome: retry, why: fmt.Errorf("the body is not JSON (status %d, %s, %d bytes)",
			a.status, mediaType(a.header), len(a.body))}
	}
	return verdict{}
}

// limited recognises the two kinds of rate limit in a 403 or 429: the primary one, which says when it is reset, and the
// secondary one, which says how long to be quiet.
func limited(a *answer) verdict {
	if seconds, ok := number(a.header, "Retry-After"); ok {
		return verdict{outcome: wait, pause: time.Duration(seconds) * time.Second, pauseAll: true}
	}
	if left, ok := number(a.header, "X-RateLimit-Remaining"); ok && left == 0 {
		return verdict{outcome: wait, pause: untilReset(a.header)}
	}
	if bytes.Contains(bytes.ToLower(a.body), []byte("secondary rate limit")) {
		return verdict{outcome: wait, pause: patience, pauseAll: true}
	}
	return verdict{}
}

// untilReset returns how long it is until the limit is reset, by the server's own clock.
func untilReset(h http.Header) time.Duration {
	reset, ok := number(h, "X-RateLimit-Reset")
	if !ok {
		return patience
	}
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return patience
	}
	return max(time.Second, time.Unix(int64(reset), 0).Sub(date))
}

func number(h http.Header, name string) (int, bool) {
	n, err := strconv.Atoi(h.Get(name))
	return n, err == nil && n >= 0
}

func mediaType(h http.Header) string {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return "of no known type"
	}
	return kind
}

// wantsJSON tells whether a request asks for JSON and nothing else. A forge's own media types mean JSON too, unless they
// name another form.
func wantsJSON(req *http.Request) bool {
	accepts := req.Header.Get("Accept")
	for _, other := range []string{"raw", "diff", "patch", "html", ".sha"} {
		if strings.Contains(accepts, other) {
			return false
		}
	}
	return strings.Contains(accepts, "json") || strings.Contains(accepts, "application/vnd.github")
}

// readAnswer reads a whole response. What ends early or is too large is an error.
func readAnswer(resp *http.Response, largest int64) (*answer, error) {
	defer resp.Body.Close()
	raw, err := readAtMost(resp.Body, largest)
	if err != nil {
		return nil, err
	}
	a := &answer{status: resp.StatusCode, header: resp.Header, packed: raw}
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") && len(raw) > 0 {
		a.body, err = unpack(raw, largest)
		return a, err
	}
	a.body, a.packed = raw, pack(raw)
	return a, nil
}

// errTooLarge is no bad moment: asking again would bring the same.
var errTooLarge = errors.New("the body is larger than an answer may be")

func readAtMost(r io.Reader, largest int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err == nil && int64(len(data)) > largest {
		err = errTooLarge
	}
	return data, err
}

func unpack(packed []byte, largest int64) ([]byte, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return readAtMost(r, largest)
}

func pack(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w.Write(body)
	w.Close()
	return b.Bytes()
}

// response makes an answer look as if it had just arrived. The headers that tell of rate limits are gone: waiting is the
// transport's, and a client that waited of its own accord would take one limit for another.
func (e *entry) response(req *http.Request) (*http.Response, error) {
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status)),
		StatusCode: e.Status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        e.Header.Clone(),
		Body:          io.NopCloser(bytes.NewReader(e.body)),
		ContentLength: int64(len(e.body)),
		Request:       req,
	}, nil
}

func keep(a *answer) *entry {
	e := &entry{Status: a.status, Header: http.Header{}, packed: a.packed, body: a.body}
	for _, name := range keptHeaders {
		if v := a.header.Values(name); len(v) > 0 {
			e.Header[name] = v
		}
	}
	return e
}
