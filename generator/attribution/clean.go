package attribution

import (
	"net/url"
	"strings"
	"time"
	"unicode"
)

// cleanProduct makes every field fit to be written.
func cleanProduct(p Product) Product {
	p.ID, p.Name, p.Version, p.Organization = line(p.ID), line(p.Name), line(p.Version), line(p.Organization)
	if p.Name == "" {
		p.Name = p.ID
	}
	if p.Name == "" {
		p.Name = noName
	}
	p.License, p.URL = line(p.License), webAddress(p.URL)
	p.Created = p.Created.UTC().Truncate(time.Second)
	if y := p.Created.Year(); y <= 1 || y > 9999 {
		p.Created = time.Time{}
	}
	if p.Namespace = webAddress(p.Namespace); strings.ContainsAny(p.Namespace, "#?") {
		p.Namespace = ""
	}
	return p
}

// noName stands where a name is demanded and none is known.
const noName = "(no name)"

// cleanComponent makes every field fit to be written. A component without a name goes by its package URL.
func cleanComponent(c Component) Component {
	c.Name, c.Group, c.Version, c.Type = line(c.Name), line(c.Group), line(c.Version), line(c.Type)
	c.Expression, c.Chosen, c.Found = line(c.Expression), line(c.Chosen), line(c.Found)
	c.Copyright, c.Supplier = block(c.Copyright), line(c.Supplier)
	c.PURL, c.URL, c.Scope = packageURL(c.PURL), webAddress(c.URL), Scope(line(string(c.Scope)))
	if c.Name == "" {
		c.Name = c.PURL
	}
	if c.Name == "" {
		c.Name = noName
	}
	via := make([]string, len(c.Via))
	for n, name := range c.Via {
		via[n] = line(name)
	}
	c.Via = via
	verdicts := make([]Verdict, len(c.Verdicts))
	for n, v := range c.Verdicts {
		verdicts[n] = Verdict{Context: line(v.Context), Word: line(v.Word), Rule: line(v.Rule)}
	}
	c.Verdicts = verdicts
	return c
}

// line makes text fit for one line: control and direction characters become spaces, and runs of spaces one.
func line(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unwanted(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))), " ")
}

// block makes text fit for several lines. Spaces at the end of a line and empty lines around the text go.
func block(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\f' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unwanted(r):
			return -1
		}
		return r
	}, s)
	var b strings.Builder
	b.Grow(len(s))
	for l := range strings.Lines(s) {
		b.WriteString(strings.TrimRightFunc(l, unicode.IsSpace))
		b.WriteByte('\n')
	}
	return strings.Trim(b.String(), "\n")
}

// unwanted are characters that end a line, move the cursor, turn the direction of reading, or that HTML forbids.
func unwanted(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
		return true
	case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	}
	return r&0xfffe == 0xfffe || '\ufdd0' <= r && r <= '\ufdef'
}

// webAddress returns an address that is safe to link to, or "".
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") || !printable(s) {
		return ""
	}
	return s
}

// packageURL returns what may pass for a package URL: "pkg:", a type, a name, and no character that must be escaped.
func packageURL(s string) string {
	rest, ok := strings.CutPrefix(s, "pkg:")
	kind, name, found := strings.Cut(rest, "/")
	if !ok || !found || kind == "" || name == "" || !printable(s) {
		return ""
	}
	return s
}

// printable tells whether an address is of plain characters only, none of which ends it in a document.
func printable(s string) bool {
	for _, r := range s {
		if r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`{|}", r) {
			return false
		}
	}
	return true
}
