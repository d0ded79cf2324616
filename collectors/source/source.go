// Package source is what the runner lends to the sources: the clock, the portal's folder, the network, and the places
// to put records and to say what failed. A source fetches and parses; everything else is the runner's.
package source

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"time"

	"portolan/collectors/dataset"
)

// Run is one collection by one source. Its methods may be called from several goroutines.
type Run struct {
	// Now is the moment that the run counts as; it stands still.
	Now time.Time
	// Root is the content folder: relative paths in site.yaml start here.
	Root string
	// Client sends requests through the runner's transport: cached, retried, kept within rate limits.
	Client *http.Client
	// Getenv reads the environment, where tokens come from.
	Getenv func(string) string
	// People turns identities into keys.
	People People
	// Results is where records and failures go.
	Results Results
	// Since leaves alone what has not changed since then, where a source can tell; zero: everything is renewed.
	Since time.Time
	// Only names what is to be renewed, by ID or its last parts, with * and ?; none: everything.
	Only []string
	// Known returns the records of a kind that this source's collector wrote in earlier runs; nil: none are known.
	Known func(kind string) []dataset.Record
	// Records returns the records of a kind that any collector wrote, for those that come after the others; nil: none.
	Records func(kind string) []dataset.Record
}

// Wants tells whether the run is to renew the thing with an ID: "github.com/acme/anvil" is wanted where Only names it so,
// or "acme/anvil", "anvil", "acme/*".
func (r *Run) Wants(id string) bool {
	if len(r.Only) == 0 {
		return true
	}
	for _, pattern := range r.Only {
		for rest, more := id, true; more; _, rest, more = strings.Cut(rest, "/") {
			if matched, err := path.Match(strings.ToLower(pattern), strings.ToLower(rest)); err == nil && matched {
				return true
			}
		}
	}
	return false
}

// Results takes what a source found.
type Results interface {
	// Put keeps a record, in place of the older one. An error means that the record is not fit to be kept; the source
	// goes on with the next.
	Put(dataset.Record) error
	// Keep says that a record could not be renewed: the old one stays and is marked stale, and the run is incomplete.
	Keep(kind, key string, why error)
	// Gone says that the source knows for certain that a thing is no longer there: its record stays, marked gone.
	Gone(kind, key string)
	// Fail says that something failed that belongs to no single record; the run is incomplete.
	Fail(why error)
	// Progress says how far the source is; total is 0 while it is not known.
	Progress(done, total int, doing string)
}

// Provenance returns the provenance of a complete record that a source makes in this run.
func (r *Run) Provenance(source, url string) dataset.Provenance {
	return dataset.Provenance{Source: source, URL: url, Collected: dataset.At(r.Now), Complete: true}
}

// People turns the identity of a person, an account or an e-mail address, into what may be kept of it.
type People struct {
	// Secret keys the hash, so that nobody can test a guess against the records.
	Secret []byte
	// Named keeps names beside the keys, where the portal says so.
	Named bool
}

// Key returns the same short word for the same identity, from which the identity cannot be told.
func (p People) Key(identity string) string {
	mac := hmac.New(sha256.New, p.Secret)
	mac.Write([]byte(strings.ToLower(strings.TrimSpace(identity))))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// Name returns the name where people are named, and nothing elsewhere.
func (p People) Name(name string) string {
	if p.Named {
		return dataset.CleanText(name)
	}
	return ""
}
