package reader

import (
	"bytes"
	"math/bits"
	"slices"
)

// shape is what the objects at one place of a document have looked like so far: the names of their members, each once, in
// the order in which they come. The objects of a list are much alike. Of one whose names come in the same order, with some
// left out, each name is found at a glance, and none can occur twice.
type shape struct {
	name    []byte // of the member that has objects of this shape as its value, or in it
	spelled []byte // the name in its quotes, with the colon
	members []*shape
}

// The sizes past which nothing is learnt any more.
const (
	mostMembers = 64
	mostShapes  = 4096
)

// object is an object that is being read.
type object struct {
	ownNames
	shape *shape // nil where names come in another order and are compared one by one
	next  int    // the first member of the shape that may still come
	seen  uint64 // the members of the shape that came
}

// foreseen finds the name at the start of a text among those that may come.
func (o *object) foreseen(text []byte) *shape {
	for i := o.next; i < len(o.shape.members); i++ {
		if m := o.shape.members[i]; bytes.HasPrefix(text, m.spelled) {
			o.seen |= 1 << i
			o.next = i + 1
			return m
		}
	}
	return nil
}

// learn adds a name that came to those that are foreseen; nil where there are too many, or the name came in another order.
func (o *object) learn(name []byte, gap bool) *shape {
	if len(o.shape.members) == mostMembers {
		return nil
	}
	for _, other := range o.shape.members {
		if bytes.Equal(other.name, name) {
			return nil
		}
	}
	m := shapeOf(name, gap)
	o.shape.members = slices.Insert(o.shape.members, o.next, m)
	o.seen |= 1 << o.next
	o.next++
	return m
}

// unforeseen calls add with each name that came so far, and gives up to foresee others.
func (o *object) unforeseen(add func(name []byte)) {
	for seen := o.seen; seen != 0; seen &= seen - 1 {
		add(o.shape.members[bits.TrailingZeros64(seen)].name)
	}
	o.shape = nil
}

// shapeOf describes a member by its name, and by whether a space stands before the colon.
func shapeOf(name []byte, gap bool) *shape {
	spelled := append(append([]byte{'"'}, name...), '"')
	if gap {
		spelled = append(spelled, ' ')
	}
	return &shape{name: spelled[1 : len(name)+1], spelled: append(spelled, ':')}
}
