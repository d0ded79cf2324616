package collectors

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// secrets are the values of the environment that sources asked for: tokens, mostly. None may appear in anything that is
// written or printed.
type secrets struct {
	getenv func(string) string

	mu     sync.Mutex
	values map[string]bool
}

// harmless are variables that sources read and that are no secret.
var harmless = map[string]bool{"HOME": true, "PATH": true, "GOPATH": true, "GOMODCACHE": true, "GOFLAGS": true, "GOPROXY": true,
	"GOCACHE": true, "TMPDIR": true, "LANG": true, "USER": true}

// shortest is the length below which a value is too common a word to be a secret.
const shortest = 6

// Getenv reads the environment and remembers what it gave away.
func (s *secrets) Getenv(name string) string {
	value := s.getenv(name)
	if len(value) >= shortest && !harmless[name] {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.values[value] = true
	}
	return value
}

// userinfo finds the name and password in an address.
var userinfo = regexp.MustCompile(`://[^/\s"'@]+@`)

// redact takes secrets out of a text.
func (s *secrets) redact(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for value := range s.values {
		text = strings.ReplaceAll(text, value, "[redacted]")
	}
	return userinfo.ReplaceAllString(text, "://")
}

// in tells whether data holds a secret.
func (s *secrets) in(data []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for value := range s.values {
		if bytes.Contains(data, []byte(value)) {
			return true
		}
	}
	return false
}
