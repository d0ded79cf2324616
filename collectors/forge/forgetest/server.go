// Package forgetest helps to test the collectors of forges: a small server that answers from files, a run that remembers what
// it is given, and an invented project that every forge has to tell alike.
package forgetest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Server answers from files: the second page of /api/v1/repos/acme/anvil/commits below the root /api/v1/ is in
// repos.acme.anvil.commits.2.json, an answer with another status in repos.acme.anvil.issues.403.json, and what is in no file
// is a 404. A page has a link to the next one where there is a file for it.
type Server struct {
	*httptest.Server
	// Root is the beginning of all paths.
	Root string
	// Replace takes the place of a file, by its name without ".json"; Break cuts its answer off half-way.
	Replace map[string]string
	Break   map[string]bool
	// Unlinked tells of a next page by its number alone, in the header X-Next-Page.
	Unlinked bool

	folder string
	mu     sync.Mutex
	asked  []*http.Request
}

// NewServer starts a server for the length of a test. Where HOST stands in its files it puts its own.
func NewServer(t testing.TB, root, folder string) *Server {
	s := &Server{Root: root, Replace: map[string]string{}, Break: map[string]bool{}, folder: folder}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

// Host is where the server listens.
func (s *Server) Host() string { return strings.TrimPrefix(s.URL, "http://") }

// Asked returns the requests so far.
func (s *Server) Asked() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r)
	s.mu.Unlock()
	name := strings.ReplaceAll(strings.Trim(strings.TrimPrefix(r.URL.Path, s.Root), "/"), "/", ".")
	if path := r.URL.Query().Get("path"); path != "" {
		name += "." + strings.TrimPrefix(path, ".")
	}
	page := pageOf(r)
	status, body := s.find(paged(name, page))
	if first, _ := s.find(name); page > 1 && first == http.StatusOK && status == http.StatusNotFound {
		status, body = http.StatusOK, "[]" // past the end
	}
	if next, _ := s.find(paged(name, page+1)); next == http.StatusOK {
		s.link(w, r, page+1)
	}
	w.Header().Set("Content-Type", "application/json")
	body = strings.ReplaceAll(body, "HOST", s.Host())
	if s.Break[name] {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		body = body[:len(body)/2]
	}
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

// pageOf reads a page's number, which stands for the key too where pages are asked for by key.
func pageOf(r *http.Request) int {
	for _, key := range []string{"page", "page_token"} {
		if n, err := strconv.Atoi(r.URL.Query().Get(key)); err == nil && n > 0 {
			return n
		}
	}
	return 1
}

func paged(name string, page int) string {
	if page == 1 {
		return name
	}
	return fmt.Sprintf("%s.%d", name, page)
}

func (s *Server) link(w http.ResponseWriter, r *http.Request, page int) {
	query := r.URL.Query()
	if query.Get("pagination") == "keyset" {
		query.Set("page_token", strconv.Itoa(page))
	} else {
		query.Set("page", strconv.Itoa(page))
		w.Header().Set("X-Next-Page", strconv.Itoa(page))
	}
	if !s.Unlinked || query.Has("page_token") {
		w.Header().Set("Link", fmt.Sprintf(`<%s%s?%s>; rel="next", <%s>; rel="first"`, s.URL, r.URL.Path, query.Encode(), s.URL))
	}
}

// find returns the status and the body of an answer.
func (s *Server) find(name string) (int, string) {
	if body, ok := s.Replace[name]; ok {
		return http.StatusOK, body
	}
	if body, err := os.ReadFile(filepath.Join(s.folder, name+".json")); err == nil {
		return http.StatusOK, string(body)
	}
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict} {
		if body, err := os.ReadFile(filepath.Join(s.folder, fmt.Sprintf("%s.%d.json", name, status))); err == nil {
			return status, string(body)
		}
	}
	return http.StatusNotFound, `{"message": "404 Not Found"}`
}
