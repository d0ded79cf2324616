package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// largestFile is the size in bytes past which a file that site.yaml names is refused: no inventory is that large.
const largestFile = 256 << 20

// Places turns what site.yaml names (files, patterns of files, web addresses) into a sorted list without repeats. A pattern
// that matches nothing is a mistake; so is a list that names nothing.
func (r *Run) Places(names []string) ([]string, error) {
	var places []string
	for _, name := range names {
		if IsWeb(name) || !strings.ContainsAny(name, "*?[") {
			places = append(places, name)
			continue
		}
		matches, err := filepath.Glob(r.path(name))
		if err != nil || len(matches) == 0 {
			return nil, &WrongError{Text: fmt.Sprintf("no file matches %q", name), Hint: "paths start at the content folder"}
		}
		for _, match := range matches {
			if relative, err := filepath.Rel(r.Root, match); err == nil && !filepath.IsAbs(name) {
				match = relative
			}
			places = append(places, filepath.ToSlash(match))
		}
	}
	slices.Sort(places)
	return slices.Compact(places), nil
}

// Read returns what lies at a place: a file, or what a web address answers.
func (r *Run) Read(ctx context.Context, place string) ([]byte, error) {
	if IsWeb(place) {
		return r.download(ctx, place)
	}
	file, err := os.Open(r.path(place))
	if err != nil {
		return nil, &WrongError{File: place, Text: "the file cannot be read", Hint: "paths start at the content folder"}
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largestFile+1))
	if err == nil && len(data) > largestFile {
		err = fmt.Errorf("larger than %d bytes", largestFile)
	}
	if err != nil {
		return nil, &WrongError{File: place, Text: err.Error()}
	}
	return data, nil
}

// WebAddress returns the place if it is a web address, for a record's provenance; elsewhere it returns nothing. A password
// or what stands behind the question mark, where a key may be, is left out: readers see it.
func WebAddress(place string) string {
	u, err := url.Parse(place)
	if err != nil || !IsWeb(place) {
		return ""
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return dataset.CleanLink(u.String())
}

// IsWeb tells a web address from a path.
func IsWeb(place string) bool {
	u, err := url.Parse(place)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func (r *Run) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.Root, filepath.FromSlash(name))
}

func (r *Run) download(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return r.answer(req)
}

// Ask returns what a service answers to a question that is too long for an address. It is sent as POST and changes nothing
// at the service, so that it may be sent again.
func (r *Run) Ask(ctx context.Context, address string, question []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(question))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header["Idempotency-Key"] = nil // tells the transport, and is not sent
	return r.answer(req)
}

func (r *Run) answer(req *http.Request) ([]byte, error) {
	req.Header.Set("User-Agent", "portolan")
	resp, err := r.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = &StatusError{Address: req.URL.Redacted(), Status: resp.StatusCode}
	}
	return data, err
}

// StatusError is an answer that is none: the address is known and says no.
type StatusError struct {
	Address string
	Status  int
	// Says is what the server says of it. Optional.
	Says string
}

// Error names the address, without its long end, and what it said.
func (e *StatusError) Error() string {
	address, _, _ := strings.Cut(e.Address, "?")
	text := fmt.Sprintf("%s answered %d", address, e.Status)
	if e.Says != "" {
		text += ": " + e.Says
	}
	return text
}
