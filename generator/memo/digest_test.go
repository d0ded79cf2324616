package memo

import (
	"fmt"
	"testing"
)

// A map has the digest of what it holds, in whatever order it was filled.
func TestDigestsOfMaps(t *testing.T) {
	filled := func(from, to, step int) map[string][]string {
		m := map[string][]string{}
		for i := from; i != to; i += step {
			m[fmt.Sprint("key", i)] = []string{fmt.Sprint("value", i), "more"}
		}
		return m
	}
	const many = 20_000 // more than is gathered at once
	if DigestOf(filled(0, many, 1)) != DigestOf(filled(many-1, -1, -1)) {
		t.Error("the order in which a map is filled changes its digest")
	}
	nested := func(a, b string) map[string]map[string]string {
		return map[string]map[string]string{"x": {a: b}, "y": nil}
	}
	all := []any{filled(0, 2, 1), filled(0, 3, 1), nested("a", "bc"), nested("ab", "c"), nested("a", "b"), map[string]string{"a": "bc"}, map[string]string{"ab": "c"}, map[string]string{}}
	for i, one := range all {
		for k, other := range all {
			if (DigestOf(one) == DigestOf(other)) != (i == k) {
				t.Errorf("%v and %v: the same digest is %v", one, other, i != k)
			}
		}
	}
}
