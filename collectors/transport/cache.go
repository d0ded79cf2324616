package transport

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// forgotten is after how long an answer that no run asks for any more leaves the cache.
const forgotten = 30 * 24 * time.Hour

// keptHeaders are the headers of an answer that a later run needs.
var keptHeaders = []string{"Content-Type", "Etag", "Last-Modified", "Link", "Location"}

// cache keeps one file per answer: a line of JSON, then the packed body. A file that is damaged is as good as none.
type cache struct{ dir string }

// entry is an answer as it is kept.
type entry struct {
	Status int         `json:"status"`
	Header http.Header `json:"header"`
	// Sum is the SHA-256 of the packed body, which tells a whole file from a damaged one.
	Sum    string `json:"sum"`
	packed []byte
	body   []byte
}

// keyOf names an answer: who asks what, in which form.
func keyOf(req *http.Request) (string, error) {
	sum := sha256.New()
	for _, part := range []string{clean(req.URL), req.Header.Get("Accept"), identity(req)} {
		sum.Write([]byte(part))
		sum.Write([]byte{0})
	}
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return "", err
		}
		defer body.Close()
		io.WriteString(sum, req.Method)
		if _, err := io.Copy(sum, body); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// identity tells one asker from another without holding the token.
func identity(req *http.Request) string {
	sum := sha256.Sum256([]byte(req.Header.Get("Authorization") + "\x00" + req.URL.User.String()))
	return hex.EncodeToString(sum[:])
}

func (c cache) file(key string) string { return filepath.Join(c.dir, key[:2], key) }

// load returns the answer of a key, or nil where there is none that is whole.
func (c cache) load(key string) *entry {
	if c.dir == "" {
		return nil
	}
	data, err := os.ReadFile(c.file(key))
	if err != nil {
		return nil
	}
	head, packed, found := bytes.Cut(data, []byte{'\n'})
	var e entry
	if !found || json.Unmarshal(head, &e) != nil || e.Sum != sumOf(packed) {
		return nil
	}
	body, err := unpack(packed, 1<<40)
	if err != nil {
		return nil
	}
	e.packed, e.body = packed, body
	return &e
}

// save keeps an answer. It is written beside and moved into place, so that a crash leaves the old file or the new one.
func (c cache) save(key string, e *entry) error {
	if c.dir == "" {
		return nil
	}
	e.Sum = sumOf(e.packed)
	head, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file := c.file(key)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".writing-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(append(append(head, '\n'), e.packed...))
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// prune removes what no run has asked for in a long time, and what crashes left behind.
func (c cache) prune(used func(key string) bool, now time.Time) {
	if c.dir == "" {
		return
	}
	filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		name := d.Name()
		if len(name) != 2*sha256.Size && !strings.HasPrefix(name, ".writing-") || used(name) {
			return nil
		}
		if info, err := d.Info(); err == nil && now.Sub(info.ModTime()) > forgotten {
			os.Remove(path)
		}
		return nil
	})
}

func sumOf(packed []byte) string {
	sum := sha256.Sum256(packed)
	return hex.EncodeToString(sum[:])
}
