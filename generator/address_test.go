package generator

import (
	"net/url"
	"testing"
)

// A path that is plain is written as it is, which has to be what the standard library would write.
func TestPlainPathsNeedNoEscape(t *testing.T) {
	for c := range 256 {
		path := "a/" + string(rune(c)) + "z"
		if got, want := escapePath(path), (&url.URL{Path: path}).EscapedPath(); got != want {
			t.Errorf("%q is written %q, not %q", path, got, want)
		}
	}
}
