package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"portolan/generator/problem"
)

func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	fragment := w.lines(n)
	if n.HasClosure() {
		fragment = append(fragment, n.ClosureLine.Value(w.source.body)...)
	}
	w.fragment(fragment, w.offset(n))
	w.breakText()
}

func (w *writer) rawInline(n *ast.RawHTML) {
	segments := n.Segments
	var fragment []byte
	for i := range segments.Len() {
		segment := segments.At(i)
		fragment = append(fragment, segment.Value(w.source.body)...)
	}
	if segments.Len() > 0 {
		w.fragment(fragment, segments.At(0).Start)
	}
}

// fragment writes a piece of raw HTML. Its tags are renewed one by one and sanitised; whether they fit together is
// seen to once the whole page is there, by mendTree.
func (w *writer) fragment(fragment []byte, offset int) {
	switch trimmed := bytes.TrimSpace(fragment); {
	case bytes.HasPrefix(trimmed, []byte("<!--")) && bytes.Index(trimmed, []byte("-->")) == len(trimmed)-3:
		return
	case bytes.EqualFold(trimmed, []byte("<br>")), bytes.EqualFold(trimmed, []byte("<br/>")), bytes.EqualFold(trimmed, []byte("<br />")):
		w.add("<br>")
		w.text = append(w.text, ' ')
		return
	}
	w.raw = true
	f := fragmentWriter{writer: w, offset: offset}
	if f.simpleTag(fragment) {
		return
	}
	tokens := html.NewTokenizer(bytes.NewReader(fragment))
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		raw := string(tokens.Raw())
		f.token(tokens.Token(), raw)
		f.offset += len(raw)
	}
	f.flush()
}

// simpleTag writes a fragment that is one tag without attributes, of an element that marks text. Most are, and they
// need no reading.
func (f *fragmentWriter) simpleTag(fragment []byte) bool {
	name, isTag := bytes.CutPrefix(fragment, []byte("<"))
	name, isEnd := bytes.CutPrefix(name, []byte("/"))
	name, isWhole := bytes.CutSuffix(name, []byte(">"))
	if !isTag || !isWhole || !phrasing[string(name)] || string(name) == "span" {
		return false
	}
	if isEnd {
		f.end(html.Token{Type: html.EndTagToken, Data: string(name)})
	} else {
		f.start(html.Token{Type: html.StartTagToken, Data: string(name)})
	}
	f.out = append(f.out, f.pending...)
	return true
}

// fragmentWriter rewrites one fragment token by token.
type fragmentWriter struct {
	*writer
	offset  int
	pending []byte // renewed, not yet sanitised
}

func (f *fragmentWriter) flush() {
	f.out = append(f.out, f.renderer.sanitiser.clean(f.pending)...)
	f.pending = f.pending[:0]
}

func (f *fragmentWriter) token(t html.Token, raw string) {
	switch t.Type {
	case html.TextToken:
		f.text = append(f.text, t.Data...)
		f.pending = append(f.pending, raw...)
	case html.StartTagToken, html.SelfClosingTagToken:
		f.start(t)
	case html.EndTagToken:
		f.end(t)
	}
}

// modern maps elements that are out of date, or that only the page around the text may use, to what does their work.
var modern = map[string]string{
	"center": "div", "font": "span", "big": "span", "blink": "span", "marquee": "span", "nobr": "span", "label": "span",
	"tt": "code", "strike": "s", "acronym": "abbr", "dir": "ul", "listing": "pre",
	"section": "div", "article": "div", "header": "div", "footer": "div", "main": "div", "aside": "div", "nav": "div", "hgroup": "div", "address": "div",
}

// silent elements leave without a word what they hold: nothing is lost.
var silent = []string{"source", "track", "tbody", "picture", "html", "body", "head", "noscript", "wbr"}

var void = []string{"br", "hr", "img", "col", "wbr", "input", "source", "track", "embed", "link", "meta", "area", "base", "param"}

// Raw HTML may open this many elements inside each other.
const (
	maxRawOpen       = 100
	maxRawFormatting = 12
)

func (f *fragmentWriter) start(t html.Token) {
	switch t.Data {
	case "img":
		f.rawImage(t)
		return
	case "iframe", "embed", "video", "audio", "object":
		if !f.renderer.options.Trusted {
			f.frame(t)
			return
		}
	}
	f.reportRemoved(t.Data)
	written := t.Data
	if name := modern[t.Data]; name != "" {
		written = name
	} else if level := headingTag(t.Data); level > 0 {
		written = "h" + strconv.Itoa(f.nest(level))
	}
	isVoid := slices.Contains(void, t.Data)
	if !isVoid && !f.mayOpen(written) {
		return
	}
	t.Attr = f.attributes(t)
	asked := t.Data
	t.Data = written
	t.Type = html.StartTagToken
	f.pending = append(f.pending, t.String()...)
	if !isVoid {
		f.open = append(f.open, openTag{asked, written})
	}
}

// mayOpen bounds how deeply raw elements nest. Formatting left open is taken up again by browsers in each paragraph
// after it, so that little of it becomes much.
func (f *fragmentWriter) mayOpen(name string) bool {
	formatting := 0
	for _, tag := range f.open {
		if !isBlock(tag.written) {
			formatting++
		}
	}
	if len(f.open) < maxRawOpen && (isBlock(name) || formatting < maxRawFormatting) {
		return true
	}
	if !f.tooDeep {
		f.tooDeep = true
		f.report(problem.Warning, "limit/nesting", f.offset, "HTML elements nest too deeply; those within are left out", "close what is open")
	}
	return false
}

// openTag is a raw element that awaits its end: as its author and as we named it.
type openTag struct{ asked, written string }

func (f *fragmentWriter) end(t html.Token) {
	for i := len(f.open) - 1; i >= 0; i-- {
		if f.open[i].asked == t.Data {
			f.pending = append(f.pending, "</"+f.open[i].written+">"...)
			f.open = slices.Delete(f.open, i, i+1)
			return
		}
	}
}

// closeFormatting ends what a block of text opened and left open, save what may hold further blocks.
func (w *writer) closeFormatting(from int) {
	kept := from
	for i := len(w.open) - 1; i >= from; i-- {
		if !isBlock(w.open[i].written) {
			w.add("</" + w.open[i].written + ">")
		}
	}
	for i := from; i < len(w.open); i++ {
		if isBlock(w.open[i].written) {
			w.open[kept] = w.open[i]
			kept++
		}
	}
	w.open = w.open[:kept]
}

func headingTag(name string) int {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// attributes renews the attributes of an element: addresses resolved, ids unique, alignment as a class.
func (f *fragmentWriter) attributes(t html.Token) []html.Attribute {
	var kept []html.Attribute
	class, hasID := "", false
	for _, a := range t.Attr {
		switch a.Key {
		case "href", "src":
			if href, ok := f.rawAddress(t.Data, a.Val); ok {
				kept = append(kept, html.Attribute{Key: a.Key, Val: href})
			}
		case "id", "name":
			if id := f.rawID(t.Data, a); id != "" && !hasID {
				hasID = true
				kept = append(kept, html.Attribute{Key: "id", Val: id})
			}
		case "align":
			class += alignClass(a.Val)
		case "class":
			class += " " + a.Val
		case "style":
			if f.renderer.options.Trusted {
				kept = append(kept, a)
			}
		case "width", "height", "border", "bgcolor", "background", "valign", "cellpadding", "cellspacing", "color", "face", "size",
			"hspace", "vspace", "nowrap", "clear", "compact", "noshade", "summary", "frame", "rules", "char", "charoff", "data-kept":
		default:
			kept = append(kept, a)
		}
	}
	if t.Data == "center" {
		class += " center"
	}
	if class = strings.TrimSpace(class); class != "" {
		kept = append(kept, html.Attribute{Key: "class", Val: class})
	}
	return kept
}

func alignClass(value string) string {
	switch strings.ToLower(value) {
	case "right":
		return " end"
	case "center", "middle":
		return " center"
	}
	return ""
}

func (f *fragmentWriter) rawAddress(element, address string) (string, bool) {
	if element != "a" {
		return address, f.renderer.options.Trusted
	}
	target, ok := f.resolveAt(f.offset, strings.TrimSpace(address), false)
	return target.Href, ok
}

// rawID takes an id that no other element has; an anchor's name counts as one.
func (f *fragmentWriter) rawID(element string, a html.Attribute) string {
	id := strings.Join(strings.Fields(a.Val), "-")
	if a.Key == "name" && element != "a" || id == "" || f.ids[id] || f.ids["\x00"+id] {
		return ""
	}
	f.ids[id] = true
	return id
}

func (f *fragmentWriter) inRawLink() bool {
	return slices.ContainsFunc(f.open, func(t openTag) bool { return t.asked == "a" })
}

// rawImage writes an image as if Markdown had asked for it.
func (f *fragmentWriter) rawImage(t html.Token) {
	f.flush()
	if f.inRawLink() {
		f.inLink++
		defer func() { f.inLink-- }()
	}
	f.picture(f.offset, strings.TrimSpace(attribute(t, "src")), strings.Join(strings.Fields(attribute(t, "alt")), " "), attribute(t, "title"))
}

// frame writes a link to what would have been shown within the page.
func (f *fragmentWriter) frame(t html.Token) {
	address := strings.TrimSpace(cmpOr(attribute(t, "src"), attribute(t, "data")))
	f.report(problem.Warning, "html/embedded", f.offset, "<"+t.Data+"> is shown as a link", "write a link with words that say where it leads")
	if address == "" {
		return
	}
	f.flush()
	f.embedded(f.offset, address, attribute(t, "title"))
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// embedded writes a link to a page that was embedded.
func (w *writer) embedded(offset int, address, title string) {
	target, ok := w.resolveAt(offset, address, false)
	if !ok {
		return
	}
	if title == "" {
		title = w.renderer.texts.Embedded
	}
	w.openLink(target, "", "")
	w.plain([]byte(title))
	w.add("</a>")
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// reportRemoved says which elements the sanitiser takes out.
func (f *fragmentWriter) reportRemoved(name string) {
	if f.renderer.options.Trusted || headingTag(name) > 0 || modern[name] != "" || slices.Contains(silent, name) || allowedElements[name] {
		return
	}
	f.report(problem.Warning, "html/removed", f.offset, "<"+clip(name)+"> is left out", "write it in Markdown, or in code marks to show it as it is")
}
