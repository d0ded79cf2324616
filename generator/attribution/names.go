package attribution

import (
	"strconv"
	"strings"
)

// names hands out names that are not given out yet.
type names struct {
	taken map[string]bool
	next  map[string]int // the number to try after a name
}

func newNames(taken ...string) *names {
	n := &names{taken: map[string]bool{}, next: map[string]int{}}
	for _, name := range taken {
		n.taken[name] = true
	}
	return n
}

// give returns the name itself the first time it is asked for, later with a number after it.
func (n *names) give(name string) string {
	given := name
	for n.taken[given] {
		n.next[name]++
		given = name + "-" + strconv.Itoa(n.next[name]+1)
	}
	n.taken[given] = true
	return given
}

// longestName keeps what is made of names readable; numbers tell apart what is alike up to here.
const longestName = 80

// plain makes a name of letters, digits, dots and hyphens, as SPDX demands of its identifiers.
func plain(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case b.Len() == longestName:
			return strings.Trim(b.String(), "-")
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// label is a component's name with its group before it.
func label(c Component) string {
	if c.Group == "" {
		return c.Name
	}
	return c.Group + "/" + c.Name
}
