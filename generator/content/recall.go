package content

import (
	"io/fs"

	"github.com/go-json-experiment/json"

	"portolan/generator/memo"
	"portolan/generator/problem"
)

// Memory is where pages that were read before are found again.
type Memory struct {
	Memo   *memo.Memo
	Inputs *memo.Inputs
}

// keptPage is a page as it was read, before it is settled among the others.
type keptPage struct {
	Digest      memo.Digest
	Site        memo.Digest // of site.yaml, which says what languages and audiences there are
	Page        *Page
	Stated      bool
	OwnAudience string
	Version     string
	Problems    []problem.Problem
}

// load reads a page, or takes it as it was read before.
func (m *Memory) load(fsys fs.FS, site *Site, file string) (*Page, []problem.Problem) {
	if m == nil {
		return loadPage(fsys, site, file)
	}
	key, digest, settings := "page/"+file, m.Inputs.Digest(file), m.Inputs.Digest(SiteFile)
	if piece, ok := m.Memo.Find(key); ok {
		var kept keptPage
		if json.Unmarshal(piece.Value, &kept) == nil && kept.Digest == digest && kept.Site == settings && kept.Page != nil {
			m.Memo.Keep(piece)
			kept.Page.stated, kept.Page.ownAudience, kept.Page.version = kept.Stated, kept.OwnAudience, kept.Version
			return kept.Page, kept.Problems
		}
	}
	p, problems := loadPage(fsys, site, file)
	// Rules, objectives and thanks are read from the front matter itself, which is not kept.
	if p == nil || p.HasRules || p.HasObjectives || p.HasThanks || p.Digest != digest {
		return p, problems
	}
	if piece, err := json.Marshal(keptPage{p.Digest, settings, p, p.stated, p.ownAudience, p.version, problems}); err == nil {
		m.Memo.Put(key, piece)
	}
	return p, problems
}

// place returns where a key stands in a page's front matter, which is read again where it was not kept. A text of the
// past has no file to read.
func (p *Page) place(fsys fs.FS, key string) (line, column int, source string) {
	front := *p.Front()
	if front.Raw == nil && fsys != nil {
		if data, wrong := readText(fsys, p.File); wrong == nil {
			front, _, _ = split(data)
		}
	}
	return front.At(key)
}

// PlaceOf returns where a page's front matter says a key, line and column counted from 1, and the line itself.
func (t *Tree) PlaceOf(p *Page, key string) (line, column int, source string) {
	return p.place(t.fsys, key)
}

// Edited reads a page's file again. It is ok where nothing but the text has changed; the page then stands for the text
// as it is now.
func (t *Tree) Edited(file string) (p *Page, ok bool) {
	p = t.File(file)
	if p == nil {
		return nil, false
	}
	now, _ := loadPage(t.fsys, t.Site, file)
	if now == nil || now.Head != p.Head {
		return nil, false
	}
	p.Digest, p.BodyLine, p.BodyAt = now.Digest, now.BodyLine, now.BodyAt
	return p, true
}
