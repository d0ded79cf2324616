package generator

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/memo"
	"portolan/generator/publish"
	"portolan/generator/revision"
)

// Pages of the handbook are many, and an edit touches few. What the last build left of them is a few pieces with a part for
// each page. Where nothing but texts has changed in the whole portal, a page whose own text has not stands without a second
// look.

// leftPage is a page of the handbook as a build leaves it.
type leftPage struct {
	source memo.Digest // of its file
	read   memo.Digest // of the files whose bytes were looked into
	key    memo.Digest
	change revision.Change // the last that git tells of its file
	file   publish.File
	// document is the key of its document in the index.
	document, title string
	trail           *trail
	was             packedPage // where the last build left it just like this
}

// pack writes the page down.
func (l *leftPage) pack() ([]byte, error) {
	p := memo.Packer{Data: make([]byte, 0, 1<<10)}
	p.Digest(l.source)
	p.Digest(l.read)
	p.Digest(l.key)
	p.Text(l.change.Day)
	p.Text(l.change.Commit)
	p.Bytes(l.file.SHA256[:])
	p.Number(l.file.Bytes)
	p.Text(l.document)
	p.Text(l.title)
	t := l.trail
	problems, err := json.Marshal(t.Problems)
	if err != nil {
		return nil, err
	}
	if len(t.Problems) == 0 {
		problems = nil
	}
	p.Bytes(problems)
	p.Text(string(t.Anchors))
	p.Number(len(t.Links))
	for _, link := range t.Links {
		p.Number(link.At.Line)
		p.Number(link.At.Column)
		p.Text(link.Address)
		p.Text(link.Fragment)
	}
	p.Texts(t.Files)
	p.Texts(t.Read)
	p.Flag(t.HasBlocks)
	p.Flag(t.UsesData)
	p.Flag(t.Elsewhere)
	return p.Data, nil
}

// unpackLeft reads what pack wrote.
func unpackLeft(data []byte) (*leftPage, error) {
	u := memo.UnpackTexts(data)
	l := &leftPage{source: u.Digest(), read: u.Digest(), key: u.Digest(), change: revision.Change{Day: u.Text(), Commit: u.Text()},
		file: publish.File{SHA256: publish.Digest(u.Bytes()), Bytes: u.Number()}, document: u.Text(), title: u.Text()}
	t := &trail{}
	if problems := u.Bytes(); len(problems) > 0 {
		if err := json.Unmarshal(problems, &t.Problems); err != nil {
			return nil, err
		}
	}
	t.Anchors = anchors(u.Text())
	for range u.Number() {
		t.Links = append(t.Links, trailLink{At: markdown.Position{Line: u.Number(), Column: u.Number()}, Address: u.Text(), Fragment: u.Text()})
	}
	t.Files, t.Read, t.HasBlocks, t.UsesData, t.Elsewhere = u.Texts(), u.Texts(), u.Flag(), u.Flag(), u.Flag()
	l.trail = t
	return l, nil
}

// leftPages are what the last build left of an edition's handbook, and what this one leaves: packed, with their addresses.
type leftPages struct {
	then, now surrounds // what the pages were, and are, made of beside their texts
	last      map[string]packedPage
	pieces    []leftPiece // of the last build
	next      memo.Packer // pages that are not in the memo yet
	numbers   []int       // of the pieces that the next build finds
	free      int         // the first number that no piece has or had
}

// packedPage is a page as the last build wrote it down, and in which of its pieces.
type packedPage struct {
	packed []byte
	piece  int
}

// leftPiece is a piece of the last build. Where all its pages stay as they are, it stays too.
type leftPiece struct {
	number int
	found  memo.Piece
	pages  int      // how many it holds
	stay   []string // addresses of those that stay so far
}

// surrounds name what pages are made of beside their texts: the world without git and the calendar, and these two.
type surrounds struct{ world, moment memo.Digest }

func (e *edition) leftKey() string { return "handbook/" + e.name }

func (e *edition) leftPieceKey(n int) string { return e.leftKey() + "/" + strconv.Itoa(n) }

// recallPages reads what the last build left.
func (e *edition) recallPages() {
	if e.portal.memo == nil {
		return
	}
	head, ok := e.portal.memo.Get(e.leftKey())
	if !ok {
		return
	}
	u := memo.Unpack(head)
	e.left.then = surrounds{u.Digest(), u.Digest()}
	e.left.last = map[string]packedPage{}
	for i, number := range u.Numbers() {
		found, _ := e.portal.memo.Find(e.leftPieceKey(number)) // pages that are lost are made anew
		piece := leftPiece{number: number, found: found}
		for u := memo.Unpack(found.Value); len(u.Data) > 0; piece.pages++ {
			address := u.Text()
			e.left.last[address] = packedPage{u.Bytes(), i}
		}
		e.left.pieces = append(e.left.pieces, piece)
		e.left.free = max(e.left.free, number+1)
	}
}

// surround says what the pages are made of beside their texts, once that is known.
func (e *edition) surround() {
	if e.shared.on {
		e.left.now = surrounds{e.world(), memo.DigestOf(e.portal.identity, e.now.Itself().UnixNano())}
	}
}

// leavePages keeps the pages for the next build.
func (e *edition) leavePages() {
	if !e.shared.on {
		return
	}
	for _, piece := range e.left.pieces {
		if len(piece.stay) == piece.pages && len(piece.found.Value) > leftPieceSize/4 { // small ones are gathered again
			e.portal.memo.Keep(piece.found)
			e.left.numbers = append(e.left.numbers, piece.number)
			continue
		}
		for _, address := range piece.stay {
			e.leaveNext(address, e.left.last[address].packed)
		}
	}
	e.leavePiece()
	p := memo.Packer{}
	p.Digest(e.left.now.world)
	p.Digest(e.left.now.moment)
	p.Numbers(len(e.left.numbers), func(i int) int { return e.left.numbers[i] })
	e.portal.memo.Put(e.leftKey(), p.Data)
	e.left = leftPages{}
}

// leaveNext adds a page to the next piece.
func (e *edition) leaveNext(address string, packed []byte) {
	e.left.next.Text(address)
	e.left.next.Bytes(packed)
	if len(e.left.next.Data) > leftPieceSize {
		e.leavePiece()
	}
}

// leavePiece puts the pages that are gathered into the memo.
func (e *edition) leavePiece() {
	if len(e.left.next.Data) == 0 {
		return
	}
	e.portal.memo.Put(e.leftPieceKey(e.left.free), e.left.next.Data)
	e.left.numbers = append(e.left.numbers, e.left.free)
	e.left.free++
	e.left.next.Data = e.left.next.Data[:0]
}

// world names what an edition's pages are made of beside their texts, whatever git and the calendar say: every file that is no
// page, what pages are besides their texts, where links may lead, which parts of the site have feeds, and the terms that are
// explained wherever they are used.
func (e *edition) world() memo.Digest {
	p := e.portal
	pages := make(map[string]bool, len(p.tree.Pages)+len(p.tree.Translations))
	for _, page := range slices.Concat(p.tree.Pages, p.tree.Translations) {
		pages[page.File] = true
	}
	glossaries := [][]glossaryTerm{e.glossary}
	for _, language := range slices.Sorted(maps.Keys(e.versions)) {
		glossaries = append(glossaries, e.versions[language].glossary)
	}
	feeds := slices.Sorted(maps.Keys(e.topicFeeds))
	return memo.DigestOf(p.inputs.Without(pages), p.pages().particulars, e.shared.links, feeds, p.options.Drafts, e.name, glossaries)
}

// lastPage returns what the last build left of a page; nil where it left nothing that is enough to go by.
func (e *edition) lastPage(p *content.Page) *leftPage {
	last, known := e.left.last[p.Address]
	if !known || !e.shared.on || e.portal.lint != nil {
		return nil
	}
	l, err := unpackLeft(last.packed)
	if err != nil || l.trail.Elsewhere {
		return nil
	}
	l.was = last
	return l
}

// stands lets a page stand as it is where nothing that it is made of has changed. It tells whether it did.
func (e *edition) stands(p *content.Page, l *leftPage) bool {
	return l != nil && e.left.now.world == e.left.then.world && l.source == p.Digest && l.read == e.digestOfRead(l.trail) &&
		(e.left.now.moment == e.left.then.moment || e.isTimeless(p, l)) && e.keepLeft(p, l)
}

// isTimeless tells whether a page is the same on any day and after any commit that leaves its file alone: it shows nothing
// that git or the calendar tells of others.
func (e *edition) isTimeless(p *content.Page, l *leftPage) bool {
	return l.change == e.portal.history.Changes[p.File] && p.Policy == nil && !l.trail.HasBlocks && len(e.tree.Versions(p)) < 2 && e.shared.undated
}

// keepHandbookPage is stands for a page of a portal in which more has changed: its view tells whether the page has. The
// view is still without the text.
func (e *edition) keepHandbookPage(p *content.Page, l *leftPage, bare memo.Digest) bool {
	return l != nil && l.key == e.textKey(bare, l.trail) && e.keepLeft(p, l)
}

// keepLeft lets a page stand as it is published, if that is what the last build wrote.
func (e *edition) keepLeft(p *content.Page, l *leftPage) bool {
	if !e.keepPublished(p.Address, l.file, l.document) {
		return false
	}
	e.list(builtPage{URL: p.Address, Source: p.File, Title: l.title})
	e.follow(p.Address, p, l.trail)
	e.leave(p, l)
	return true
}

// leftPieceSize is how many bytes of pages are gathered before they are written: all of them would grow with the site.
const leftPieceSize = 64 << 10

// leave notes a page for the next build.
func (e *edition) leave(p *content.Page, l *leftPage) {
	if !e.shared.on {
		return
	}
	if l.was.packed != nil {
		e.mu.Lock()
		defer e.mu.Unlock()
		piece := &e.left.pieces[l.was.piece]
		piece.stay = append(piece.stay, p.Address)
		return
	}
	if packed, err := l.pack(); err == nil {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.leaveNext(p.Address, packed)
	}
}

// digestOfRead names the bytes of files that a page's text shows something of.
func (e *edition) digestOfRead(t *trail) memo.Digest {
	if len(t.Read) == 0 {
		return memo.Digest{}
	}
	read := make([]memo.Digest, len(t.Read))
	for i, file := range t.Read {
		read[i] = e.portal.inputs.Digest(file)
	}
	return memo.DigestOf(read)
}

// follow adds what a page's text left behind to the edition.
func (e *edition) follow(address string, p *content.Page, t *trail) {
	e.report(t.Problems...)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.anchors[address] = t.Anchors
	for _, link := range t.Links {
		e.links = append(e.links, anchorLink{page: p, at: link.At, address: link.Address, fragment: link.Fragment})
	}
	for _, file := range t.Files {
		e.files[file] = true
	}
}
