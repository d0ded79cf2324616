package generator

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"portolan/generator/content"
	"portolan/generator/memo"
	"portolan/generator/problem"
	"portolan/generator/publish"
	"portolan/generator/render"
	"portolan/generator/search"
)

// page is one HTML page, ready to be drawn.
type page struct {
	template string
	view     any       // what the template draws
	head     *PageView // the part of view that the shell needs
	address  string    // "/policies/use/"
	source   string    // file below the content folder; "" for pages drawn from data
	node     *content.Node
	section  string // address of the masthead's current entry
	document *search.Document
	unlisted bool // kept out of the sitemap

	// key names what the page is made of; where it is not given, it is taken from the view.
	key memo.Digest
	// facts name what it is drawn from, where that is data alone.
	facts memo.Digest
	// of and trail are set for a page of the handbook.
	of    *content.Page
	trail *trail
}

// emit draws a page, puts it into the site and, where it has a document, into the search. A page whose view the last
// build drew is kept.
func (e *edition) emit(p page) error {
	e.dress(&p)
	around := e.shell(p)
	if p.key == (memo.Digest{}) && e.keepDrawn(&p, around) {
		return nil
	}
	file, err := e.draw(p, around)
	if err != nil {
		return fmt.Errorf("%s: %w", p.address, err)
	}
	e.note(p)
	document := ""
	if p.document != nil {
		p.document.URL = strings.TrimPrefix(p.address, "/")
		document = e.find(*p.document)
	}
	e.remember(&p, file, document)
	return nil
}

// sheet is what a page is drawn on. Sheets are used again, since most pages are of about the same size.
type sheet struct {
	main, head bytes.Buffer
	html       []byte
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

// draw draws a page and puts it into the site.
func (e *edition) draw(p page, around *surroundings) (publish.File, error) {
	s := sheets.Get().(*sheet)
	defer sheets.Put(s)
	s.main.Reset()
	s.head.Reset()
	p.head.Site = e.view
	if err := e.words.Draw(&s.main, p.template, p.view); err != nil {
		return publish.File{}, err
	}
	if err := e.words.Draw(&s.head, "head.html", p.head); err != nil {
		return publish.File{}, err
	}
	shell, err := around.draw(e)
	if err != nil {
		return publish.File{}, err
	}
	slots := e.slotsOf(p.head, wayToRoot(p.address), s.head.Bytes(), s.main.Bytes())
	slots.Section, slots.Entry, slots.Open = string(site(p.section)), string(site(p.address)), e.openEntries(p)
	s.html = shell.Page(s.html[:0], slots)
	return e.putFile(fileOf(p.address), s.html)
}

// note lists a page in the manifest.
func (e *edition) note(p page) {
	e.list(builtPage{URL: p.address, Source: p.source, Title: p.head.Title, unlisted: p.unlisted})
}

func (e *edition) list(p builtPage) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.pages = append(e.pages, p)
}

// dress fills what every page shows and no page needs to think of.
func (e *edition) dress(p *page) {
	v := p.head
	v.Address = site(p.address)
	if v.Language == "" {
		v.Language = e.language
	}
	if v.Direction == "" {
		v.Direction = direction(v.Language)
	}
	if e.config.BaseURL != "" {
		v.Canonical = e.absolute(p.address)
	}
	if v.Feed == "" {
		v.Feed = e.feedOf(p.section)
	}
	v.Beginning = e.firstWords(p)
	v.JSONLD = jsonLD(e, p)
}

// direction returns how a language is written.
func direction(language string) string {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch primary {
	case "ar", "fa", "he", "ur", "yi", "ps", "sd", "dv", "ug":
		return "rtl"
	}
	return "ltr"
}

// absolute returns the full address of a page, for feeds and the like.
func (e *edition) absolute(address string) string {
	return strings.TrimSuffix(e.config.BaseURL, "/") + "/" + escapePath(strings.TrimPrefix(address, "/"))
}

// fileOf returns the file that serves an address.
func fileOf(address string) string {
	if strings.HasSuffix(address, "/") {
		return strings.TrimPrefix(address+"index.html", "/")
	}
	return strings.TrimPrefix(address, "/")
}

// put writes a file of the edition.
func (e *edition) put(name string, data []byte) error {
	_, err := e.putFile(name, data)
	return err
}

// putFile is put for those who want to know what the manifest says of the file.
func (e *edition) putFile(name string, data []byte) (publish.File, error) {
	whole, within := e.nameOf(name)
	if !e.mayPut(within) {
		return publish.File{}, nil
	}
	e.portal.clock.made(len(data))
	return e.out.Put(whole, data)
}

// nameOf returns a file's name in all that is published, and the part of it that is the name in the edition: both are
// kept, for each file.
func (e *edition) nameOf(name string) (whole, within string) {
	whole = join(e.name, name)
	return whole, strings.TrimPrefix(whole[len(e.name):], "/")
}

// keepFile lets a file of the edition stand as it is published, if it holds the same.
func (e *edition) keepFile(name string, file publish.File) bool {
	whole, within := e.nameOf(name)
	if !e.out.Keep(whole, file) {
		return false
	}
	e.mayPut(within)
	return true
}

// stay lets a file whose name says what it holds stand as it is published, if it is.
func (e *edition) stay(name string) bool {
	whole, within := e.nameOf(name)
	if !e.out.Stay(whole) {
		return false
	}
	e.mayPut(within)
	return true
}

// mayPut claims a name, or reports what stands in its way.
func (e *edition) mayPut(name string) bool {
	e.mu.Lock()
	taken := e.emitted.claim(name)
	e.mu.Unlock()
	if taken != "" {
		e.report(problem.Problem{
			Rule: "address/taken", Text: fmt.Sprintf("%s cannot be published: %s is already part of the site", name, taken),
			Hint: "give the page or file another name, or a slug",
		})
	}
	return taken == ""
}

// isThere tells whether a file is part of the edition already.
func (e *edition) isThere(name string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.emitted.has(name)
}

func join(dir, name string) string { return path.Join(dir, name) }

// mostEntries is how many lines of a menu are shown before the rest is left to the folder's own page.
const mostEntries = 60

// surroundings are what stands around all pages of a folder.
type surroundings struct {
	section string
	folder  *content.Node
	digest  memo.Digest
	drawing sync.Mutex
	drawn   atomic.Pointer[render.Shell] // nil before the first page that needs it, and when others have taken its place
}

// draw draws what stands around a page, unless that is at hand.
func (s *surroundings) draw(e *edition) (*render.Shell, error) {
	if drawn := s.drawn.Load(); drawn != nil {
		return drawn, nil
	}
	s.drawing.Lock()
	defer s.drawing.Unlock()
	if drawn := s.drawn.Load(); drawn != nil {
		return drawn, nil
	}
	drawn, err := e.words.Shell("shell.html", e.shellView(s.section, s.folder))
	if err == nil {
		s.drawn.Store(drawn)
		e.putAway(s)
	}
	return drawn, err
}

// mostShells is how many shells are at hand: the pages of a folder are drawn one after the other, so that those of folders
// long past are in nobody's way.
const mostShells = 64

// putAway makes room for a shell that was drawn.
func (o *outcome) putAway(s *surroundings) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.atHand = append(o.atHand, s)
	if len(o.atHand) > mostShells {
		o.atHand[0].drawn.Store(nil)
		o.atHand = o.atHand[1:]
	}
}

// shell returns what stands around a page.
func (e *edition) shell(p page) *surroundings {
	folder := p.node
	if folder != nil && folder.Dir == "" {
		folder = folder.Parent
	}
	key := e.language + " " + p.section
	if folder != nil {
		key += " " + folder.Dir
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.shells[key]; s != nil {
		return s
	}
	view := e.shellView(p.section, folder)
	s := &surroundings{section: p.section, folder: folder, digest: memo.DigestOf(view.MenuTitle, view.Menu)}
	e.shells[key] = s
	return s
}

func (e *edition) shellView(section string, folder *content.Node) ShellView {
	view := ShellView{Site: e.view, Menu: e.sectionMenu(section, folder)}
	if within := folder.Section(); within != nil {
		view.MenuTitle = within.Title
	} else if above := e.special(section); above != nil {
		view.MenuTitle = e.specialTitle(*above)
	}
	return view
}

// sectionMenu is the menu beside a page: the section's own pages, with the way down to the page's folder opened.
func (e *edition) sectionMenu(section string, folder *content.Node) []MenuGroup {
	var groups []MenuGroup
	if made := e.madeMenu(section); len(made) > 0 {
		groups = append(groups, MenuGroup{Entries: made})
	}
	top := folder.Section()
	if top == nil {
		top = e.sectionNode(section)
	}
	if top == nil || len(top.Children) == 0 {
		return groups
	}
	entries := e.menuEntries(top, folder)
	if len(entries) == 0 {
		return groups
	}
	if top.Page != nil && len(groups) == 0 {
		entries = append([]MenuEntry{{Title: top.Title, URL: site(top.Page.Address)}}, entries...)
	}
	return append(groups, MenuGroup{Entries: entries})
}

// sectionNode returns the folder that a masthead entry stands for.
func (e *edition) sectionNode(section string) *content.Node {
	for _, n := range e.menu.Root.Children {
		if e.nodeAddress(n) == section {
			return n
		}
	}
	return nil
}

// menuEntries lists what lies in a folder, and within it what lies on the way to the page's own folder.
func (e *edition) menuEntries(n, folder *content.Node) []MenuEntry {
	var entries []MenuEntry
	for i, child := range n.Children {
		if i == mostEntries {
			break
		}
		if child.Page != nil && (e.special(e.originalAddress(child.Page)) != nil || e.adoptedBy(child.Page)) {
			continue
		}
		entry := MenuEntry{Title: child.Title}
		first := firstPage(child)
		if first == nil {
			continue
		}
		entry.URL = site(first.Address)
		if child.Dir != "" && within(folder, child) {
			entry.Children = e.menuEntries(child, folder)
			if len(child.Children) > mostEntries && child.Page != nil {
				entry.More = &Link{Title: e.words.Count("all_pages", len(child.Children)), URL: site(child.Page.Address)}
			}
		}
		entries = append(entries, entry)
	}
	return entries
}

// within tells whether a folder is n or lies below it.
func within(folder, n *content.Node) bool {
	for ; folder != nil; folder = folder.Parent {
		if folder == n {
			return true
		}
	}
	return false
}

// nodeAddress is where a line of the menu leads: the node's own page, the special page of its folder, or the first page
// below it; "" where there is none of them.
func (e *edition) nodeAddress(n *content.Node) string {
	if n.Page == nil && n.Dir != "" && e.special("/"+n.Dir+"/") != nil {
		return "/" + n.Dir + "/"
	}
	if first := firstPage(n); first != nil {
		return first.Address
	}
	return ""
}

// firstPage returns a node's own page, or the first below it.
func firstPage(n *content.Node) *content.Page {
	if n.Page != nil {
		return n.Page
	}
	for _, child := range n.Children {
		if p := firstPage(child); p != nil {
			return p
		}
	}
	return nil
}

// openEntries are the folders on the way to a page, which its menu shows open.
func (e *edition) openEntries(p page) []string {
	var open []string
	for n := p.node; n != nil; n = n.Parent {
		if first := firstPage(n); n.Dir != "" && first != nil {
			open = append(open, string(site(first.Address)))
		}
	}
	return open
}

// slotsOf are the slots that every page fills.
func (e *edition) slotsOf(v *PageView, base string, head, main []byte) render.Slots {
	outfit := e.portal.assets.outfits.of(v.Kind, main)
	return render.Slots{Base: base, Data: outfit == e.portal.assets.outfits.data, Sheet: base + outfit.sheet, Script: base + outfit.script, Language: v.Language, Direction: v.Direction, Kind: v.Kind, Head: head, Main: main}
}
