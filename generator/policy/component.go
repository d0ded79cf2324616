package policy

import (
	"net/url"
	"slices"
	"strings"
)

// componentKey reduces a package URL to what names the component, in one spelling: type in small letters, no percent
// signs, no version, qualifiers or subpath. It also returns the version.
func componentKey(purl string) (key, version string) {
	if i := strings.IndexAny(purl, "?#"); i >= 0 {
		purl = purl[:i]
	}
	if at := strings.LastIndexByte(purl, '@'); at > 0 && at > strings.LastIndexByte(purl, '/')+1 {
		purl, version = purl[:at], unescape(purl[at+1:])
	}
	purl = unescape(purl)
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return purl, version
	}
	kind, name, _ := strings.Cut(strings.TrimLeft(rest, "/"), "/")
	if small := strings.ToLower(kind); small != kind || strings.HasPrefix(rest, "/") {
		return "pkg:" + small + "/" + name, version
	}
	return purl, version
}

func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// componentPattern matches component keys. "*" stands for any run of characters. A pattern without "pkg:" matches the
// namespace and name of any type, in any letter case.
type componentPattern struct {
	text  string
	plain bool // without "pkg:"
}

func newComponentPattern(written string) (componentPattern, string) {
	key, version := componentKey(written)
	if strings.HasPrefix(key, "pkg:") {
		return componentPattern{text: key}, version
	}
	return componentPattern{text: strings.ToLower(key), plain: true}, version
}

func (c componentPattern) fits(key string) bool {
	if c.plain {
		key = plainName(key)
	}
	return wildcard(c.text, key)
}

// plainName drops "pkg:" and the type, and all capitals.
func plainName(key string) string {
	if name, ok := strings.CutPrefix(key, "pkg:"); ok {
		_, key, _ = strings.Cut(name, "/")
	}
	return strings.ToLower(key)
}

// wildcard matches text against a pattern in which "*" stands for any run of characters.
func wildcard(pattern, text string) bool {
	head, rest, more := strings.Cut(pattern, "*")
	if !more {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, head)
	if !ok {
		return false
	}
	for {
		head, rest, more = strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(text, head)
		}
		i := strings.Index(text, head)
		if i < 0 {
			return false
		}
		text = text[i+len(head):]
	}
}

// ComponentIndex finds by package URL what was written about a component, whatever the version.
type ComponentIndex struct {
	exact    map[string][]int
	patterns []numberedPattern
}

type numberedPattern struct {
	componentPattern
	number int
}

// NewComponentIndex takes components as rules, exceptions and decisions write them: "pkg:npm/foo", "foo", "npm/*". An
// empty one names none.
func NewComponentIndex(written []string) *ComponentIndex {
	x := &ComponentIndex{exact: map[string][]int{}}
	for number, component := range written {
		pattern, _ := newComponentPattern(component)
		switch {
		case component == "":
		case strings.Contains(pattern.text, "*"):
			x.patterns = append(x.patterns, numberedPattern{pattern, number})
		default:
			x.exact[pattern.text] = append(x.exact[pattern.text], number)
		}
	}
	return x
}

// Find returns which of those written name the component of a package URL: their places in the list, in its order.
func (x *ComponentIndex) Find(purl string) []int {
	key, _ := componentKey(purl)
	found := slices.Clone(x.exact[key])
	if plain := plainName(key); plain != key {
		found = append(found, x.exact[plain]...)
	}
	for _, p := range x.patterns {
		if p.fits(key) {
			found = append(found, p.number)
		}
	}
	slices.Sort(found)
	return found
}
