package deploy

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/generator/publish"
)

func TestChooseGuessesNoEdition(t *testing.T) {
	out := t.TempDir()
	if _, err := Choose(out, ""); !errors.As(err, new(Refused)) {
		t.Errorf("nothing is built, but: %v", err)
	}
	for _, name := range []string{"public", "internal"} {
		if err := os.MkdirAll(filepath.Join(out, name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, name, publish.Manifest), []byte(`{"generator":"`+publish.Generator+`","edition":"`+name+`","files":{}}`), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := Choose(out, "public"); err != nil || filepath.Base(got.Dir) != "public" {
			t.Errorf("asked for public, got %+v, %v", got, err)
		}
		if got, err := Choose(out, ""); name == "public" && (err != nil || filepath.Base(got.Dir) != "public") {
			t.Errorf("the only edition is %+v, %v", got, err)
		}
	}
	var address Address
	for _, name := range []string{"", "secret"} {
		if _, err := Choose(out, name); !errors.As(err, &address) || address.Hint != "internal, public" {
			t.Errorf("edition %q: %v", name, err)
		}
	}
}

func TestLines(t *testing.T) {
	r := Result{Uploaded: []string{"a", "b"}, Deleted: []string{"c"}, Unchanged: 7, Bytes: 1025}
	for _, c := range []struct {
		change func(*Result)
		dryRun bool
		want   []string
	}{
		{func(*Result) {}, false, []string{"2 files sent (2 KB), 1 deleted, 7 unchanged"}},
		{func(*Result) {}, true, []string{"2 files would be sent (2 KB), 1 would be deleted, 7 unchanged"}},
		{func(r *Result) { r.Foreign = []string{"x"} }, false, []string{"1 file there is not Portolan's and stays", "2 files sent (2 KB), 1 deleted, 7 unchanged"}},
		{func(r *Result) { r.Foreign = []string{"x", "y"} }, false, []string{"2 files there are not Portolan's and stay", "2 files sent (2 KB), 1 deleted, 7 unchanged"}},
	} {
		r := r
		c.change(&r)
		if got := r.Lines(c.dryRun); !slices.Equal(got, c.want) {
			t.Errorf("got %q", got)
		}
	}
	r.LeftOut = []string{"notes.txt"}
	if got := r.Lines(false); len(got) != 2 || !strings.Contains(got[0], "notes.txt") {
		t.Errorf("got %q", got)
	}
}
