package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"portolan/generator/problem"
)

func (w *writer) link(n *ast.Link) {
	target, ok := w.resolve(n, destination(n.Destination), false)
	start, textStart := len(w.out), len(w.text)
	w.inLink++
	w.children(n)
	w.inLink--
	if !ok {
		return
	}
	name := ""
	if isInvisible(w.text[textStart:]) {
		if !bytes.Contains(w.out[start:], []byte("<img ")) {
			w.out = w.out[:start]
			w.report(problem.Warning, "link/empty", w.offset(n), "a link has no text and is left out", "write the words that readers click between [ and ]")
			return
		}
		name = target.Href // of an image without a text
	}
	w.scratch = append(w.scratch[:0], w.out[start:]...)
	w.out = w.out[:start]
	w.openLink(target, decoded(n.Title), name)
	w.out = append(w.out, w.scratch...)
	w.add("</a>")
}

// isInvisible says that text shows nothing: it is empty or holds white space and characters of no width.
func isInvisible[T []byte | string](text T) bool {
	for _, r := range string(text) {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != '\u2800' && r != '\u3164' {
			return false
		}
	}
	return true
}

// openLink writes a link's opening tag. A link whose content has no words needs a name.
func (w *writer) openLink(t Target, title, name string) {
	// In the order in which golang.org/x/net/html writes the attributes of marks.
	w.add("<a ")
	if name != "" {
		w.add(`aria-label="`)
		w.escape(name)
		w.add(`" `)
	}
	if t.External {
		w.add(`class="external" `)
	}
	w.add(`href="`)
	w.address(t.Href)
	if title != "" {
		w.add(`" title="`)
		w.escape(title)
	}
	w.add(`">`)
}

// wholePercents escapes the percent signs that two hexadecimal digits do not follow. The library looks at the first alone.
func wholePercents(href string) string {
	if !strings.Contains(href, "%") {
		return href
	}
	var out strings.Builder
	for i, part := range strings.Split(href, "%") {
		if i > 0 {
			out.WriteByte('%')
			if len(part) < 2 || !isHex(part[0]) || !isHex(part[1]) {
				out.WriteString("25")
			}
		}
		out.WriteString(part)
	}
	return out.String()
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// address writes an address with all that an address may not hold percent-encoded.
func (w *writer) address(href string) {
	inFragment := false
	escaped := util.URLEscape([]byte(wholePercents(strings.TrimSpace(href))), false)
	if strings.Contains(href, "://[") { // a host named by its number
		escaped = bytes.ReplaceAll(bytes.ReplaceAll(escaped, []byte("%5B"), []byte("[")), []byte("%5D"), []byte("]"))
	}
	for _, c := range escaped {
		if strings.IndexByte("{}|^`\\", c) >= 0 || c == '#' && inFragment {
			w.out = fmt.Appendf(w.out, "%%%02X", c)
			continue
		}
		inFragment = inFragment || c == '#'
		switch c {
		case '&', '"', '<', '>':
			w.escape(string(c))
		default:
			w.out = append(w.out, c)
		}
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.source.body)
	at := cap(w.source.body) - cap(label) // both are cut from the same array and run to its end
	if at < 0 || at+len(label) > len(w.source.body) || !bytes.Equal(w.source.body[at:at+len(label)], label) {
		at = w.offset(n)
	}
	w.positions[n] = at
	address := string(n.URL(w.source.body))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	target, ok := w.resolve(n, address, false)
	if !ok || w.inLink > 0 {
		w.plain(label)
		return
	}
	w.openLink(target, "", "")
	w.plain(label)
	w.add("</a>")
}

// resolve asks where a destination leads; false means that only the text is to be shown.
func (w *writer) resolve(n ast.Node, dest string, image bool) (Target, bool) {
	return w.resolveAt(w.offset(n), dest, image)
}

func (w *writer) resolveAt(offset int, dest string, image bool) (Target, bool) {
	at := w.source.at(offset)
	w.doc.Links = append(w.doc.Links, Link{Destination: dest, Line: at.Line, Column: at.Column, Image: image})
	if dest == "" {
		w.report(problem.Warning, "link/empty", offset, "there is no address here", "write one between ( and )")
		return Target{}, false
	}
	if !w.safe(dest, offset, image) {
		return Target{}, false
	}
	target := Target{Href: dest, External: isExternal(dest)}
	if w.page.Link != nil {
		target = w.page.Link(dest, at, image)
		w.doc.Problems = append(w.doc.Problems, target.Problems...)
	}
	return target, !target.Plain && w.safe(target.Href, offset, image)
}

// safe says that an address may be followed, and reports one that may not.
func (w *writer) safe(address string, offset int, image bool) bool {
	scheme := schemeOf(address)
	switch scheme {
	case "", "http", "https":
		return true
	case "mailto", "tel":
		if !image {
			return true
		}
	}
	w.report(problem.Warning, "link/scheme", offset, "an address with "+strconv.Quote(clip(scheme)+":")+" is left out",
		"use http, https, mailto, tel or a relative address")
	return false
}

// schemeOf returns what a browser takes for an address's scheme, and a little more: it skips control characters and spaces,
// whether they are written or percent-encoded.
func schemeOf(address string) string {
	end := strings.IndexAny(address, ":/?#")
	if end < 0 || address[end] != ':' {
		return ""
	}
	scheme := address[:end]
	if decoded, err := url.PathUnescape(scheme); err == nil {
		scheme = decoded
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, scheme))
}

func isExternal(address string) bool {
	scheme := schemeOf(address)
	return scheme == "http" || scheme == "https" || strings.HasPrefix(address, "//")
}

// destination returns a destination as its author meant it: backslashes and entities resolved.
func destination(raw []byte) string { return decoded(raw) }

func decoded(raw []byte) string {
	if bytes.IndexAny(raw, `\&`) < 0 {
		return string(raw)
	}
	return string(appendDecoded(nil, raw))
}

// clip shortens what an author wrote for use in a sentence.
func clip(s string) string {
	if len(s) <= 40 {
		return s
	}
	return strings.ToValidUTF8(s[:40], "") + "..."
}

func (w *writer) image(n *ast.Image) {
	alt := strings.Join(strings.Fields(w.plainOf(n)), " ")
	w.picture(w.offset(n), destination(n.Destination), alt, decoded(n.Title))
}

// picture writes an image. One that lies elsewhere becomes a link, one that may not be shown its text.
func (w *writer) picture(offset int, dest, alt, title string) {
	target, ok := w.resolveAt(offset, dest, true)
	if alt == "" && dest != "" {
		w.report(problem.Warning, "image/no-alt", offset, "an image has no alternative text", "say in the brackets what it shows: ![words](address)")
	}
	w.text = append(w.text, alt...)
	switch {
	case !ok || target.Href == "":
		w.escape(alt)
		return
	case isExternal(target.Href) && !w.renderer.options.ExternalImages:
		w.externalImage(offset, target, alt)
		return
	}
	w.add(`<img src="`)
	w.address(target.Href)
	w.add(`" alt="`)
	w.escape(alt)
	if title != "" {
		w.add(`" title="`)
		w.escape(title)
	}
	w.add(`"`)
	w.imageSize(dest)
	if w.images++; w.images > 1 {
		w.add(` loading="lazy"`)
	}
	w.add(` decoding="async">`)
}

func (w *writer) imageSize(dest string) {
	if w.page.Image == nil {
		return
	}
	if width, height, ok := w.page.Image(dest); ok {
		w.add(` width="`)
		w.addInt(width)
		w.add(`" height="`)
		w.addInt(height)
		w.add(`"`)
	}
}

func (w *writer) externalImage(offset int, t Target, alt string) {
	w.report(problem.Warning, "image/external", offset, "an image from another site is shown as a link", "keep a copy beside the page and show that")
	if alt == "" {
		alt = w.renderer.texts.Image
	}
	if w.inLink > 0 {
		w.escape(alt)
		return
	}
	t.External = true
	w.openLink(t, "", "")
	w.escape(alt)
	w.add("</a>")
}
