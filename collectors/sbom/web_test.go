package sbom

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
	"portolan/collectors/transport"
)

// shelf is a server of bills of materials. It counts whole answers.
type shelf struct {
	*httptest.Server
	whole int
}

func newShelf(t *testing.T) *shelf {
	s := &shelf{}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(spdx))
	w.Close()
	answers := map[string]string{"/shop.cdx.json": shop, "/client.spdx.gz": packed.String(), "/page": "<html>Sign in</html>",
		"/half.cdx.json": shop[:len(shop)/2]}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, there := answers[r.URL.Path]
		w.Header().Set("Etag", `"1"`)
		w.Header().Set("Content-Type", "application/octet-stream")
		switch {
		case !there:
			w.WriteHeader(http.StatusNotFound)
		case r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			s.whole++
			w.Write([]byte(body))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// through lends a run the real road.
func through(t *testing.T, run *source.Run, cache string) {
	t.Helper()
	road, err := transport.New(transport.Options{Dir: cache, Now: run.Now, Attempts: 1}).Road("sbom-1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { road.Close(true) })
	run.Client = &http.Client{Transport: road}
}

func TestBillsOfMaterialsAreFetchedFromTheWeb(t *testing.T) {
	s, cache := newShelf(t), t.TempDir()
	for range 2 {
		run := portal(t, map[string]string{"local.cdx.json": shop})
		through(t, run, cache)
		r := collect(t, run, Config{Product: "shop", Files: []string{"*.json", s.URL + "/shop.cdx.json?key=hush", s.URL + "/client.spdx.gz"}})
		if len(r.failed) > 0 || len(r.data.Inventories) != 3 || len(r.data.Products) != 1 {
			t.Fatal(r.failed, len(r.data.Inventories))
		}
		byID := map[string]*dataset.Inventory{}
		for _, i := range r.data.Inventories {
			byID[i.ID] = i
		}
		for id, url := range map[string]string{"shop/local": "", "shop/shop": s.URL + "/shop.cdx.json", "shop/client": s.URL + "/client.spdx.gz"} {
			i := byID[id]
			if i == nil || i.Provenance.URL != url || !i.Provenance.Collected.Equal(run.Now) || len(i.Components) == 0 {
				t.Errorf("%s: %+v", id, i)
			}
		}
		run.Client.Transport.(*transport.Road).Close(true)
	}
	if s.whole != 2 {
		t.Errorf("%d whole answers: the second run did not ask whether anything changed", s.whole)
	}
}

func TestWhatTheWebAnswersBadlyKeepsWhatWasThere(t *testing.T) {
	s := newShelf(t)
	for path, says := range map[string]string{
		"/nowhere":       "/nowhere answered 404",
		"/page":          "/page: ",
		"/half.cdx.json": "/half.cdx.json: line ",
	} {
		run := portal(t, nil)
		through(t, run, t.TempDir())
		r := collect(t, run, Config{Product: "shop", Files: []string{s.URL + path + "?key=hush"}})
		var wrong *source.WrongError
		if len(r.data.Inventories) > 0 || len(r.kept) != 2 || errors.As(r.failed[0], &wrong) || !strings.Contains(r.failed[0].Error(), says) {
			t.Errorf("%s: %v, kept %v", path, r.failed, r.kept)
		}
	}
	s.Close()
	run := portal(t, nil)
	through(t, run, t.TempDir())
	if r := collect(t, run, Config{Product: "shop", Files: []string{s.URL + "/shop.cdx.json"}}); !transport.Interrupted(r.failed[0]) {
		t.Errorf("a server that is away: %v", r.failed)
	}
}
