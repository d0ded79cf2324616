package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// live is the script that reloads the page and shows what is wrong. It is served, never published.
//
//go:embed live.js
var live []byte

// own is where the server's own files are, apart from the site's.
const own = "/.portolan/"

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+own+"live.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(live)
	})
	mux.HandleFunc("GET "+own+"events", s.events)
	mux.HandleFunc("GET /", s.page)
	return mux
}

// events tells an open page, as a stream, of every build.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "this connection cannot stream", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	page := r.URL.Query().Get("page")
	woken, leave := s.subscribe(page)
	defer leave()
	for {
		data, err := json.Marshal(s.news(page))
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
			return
		}
		flusher.Flush()
		select {
		case <-woken:
		case <-r.Context().Done():
			return
		}
	}
}

// page serves a file of the site, the live script added to pages.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	name := path.Clean("/" + r.URL.Path)
	if info, err := os.Stat(s.file(name)); err == nil && info.IsDir() && !strings.HasSuffix(r.URL.Path, "/") {
		http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
		return
	}
	data, name, status := s.find(r.URL.Path)
	if path.Ext(name) == ".html" {
		s.writePage(w, status, data)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// find returns what is served at an address, and the name of its file: as it was drawn last, or else as it was built.
func (s *server) find(address string) (data []byte, name string, status int) {
	name = fileOf(address)
	s.mu.Lock()
	data, drawn := s.drawn[name]
	s.mu.Unlock()
	if drawn {
		return data, name, http.StatusOK
	}
	if data, err := os.ReadFile(s.file(name)); err == nil {
		return data, name, http.StatusOK
	}
	if name == "index.html" {
		return s.front(), name, http.StatusOK
	}
	return s.missing(name), "404.html", http.StatusNotFound
}

func (s *server) file(name string) string {
	return filepath.Join(s.options.Site, filepath.FromSlash(name))
}

// fileOf names the file that is served at an address.
func fileOf(address string) string {
	name := strings.TrimPrefix(path.Clean("/"+address), "/")
	if address == "" || strings.HasSuffix(address, "/") {
		name = path.Join(name, "index.html")
	}
	return name
}

// digest names what a page holds.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// front is what stands at the root of several editions.
func (s *server) front() []byte {
	s.mu.Lock()
	editions := s.editions
	s.mu.Unlock()
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Portolan</title></head><body><h1>Portolan</h1>`)
	if len(editions) == 0 {
		b.WriteString("<p>Nothing is built yet.</p>")
	}
	b.WriteString("<ul>")
	for _, name := range editions {
		fmt.Fprintf(&b, `<li><a href="%[1]s/">The %[1]s edition</a></li>`, html.EscapeString(name))
	}
	b.WriteString("</ul></body></html>")
	return []byte(b.String())
}

// missing is the page that says that there is none.
func (s *server) missing(name string) []byte {
	site, _, _ := strings.Cut(name, "/")
	for _, dir := range []string{site, ""} {
		if data, err := os.ReadFile(s.file(path.Join(dir, "404.html"))); err == nil {
			return data
		}
	}
	return []byte("<!DOCTYPE html><title>Not here</title><p>There is no such page.</p></body>")
}

// writePage adds the script that waits for news of the page.
func (s *server) writePage(w http.ResponseWriter, status int, data []byte) {
	s.mu.Lock()
	others := s.others
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	script := fmt.Appendf(nil, `<script src="%slive.js" data-page="%s" data-others="%d"></script>`, own, digest(data), others)
	if at := bytes.LastIndex(data, []byte("</body>")); at >= 0 {
		w.Write(data[:at])
		w.Write(script)
		w.Write(data[at:])
		return
	}
	w.Write(data)
	w.Write(script)
}
