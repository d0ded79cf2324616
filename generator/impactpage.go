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

	"portolan/generator/content"
	"portolan/generator/difference"
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
	nowhere
	edition string
	mu      sync.Mutex
	digests map[string]string
}

// Put takes a file.
func (g *gathered) Put(name string, data []byte) (publish.File, error) {
	name = strings.TrimPrefix(name, g.edition+"/")
	if strings.HasSuffix(name, ".html") {
		data = essence(data)
	}
	sum := sha256.Sum256(data)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.digests[name] = hex.EncodeToString(sum[:])
	return publish.File{}, nil
}

// Files is asked for by the manifest, which nobody reads here.
func (g *gathered) Repeat(name string, data []byte, _ string) error {
	_, err := g.Put(name, data)
	return err
}

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
