package policy

import (
	"net/url"
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

// NamesComponent tells whether a component as rules, exceptions and decisions write it ("pkg:npm/foo", "pkg:npm/foo@1",
// "foo", "npm/*") is that of a package URL, whatever the version.
func NamesComponent(written, purl string) bool {
	pattern, _ := newComponentPattern(written)
	key, _ := componentKey(purl)
	return pattern.fits(key)
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
