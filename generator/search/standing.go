package search

import (
	"math"
	"strings"
)

// standing is what the manifest says of the documents beside their words: which count more, which answer a query, and
// which have a facet. Documents are told in order.
type standing struct {
	boosts      []byte
	lastBoosted int
	pinned      map[string][]int
	kinds       map[string][]byte
	facets      map[string]map[string][]byte
	last        map[[2]string]int // the last document of each value of a facet
}

func newStanding() *standing {
	return &standing{lastBoosted: -1, pinned: make(map[string][]int), kinds: make(map[string][]byte),
		facets: make(map[string]map[string][]byte), last: make(map[[2]string]int)}
}

// note adds a document.
func (s *standing) note(i int, e *entry, d *shown, stops map[string]bool) {
	s.boost(i, d.boost)
	for _, query := range d.pinned {
		if key := strings.Join(stemsOf(query, stops), " "); key != "" {
			s.pinned[key] = append(s.pinned[key], i)
		}
	}
	if e.kind != "" {
		s.facet(s.kinds, "kind", e.kind, i)
	}
	for name, values := range d.facets {
		if name == "kind" {
			continue
		}
		if s.facets[name] == nil {
			s.facets[name] = make(map[string][]byte)
		}
		for _, value := range values {
			s.facet(s.facets[name], name, value, i)
		}
	}
}

// boost notes a document whose score is multiplied: the step from the last one, then the factor, eight to the doubling
// with 32 for 1.
func (s *standing) boost(i int, factor float64) {
	if code := int(math.Round(8*math.Log2(factor))) + 32; code != 32 {
		s.boosts = appendNumber(appendNumber(s.boosts, i-s.lastBoosted-1), code)
		s.lastBoosted = i
	}
}

// facet notes that a document has a value: the step from the last one that has it.
func (s *standing) facet(lists map[string][]byte, name, value string, i int) {
	key := [2]string{name, value}
	last, seen := s.last[key]
	if !seen {
		last = -1
	}
	if i > last {
		lists[value] = appendNumber(lists[value], i-last-1)
		s.last[key] = i
	}
}
