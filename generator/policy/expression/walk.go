package expression

import (
	"iter"
	"slices"

	"portolan/generator/policy/facts"
)

// Leaves yields the licences of the tree in the order in which they are written.
func (e *Expression) Leaves() iter.Seq[*Expression] {
	return func(yield func(*Expression) bool) { e.leaves(yield) }
}

func (e *Expression) leaves(yield func(*Expression) bool) bool {
	if len(e.Parts) == 0 {
		return yield(e)
	}
	for _, p := range e.Parts {
		if !p.leaves(yield) {
			return false
		}
	}
	return true
}

// IDs returns the licence ids in the tree, each once, in the order in which they are written. NONE, NOASSERTION and
// unknown words are not among them.
func (e *Expression) IDs() []string {
	var ids []string
	for l := range e.Leaves() {
		if l.Kind == License && !slices.Contains(ids, l.ID) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// Contains tells whether a licence stands anywhere in the tree, whether or not it could be avoided.
func (e *Expression) Contains(id string) bool { return slices.Contains(e.IDs(), id) }

// NeedsChoice tells whether somebody must choose between licences.
func (e *Expression) NeedsChoice() bool {
	return e.Kind == Or || slices.ContainsFunc(e.Parts, (*Expression).NeedsChoice)
}

// AnyCopyleft tells whether a copyleft licence stands anywhere in the tree, whether or not it could be avoided.
func (e *Expression) AnyCopyleft() bool {
	for l := range e.Leaves() {
		if l.Category().Copyleft() {
			return true
		}
	}
	return false
}

// Category returns the public category of a single licence. An exception that lets others link turns strong copyleft
// into weak. It is empty for LicenseRefs, for joined licences and where not known.
func (e *Expression) Category() facts.Category {
	l, ok := facts.Lookup(e.ID)
	if e.Kind != License || !ok {
		return ""
	}
	if x, _ := facts.LookupException(e.Exception); x.Linking && l.Category == facts.StrongCopyleft {
		return facts.WeakCopyleft
	}
	return l.Category
}
