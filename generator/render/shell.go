package render

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"
)

// Address is an address within the site, which begins with [Root], or a full one. It is plain text to the templates,
// which let only http, https, mailto and addresses within the site stand in a link.
type Address string

// Root stands at the start of an address for the way from the page to the root of the site.
const Root = "~site/"

var root = []byte(Root)

// Shell is everything around the head and the main part of a section's pages. It is safe for concurrent use.
type Shell struct {
	parts []part
	mu    sync.Mutex
	drawn map[string]*drawnShell
}

// part is a piece of the shell: text, and then the place for something of the page.
type part struct{ text, kind, key string }

// Slots are a page's own parts.
type Slots struct {
	// Base is the way to the root of the site: "./", "../../", or an absolute address.
	Base string
	// Language and Direction are those of the page's text; "en" and "ltr" when left out.
	Language, Direction string
	// Kind is the kind of page, the class of its body. "article" when left out.
	Kind string
	// Sheet and Script are the addresses of the page's style sheet and script. Optional.
	Sheet, Script string
	// Data tells whether the page gets the attributes that pages of data have.
	Data bool
	// Section and Entry are the addresses of the current entries of masthead and menu, Open those of the parts of the
	// menu that lead there. Optional.
	Section, Entry string
	Open           []string
	// Head is head.html executed with the page's view.
	Head []byte
	// Main is the page's own template executed with its view.
	Main []byte
}

// Shell executes a template of a whole page, such as "shell.html", with slots in place of what differs from page to
// page, and minifies it.
func (t *Templates) Shell(name string, view any) (*Shell, error) {
	html, err := t.Execute(name, view)
	if err != nil {
		return nil, err
	}
	html, err = Minify("text/html", html)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return &Shell{parts: cutAtSlots(string(html)), drawn: map[string]*drawnShell{}}, nil
}

// A slot's token is letters, digits and hyphens, so that neither escaping nor minifying changes it.
const tokenStart, tokenEnd = "data-portolan-slot-", "-end"

func token(kind, key string) string {
	return tokenStart + kind + "-" + hex.EncodeToString([]byte(key)) + tokenEnd
}

// Around the slot in head stands a tag, so that the template is HTML.
const tagStart, tagEnd = `<meta name="`, `">`

// values are the slots that are values of attributes.
var values = []string{"language", "direction", "kind", "sheet", "script"}

func slot(name string) (template.HTML, error) {
	switch {
	case name == "main", slices.Contains(values, name):
		return template.HTML(token(name, "")), nil
	case name == "head":
		return template.HTML(tagStart + token(name, "") + tagEnd), nil
	}
	return "", fmt.Errorf("there is no slot %q", name)
}

func entryMark(address Address) template.HTMLAttr {
	return template.HTMLAttr(token("entry", string(address)))
}

func unfoldMark(address Address) template.HTMLAttr {
	return template.HTMLAttr(token("unfold", string(address)))
}

func sectionMark(address Address) template.HTMLAttr {
	return template.HTMLAttr(token("section", string(address)))
}

// dataMark is an attribute whose name begins with data-, for the pages that have use of it.
func dataMark(name string, value any) template.HTMLAttr {
	return template.HTMLAttr(token("data", " data-"+name+`="`+template.HTMLEscapeString(fmt.Sprint(value))+`"`))
}

// cutAtSlots splits a shell at its slots. What goes with a slot goes with it: the space before an attribute, the tag around
// the slot in head. What only begins like a token is text.
func cutAtSlots(html string) []part {
	var parts []part
	from, next := 0, 0
	for {
		found := strings.Index(html[next:], tokenStart)
		if found < 0 {
			return append(parts, part{text: html[from:]})
		}
		start := next + found
		next = start + len(tokenStart)
		kind, rest, _ := strings.Cut(html[next:], "-")
		digits, _, ended := strings.Cut(rest, tokenEnd)
		key, err := hex.DecodeString(digits)
		if !ended || err != nil {
			continue
		}
		next += len(kind) + len("-") + len(digits) + len(tokenEnd)
		before, after := html[from:start], html[next:]
		switch {
		case kind == "main" || slices.Contains(values, kind):
		case kind == "head" && strings.HasSuffix(before, tagStart) && strings.HasPrefix(after, tagEnd):
			start -= len(tagStart)
			next += len(tagEnd)
		case strings.HasSuffix(before, " "):
			start -= len(" ")
		}
		parts = append(parts, part{text: html[from:start], kind: kind, key: string(key)})
		from = next
	}
}

// drawnShell is a shell for pages of one depth: text without slots, and where they are.
type drawnShell struct {
	text  []byte
	slots []place             // those that every page fills
	marks map[[2]string][]int // kind and address -> offsets of attributes that most pages leave out
}

type place struct {
	at        int
	kind, key string
}

func (s *Shell) at(base string) *drawnShell {
	s.mu.Lock()
	defer s.mu.Unlock()
	if drawn := s.drawn[base]; drawn != nil {
		return drawn
	}
	drawn := &drawnShell{marks: map[[2]string][]int{}}
	for _, p := range s.parts {
		drawn.text = Rebase(drawn.text, []byte(p.text), base)
		switch p.kind {
		case "":
		case "entry", "unfold", "section":
			mark := [2]string{p.kind, p.key}
			drawn.marks[mark] = append(drawn.marks[mark], len(drawn.text))
		default:
			drawn.slots = append(drawn.slots, place{len(drawn.text), p.kind, p.key})
		}
	}
	s.drawn[base] = drawn
	return drawn
}

// insertion is something of the page's own at an offset of the shell.
type insertion struct {
	at     int
	text   string
	html   []byte
	rebase bool
}

// Page appends a whole page to dst.
func (s *Shell) Page(dst []byte, p Slots) []byte {
	drawn := s.at(p.Base)
	var room [16]insertion
	insertions := drawn.insertions(room[:0], p)
	slices.SortStableFunc(insertions, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
	dst = slices.Grow(dst, len(drawn.text)+len(p.Head)+len(p.Main)+1024)
	from := 0
	for _, each := range insertions {
		dst = append(dst, drawn.text[from:each.at]...)
		dst = append(dst, each.text...)
		dst = Rebase(dst, each.html, p.Base)
		from = each.at
	}
	return append(dst, drawn.text[from:]...)
}

func (d *drawnShell) insertions(list []insertion, p Slots) []insertion {
	for _, slot := range d.slots {
		switch slot.kind {
		case "head":
			list = append(list, insertion{at: slot.at, html: p.Head})
		case "main":
			list = append(list, insertion{at: slot.at, html: p.Main})
		case "language":
			list = append(list, insertion{at: slot.at, text: attribute(p.Language, "en")})
		case "direction":
			list = append(list, insertion{at: slot.at, text: attribute(p.Direction, "ltr")})
		case "kind":
			list = append(list, insertion{at: slot.at, text: attribute(p.Kind, "article")})
		case "data":
			if p.Data {
				list = append(list, insertion{at: slot.at, html: []byte(slot.key)})
			}
		case "sheet":
			list = append(list, insertion{at: slot.at, text: attribute(p.Sheet, "")})
		case "script":
			list = append(list, insertion{at: slot.at, text: attribute(p.Script, "")})
		}
	}
	list = d.mark(list, "entry", p.Entry, ` aria-current="page"`)
	list = d.mark(list, "section", p.Section, ` aria-current="true"`)
	for i, address := range p.Open {
		if !slices.Contains(p.Open[:i], address) {
			list = d.mark(list, "unfold", address, " open")
		}
	}
	return list
}

func (d *drawnShell) mark(list []insertion, kind, address, attribute string) []insertion {
	if address == "" {
		return list
	}
	for _, at := range d.marks[[2]string{kind, address}] {
		list = append(list, insertion{at: at, text: attribute})
	}
	return list
}

func attribute(value, otherwise string) string {
	return template.HTMLEscapeString(cmp.Or(strings.TrimSpace(value), otherwise))
}

// Rebase appends HTML to dst with the way to the root of the site in place of [Root] at the start of each address: where
// an attribute's value begins, and after "url=" in a refresh.
func Rebase(dst, html []byte, base string) []byte {
	for {
		at := bytes.Index(html, root)
		if at < 0 {
			return append(dst, html...)
		}
		dst = append(dst, html[:at]...)
		if at > 0 && (html[at-1] == '"' || html[at-1] == '=') {
			dst = append(dst, base...)
		} else {
			dst = append(dst, root...)
		}
		html = html[at+len(root):]
	}
}
