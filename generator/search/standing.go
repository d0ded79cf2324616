package search

import (
	"math"
	"strings"
)

// standing is what the manifest says of the documents beside their words: which count more, which answer a query, and
// which have a facet. Documents are told in order.
type standing struct {
	boosts steps
	pinned map[string][]int
	kinds  map[string]*steps
	facets map[string]map[string]*steps
}

// steps are documents: for each the step from the one before.
type steps struct {
	packed []byte
	next   int // the first document that may follow
}

func newStanding() *standing {
	return &standing{pinned: make(map[string][]int), kinds: make(map[string]*steps), facets: make(map[string]map[string]*steps)}
}

// note adds a document of a kind with the rank that is read.
func (s *standing) note(i int, kind string, rank *unpacker, stops map[string]bool) {
	s.boost(i, math.Float64frombits(rank.Long()))
	for range rank.Number() {
		if key := strings.Join(stemsOf(rank.Text(), stops), " "); key != "" {
			s.pinned[key] = append(s.pinned[key], i)
		}
	}
	if kind != "" {
		addFacet(s.kinds, kind, i)
	}
	for range rank.Number() {
		name := rank.Text()
		lists := s.facets[name]
		if lists == nil && name != "kind" {
			lists = make(map[string]*steps)
			s.facets[name] = lists
		}
		for range rank.Number() {
			if value := rank.Text(); lists != nil {
				addFacet(lists, value, i)
			}
		}
	}
}

// boost notes a document whose score is multiplied: the step to it, then the factor, eight to the doubling with 32 for 1.
func (s *standing) boost(i int, factor float64) {
	if code := int(math.Round(8*math.Log2(factor))) + 32; code != 32 {
		s.boosts.add(i)
		s.boosts.packed = appendNumber(s.boosts.packed, code)
	}
}

// addFacet notes that a document has a value.
func addFacet(lists map[string]*steps, value string, i int) {
	list := lists[value]
	if list == nil {
		list = &steps{}
		lists[value] = list
	}
	list.add(i)
}

// add adds a document, once.
func (s *steps) add(i int) {
	if i >= s.next {
		s.packed = appendNumber(s.packed, i-s.next)
		s.next = i + 1
	}
}
