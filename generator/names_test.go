package generator

import "testing"

func TestNamesStandInEachOthersWay(t *testing.T) {
	n := newNames()
	for _, c := range []struct{ name, taken string }{
		{"index.html", ""},
		{"index.html", "index.html"},
		{"a/b/index.html", ""},
		{"a/b/index.html", "a/b/index.html"},
		{"a/b", "a/b/"},
		{"a", "a/"},
		{"a/index.html", ""},
		{"a/b/feed.xml", ""},
		{"a/b/feed.xml", "a/b/feed.xml"},
		{"a/b/feed.xml/index.html", "a/b/feed.xml"},
		{"a/b/feed.xml/c/d.html", "a/b/feed.xml"},
		{"x/index.html/y", ""},
		{"x/index.html", "x/index.html/"},
		{"index.html/z", "index.html"},
		{"my-index.html", ""},
		{"my-index.html", "my-index.html"},
		{"a/b/feed.xml/c", "a/b/feed.xml"}, // what was refused left nothing behind
	} {
		if taken := n.claim(c.name); taken != c.taken {
			t.Errorf("%s: %q stands in the way, want %q", c.name, taken, c.taken)
		}
	}
	for name, there := range map[string]bool{"index.html": true, "a/index.html": true, "a/b/feed.xml": true, "a/b": false, "x/index.html": false, "my-index.html": true, "b/index.html": false} {
		if n.has(name) != there {
			t.Errorf("%s is there: %v", name, !there)
		}
	}
}
