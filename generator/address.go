package generator

import (
	"net/url"
	"strings"
	"unicode"
)

// escapePath writes a path as it must stand in an address.
func escapePath(path string) string {
	if isPlainPath(path) {
		return path
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// isPlainPath tells whether a path holds only what stands for itself in any address.
func isPlainPath(path string) bool {
	for i := range len(path) {
		c := path[i] | 0x20 // letters in lower case
		if (c < 'a' || c > 'z') && (path[i] < '-' || path[i] > '9') && path[i] != '_' {
			return false // beside letters and the underscore: digits, "-", "." and "/"
		}
	}
	return true
}

// wayToRoot returns how a page at an address reaches the root of the site: "./", "../../".
func wayToRoot(address string) string {
	depth := strings.Count(strings.Trim(address, "/"), "/") + 1
	if strings.Trim(address, "/") == "" {
		return "./"
	}
	return strings.Repeat("../", depth)
}

// slugs makes addresses of names that come from outside, each different from all others it made, also for readers and
// file systems that do not tell upper from lower case.
type slugs struct{ taken map[string]bool }

// make returns prefix, with the name's segments made fit for an address, and a closing slash.
func (s *slugs) make(prefix, name string) string {
	if s.taken == nil {
		s.taken = map[string]bool{}
	}
	var b strings.Builder
	b.Grow(len(prefix) + len(name) + 1) // thousands are kept
	b.WriteString(prefix)
	for segment := range strings.SplitSeq(name, "/") {
		b.WriteString(slug(segment) + "/")
	}
	address := b.String()
	if s.taken[strings.ToLower(address)] {
		address = strings.TrimSuffix(address, "/") + "-" + digest([]byte(name)) + "/"
	}
	s.taken[strings.ToLower(address)] = true
	return address
}

// longestSlug keeps names below what file systems allow.
const longestSlug = 120

// slug makes a segment of an address of a name: letters, digits and a few signs; whatever else becomes a hyphen.
func slug(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.+@", r)):
			return r
		}
		return '-'
	}, name)
	name = strings.Trim(name, ".")
	if len(name) > longestSlug {
		name = name[:longestSlug-13] + "-" + digest([]byte(name))
	}
	if strings.Trim(name, "-") == "" || reservedNames[strings.ToLower(strings.SplitN(name, ".", 2)[0])] {
		return "x-" + name + "-" + digest([]byte(name))
	}
	return name
}

// reservedNames mean devices on Windows, whatever their ending.
var reservedNames = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "com0": true, "com1": true, "com2": true, "com3": true, "com4": true,
	"com5": true, "com6": true, "com7": true, "com8": true, "com9": true, "lpt0": true, "lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true,
	"lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true}
