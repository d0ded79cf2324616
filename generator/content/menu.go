package content

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Node is a page or folder in the menu.
type Node struct {
	// Page is the page, or the folder's own page; nil for a folder without one.
	Page *Page
	// Dir is the folder's path; "" for a page that is no folder.
	Dir      string
	Title    string
	Weight   int
	Parent   *Node
	Children []*Node
}

// Menu is the order of the pages: folders and pages by weight, then title.
type Menu struct {
	Root  *Node
	nodes map[*Page]*Node
	// order is every listed page in reading order within its section, place where a page stands in it.
	order map[*Node][]*Page
	place map[*Page]int
}

// Menu arranges the pages of the tree for readers of a language: each page in that language where there is one.
func (t *Tree) Menu(language string) *Menu {
	m := &Menu{Root: &Node{Dir: "."}, nodes: map[*Page]*Node{}, order: map[*Node][]*Page{}, place: map[*Page]int{}}
	folders := map[string]*Node{".": m.Root}
	for _, p := range t.pagesIn(language) {
		weight := p.Weight
		if original := t.Original(p); original != nil {
			weight = original.Weight
		}
		if p.Unlisted {
			continue
		}
		if p.Index {
			n := m.folder(folders, path.Dir(p.Place))
			n.Page, n.Weight = p, weight
			m.nodes[p] = n
			continue
		}
		parent := m.folder(folders, path.Dir(p.Place))
		n := &Node{Page: p, Title: p.Name(), Weight: weight, Parent: parent}
		parent.Children = append(parent.Children, n)
		m.nodes[p] = n
	}
	m.settle(m.Root, t.Site.Menu)
	for _, section := range m.Root.Children {
		m.order[section] = read(section, nil)
		for i, p := range m.order[section] {
			m.place[p] = i
		}
	}
	return m
}

// Name is what menus call the page.
func (p *Page) Name() string {
	if p.MenuTitle != "" {
		return p.MenuTitle
	}
	return p.Title
}

func (m *Menu) folder(folders map[string]*Node, dir string) *Node {
	if n := folders[dir]; n != nil {
		return n
	}
	parent := m.folder(folders, path.Dir(dir))
	n := &Node{Dir: dir, Parent: parent, Weight: heavy}
	folders[dir] = n
	parent.Children = append(parent.Children, n)
	return n
}

// settle titles and sorts. At the root, site.yaml's menu goes before weights.
func (m *Menu) settle(n *Node, first []string) {
	for _, c := range n.Children {
		if c.Title == "" {
			c.Title = folderTitle(c)
		}
		m.settle(c, nil)
	}
	rank := func(c *Node) int {
		if at := slices.Index(first, c.name()); at >= 0 {
			return at
		}
		return len(first)
	}
	type place struct { // what is compared, made once for each
		node        *Node
		rank        int
		title, name string
	}
	places := make([]place, len(n.Children))
	for i, c := range n.Children {
		places[i] = place{c, rank(c), strings.ToLower(c.Title), c.name()}
	}
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.node.Weight, b.node.Weight),
			cmp.Compare(a.title, b.title), cmp.Compare(a.name, b.name))
	})
	for i := range places {
		n.Children[i] = places[i].node
	}
}

func (n *Node) name() string {
	if n.Dir != "" {
		return path.Base(n.Dir)
	}
	return strings.TrimSuffix(path.Base(n.Page.Place), path.Ext(n.Page.Place))
}

func folderTitle(n *Node) string {
	if n.Page != nil {
		return n.Page.Name()
	}
	return titleFrom(n.Dir+"/index.md", nil)
}

func read(n *Node, pages []*Page) []*Page {
	if n.Page != nil {
		pages = append(pages, n.Page)
	}
	for _, c := range n.Children {
		pages = read(c, pages)
	}
	return pages
}

// Node returns where a page stands in the menu; nil for a page that is in none.
func (m *Menu) Node(p *Page) *Node { return m.nodes[p] }

// Section returns the top-level node above a node; nil for the root itself.
func (n *Node) Section() *Node {
	for n != nil && n.Parent != nil && n.Parent.Parent != nil {
		n = n.Parent
	}
	if n == nil || n.Parent == nil {
		return nil
	}
	return n
}

// Neighbours returns the pages before and after a page in the reading order of its section.
func (m *Menu) Neighbours(p *Page) (previous, next *Page) {
	n := m.nodes[p]
	if n == nil || n.Section() == nil {
		return nil, nil
	}
	order := m.order[n.Section()]
	at := m.place[p]
	if at > 0 {
		previous = order[at-1]
	}
	if at+1 < len(order) {
		next = order[at+1]
	}
	return previous, next
}

// Trail returns the nodes from the section down to a page, the page itself left out.
func (m *Menu) Trail(p *Page) []*Node {
	n := m.nodes[p]
	if n == nil {
		return nil
	}
	var trail []*Node
	for n = n.Parent; n != nil && n.Parent != nil; n = n.Parent {
		trail = append(trail, n)
	}
	slices.Reverse(trail)
	return trail
}
