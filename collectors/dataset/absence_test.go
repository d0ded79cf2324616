package dataset

import "testing"

func TestAbsenceFactor(t *testing.T) {
	for _, c := range []struct {
		commits map[string]int
		want    int
	}{
		{nil, 0},
		{map[string]int{"a": 0}, 0},
		{map[string]int{"a": 1}, 1},
		{map[string]int{"a": 5, "b": 5}, 1},
		{map[string]int{"a": 5, "b": 6}, 1},
		{map[string]int{"a": 3, "b": 3, "c": 3}, 2},
		{map[string]int{"a": 1000, "b": 202, "c": 90, "d": 33, "e": 332, "f": 343, "g": 42, "h": 433}, 2},
	} {
		if got := AbsenceFactor(c.commits); got != c.want {
			t.Errorf("%v: got %d, want %d", c.commits, got, c.want)
		}
	}
}
