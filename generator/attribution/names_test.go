package attribution

import (
	"strings"
	"testing"
)

func TestNamesAreGivenOnce(t *testing.T) {
	given := newNames("taken")
	for _, c := range [][2]string{{"a", "a"}, {"a", "a-2"}, {"a-2", "a-2-2"}, {"a", "a-3"}, {"taken", "taken-2"}} {
		if got := given.give(c[0]); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func TestPlainNames(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "@babel/core-7.0": "babel-core-7.0", "../../x": "..-..-x", "日本": "", "a  b": "a-b", "--a--": "a", strings.Repeat("é", 200) + "x": "x",
		strings.Repeat("a", 79) + "/b": strings.Repeat("a", 79),
	} {
		if got := plain(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
