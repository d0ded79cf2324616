package generator

import (
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/memo"
	"portolan/generator/problem"
	"portolan/generator/publish"
)

// A page is not drawn again when nothing that it is made of has changed. What it is made of is named by a key: a digest
// of its file and of its view without the text, of what all pages share, of where links may lead. What the last build
// left of the page is found under its address, together with the key.

// trail is what rendering a page's text leaves behind besides the HTML.
type trail struct {
	Problems []problem.Problem
	Anchors  anchors
	Links    []trailLink // to headings of other pages
	Files    []string    // of the content folder, shown or offered
	Read     []string    // those whose bytes were looked into
	// HasBlocks is true where data blocks stand in the text, UsesData where they show collected data.
	HasBlocks, UsesData bool
	// Elsewhere is true where a link leads nowhere in the edition, so that it matters what others hold.
	Elsewhere bool
}

// trailLink is a link to a heading, checked when all pages are known.
type trailLink struct {
	At                markdown.Position
	Address, Fragment string
}

// remembered is what a build leaves of a page that data makes.
type remembered struct {
	Key      memo.Digest
	File     publish.File
	Document string // key of its document in the index; "" for none
	// Facts name what a page was drawn from that is drawn from data alone, and Title is what it is called. Built is what the
	// site was built from, where the page shows it.
	Facts memo.Digest `json:",omitzero"`
	Built memo.Digest `json:",omitzero"`
	Title string      `json:",omitempty"`

	piece memo.Piece // where it was found
}

// shared is what many pages are made of.
type shared struct {
	on    bool        // false where there is no memory, or something could not be read
	site  memo.Digest // what all pages show
	built memo.Digest // what the site was built from
	links memo.Digest // where links may lead
	data  memo.Digest // what lists and figures are made of
	files memo.Digest // images and downloads
	facts memo.Digest // what pages drawn from data alone are made of, but for the rules
	rules memo.Digest // of all policies
	// undated is true where pages of the handbook do not show what the site was built from.
	undated bool

	around   sync.Map // facts with what stands around a section's pages, by section
	verdicts sync.Map // digests of verdicts, by the first of them
}

// share takes the digests of what pages share, once the edition is planned.
func (e *edition) share() {
	p := e.portal
	if p.memo == nil {
		return
	}
	theme, themed := p.inputs.Below(strings.TrimSuffix(p.site.Theme, "/") + "/")
	data, read := p.inputs.Below("data/")
	adopters := map[string]string{}
	for page, id := range e.adopters {
		adopters[page.File] = id
	}
	files := make([]memo.Digest, len(e.tree.Files))
	for i, name := range e.tree.Files {
		files[i] = p.inputs.Digest(name)
	}
	s := &e.shared
	s.on = themed && read
	s.files = memo.DigestOf(files)
	s.site = memo.DigestOf(p.inputs.Digest(content.SiteFile), theme, e.name, e.view.lasting(), e.glossary, e.exampleData())
	s.built = memo.DigestOf(e.view.BuiltFrom, e.view.DataThrough)
	s.links = memo.DigestOf(e.tree.Space(), e.made, e.catalog.packageAddresses(), adopters)
	s.data = memo.DigestOf(data, p.pages().particulars, p.history.Head, p.history.Changes, e.now.Itself().UnixNano())
	s.facts = e.inStretch(memo.DigestOf(s.site, s.links, data, p.pages().outlines, e.contextTerms(), p.inputs.Digest(p.site.Compatibility)))
	s.rules = e.allRules()
	s.undated = !e.showsBuilt("article.html")
}

// siteOf names what pages of a template show of what all share. What the site was built from changes with every commit, so
// it counts only where it is shown.
func (e *edition) siteOf(template string) memo.Digest {
	if e.showsBuilt(template) {
		return memo.DigestOf(e.shared.site, e.shared.built)
	}
	return e.shared.site
}

// showsBuilt tells whether pages of a template show what the site was built from.
func (e *edition) showsBuilt(template string) bool {
	return slices.ContainsFunc([]string{template, "head.html", "shell.html"}, func(name string) bool {
		return e.words.Mentions(name, "BuiltFrom", "DataThrough")
	})
}

// pagesDigests name all pages of a portal without what an edit of their texts changes, and without their rules, too.
type pagesDigests struct {
	particulars, outlines memo.Digest
	of                    map[*content.Page]memo.Digest // particulars of each
}

// pages are found out once: all editions and languages are made of pages that they name.
func (p *portal) pages() pagesDigests {
	p.pagesOnce.Do(func() {
		all := slices.Concat(p.tree.Pages, p.tree.Translations)
		particulars, outlines := make([]memo.Digest, len(all)), make([]memo.Digest, len(all))
		of := make(map[*content.Page]memo.Digest, len(all))
		for i, page := range all {
			particulars[i] = page.Particulars()
			of[page] = particulars[i]
			outlines[i] = particulars[i]
			if page.HasRules || page.HasObjectives || page.HasThanks {
				outlines[i] = page.Outline()
			}
		}
		p.pagesNamed = pagesDigests{memo.DigestOf(particulars), memo.DigestOf(outlines), of}
	})
	return p.pagesNamed
}

// bareKey names what a page of the handbook is made of beside what its text shows. The view is still without the text.
func (e *edition) bareKey(p *content.Page, out *page) memo.Digest {
	if !e.shared.on {
		return memo.Digest{}
	}
	return memo.DigestOf(e.siteOf(out.template), e.shared.links, p.Digest, p.Particulars(), out.template, out.view, out.section, e.openEntries(*out), e.shell(*out).digest)
}

// textKey adds what the text shows.
func (e *edition) textKey(bare memo.Digest, t *trail) memo.Digest {
	if !e.shared.on {
		return memo.Digest{}
	}
	if t.HasBlocks {
		return memo.DigestOf(bare, e.digestOfRead(t), e.shared.data)
	}
	return memo.DigestOf(bare, e.digestOfRead(t))
}

// keepDrawn takes a page whose view is complete as the last build left it, if it would be made of the same. It tells
// whether it did, and gives the page its key.
func (e *edition) keepDrawn(p *page, around *surroundings) bool {
	if !e.shared.on {
		return false
	}
	p.key = memo.DigestOf(e.siteOf(p.template), p.template, p.view, p.source, p.section, e.openEntries(*p), around.digest, p.document)
	last := e.last(p.address)
	return last != nil && last.Key == p.key && e.keep(p, last)
}

// last returns what the last build left of the page at an address; nil where there is nothing.
func (e *edition) last(address string) *remembered {
	if !e.shared.on {
		return nil
	}
	var r remembered
	piece, ok := e.portal.memo.Find(e.memoKey(address))
	if !ok || json.Unmarshal(piece.Value, &r) != nil {
		return nil
	}
	r.piece = piece
	return &r
}

// keep lets a page stand as it is published, if that is what the last build wrote.
func (e *edition) keep(p *page, last *remembered) bool {
	if !e.keepPublished(p.address, last.File, last.Document) {
		return false
	}
	e.note(*p)
	if last.Facts == p.facts {
		e.portal.memo.Keep(last.piece)
	} else {
		e.remember(p, last.File, last.Document)
	}
	return true
}

// keepPublished lets a page stand as it is published, with its document in the index. It tells whether both are there.
func (e *edition) keepPublished(address string, file publish.File, document string) bool {
	found, known := e.index.Find(document)
	if !known && document != "" || !e.keepFile(fileOf(address), file) {
		return false
	}
	if known {
		e.index.Keep(found)
	}
	return true
}

// keepOrPut lets a file that is no page stand as it is published where the last build made it of the same, and makes it where
// not.
func (e *edition) keepOrPut(address string, key memo.Digest, make func() []byte) error {
	if last := e.last(address); last != nil && last.Key == key && e.keepPublished(address, last.File, "") {
		e.portal.memo.Keep(last.piece)
		return nil
	}
	file, err := e.putFile(fileOf(address), make())
	if err == nil {
		e.remember(&page{address: address, key: key}, file, "")
	}
	return err
}

// remember leaves a page to the next build.
func (e *edition) remember(p *page, file publish.File, document string) {
	if p.trail != nil {
		e.leave(p.of, &leftPage{
			source: p.of.Digest, read: e.digestOfRead(p.trail), key: p.key, change: e.portal.history.Changes[p.of.File], file: file, document: document, title: p.head.Title, trail: p.trail,
		})
		return
	}
	if !e.shared.on || p.key == (memo.Digest{}) {
		return
	}
	r := remembered{Key: p.key, File: file, Document: document, Facts: p.facts}
	if p.facts != (memo.Digest{}) {
		r.Title = p.head.Title
		if e.showsBuilt(p.template) {
			r.Built = e.shared.built
		}
	}
	if piece, err := json.Marshal(r); err == nil {
		e.portal.memo.Put(e.memoKey(p.address), piece)
	}
}

// memoKey is where a page is remembered.
func (e *edition) memoKey(address string) string { return "drawn/" + e.name + address }
