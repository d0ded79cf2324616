package importing

import (
	"path"
	"strings"

	"portolan/generator/content"
)

// item is an entry of a menu: a page, or a section of entries.
type item struct {
	title    string
	page     *page
	section  bool
	children []item
}

// isMenuFile tells whether a file says the order or names of pages, or holds front matter for several.
func (s *source) isMenuFile(base string) bool {
	switch s.kind {
	case "docusaurus":
		return strings.HasPrefix(base, "_category_.")
	case "mkdocs":
		return base == ".pages" || base == ".nav.yml"
	case "eleventy":
		return isEleventyData(base)
	}
	return false
}

// arrange makes weights, names and folders of the menus.
func (s *source) arrange() {
	var menu []item
	switch s.kind {
	case "mkdocs":
		menu = s.mkdocsMenu()
	case "docusaurus":
		menu = s.docusaurusMenu()
	case "jekyll":
		menu = s.jekyllMenu()
	case "eleventy":
		menu = s.eleventyMenu()
	}
	if len(menu) == 0 {
		return
	}
	s.follow(menu, "")
	for _, p := range s.pages {
		if !p.listed && s.files[p.file].Outcome == Written && s.inMenu(p) && !p.front.has("unlisted") && !p.index {
			p.front.set("unlisted", true)
			s.info(p, 1, "import/unlisted", "the page is in no menu of the other site, and in none here", "take out unlisted: true to show it")
		}
	}
}

// inMenu tells whether a page lies where the menu would name it.
func (s *source) inMenu(p *page) bool {
	if s.kind == "docusaurus" {
		return p.root == s.layout.roots[0]
	}
	return s.kind == "mkdocs"
}

// follow makes the folders look like the menu. A section whose pages lie in a folder of their own is that folder; the
// pages of any other move into a folder of its name, and keep their addresses.
func (s *source) follow(menu []item, dir string) {
	for i, entry := range menu {
		weight := (i + 1) * 10
		switch {
		case entry.page != nil && len(entry.children) == 0:
			s.moveInto(entry.page, dir)
			s.nameAndWeigh(entry.page, entry.title, weight)
		case len(entry.children) > 0 || entry.page != nil:
			own := s.folderOf(entry, dir)
			s.folders[own] = folder{title: entry.title, weight: weight, from: s.configFile}
			if entry.page != nil {
				s.makeIndex(entry.page, own)
				s.nameAndWeigh(entry.page, entry.title, weight)
			}
			s.follow(entry.children, own)
		}
	}
}

// nameAndWeigh sets a page's place in the menu. A menu says more than a page says of itself.
func (s *source) nameAndWeigh(p *page, title string, weight int) {
	p.listed = true
	p.front.set("weight", weight)
	if title == "" || title == p.front.text("title") || title == p.front.text("linkTitle") {
		return
	}
	if p.front.has("title") || headingOf(p) != "" && headingOf(p) != title {
		p.front.set("linkTitle", title)
	} else if headingOf(p) == "" {
		p.front.set("title", title)
	}
}

// headingOf returns the first heading of the highest level.
func headingOf(p *page) string {
	for _, l := range p.body {
		if title, ok := strings.CutPrefix(l.text, "# "); ok && !l.code {
			return strings.Trim(title, " #*`")
		}
	}
	return ""
}

// folderOf returns the folder that a section of the menu stands for.
func (s *source) folderOf(entry item, dir string) string {
	inside := map[*page]bool{}
	var pages []*page
	collect(entry, func(p *page) { inside[p] = true; pages = append(pages, p) })
	common := ""
	for i, p := range pages {
		if own := path.Dir(p.target); i == 0 {
			common = own
		} else {
			common = commonFolder(common, own)
		}
	}
	parent := dir
	if parent == "" {
		parent = "."
	}
	ours := common != "." && common != parent && within(common, parent)
	for _, p := range s.pages {
		ours = ours && (inside[p] || !within(path.Dir(p.target), common) || !s.inMenu(p))
	}
	if ours {
		return common
	}
	return path.Join(dir, slug(entry.title))
}

func collect(entry item, visit func(*page)) {
	if entry.page != nil {
		visit(entry.page)
	}
	for _, child := range entry.children {
		collect(child, visit)
	}
}

func commonFolder(a, b string) string {
	for !within(b, a) {
		a = path.Dir(a)
	}
	return a
}

// slug makes the name of a folder out of a title.
func slug(title string) string {
	name := strings.Trim(content.CleanSegment(strings.ToLower(strings.Join(strings.Fields(title), "-"))), "-")
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	if name == "" {
		return "section"
	}
	return name
}

// moveInto moves a page into a folder, unless it lies there already or in a folder below it that no section names.
func (s *source) moveInto(p *page, dir string) {
	at := path.Dir(p.target)
	if dir == "" {
		dir = "."
	}
	if p.index && (path.Dir(at) == dir || at == dir) || within(at, dir) && (dir != "." || !s.isSection(at)) {
		return
	}
	base := strings.TrimSuffix(path.Base(p.target), ".md")
	if p.index {
		base = slug(path.Base(at))
	}
	s.retarget(p, path.Join(dir, base))
}

// isSection tells whether a folder, or one above it, is named by the menu.
func (s *source) isSection(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, ok := s.folders[dir]; ok {
			return true
		}
	}
	return false
}

// makeIndex makes a page a folder's own.
func (s *source) makeIndex(p *page, dir string) {
	if p.target != path.Join(dir, "index.md") {
		s.retarget(p, path.Join(dir, "index"))
	}
}

func (s *source) retarget(p *page, name string) {
	delete(s.targets, strings.ToLower(p.target))
	saved := p.root
	p.root.to = ""
	s.aim(p, path.Dir(name), path.Base(name))
	p.root = saved
}
