package transport

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// UnreachableError says that a host gave no usable answer, however often it was asked.
type UnreachableError struct {
	URL      string
	Attempts int
	Cause    error
}

// Error names the address, without its long end, and what went wrong last.
func (e *UnreachableError) Error() string {
	address, _, _ := strings.Cut(e.URL, "?")
	if e.Attempts == 0 {
		return fmt.Sprintf("%s was not asked: %v", address, e.Cause)
	}
	return fmt.Sprintf("no usable answer from %s in %d attempts: %v", address, e.Attempts, e.Cause)
}

// Unwrap returns what went wrong last.
func (e *UnreachableError) Unwrap() error { return e.Cause }

// LimitError says that a rate limit is spent and was not waited for.
type LimitError struct {
	URL   string
	Limit string
	Until time.Time
}

// Error says until when.
func (e *LimitError) Error() string {
	return fmt.Sprintf("%s: the rate limit %q is spent until %s", e.URL, e.Limit, e.Until.UTC().Format(time.RFC3339))
}

// RefusedError says that a source wanted to do something else than read.
type RefusedError struct{ Method, URL string }

// Error names method and address.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s %s: sources only read", e.Method, e.URL)
}

// errBudget and errSilent are why a request is not even sent.
var (
	errBudget = errors.New("the run may send no more requests")
	errSilent = errors.New("the host has stopped answering")
)

// Interrupted tells whether an error means that asking again later may help: the run is worth continuing.
func Interrupted(err error) bool {
	var unreachable *UnreachableError
	var limit *LimitError
	return errors.As(err, &unreachable) || errors.As(err, &limit)
}

// clean returns an address without the name and password that it may hold.
func clean(u *url.URL) string {
	without := *u
	without.User = nil
	return without.String()
}
