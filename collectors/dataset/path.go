package dataset

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// Path returns where a record lies below the data folder: "projects/github.com/acme/anvil.json". The record of a second
// source on the same thing stands beside the first, with its name: "projects/github.com/acme/anvil@git.json". The history
// that the runner writes is the first of its months; whoever else tells of a month stands beside it.
//
// Names come from outside. Whatever could leave the folder, hide, or mean a device on some system is escaped, so that
// distinct keys have distinct paths on every file system that tells upper from lower case.
func Path(r Record) string {
	path := r.Kind()
	if r.Key() != "" {
		for segment := range strings.SplitSeq(r.Key(), "/") {
			path += "/" + fileName(segment)
		}
	}
	beside := secondary[r.From().Source] || r.Kind() == "history" && r.From().Source != Collect
	if beside && r.Key() != "" {
		path += "@" + fileName(r.From().Source)
	}
	return path + ".json"
}

// Collect is the source of what the runner of the collectors writes itself.
const Collect = "collect"

// IsSecondary tells whether a source's records stand beside those of a forge, and are believed after them.
func IsSecondary(source string) bool { return secondary[source] }

// secondary names the sources whose records stand beside that of a forge.
var secondary = map[string]bool{"git": true, "codejson": true, "publiccode": true, "warehouse": true, "outbound": true}

// reserved are the names that mean devices on Windows, whatever their ending.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}

// longestName keeps names well below the 255 bytes that file systems allow, with room for endings.
const longestName = 180

func fileName(segment string) string {
	var b strings.Builder
	for i := range len(segment) {
		c := segment[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '+',
			c == '.' && i > 0 && i < len(segment)-1:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	name := b.String()
	if len(name) > longestName {
		name = fmt.Sprintf("%s%%%x", name[:longestName-40], sha256.Sum256([]byte(segment)))[:longestName]
	}
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	device := len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9'
	if name == "" || reserved[stem] || device {
		return "%" + name
	}
	return name
}
