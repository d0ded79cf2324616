package source

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestPlacesAreFilesPatternsAndAddresses(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"a.json", "b.json", "c.txt"} {
		os.WriteFile(filepath.Join(root, name), []byte(name), 0o644)
	}
	run := &Run{Root: root}
	got, err := run.Places([]string{"*.json", "a.json", "https://acme.example/x?y=*", "missing.json"})
	if want := []string{"a.json", "b.json", "https://acme.example/x?y=*", "missing.json"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v", got, err)
	}
	var wrong *WrongError
	if _, err := run.Places([]string{"*.xml"}); !errors.As(err, &wrong) {
		t.Errorf("got %v", err)
	}
	if data, err := run.Read(t.Context(), "a.json"); err != nil || string(data) != "a.json" {
		t.Error(string(data), err)
	}
	if _, err := run.Read(t.Context(), "missing.json"); !errors.As(err, &wrong) || wrong.File != "missing.json" {
		t.Errorf("got %v", err)
	}
}

func TestAnAddressIsRead(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/there" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, "here")
	}))
	defer server.Close()
	run := &Run{Client: server.Client()}
	if data, err := run.Read(t.Context(), server.URL+"/there"); err != nil || string(data) != "here" {
		t.Error(string(data), err)
	}
	var status *StatusError
	if _, err := run.Read(t.Context(), server.URL+"/gone"); !errors.As(err, &status) || status.Status != http.StatusNotFound {
		t.Errorf("got %v", err)
	}
	if got := WebAddress("https://u:p@acme.example/a?key=k#f"); got != "https://acme.example/a" {
		t.Errorf("%q holds what is nobody's business", got)
	}
	if WebAddress(server.URL) != server.URL || WebAddress("a/b.json") != "" {
		t.Error("a file is an address, or an address none")
	}
}
