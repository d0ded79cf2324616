package reader

import "bytes"

// namesakes finds a name that an object has twice. It holds the names of all objects that are open, one after another.
type namesakes struct {
	held  []heldName
	texts []byte
}

// heldName is a number that few other names share, and where the name stands in the texts.
type heldName struct{ mark, start, end uint32 }

// ownNames is where the names of one object begin, and what makes it quick to see that a name is new.
type ownNames struct {
	held, texts int
	marks       uint64          // a bit for each mark
	many        map[string]bool // the names, once there are many
}

// mostCompared is how many names are compared one by one.
const mostCompared = 24

func (n *namesakes) open() ownNames { return ownNames{held: len(n.held), texts: len(n.texts)} }

func (n *namesakes) close(o *ownNames) { n.held, n.texts = n.held[:o.held], n.texts[:o.texts] }

// add remembers a name and tells whether it is new.
func (n *namesakes) add(o *ownNames, name []byte) bool {
	mark := markOf(name)
	bit := uint64(1) << (mark >> 26)
	if o.marks&bit != 0 && n.has(o, mark, name) {
		return false
	}
	o.marks |= bit
	start := len(n.texts)
	n.texts = append(n.texts, name...)
	n.held = append(n.held, heldName{mark, uint32(start), uint32(len(n.texts))})
	if o.many != nil {
		o.many[string(name)] = true
	}
	return true
}

func (n *namesakes) has(o *ownNames, mark uint32, name []byte) bool {
	earlier := n.held[o.held:]
	if len(earlier) >= mostCompared && o.many == nil {
		o.many = map[string]bool{}
		for _, other := range earlier {
			o.many[string(n.texts[other.start:other.end])] = true
		}
	}
	if o.many != nil {
		return o.many[string(name)]
	}
	for _, other := range earlier {
		if other.mark == mark && bytes.Equal(n.texts[other.start:other.end], name) {
			return true
		}
	}
	return false
}

// markOf turns a text into a number that few others share; it need not be good, only quick.
func markOf(text []byte) uint32 {
	if len(text) == 0 {
		return 0
	}
	return (uint32(len(text))*0x9e3779b1 ^ (uint32(text[0])<<16 | uint32(text[len(text)/2])<<8 | uint32(text[len(text)-1]))) * 0x85ebca6b
}
