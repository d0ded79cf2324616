// Package forge holds what all forges have in common: how their lists become figures, how people and machines are told
// apart, how a token is sent, and what becomes of a repository that could not be had.
//
// Two nouns matter. A [Work] is what was done in one repository, as the forge's lists tell it; its figures are the same
// whichever forge told it. A [Session] is one run of a forge's collector: what the runner lends, and what is known from
// earlier runs. What differs, addresses and answers, is in the folders of the forges.
package forge

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// ErrGarbage is behind every answer that is JSON and still cannot be true.
var ErrGarbage = errors.New("not what the forge can have meant")

// UsualTaskLabels are what forges and guides suggest for a newcomer's first issue.
var UsualTaskLabels = []string{"good first issue", "good-first-issue", "first-timers-only", "beginner", "beginner-friendly", "starter"}

// CheckBase tells what is wrong with the address of a server. None is the forge's own; an example stands in the hint.
func CheckBase(base, example string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return &source.WrongError{Text: "base_url is not the address of a server", Hint: "write " + example}
	}
	if u.User != nil {
		return &source.WrongError{Text: "base_url holds a password", Hint: "name the variable that holds the token in token_env"}
	}
	return nil
}

// Token returns the token in an environment variable; "" where no variable is named. A variable that is not set is a
// mistake: going on without would make everything that is not public look as if it had gone.
func Token(run *source.Run, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	token := run.Getenv(name)
	if token == "" {
		return "", &source.WrongError{Text: fmt.Sprintf("the environment variable %s, which token_env names, is not set", name),
			Hint: "set it, or leave token_env out to collect only what is public"}
	}
	return token, nil
}

// Folded is a set of words whose case does not matter.
func Folded(words []string) map[string]bool {
	set := map[string]bool{}
	for _, word := range words {
		set[strings.ToLower(word)] = true
	}
	return set
}

// Skips tells whether one of the patterns names a repository, by its whole path or by the last part of it.
func Skips(patterns []string, fullName string) bool {
	for _, pattern := range patterns {
		for _, name := range []string{path.Base(fullName), fullName} {
			if matched, err := path.Match(strings.ToLower(pattern), strings.ToLower(name)); err == nil && matched {
				return true
			}
		}
	}
	return false
}

// Audience narrows what a visibility allows by what site.yaml says. It never widens.
func Audience(own dataset.Audience, v dataset.Visibility) dataset.Audience {
	if own != "" && (own != dataset.Public || v == dataset.VisibilityPublic) {
		return own
	}
	return v.Audience()
}

// Bearer lends a client whose token goes to one host alone, wherever a redirect may lead, and that asks for JSON where the
// request does not say. The token stands in the header Authorization, by which the runner tells one asker from another.
func Bearer(through *http.Client, host, token string) *http.Client {
	lent := *through
	lent.Transport = &bearer{token: token, host: host, next: through.Transport}
	return &lent
}

type bearer struct {
	token, host string
	next        http.RoundTripper
}

// RoundTrip sends the request on.
func (b *bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Del("Authorization")
	if b.token != "" && req.URL.Host == b.host {
		req.Header.Set("Authorization", "Bearer "+b.token)
	}
	if req.Header.Get("Accept") == "" {
		req.Header.Set("Accept", "application/json")
	}
	next := b.next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(req)
}

// Answered names the address in an error, and makes an answer that says no a [source.StatusError].
func Answered(resp *http.Response, err error) error {
	if err == nil || resp == nil || resp.Request == nil {
		return err
	}
	address := resp.Request.URL.Redacted()
	if resp.StatusCode >= 300 {
		return &source.StatusError{Address: address, Status: resp.StatusCode}
	}
	return fmt.Errorf("%s: %w", address, err)
}

// IsOneOf tells whether an error is an answer with one of the statuses, and so a fact rather than a failure.
func IsOneOf(err error, statuses ...int) bool {
	var said *source.StatusError
	return errors.As(err, &said) && slices.Contains(statuses, said.Status)
}
