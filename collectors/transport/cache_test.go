package transport

import (
	"bytes"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tagged answers 304 to who has the answer already.
func tagged(body string, headers ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `W/"1"` {
			says(304, "", headers...)(w, r)
			return
		}
		says(200, body, append(headers, "ETag", `W/"1"`)...)(w, r)
	}
}

func TestAnUnchangedAnswerComesFromTheCache(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, tagged(`{"a": 1}`))
	for run := range 3 {
		tr, _ := open(t, Options{Dir: dir})
		road := way(t, tr)
		if status, body, err := get(road, f.URL); status != 200 || body != `{"a": 1}` || err != nil {
			t.Fatal(status, body, err)
		}
		if c := road.Counts(); c.Sent != 1 || c.Unchanged != min(run, 1) {
			t.Errorf("run %d: %+v", run, c)
		}
		road.Close(true)
	}
}

func TestAnAnswerWithADateIsAskedForByDate(t *testing.T) {
	dir := t.TempDir()
	const at = "Sun, 01 Nov 2026 00:00:00 GMT"
	f := newForge(t, says(200, `{}`, "Last-Modified", at), says(304, ""))
	for range 2 {
		tr, _ := open(t, Options{Dir: dir})
		road := way(t, tr)
		if status, _, err := get(road, f.URL); status != 200 || err != nil {
			t.Fatal(status, err)
		}
		road.Close(true)
	}
	if got := f.asked[1].Header.Get("If-Modified-Since"); got != at {
		t.Errorf("asked since %q", got)
	}
}

func TestAnErrorIsNotAskedForConditionally(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, says(404, `{}`, "ETag", `"1"`))
	for range 2 {
		tr, _ := open(t, Options{Dir: dir})
		road := way(t, tr)
		get(road, f.URL)
		road.Close(true)
	}
	if got := f.asked[1].Header.Get("If-None-Match"); got != "" {
		t.Errorf("asked whether %s is still so", got)
	}
}

func TestTheNextPageIsBelievedOfTheLatestAnswer(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, tagged(`[]`), tagged(`[]`, "Link", `<p2>; rel="next"`), tagged(`[]`))
	for run, want := range []string{"", `<p2>; rel="next"`, `<p2>; rel="next"`} {
		tr, _ := open(t, Options{Dir: dir})
		req, _ := http.NewRequest(http.MethodGet, f.URL, nil)
		road := way(t, tr)
		resp, err := road.RoundTrip(req)
		if err != nil || resp.Header.Get("Link") != want {
			t.Errorf("run %d: %v, %q", run, err, resp.Header.Get("Link"))
		}
		road.Close(true)
	}
}

func TestAnswersToDifferentAskersAreKeptApart(t *testing.T) {
	f := newForge(t, says(200, `{"who": "nobody"}`), says(200, `{"who": "ada"}`), says(200, `{"who": "bob"}`), says(200, `"object"`))
	tr, _ := open(t, Options{Dir: t.TempDir()})
	road := way(t, tr)
	for range 2 {
		for _, c := range []struct {
			headers []string
			want    string
		}{
			{nil, "nobody"}, {[]string{"Authorization", "Bearer ada"}, "ada"}, {[]string{"Authorization", "Bearer bob"}, "bob"},
			{[]string{"Accept", "application/json"}, "object"},
		} {
			if _, body, err := get(road, f.URL, c.headers...); err != nil || !strings.Contains(body, c.want) {
				t.Errorf("%v: %s %v", c.headers, body, err)
			}
		}
	}
	if len(f.asked) != 4 {
		t.Errorf("asked %d times", len(f.asked))
	}
}

// theFile returns the only answer in a cache.
func theFile(t *testing.T, dir string) string {
	t.Helper()
	var file string
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, _ error) error {
		if !d.IsDir() && len(d.Name()) == 64 {
			file = path
		}
		return nil
	})
	if file == "" {
		t.Fatal("nothing was kept")
	}
	return file
}

func TestADamagedFileIsAsGoodAsNone(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":             func([]byte) []byte { return nil },
		"cut off":           func(b []byte) []byte { return b[:len(b)-3] },
		"cut in the head":   func(b []byte) []byte { return b[:10] },
		"a flipped bit":     func(b []byte) []byte { b[len(b)-4] ^= 1; return b },
		"something else":    func([]byte) []byte { return []byte("hello\nworld") },
		"a body of another": func(b []byte) []byte { return append(bytes.SplitAfter(b, []byte{'\n'})[0], pack([]byte(`{}`))...) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			f := newForge(t, tagged(`{"a": 1}`))
			tr, _ := open(t, Options{Dir: dir})
			get(way(t, tr), f.URL)
			file := theFile(t, dir)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			os.WriteFile(file, damage(data), 0o600)
			again, _ := open(t, Options{Dir: dir}) // continues: the journal has the answer, the cache has not
			if status, body, err := get(way(t, again), f.URL); status != 200 || body != `{"a": 1}` || err != nil {
				t.Error(status, body, err)
			}
			if got := f.asked[len(f.asked)-1].Header.Get("If-None-Match"); got != "" {
				t.Errorf("asked by the tag of what is lost: %s", got)
			}
		})
	}
}

func TestWhatNobodyAsksForIsForgotten(t *testing.T) {
	dir := t.TempDir()
	f := newForge(t, tagged(`{}`))
	tr, _ := open(t, Options{Dir: dir})
	road := way(t, tr)
	get(road, f.URL+"/old")
	old := theFile(t, dir)
	road.Close(true)

	later, watch := open(t, Options{Dir: dir})
	watch.now = watch.now.Add(forgotten + time.Hour)
	get(way(t, later), f.URL+"/new")
	later.Prune()
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("still there: %v", err)
	}
	theFile(t, dir)
}

func FuzzLoad(f *testing.F) {
	dir := f.TempDir()
	c := cache{dir: dir}
	key := strings.Repeat("ab", 32)
	whole := &entry{Status: 200, Header: http.Header{"Etag": {`"1"`}}, packed: pack([]byte(`{}`))}
	if err := c.save(key, whole); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(c.file(key))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)-1])
	f.Add([]byte("{}\n"))
	f.Add([]byte(`{"status": 200, "sum": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(c.file(key), data, 0o600); err != nil {
			t.Fatal(err)
		}
		if e := c.load(key); e != nil && e.Sum != sumOf(e.packed) {
			t.Error("a damaged file was believed")
		}
	})
}
