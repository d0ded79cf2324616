package policy

import (
	"slices"
	"testing"
)

func TestComponentKey(t *testing.T) {
	for purl, want := range map[string][2]string{
		"pkg:npm/foo@1.0":                       {"pkg:npm/foo", "1.0"},
		"pkg:NPM/foo@1.0?a=b#c":                 {"pkg:npm/foo", "1.0"},
		"pkg:npm/%40acme/foo@1":                 {"pkg:npm/@acme/foo", "1"},
		"pkg:npm/@acme/foo":                     {"pkg:npm/@acme/foo", ""},
		"pkg:npm/@acme/foo@2":                   {"pkg:npm/@acme/foo", "2"},
		"pkg://golang/github.com/acme/foo@v1.2": {"pkg:golang/github.com/acme/foo", "v1.2"},
		"pkg:deb/debian/x@1%3A2.0-1?arch=amd64": {"pkg:deb/debian/x", "1:2.0-1"},
		"github.com/acme/foo":                   {"github.com/acme/foo", ""},
		"":                                      {"", ""},
		"pkg:":                                  {"pkg:", ""},
		"pkg:npm/%zz@1":                         {"pkg:npm/%zz", "1"},
	} {
		if key, version := componentKey(purl); key != want[0] && key != "pkg:/" || version != want[1] {
			t.Errorf("%q: %q %q", purl, key, version)
		}
	}
}

func TestComponentPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, component string
		fits               bool
	}{
		{"pkg:npm/foo", "pkg:npm/foo@1", true},
		{"pkg:npm/foo", "pkg:npm/foobar@1", false},
		{"pkg:npm/@acme/*", "pkg:npm/%40acme/x@1", true},
		{"pkg:npm/@acme/*", "pkg:npm/acme/x@1", false},
		{"pkg:*/foo", "pkg:pypi/foo", true},
		{"pkg:maven/org.acme.*/core-*", "pkg:maven/org.acme.tools/core-x@1", true},
		{"pkg:maven/org.acme.*/core-*", "pkg:maven/org.acme.tools/x-core@1", false},
		{"github.com/Acme/Foo", "pkg:golang/github.com/acme/foo@v1", true},
		{"RemixIcon", "pkg:npm/remixicon@4", true},
		{"RemixIcon", "pkg:npm/remixicon-react@4", false},
	} {
		pattern, _ := newComponentPattern(c.pattern)
		key, _ := componentKey(c.component)
		if pattern.fits(key) != c.fits {
			t.Errorf("%s and %s: %v", c.pattern, c.component, !c.fits)
		}
		if found := NewComponentIndex([]string{"", c.pattern, "pkg:npm/other", c.pattern}).Find(c.component); slices.Equal(found, []int{1, 3}) != c.fits {
			t.Errorf("%s and %s: %v", c.pattern, c.component, found)
		}
	}
}

func TestVersionOrder(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"1", "1.0.0", 0}, {"v1.2", "1.2", 0}, {"1.2", "1.10", -1}, {"1.0-rc1", "1.0", -1}, {"1.0-rc1", "1.0-rc10", -1},
		{"1.0-alpha", "1.0-beta", -1}, {"1.0+build5", "1.0", 0}, {"2.0.Final", "2.0", 1}, {"1.0.post1", "1.0", 1},
		{"20200101", "3", 1}, {"1.0.1", "1.0", 1}, {"1.0-SNAPSHOT", "1.0", -1}, {"007", "7", 0},
	} {
		if got := compareVersions(c.a, c.b); got != c.want {
			t.Errorf("%s against %s: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := compareVersions(c.b, c.a); got != -c.want {
			t.Errorf("%s against %s: %d, want %d", c.b, c.a, got, -c.want)
		}
	}
}

func TestVersionRange(t *testing.T) {
	for _, c := range []struct {
		written, version string
		holds            bool
	}{
		{"<2", "1.9.9", true}, {"<2", "2.0", false}, {"<2", "", false}, {">=1.2 <2", "1.2", true}, {">=1.2, <2", "2", false},
		{">= 1.2 < 2", "1.5", true}, {"1.2", "1.2.0", true}, {"=1.2", "1.3", false}, {"!=1.2", "1.3", true},
		{"<1 || >=3", "0.5", true}, {"<1 || >=3", "2", false}, {"<1 || >=3", "3.0.1", true},
	} {
		r, err := parseRange(c.written)
		if err != nil {
			t.Errorf("%s: %v", c.written, err)
		}
		if r.holds(c.version) != c.holds {
			t.Errorf("%s with %s: %v", c.written, c.version, !c.holds)
		}
	}
	for _, bad := range []string{"", "<", "<1 ||", "=<1", "^1.2", "1.*", "~>2"} {
		if r, err := parseRange(bad); err == nil {
			t.Errorf("%q is read as %v", bad, r)
		}
	}
}
