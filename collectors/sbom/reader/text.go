package reader

import (
	"cmp"
	"strings"
	"time"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
)

// plain tells whether a text is printable ASCII, as most are.
func plain[Text string | []byte](s Text) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// link tells whether an address is one that a page may link to.
func link(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// plausible tells whether a text is a package URL that leads nowhere it should not.
func plausible(purl string) bool {
	if !strings.HasPrefix(purl, "pkg:") || len(purl) > longPlain {
		return false
	}
	slashes, doubtful, before := 0, false, byte(0)
	for i := range len(purl) {
		switch c := purl[i]; {
		case c <= ' ' || c > '~' || c == '\\' || c == '<' || c == '>' || c == '"':
			return false
		case c == '/':
			slashes++
		case c == '%' || c == '.' && before == '.':
			doubtful = true
		}
		before = purl[i]
	}
	if !doubtful {
		return slashes > 0
	}
	p, err := packageurl.FromString(purl)
	if err != nil || !plain(p.Name+p.Namespace+p.Version) {
		return false
	}
	for segment := range strings.SplitSeq(p.Namespace+"/"+p.Name, "/") {
		if segment == ".." || segment == "." {
			return false
		}
	}
	return true
}

// moment reads a time as the formats write it, and as some tools do: with or without zone and seconds.
func moment(text string) *dataset.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return dataset.AtOrNil(t)
		}
	}
	return nil
}

// actor takes the name of an organisation out of what SPDX writes as "Organization: Acme (open@acme.example)". Persons are
// left out, and so are addresses.
func actor(text string) string {
	name, ok := strings.CutPrefix(text, "Organization:")
	if !ok {
		return ""
	}
	if at := strings.LastIndexByte(name, '('); at >= 0 && strings.HasSuffix(name, ")") {
		name = name[:at]
	}
	return strings.TrimSpace(name)
}

// said drops SPDX's words for nothing.
func said(text string) string {
	if text == "NOASSERTION" || text == "NONE" {
		return ""
	}
	return text
}

// conclude chooses between the licence that somebody concluded and the one that the package declares. Nil where the
// document says nothing; a stated NOASSERTION stays one.
func conclude(concluded, declared string) *string {
	if concluded == "" || concluded == "NOASSERTION" {
		concluded = cmp.Or(declared, concluded)
	}
	if concluded == "" {
		return nil
	}
	return &concluded
}

// All joins licences that hold together. Names of several words are put in brackets, so that a licence called "A or B" does
// not become a choice with its neighbour.
func All(licenses []string) *string {
	switch len(licenses) {
	case 0:
		return nil
	case 1:
		return &licenses[0]
	}
	var parts []string
	for _, l := range licenses {
		if strings.ContainsAny(l, " \t") && !enclosed(l) {
			l = "(" + l + ")"
		}
		parts = append(parts, l)
	}
	return dataset.Of(strings.Join(parts, " AND "))
}

// enclosed tells whether one pair of brackets holds the whole text: "(A) OR (B)" has two.
func enclosed(text string) bool {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i > 0 && i == len(text)-1
		}
	}
	return false
}
