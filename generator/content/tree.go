// Package content reads a portal's Markdown: which pages there are, where they are served, who may read them, and how
// they hang together. Two nouns matter: a [Page], which is what stays in memory of a file, and a [Tree], all pages that
// one edition holds. Texts are read again when they are rendered, so that a large portal need not fit into memory.
package content

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"portolan/generator/memo"
	"portolan/generator/problem"
)

// largestPage is the size past which a Markdown file is refused: nobody reads such a page.
const largestPage = 16 << 20

// Tree is a set of pages with what links need to find their way among them.
type Tree struct {
	Site *Site
	// Pages are sorted by file. Translations stand apart, so that nothing is counted twice.
	Pages []*Page
	// Translations are the pages in the portal's further languages, sorted by file.
	Translations []*Page
	// Files are all other files below the content folder that a page may show or offer, sorted.
	Files []string
	// Parts finds the containers of a body as readers see them. Required where parts are meant for some readers only.
	Parts func(body []byte) []Part

	fsys      fs.FS
	byFile    map[string]*Page
	byAddress map[string]*Page
	aliases   map[string]*Page
	files     map[string]bool
	// versions are the pages that say the same in several languages, by place and language; none where there is one language.
	versions map[version]*Page
	// hidden are the files, and the addresses of pages, that the edition does not hold.
	hidden map[string]bool
	// drafts are the files and addresses of drafts that were left out.
	drafts map[string]bool
	// folders are the audiences that folders state, by path; holding are the folders that hold pages, for whomever.
	folders map[string]string
	holding map[string]bool
	// whole is the tree that the edition's was cut from; nil for one that is whole.
	whole *Tree
}

// Load reads the front matter of every page below a content folder. Drafts are left out unless asked for.
func Load(fsys fs.FS, site *Site, drafts bool) (*Tree, []problem.Problem) {
	return Reload(fsys, site, drafts, nil)
}

// Reload is Load with a memory of the last time: pages that have not changed since are not read. A nil memory knows none.
func Reload(fsys fs.FS, site *Site, drafts bool, memory *Memory) (*Tree, []problem.Problem) {
	found := list(fsys, site, memory)
	markdown, problems := found.markdown, found.problems
	pages := make([]*Page, len(markdown))
	wrong := make([][]problem.Problem, len(markdown))
	var group errgroup.Group
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	start := 0
	for _, run := range runs(markdown) {
		first := start
		start += len(run)
		group.Go(func() error {
			memory.load(fsys, site, run, func(i int, p *Page, problems []problem.Problem) { pages[first+i], wrong[first+i] = p, problems })
			return nil
		})
	}
	group.Wait()
	for _, w := range wrong {
		problems = append(problems, w...)
	}
	pages = slices.DeleteFunc(pages, func(p *Page) bool { return p == nil })
	folders := folderAudiences(pages)
	problems = append(problems, settleAudiences(fsys, site, folders, pages)...)
	problems = append(problems, settleTranslations(fsys, site, pages)...)
	// A draft speaks for its folder before it is left out: what it narrows must stay narrow.
	left := map[string]bool{}
	pages = slices.DeleteFunc(pages, func(p *Page) bool {
		if !p.Draft || drafts {
			return false
		}
		left[p.File], left[p.Address] = true, true
		return true
	})
	problems = append(problems, settleAddresses(fsys, site, pages)...)
	for _, p := range pages {
		if !p.HasRules && !p.HasObjectives && !p.HasThanks {
			p.front = nil
		}
	}
	t := newTree(fsys, site, pages, found.files, nil)
	t.folders, t.holding, t.drafts = folders, foldersOf(pages), left
	return t, problems
}

func loadPage(fsys fs.FS, site *Site, file string) (*Page, []problem.Problem) {
	data, found := readText(fsys, file)
	if found != nil {
		return nil, []problem.Problem{*found}
	}
	front, body, bodyLine, wrong := cut(file, data)
	p, problems := newPage(site, file, front, body, bodyLine)
	p.Digest, p.BodyAt = memo.DigestOfFile(data), int32(len(data)-len(body))
	if wrong != nil {
		problems = append(problems, *wrong)
	}
	return p, problems
}

func readText(fsys fs.FS, file string) ([]byte, *problem.Problem) {
	unreadable := func(err error) *problem.Problem {
		return &problem.Problem{Rule: "file/unreadable", File: file, Text: err.Error()}
	}
	f, err := fsys.Open(file)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Size() > largestPage {
		return nil, &problem.Problem{Rule: "file/large", File: file, Text: fmt.Sprintf("a page of more than %d MiB is not read", largestPage>>20)}
	}
	var data bytes.Buffer
	if err == nil {
		data.Grow(int(info.Size()) + bytes.MinRead) // so that its end is found without more room
		_, err = data.ReadFrom(f)
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return data.Bytes(), nil
}

// settleAddresses refuses pages that share an address, also by case alone, which some file systems cannot tell apart.
// In a handbook without site.yaml, a page whose stated address is taken goes back to its file's place.
func settleAddresses(fsys fs.FS, site *Site, pages []*Page) (problems []problem.Problem) {
	taken := map[string]*Page{}
	claim := func(p *Page) {
		key := fold(p.Address)
		other := taken[key]
		if other == nil {
			taken[key] = p
			return
		}
		line, column, source := p.place(fsys, "permalink")
		if source == "" {
			line, column, source = p.place(fsys, "url")
		}
		found := problem.Problem{
			Rule: "address/taken", File: p.File, Line: line, Column: column, Source: source,
			Text: fmt.Sprintf("%s and this page are both served at %s", other.File, p.Address),
			Hint: "give one of them another name, or a slug",
		}
		if p.stated && !site.Given {
			found.Severity = problem.Warning
			p.Address, p.stated = folderAddress(strings.TrimSuffix(p.File, path.Ext(p.File))), false
			if p.Index {
				p.Address = folderAddress(path.Dir(p.File))
			}
			if key = fold(p.Address); taken[key] == nil {
				taken[key] = p
				found.Hint = fmt.Sprintf("it is served at %s instead", p.Address)
			} else {
				found.Severity = problem.Error
			}
		}
		if found.Severity == problem.Error { // nothing is published, but the page is still looked at
			for taken[fold(p.Address)] != nil {
				p.Address = strings.TrimSuffix(p.Address, "/") + "-again/"
			}
			taken[fold(p.Address)] = p
		}
		problems = append(problems, found)
	}
	for _, p := range pages {
		if !p.stated {
			claim(p)
		}
	}
	for _, p := range pages {
		if p.stated {
			claim(p)
		}
	}
	return problems
}

func newTree(fsys fs.FS, site *Site, pages []*Page, files []string, hidden map[string]bool) *Tree {
	t := &Tree{
		Site: site, Files: files, fsys: fsys, hidden: hidden,
		byFile: map[string]*Page{}, byAddress: map[string]*Page{}, aliases: map[string]*Page{}, files: map[string]bool{}, versions: map[version]*Page{},
	}
	slices.SortFunc(pages, func(a, b *Page) int { return cmp.Compare(a.File, b.File) })
	t.sortOut(pages)
	for _, p := range pages {
		t.byFile[p.File] = p
		t.byAddress[p.Address] = p
		for _, alias := range p.Aliases {
			for _, address := range aliasAddresses(p, alias) {
				if t.aliases[address] == nil {
					t.aliases[address] = p
				}
			}
		}
	}
	for _, f := range files {
		t.files[f] = true
	}
	return t
}

// aliasAddresses reads an old address of a page; one without a leading slash stands beside the page. "/a.html" is the old
// address of a file, which some servers serve as /a/ too: both lead on.
func aliasAddresses(p *Page, alias string) []string {
	bare := strings.TrimSuffix(alias, "index.html")
	name, isFile := strings.CutSuffix(bare, ".html")
	if !strings.HasPrefix(name, "/") {
		name = path.Join(path.Dir(strings.TrimSuffix(p.Address, "/")), name)
	}
	address := folderAddress(strings.Trim(path.Clean(name), "/"))
	if isFile && address != "/" {
		return []string{address, strings.TrimSuffix(address, "/") + ".html"}
	}
	return []string{address}
}

// Redirects returns the old addresses of pages, each with the page it leads to now. Addresses in use are no redirects.
func (t *Tree) Redirects() map[string]*Page {
	out := map[string]*Page{}
	for address, p := range t.aliases {
		if t.byAddress[address] == nil {
			out[address] = p
		}
	}
	return out
}

// At returns the page at an address; nil where there is none.
func (t *Tree) At(address string) *Page { return t.byAddress[address] }

// File returns the page made from a file; nil where there is none.
func (t *Tree) File(file string) *Page { return t.byFile[file] }

// Text reads the body of a page as the edition's readers may see it.
func (t *Tree) Text(p *Page, e Edition) ([]byte, []problem.Problem) {
	data, found := readText(t.fsys, p.File)
	if found != nil {
		return nil, []problem.Problem{*found}
	}
	if memo.DigestOfFile(data) != p.Digest { // another audience may be written there by now
		return nil, []problem.Problem{{Rule: "file/changed", File: p.File, Text: "the file changed while the portal was built", Hint: "build once more"}}
	}
	return t.cutParts(p.File, data[p.BodyAt:], p.BodyLine, e)
}

// Line returns a line of a file, counted from 1, to show beside a problem; "" where there is none.
func (t *Tree) Line(file string, line int) string {
	if file == "" || line < 1 {
		return ""
	}
	data, err := fs.ReadFile(t.fsys, file)
	if err != nil {
		return ""
	}
	return lineOf(data, line)
}
