package generator

import "testing"

func TestAnchors(t *testing.T) {
	a := anchorsIn([]byte(`<h2 id="first-steps">x</h2><p id="a&amp;b">`), "title")
	for id, want := range map[string]bool{"first-steps": true, "a&b": true, "title": true, "first": false, "": false, "steps": false} {
		if got := a.has(id); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
	if got := a.nearest("first-step"); got != "did you mean #first-steps?" {
		t.Errorf("got %q", got)
	}
	if got := a.nearest("zebra"); got != "" {
		t.Errorf("got %q", got)
	}
}
