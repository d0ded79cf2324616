package reader

import "bytes"

// members remembers the names of the members of all objects that are open, to find one that occurs twice.
type members struct {
	names []memberName
	texts []byte
}

// memberName is a number that few other names share, and where the name stands in the texts.
type memberName struct{ mark, start, end uint32 }

// object is where the names of an open object begin, and what makes it quick to see that a name is new.
type object struct {
	names, texts int
	marks        uint64          // a bit for each mark
	many         map[string]bool // the names, once there are many
}

// mostCompared is how many names are compared one by one.
const mostCompared = 24

func (m *members) open() object { return object{names: len(m.names), texts: len(m.texts)} }

func (m *members) close(o *object) { m.names, m.texts = m.names[:o.names], m.texts[:o.texts] }

// add remembers a name and tells whether it is new.
func (m *members) add(o *object, name []byte) bool {
	mark := markOf(name)
	bit := uint64(1) << (mark >> 26)
	if o.marks&bit != 0 && m.has(o, mark, name) {
		return false
	}
	o.marks |= bit
	start := len(m.texts)
	m.texts = append(m.texts, name...)
	m.names = append(m.names, memberName{mark, uint32(start), uint32(len(m.texts))})
	if o.many != nil {
		o.many[string(name)] = true
	}
	return true
}

func (m *members) has(o *object, mark uint32, name []byte) bool {
	earlier := m.names[o.names:]
	if len(earlier) >= mostCompared && o.many == nil {
		o.many = map[string]bool{}
		for _, other := range earlier {
			o.many[string(m.texts[other.start:other.end])] = true
		}
	}
	if o.many != nil {
		return o.many[string(name)]
	}
	for _, other := range earlier {
		if other.mark == mark && bytes.Equal(m.texts[other.start:other.end], name) {
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
