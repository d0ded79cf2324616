package content

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"portolan/generator/problem"
)

// isIndex tells whether a file is its folder's own page.
func isIndex(file string) bool {
	switch strings.ToLower(path.Base(file)) {
	case "index.md", "_index.md", "readme.md", "index.markdown", "_index.markdown":
		return true
	}
	return false
}

// address decides where a page whose file stands at a place is served, and whether the page itself says so.
func (r *reader) address(p *Page, place string) (address string, stated bool) {
	if v, name := r.value([]string{"url", "permalink"}); v != nil {
		if given, ok := r.statedAddress(name, v); ok {
			return given, true
		}
	}
	dir := path.Dir(place)
	if p.Index {
		return folderAddress(dir), false
	}
	name := strings.TrimSuffix(path.Base(place), path.Ext(place))
	if slug := r.text("slug"); slug != "" && slug != "/" {
		name = strings.Trim(slug, "/")
	}
	return folderAddress(path.Join(dir, name)), false
}

// folderAddress turns a path below the content folder into an address.
func folderAddress(dir string) string {
	if dir == "." || dir == "" {
		return "/"
	}
	var b strings.Builder
	for segment := range strings.SplitSeq(dir, "/") {
		if segment = cleanSegment(segment); segment != "" {
			b.WriteString("/" + segment)
		}
	}
	return b.String() + "/"
}

// cleanSegment makes a folder or file name fit for an address: letters, digits and a few signs; the rest becomes a hyphen.
func cleanSegment(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), strings.ContainsRune("-_.~+@", r):
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return '-'
	}, s)
	return shorten(strings.Trim(norm.NFC.String(s), "."))
}

// statedAddress reads the permalink or url that a writer gave. What only another generator can fill in is passed over.
func (r *reader) statedAddress(name string, v any) (string, bool) {
	given, ok := v.(string)
	if !ok {
		return "", false // Eleventy's "permalink: false"
	}
	if strings.ContainsAny(given, "{}:") {
		r.warn(name, fmt.Sprintf("%q is a template of another generator and is passed over", name), "write the address itself: /policies/use/")
		return "", false
	}
	given = strings.TrimSuffix(strings.TrimSuffix(given, "index.html"), ".html")
	unescaped, err := url.PathUnescape(given)
	clean := path.Clean("/" + unescaped)
	if err != nil || strings.Contains(given, "..") || strings.ContainsAny(given, "?#\\\x00") || (path.Ext(clean) != "" && !strings.HasSuffix(given, "/")) {
		r.warn(name, fmt.Sprintf("%q is not an address that a page can have", given), "write it as /policies/use/")
		return "", false
	}
	return folderAddress(strings.Trim(clean, "/")), true
}

func (r *reader) warn(key, text, hint string) {
	r.wrong(key, text, hint)
	r.problems[len(r.problems)-1].Severity = problem.Warning
}
