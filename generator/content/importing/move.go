package importing

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/generator/content"
)

// move gathers what is to be written.
func (s *source) move() *Move {
	m := &Move{Data: map[string][]byte{}, Copies: map[string]string{}}
	for _, p := range s.pages {
		if s.files[p.file].Outcome == Written {
			s.files[p.file].Target = p.target
		}
	}
	s.nameFolders(m)
	s.keepAddresses()
	for _, p := range s.pages {
		if s.files[p.file].Outcome == Written {
			m.Data[p.target] = []byte(p.front.String() + s.text(p))
		}
	}
	for _, file := range sortedKeys(s.assets) {
		target := s.assets[file]
		for n := 2; m.Data[target] != nil || m.Copies[target] != ""; n++ {
			target = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(s.assets[file], path.Ext(file)), n, path.Ext(file))
		}
		s.files[file].Target = target
		m.Copies[target] = file
	}
	m.Data[content.SiteFile] = s.siteFile()
	m.From, m.Added, m.Work = s.kind, append(s.added, content.SiteFile), s.work.Sorted()
	slices.Sort(m.Added)
	for _, name := range sortedKeys(s.files) {
		m.Files = append(m.Files, *s.files[name])
	}
	return m
}

// text is the text of a page, set off from its front matter by a blank line.
func (s *source) text(p *page) string {
	text := strings.TrimLeft(joinLines(p.body), "\n")
	if len(p.front.entries) > 0 && text != "" {
		return "\n" + text
	}
	return text
}

// nameFolders writes what menus say of folders into their own pages, and makes such pages where there are none.
func (s *source) nameFolders(m *Move) {
	for _, dir := range sortedKeys(s.folders) {
		f := s.folders[dir]
		target := path.Join(dir, "index.md")
		if p := s.targets[strings.ToLower(target)]; p != nil {
			s.nameFolder(p, f)
			continue
		}
		if dir == "." || dir == "" || !s.hasPagesBelow(dir) {
			continue
		}
		own := &front{values: map[string]any{}, lines: map[string]int{}}
		own.set("title", f.title)
		if f.title == "" {
			own.set("title", strings.ReplaceAll(path.Base(dir), "-", " "))
		}
		if f.description != "" {
			own.set("description", f.description)
		}
		if f.weight != 0 {
			own.set("weight", f.weight)
		}
		m.Data[target] = []byte(own.String())
		s.added = append(s.added, target)
	}
}

func (s *source) nameFolder(p *page, f folder) {
	if f.weight != 0 && !p.front.has("weight") || f.weight != 0 && !p.listed {
		p.front.set("weight", f.weight)
	}
	if f.title != "" && f.title != p.front.text("title") && !p.front.has("linkTitle") {
		p.front.set("linkTitle", f.title)
	}
	if f.description != "" && !p.front.has("description") {
		p.front.set("description", f.description)
	}
}

// keepAddresses tells each page whose address would change to keep the one that it had. Those that end in .html become
// redirects.
func (s *source) keepAddresses() {
	natural := map[string]*page{}
	for _, p := range s.pages {
		if s.files[p.file].Outcome == Written {
			natural[strings.ToLower(p.address())] = p
		}
	}
	for _, p := range s.pages {
		if s.files[p.file].Outcome == Written && p.old != "" && p.old != p.address() {
			s.keepAddress(p, natural)
		}
	}
}

func (s *source) keepAddress(p *page, natural map[string]*page) {
	switch other := natural[strings.ToLower(p.old)]; {
	case path.Ext(strings.TrimSuffix(p.old, "/")) != "":
		p.front.set("aliases", appendText(p.front.list("aliases"), p.old))
	case other != nil && other != p:
		s.remain(p, 1, 1, "import/address", fmt.Sprintf("the address %s is that of %s now, and this page is served at %s", p.old, other.file, p.address()), "")
	default:
		natural[strings.ToLower(p.old)] = p
		p.front.set("url", p.old)
		p.front.remove("slug")
	}
}

// address is where a page is served without saying so itself.
func (p *page) address() string {
	name := strings.TrimSuffix(p.target, ".md")
	if slug := strings.Trim(p.front.text("slug"), "/"); p.index {
		name = path.Dir(name)
	} else if slug != "" {
		name = path.Join(path.Dir(name), slug)
	}
	return content.FolderAddress(name)
}

// isHTMLPage tells a page written in HTML, with front matter and without template code, from a template.
func (s *source) isHTMLPage(name string) bool {
	data, err := s.readFile(name)
	return err == nil && s.kind == "hugo" && fs.ValidPath(name) && strings.HasPrefix(string(data), "---") && !strings.Contains(string(data), "{{")
}
