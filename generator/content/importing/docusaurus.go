package importing

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// docusaurusLayout: docs/ holds pages, served at /docs/ unless the settings say otherwise; blog/ and src/pages/ hold
// more, static/ what they show. Translations lie below i18n/.
func (s *source) docusaurusLayout() layout {
	docs := folderName(s.literal("path"), "docs")
	if !s.exists(docs) {
		docs = "docs"
	}
	if !s.exists(docs) && s.configFile == "" {
		return layout{roots: []root{{from: "."}}, left: map[string]string{}}
	}
	to := folderName(s.literal("routeBasePath"), "docs")
	if base := s.literal("routeBasePath"); base == "/" {
		to = ""
	}
	l := layout{
		roots: []root{{from: docs, to: to}, {from: "blog", to: "blog"}, {from: "src/pages", to: ""}, {from: "static", to: "static", files: true}},
		left: map[string]string{
			"src": "code of the other site", "build": "a built site", "package.json": "settings of the other site", "versioned_docs": "older versions of the pages",
			"versioned_sidebars": "menus of older versions", "versions.json": "older versions of the pages", "babel.config.js": "settings of the other site",
		},
	}
	if s.exists("src/pages") {
		delete(l.left, "src")
		for _, name := range []string{"src/components", "src/css", "src/theme", "src/plugins"} {
			l.left[name] = "code of the other site"
		}
	}
	languages, _ := fs.ReadDir(s.fsys, "i18n")
	for _, language := range languages {
		if from := path.Join("i18n", language.Name(), "docusaurus-plugin-content-docs/current"); s.exists(from) {
			l.roots = append(l.roots, root{from: from, to: path.Join(language.Name(), to), language: language.Name()})
		}
	}
	return l
}

// locateDocusaurus: numbers before names give the order and are in no address; a blog's dates are in its addresses.
func (s *source) locateDocusaurus(p *page, dir, base string) {
	if p.root.from == "blog" {
		s.locatePost(p, dir, base)
		return
	}
	clean := unnumbered(strings.Trim(dir, "/"))
	if found := orderPrefix().FindStringSubmatch(base); found != nil && !datePrefix().MatchString(base) {
		s.weigh(p, found[1])
		base = found[2]
	}
	if clean != "" && strings.EqualFold(base, path.Base(clean)) {
		base = "index"
	}
	if strings.HasPrefix(path.Base(p.file), "_") {
		s.setPartial(p)
		return
	}
	s.aim(p, clean, base)
	p.old = s.docusaurusAddress(p, clean, base)
	s.dropAddress(p, "slug")
	p.stated = p.front.text("id")
	p.front.remove("id")
}

// unnumbered takes the numbers that give the order off the parts of a name.
func unnumbered(name string) string {
	clean := ""
	for part := range strings.SplitSeq(name, "/") {
		if found := orderPrefix().FindStringSubmatch(part); found != nil {
			part = found[2]
		}
		clean = path.Join(clean, part)
	}
	return clean
}

func (s *source) docusaurusAddress(p *page, dir, base string) string {
	prefix := "/" + p.root.to
	slug := p.front.text("slug")
	switch {
	case strings.HasPrefix(slug, "/"):
		return address(prefix, slug)
	case slug != "":
		return address(prefix, dir, slug)
	case p.index:
		return address(prefix, dir)
	}
	if id := p.front.text("id"); id != "" {
		base = id
	}
	return address(prefix, dir, base)
}

// address joins the parts of the address of a folder.
func address(parts ...string) string {
	joined := path.Join(append([]string{"/"}, parts...)...)
	if joined == "/" {
		return joined
	}
	return joined + "/"
}

// setPartial marks a file that only serves to be shown in others.
func (s *source) setPartial(p *page) {
	s.files[p.file] = &File{Source: p.file, Outcome: Left, Reason: "a part that other pages include; its text stands in them"}
}

// locatePost: a post's date is in the name of its file or folder.
func (s *source) locatePost(p *page, dir, base string) {
	name := strings.TrimSuffix(dir+base, "/index")
	p.old = address("/blog", name)
	if found := dateFolders().FindStringSubmatch(name); found != nil {
		if !p.front.has("date") {
			p.front.set("date", found[1]+"-"+found[2]+"-"+found[3])
		}
		p.old = address("/blog", found[1], found[2], found[3], name[len(found[0]):])
	}
	if slug := p.front.text("slug"); slug != "" {
		p.old = address("/blog", slug)
	}
	s.aim(p, dir, base)
	s.dropAddress(p, "slug")
}

// docusaurusMenu reads the sidebars, and the files that name the categories of generated ones.
func (s *source) docusaurusMenu() []item {
	s.readCategories()
	for _, name := range []string{"sidebars.json", "sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.cjs"} {
		data, err := s.readFile(name)
		if err != nil {
			continue
		}
		s.use(name, "its menu")
		value, at, err := parseLiteral(string(data))
		sidebars, ok := value.(map[string]any)
		if err != nil || !ok {
			s.note(problem.Warning, name, at, 0, "import/menu", "the sidebars are a program and could not be read", "give the pages weights")
			return nil
		}
		return s.readSidebars(name, sidebars, data)
	}
	return nil
}

// readSidebars joins all sidebars, in the order of the file, into one menu.
func (s *source) readSidebars(file string, sidebars map[string]any, data []byte) []item {
	names := make([]string, 0, len(sidebars))
	for name := range sidebars {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := strings.Index(string(data), a) - strings.Index(string(data), b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var menu []item
	for _, name := range names {
		menu = append(menu, s.sidebarItems(file, sidebars[name])...)
	}
	return menu
}

func (s *source) sidebarItems(file string, v any) []item {
	switch v := v.(type) {
	case []any:
		var items []item
		for _, one := range v {
			items = append(items, s.sidebarItems(file, one)...)
		}
		return items
	case string:
		return s.sidebarDoc(file, v, "")
	case map[string]any:
		return s.sidebarEntry(file, v)
	}
	s.menuNote(file, "(", "a part of the sidebars is a program and could not be read", "look at the order of the pages")
	return nil
}

func (s *source) sidebarEntry(file string, v map[string]any) []item {
	kind, _ := v["type"].(string)
	label, _ := v["label"].(string)
	switch kind {
	case "doc", "ref":
		id, _ := v["id"].(string)
		return s.sidebarDoc(file, id, label)
	case "category":
		entry := item{title: label, section: true, children: s.sidebarItems(file, v["items"])}
		if id, _ := dig(v, "link", "id").(string); id != "" {
			if own := s.sidebarDoc(file, id, label); len(own) > 0 {
				entry.page = own[0].page
			}
		}
		return []item{entry}
	case "link", "html":
		href, _ := v["href"].(string)
		s.menuNote(file, label, fmt.Sprintf("the menu entry %q leads to %q: menus here hold pages alone", label, href), "put the link on a page")
		return nil
	case "autogenerated":
		dir, _ := v["dirName"].(string)
		for _, p := range s.pages {
			if p.root == s.layout.roots[0] && within(path.Dir(p.inRoot), path.Clean(dir)) {
				p.listed = true
			}
		}
		return nil
	case "":
		return s.shorthand(file, v)
	}
	s.menuNote(file, kind, fmt.Sprintf("a menu entry of the type %q is not understood", kind), "")
	return nil
}

// shorthand is {Title: [pages]}.
func (s *source) shorthand(file string, v map[string]any) []item {
	var items []item
	for _, title := range sortedKeys(v) {
		items = append(items, item{title: title, section: true, children: s.sidebarItems(file, v[title])})
	}
	return items
}

// sidebarDoc finds a page by its id: the path below docs/ without numbers and ending, or with the id that the page states.
func (s *source) sidebarDoc(file, id, label string) []item {
	for _, p := range s.pages {
		if p.root == s.layout.roots[0] && slices.Contains(s.docIDs(p), id) {
			return []item{{title: label, page: p}}
		}
	}
	s.menuNote(file, id, fmt.Sprintf("the menu names %q, which is not there", id), "")
	return nil
}

func (s *source) docIDs(p *page) []string {
	name := strings.TrimSuffix(p.inRoot, path.Ext(p.inRoot))
	clean := unnumbered(name)
	ids := []string{name, clean}
	if p.stated != "" {
		ids = append(ids, path.Join(path.Dir(clean), p.stated))
	}
	return ids
}

// readCategories takes titles and places of folders out of _category_.json and _category_.yml.
func (s *source) readCategories() {
	for _, name := range sortedKeys(s.files) {
		base := path.Base(name)
		if !strings.HasPrefix(base, "_category_.") || s.files[name].Outcome != Used {
			continue
		}
		data, err := s.readFile(name)
		values, wrong := decode(base, data)
		if err != nil || wrong != nil {
			s.note(problem.Warning, name, 1, 1, "import/menu", "the category could not be read", "give the folder's index.md a title and a weight")
			continue
		}
		s.readCategory(name, values)
	}
}

func (s *source) readCategory(name string, values map[string]any) {
	root, _ := s.rootOf(name)
	dir := unnumbered(path.Dir(root.below(name)))
	f := folder{from: name}
	f.title, _ = values["label"].(string)
	f.description, _ = dig(values, "link", "description").(string)
	if position := values["position"]; position != nil {
		fmt.Sscan(fmt.Sprint(position), &f.weight)
	}
	s.folders[path.Join(root.to, s.cleanPath(dir))] = f
	if id, _ := dig(values, "link", "id").(string); id != "" {
		for _, p := range s.pages {
			if slices.Contains(s.docIDs(p), id) {
				s.makeIndex(p, path.Join(root.to, dir))
			}
		}
	}
}
