package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/difference"
	"portolan/generator/markdown"
	"portolan/generator/publish"
)

// comparison is two states of one edition.
type comparison struct {
	old, new *edition
	pairs    map[string]string // by file now: the file before
	oldFiles map[string]string // digests by path
	newFiles map[string]string
	out      EditionImpact
}

// gathered is a sink that keeps a digest of each file: of what a page shows itself, without what stands around all pages.
type gathered struct {
	edition string
	mu      sync.Mutex
	digests map[string]string
}

// Put takes a file.
func (g *gathered) Put(name string, data []byte) error {
	name = strings.TrimPrefix(name, g.edition+"/")
	if strings.HasSuffix(name, ".html") {
		data = essence(data)
	}
	sum := sha256.Sum256(data)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.digests[name] = hex.EncodeToString(sum[:])
	return nil
}

// Files is asked for by the manifest, which nobody reads here.
func (*gathered) Keep(string, publish.File) bool { return false }

func (g *gathered) Files(string) map[string]publish.File { return nil }

// essence is what a page shows itself, without menus, foot and the way to its neighbours.
func essence(html []byte) []byte {
	if _, after, found := bytes.Cut(html, []byte("<main")); found {
		html, _, _ = bytes.Cut(after, []byte("</main>"))
	}
	before, _, _ := bytes.Cut(html, []byte(`<footer class="end"`))
	return before
}

func (c *comparison) run(ctx context.Context) error {
	var err error
	if c.oldFiles, err = gather(ctx, c.old); err != nil {
		return err
	}
	if c.newFiles, err = gather(ctx, c.new); err != nil {
		return err
	}
	c.pages()
	c.drawn()
	c.lost()
	c.opened()
	c.verdicts()
	c.figures()
	c.out = emptied(c.out)
	return nil
}

func gather(ctx context.Context, e *edition) (map[string]string, error) {
	g := &gathered{edition: e.name, digests: map[string]string{}}
	err := e.write(ctx, g)
	return g.digests, err
}

// pairPages finds, for every page, the file that it was made from before: the file of that name, or else a page that is
// gone and reads alike.
func pairPages(old, now *content.Tree) map[string]string {
	pairs := map[string]string{}
	taken := map[string]bool{}
	var come, gone []*content.Page
	for _, p := range allPages(now) {
		if old.File(p.File) != nil {
			pairs[p.File], taken[p.File] = p.File, true
		} else {
			come = append(come, p)
		}
	}
	for _, p := range allPages(old) {
		if !taken[p.File] {
			gone = append(gone, p)
		}
	}
	texts := map[*content.Page]string{}
	for _, p := range gone {
		texts[p] = wholeText(old, p)
	}
	for _, p := range come {
		if was := likest(wholeText(now, p), gone, texts, len(come)*len(gone) <= mostLikely); was != nil {
			pairs[p.File] = was.File
			gone = slices.DeleteFunc(gone, func(q *content.Page) bool { return q == was })
		}
	}
	return pairs
}

// alikeEnough is the share of common words from which a page is the one that is gone, moved. Past so many pairs only
// pages that read the same are looked for.
const (
	alikeEnough = 0.5
	mostLikely  = 10_000
)

func likest(text string, gone []*content.Page, texts map[*content.Page]string, compare bool) (best *content.Page) {
	most := alikeEnough
	for _, p := range gone {
		if texts[p] == text {
			return p
		}
		if !compare {
			continue
		}
		if l := difference.Likeness(texts[p], text); l > most {
			best, most = p, l
		}
	}
	return best
}

func wholeText(t *content.Tree, p *content.Page) string {
	body, _ := t.Text(p, content.Edition{})
	return p.Title + "\n" + string(body)
}

func allPages(t *content.Tree) []*content.Page { return slices.Concat(t.Pages, t.Translations) }

// pages compares the pages that somebody wrote.
func (c *comparison) pages() {
	matched, stays := map[*content.Page]bool{}, map[string]bool{}
	for _, file := range c.pairs {
		stays[file] = true
	}
	for _, p := range allPages(c.new.tree) {
		was := c.old.tree.File(c.pairs[p.File])
		if was == nil {
			c.out.Added = append(c.out.Added, c.pageChange(nil, p))
			continue
		}
		matched[was] = true
		from, to := c.old.addressOf(was), c.new.addressOf(p)
		change := c.pageChange(was, p)
		if from != to {
			_, change.Redirected = c.newFiles[fileOf(from)]
			change.From = from
			c.out.Moved = append(c.out.Moved, change)
		} else if len(change.Passages)+len(change.Rules) > 0 {
			c.out.Changed = append(c.out.Changed, change)
		}
	}
	for _, was := range allPages(c.old.tree) {
		if !matched[was] {
			change := c.pageChange(was, nil)
			change.Narrowed = stays[was.File]
			c.out.Removed = append(c.out.Removed, change)
		}
	}
}

// pageChange compares a page with how it was; one of them may be nil.
func (c *comparison) pageChange(was, is *content.Page) PageChange {
	none := &content.Page{}
	p, e := is, c.new
	if is == nil {
		p, e = was, c.old
	}
	change := PageChange{File: p.File, Title: p.Title, Address: e.addressOf(p), Policy: p.Policy != nil}
	if p.HasRules || was != nil && was.HasRules {
		change.Rules = c.new.ruleChanges(is, orPage(was, none), orPage(is, none))
	}
	if was != nil && is != nil && (readable(c.old, was) != readable(c.new, is)) {
		change.Passages = difference.Blocks(c.old.in(was).reviewBlocks(was), c.new.in(is).reviewBlocks(is), 1)
	}
	return change
}

func orPage(p, otherwise *content.Page) *content.Page {
	if p == nil {
		return otherwise
	}
	return p
}

// readable is all that readers can tell two states of a page apart by, before it is drawn.
func readable(e *edition, p *content.Page) string {
	body, _ := e.tree.Text(p, e.config)
	return strings.Join(particulars(p), "\n") + "\n" + string(body)
}

// particulars are the lines at the head of a page that its readers see.
func particulars(p *content.Page) []string {
	var lines []string
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	add("title", p.Title)
	add("description", p.Description)
	add("owner", p.Owner)
	add("contact", p.Contact)
	add("tags", strings.Join(p.Tags, ", "))
	if p.Policy != nil {
		add("status", p.Policy.Status)
		add("version", p.Policy.Version)
		add("approver", p.Policy.Approver)
		add("effective", p.Policy.Effective)
		add("review_by", p.Policy.ReviewBy)
	}
	return lines
}

// reviewBlocks is a page as a reviewer reads it: its particulars, then its text, with data blocks as they are written.
func (e *edition) reviewBlocks(p *content.Page) []difference.Block {
	var blocks []difference.Block
	for _, line := range particulars(p) {
		blocks = append(blocks, difference.Block{Kind: "p", Text: line})
	}
	body, _ := e.tree.Text(p, e.config)
	doc := e.renderer.Render(markdown.Page{
		File: p.File, FirstLine: p.BodyLine, Body: body, Title: p.Title, Link: e.pastLinker(p),
		Block: func(f markdown.Fence) (markdown.Block, bool) {
			text := strings.TrimSpace(f.Name+" "+f.Arguments) + "\n" + string(f.Body)
			return markdown.Block{HTML: []byte("<pre>" + escaped(text) + "</pre>"), Text: text}, true
		},
	})
	return append(blocks, difference.FromHTML(doc.HTML)...)
}

// drawn compares the pages that data makes, and tells of pages whose words are the same but whose figures are not.
func (c *comparison) drawn() {
	told := map[string]bool{}
	for _, list := range [][]PageChange{c.out.Added, c.out.Removed, c.out.Moved, c.out.Changed} {
		for _, p := range list {
			told[p.Address], told[p.From] = true, true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.newFiles)) {
		address, isPage := addressOfFile(name)
		if !isPage || told[address] {
			continue
		}
		switch before, there := c.oldFiles[name]; {
		case !there:
			c.out.Drawn.Added = append(c.out.Drawn.Added, address)
		case before != c.newFiles[name]:
			c.out.Drawn.Changed = append(c.out.Drawn.Changed, address)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.oldFiles)) {
		address, isPage := addressOfFile(name)
		if _, stays := c.newFiles[name]; isPage && !stays && !told[address] {
			c.out.Drawn.Removed = append(c.out.Drawn.Removed, address)
		}
	}
}

// addressOfFile returns the address that a page's file serves.
func addressOfFile(name string) (address string, isPage bool) {
	if dir, base := path.Split(name); base == "index.html" {
		return "/" + dir, true
	}
	return "/" + name, false
}

// ownUse are the files that only our pages load, which are no promise to anybody.
var ownUse = regexp.MustCompile(`^assets/|^search/|-[0-9a-f]{12}\.json$`)

// lost finds addresses that led somewhere and lead nowhere.
func (c *comparison) lost() {
	written := map[string]bool{}
	for _, p := range c.old.pages {
		if p.Source != "" || c.old.special(p.URL) != nil {
			written[p.URL] = true
		}
	}
	for _, r := range c.old.redirects() {
		written[r.From] = true
	}
	for _, name := range slices.Sorted(maps.Keys(c.oldFiles)) {
		if _, stays := c.newFiles[name]; stays || ownUse.MatchString(name) {
			continue
		}
		lost := Lost{Kind: "data"}
		lost.Address, _ = addressOfFile(name)
		if written[lost.Address] || slices.Contains(c.old.tree.Files, name) || slices.Contains(c.old.tree.Files, "static/"+name) {
			lost.Kind = "page"
		}
		c.out.Lost = append(c.out.Lost, lost)
	}
}

// opened finds what existed before and was kept from these readers.
func (c *comparison) opened() {
	c.openedPages()
	c.openedTexts()
	for _, name := range slices.Sorted(maps.Keys(c.newFiles)) {
		if _, before := c.oldFiles[name]; !before && hasFile(c.old.portal.tree, name) {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "file", Name: name, Address: "/" + name})
		}
	}
	before, all, now := recordsOf(c.old.data), recordsOf(c.old.portal.data), recordsOf(c.new.data)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if all[name] != "" && before[name] == "" {
			c.out.Opened = append(c.out.Opened, Opened{Kind: all[name], Name: strings.TrimSuffix(strings.TrimPrefix(name, all[name]+"/"), ".json")})
		}
	}
}

func hasFile(t *content.Tree, name string) bool {
	return slices.Contains(t.Files, name) || slices.Contains(t.Files, "static/"+name)
}

// openedPages finds pages that were for others.
func (c *comparison) openedPages() {
	for _, p := range allPages(c.new.tree) {
		was := c.old.portal.tree.File(c.pairs[p.File])
		if was != nil && c.old.tree.File(was.File) == nil {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "page", Name: p.Title, Address: c.new.addressOf(p), Before: was.Audience, Now: p.Audience})
		}
	}
}

// openedTexts finds lines that only others could read, on whatever page they stand now.
func (c *comparison) openedTexts() {
	hidden := c.hiddenBefore()
	if len(hidden) == 0 {
		return
	}
	for _, p := range allPages(c.new.tree) {
		was := c.old.tree.File(c.pairs[p.File])
		if was == nil && c.old.portal.tree.File(c.pairs[p.File]) != nil || was != nil && readable(c.old, was) == readable(c.new, p) {
			continue // told as a whole, or as it was
		}
		body, _ := c.new.tree.Text(p, c.new.config)
		var lines []string
		for line := range strings.Lines(string(body)) {
			if line = strings.TrimSpace(line); hidden[line] {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			c.out.Opened = append(c.out.Opened, Opened{Kind: "text", Name: p.Title, Address: c.new.addressOf(p), Text: strings.Join(lines, "\n")})
		}
	}
}

// hiddenBefore are the lines of all pages that these readers could read nowhere.
func (c *comparison) hiddenBefore() map[string]bool {
	hidden, shown := map[string]bool{}, map[string]bool{}
	for _, p := range allPages(c.old.portal.tree) {
		visible := c.old.tree.File(p.File) != nil
		all, _ := c.old.portal.tree.Text(p, content.Edition{})
		for line := range strings.Lines(string(all)) {
			if line = strings.TrimSpace(line); len(line) >= shortLine && !strings.HasPrefix(line, ":::") {
				hidden[line] = true
			}
		}
		if visible {
			body, _ := c.old.tree.Text(p, c.old.config)
			for line := range strings.Lines(string(body)) {
				shown[strings.TrimSpace(line)] = true
			}
		}
	}
	maps.DeleteFunc(hidden, func(line string, _ bool) bool { return shown[line] })
	return hidden
}

// recordsOf names all records of a dataset by their files, with their kinds.
func recordsOf(d *dataset.Dataset) map[string]string {
	names := map[string]string{}
	add := func(r dataset.Record) { names[dataset.Path(r)] = r.Kind() }
	eachRecord(d.Projects, add)
	eachRecord(d.Activity, add)
	eachRecord(d.Products, add)
	eachRecord(d.Inventories, add)
	eachRecord(d.Decisions, add)
	eachRecord(d.Figures, add)
	eachRecord(d.Events, add)
	eachRecord(d.Outbound, add)
	eachRecord(d.Scorecards, add)
	eachRecord(d.Vulnerabilities, add)
	return names
}

func eachRecord[R dataset.Record](records []R, visit func(dataset.Record)) {
	for _, r := range records {
		visit(r)
	}
}
