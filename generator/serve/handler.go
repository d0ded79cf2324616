package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
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
	woken, leave := s.subscribe()
	defer leave()
	for {
		built, wrong, _ := s.state()
		data, err := json.Marshal(map[string]any{"built": built, "problems": wrong})
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
	file := filepath.Join(s.options.Site, filepath.FromSlash(name))
	info, err := os.Stat(file)
	if err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
		file = filepath.Join(file, "index.html")
	}
	data, err := os.ReadFile(file)
	switch {
	case err == nil && filepath.Ext(file) == ".html":
		writePage(w, http.StatusOK, data)
	case err == nil:
		http.ServeFile(w, r, file)
	case name == "/":
		s.front(w)
	default:
		s.missing(w, name)
	}
}

// front stands in for a front page: it leads to the editions, or waits for the first good build.
func (s *server) front(w http.ResponseWriter) {
	_, _, editions := s.state()
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
	writePage(w, http.StatusOK, []byte(b.String()))
}

// missing shows the site's own page for addresses that lead nowhere.
func (s *server) missing(w http.ResponseWriter, name string) {
	site, _, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	for _, dir := range []string{site, ""} {
		if data, err := os.ReadFile(filepath.Join(s.options.Site, filepath.FromSlash(dir), "404.html")); err == nil {
			writePage(w, http.StatusNotFound, data)
			return
		}
	}
	writePage(w, http.StatusNotFound, []byte("<!DOCTYPE html><title>Not here</title><p>There is no such page.</p></body>"))
}

// writePage writes HTML with the live script at its end.
func writePage(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	script := []byte(`<script src="` + own + `live.js"></script>`)
	if at := bytes.LastIndex(data, []byte("</body>")); at >= 0 {
		w.Write(data[:at])
		w.Write(script)
		w.Write(data[at:])
		return
	}
	w.Write(data)
	w.Write(script)
}
