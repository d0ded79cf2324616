package content

import (
	"hash/crc32"
	"io/fs"
	"math"
	"slices"

	"portolan/generator/memo"
	"portolan/generator/problem"
)

// Memory is where pages that were read before are found again.
type Memory struct {
	Memo   *memo.Memo
	Inputs *memo.Inputs
}

// Pages are kept many to a piece: ten thousand pieces would take longer to find than to read. The files of a run follow each
// other, and end behind one whose name says so, whichever stand before it: a page that comes or goes changes its own run.

// runLength is about how many files a run has.
const runLength = 64

// runs cuts a list of files into runs.
func runs(files []string) (list [][]string) {
	start := 0
	for i, file := range files {
		if crc32.ChecksumIEEE([]byte(file))%runLength == 0 || i == len(files)-1 {
			list = append(list, files[start:i+1])
			start = i + 1
		}
	}
	return list
}

// keptPage is a page as it was read, before it is settled among the others.
type keptPage struct {
	page     *Page
	problems []problem.Problem
	packed   []byte // as it is written down
}

// load reads the pages of a run, or takes them as they were read before.
func (m *Memory) load(fsys fs.FS, site *Site, files []string, each func(i int, p *Page, problems []problem.Problem)) {
	if m == nil {
		for i, file := range files {
			p, problems := loadPage(fsys, site, file)
			each(i, p, problems)
		}
		return
	}
	key, settings := "pages/"+files[0], m.Inputs.Digest(SiteFile)
	piece, known := m.Memo.Find(key)
	last := unpackRun(piece.Value, settings)
	var now [][]byte // the pages as they are written down
	stay := 0
	for i, file := range files {
		digest := m.Inputs.Digest(file)
		if kept := last[file]; kept.page != nil && kept.page.Digest == digest {
			stay++
			now = append(now, kept.packed)
			each(i, kept.page, kept.problems)
			continue
		}
		p, problems := loadPage(fsys, site, file)
		// Rules, objectives and thanks are read from the front matter itself, which is not kept.
		if p != nil && !p.HasRules && !p.HasObjectives && !p.HasThanks && p.Digest == digest {
			to := memo.Packer{}
			p.pack(&to, problems)
			now = append(now, to.Data)
		}
		each(i, p, problems)
	}
	if known && stay == len(last) && stay == len(now) {
		m.Memo.Keep(piece)
	} else {
		m.Memo.Put(key, slices.Concat(append([][]byte{settings[:]}, now...)...))
	}
}

// unpackRun reads the pages of a piece; none where it was written under other settings: they say what languages and audiences
// there are.
func unpackRun(piece []byte, settings memo.Digest) map[string]keptPage {
	u := memo.UnpackTexts(piece)
	if len(piece) == 0 || u.Digest() != settings {
		return nil
	}
	pages := make(map[string]keptPage, runLength)
	for len(u.Data) > 0 {
		from := u.Data
		kept := unpackPage(&u)
		kept.packed = from[:len(from)-len(u.Data)]
		pages[kept.page.File] = kept
	}
	return pages
}

// pack writes a page down, as it is before it is settled among the others.
func (p *Page) pack(to *memo.Packer, problems []problem.Problem) {
	for _, text := range p.texts() {
		to.Text(*text)
	}
	for _, list := range p.lists() {
		to.Texts(*list)
	}
	for _, flag := range p.flags() {
		to.Flag(*flag)
	}
	to.Digest(p.Digest)
	to.Digest(p.Head)
	to.Number(p.BodyLine)
	to.Number(int(p.BodyAt))
	to.Long(uint64(p.Weight))
	to.Long(uint64(p.Report))
	to.Long(math.Float64bits(p.Boost))
	to.Flag(p.Policy != nil)
	if p.Policy != nil {
		p.Policy.pack(to)
	}
	to.Number(len(problems))
	for _, found := range problems {
		to.Number(int(found.Severity))
		to.Number(found.Line)
		to.Number(found.Column)
		for _, text := range []string{found.Rule, found.File, found.Text, found.Hint, found.Source} {
			to.Text(text)
		}
	}
}

// unpackPage reads what pack wrote.
func unpackPage(u *memo.Unpacker) keptPage {
	p := &Page{}
	for _, text := range p.texts() {
		*text = u.Text()
	}
	for _, list := range p.lists() {
		*list = u.Texts()
	}
	for _, flag := range p.flags() {
		*flag = u.Flag()
	}
	p.Digest, p.Head, p.BodyLine, p.BodyAt = u.Digest(), u.Digest(), u.Number(), int32(u.Number())
	p.Weight, p.Report, p.Boost = int(u.Long()), int(u.Long()), math.Float64frombits(u.Long())
	if u.Flag() {
		p.Policy = unpackPolicy(u)
	}
	var problems []problem.Problem
	for range u.Number() {
		problems = append(problems, problem.Problem{Severity: problem.Severity(u.Number()), Line: u.Number(), Column: u.Number(),
			Rule: u.Text(), File: u.Text(), Text: u.Text(), Hint: u.Text(), Source: u.Text()})
	}
	return keptPage{page: p, problems: problems}
}

// texts are those of a page's fields that are texts, in the order in which they are written down; lists and flags are others.
func (p *Page) texts() [16]*string {
	return [...]*string{&p.File, &p.Address, &p.Audience, &p.Place, &p.Title, &p.MenuTitle, &p.Description, &p.Language, &p.Date, &p.LastMod,
		&p.VersionsSince, &p.Project, &p.Owner, &p.Contact, &p.ownAudience, &p.version}
}

func (p *Page) lists() [4]*[]string {
	return [...]*[]string{&p.Tags, &p.Aliases, &p.Concerns, &p.Answers}
}

func (p *Page) flags() [9]*bool {
	return [...]*bool{&p.Index, &p.Translation, &p.Draft, &p.Unlisted, &p.Print, &p.HasRules, &p.HasObjectives, &p.HasThanks, &p.stated}
}

func (p *Policy) pack(to *memo.Packer) {
	to.Texts([]string{p.Approver, p.Status, p.Version, p.Effective, p.ReviewBy})
	to.Number(len(p.History))
	for _, v := range p.History {
		to.Texts([]string{v.Version, v.Date, v.Summary, v.ApprovedBy})
	}
}

func unpackPolicy(u *memo.Unpacker) *Policy {
	texts := u.Texts()
	p := &Policy{Approver: texts[0], Status: texts[1], Version: texts[2], Effective: texts[3], ReviewBy: texts[4]}
	for range u.Number() {
		texts := u.Texts()
		p.History = append(p.History, PolicyVersion{Version: texts[0], Date: texts[1], Summary: texts[2], ApprovedBy: texts[3]})
	}
	return p
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
