package importing

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/problem"
)

// mkdocsLayout: docs_dir holds pages and all that they show.
func (s *source) mkdocsLayout() layout {
	dir := folderName(s.setting("docs_dir"), "docs")
	if s.configFile == "" && !s.exists(dir) {
		dir = "."
	}
	return layout{roots: []root{{from: dir}}, left: map[string]string{"site": "a built site"}}
}

func (s *source) locateMkDocs(p *page, dir, base string) {
	s.aim(p, dir, base)
	switch {
	case p.index:
		p.old = "/" + dir
	case s.setting("use_directory_urls") == "false":
		p.old = "/" + dir + base + ".html"
	default:
		p.old = "/" + dir + base + "/"
	}
}

// mkdocsMenu reads "nav" of mkdocs.yml, and the files that say the order of one folder.
func (s *source) mkdocsMenu() []item {
	s.mkdocsRedirects()
	s.mkdocsFolders()
	nav, _ := s.config["nav"].([]any)
	return s.mkdocsItems(nav, s.layout.roots[0].from, s.configFile)
}

func (s *source) mkdocsItems(list []any, dir, from string) []item {
	var items []item
	for _, v := range list {
		switch v := v.(type) {
		case string:
			items = append(items, s.mkdocsItem("", v, dir, from)...)
		case map[string]any:
			for _, title := range slices.Sorted(maps.Keys(v)) {
				switch target := v[title].(type) {
				case string:
					items = append(items, s.mkdocsItem(title, target, dir, from)...)
				case []any:
					items = append(items, item{title: title, children: s.mkdocsItems(target, dir, from), section: true})
				}
			}
		}
	}
	return items
}

func (s *source) mkdocsItem(title, target, dir, from string) []item {
	if strings.Contains(target, "://") {
		s.menuNote(from, target, fmt.Sprintf("the menu entry %q leads to %s: menus here hold pages alone", title, target), "put the link on a page")
		return nil
	}
	if p := s.byFile[path.Join(dir, strings.Trim(target, "/"))]; p != nil {
		return []item{{title: title, page: p}}
	}
	if target != "..." && target != "*" && !strings.HasPrefix(target, "...") {
		s.menuNote(from, target, fmt.Sprintf("the menu names %s, which is not there", target), "")
	}
	return nil
}

// mkdocsRedirects takes over the old addresses that the redirects plug-in knows.
func (s *source) mkdocsRedirects() {
	plugins, _ := s.config["plugins"].([]any)
	for _, v := range plugins {
		settings, _ := v.(map[string]any)
		redirects, _ := dig(settings, "redirects", "redirect_maps").(map[string]any)
		for _, from := range slices.Sorted(maps.Keys(redirects)) {
			target, _ := redirects[from].(string)
			file, _, _ := strings.Cut(target, "#")
			p := s.byFile[path.Join(s.layout.roots[0].from, file)]
			if p == nil {
				s.menuNote(s.configFile, from, fmt.Sprintf("the redirect from %s leads to %s, which is no page here", from, target), "")
				continue
			}
			old := content.FolderAddress(strings.TrimSuffix(strings.TrimSuffix(from, ".md"), "index"))
			p.front.set("aliases", appendText(p.front.list("aliases"), old))
		}
	}
}

func appendText(list []string, text string) []any {
	all := make([]any, 0, len(list)+1)
	for _, item := range list {
		if item != text {
			all = append(all, item)
		}
	}
	return append(all, text)
}

// mkdocsFolders reads ".pages" and ".nav.yml", which name and order one folder.
func (s *source) mkdocsFolders() {
	for name := range s.files {
		if base := path.Base(name); base != ".pages" && base != ".nav.yml" {
			continue
		}
		data, err := s.readFile(name)
		values, wrong := decode(".yml", data)
		if err != nil || wrong != nil {
			s.note(problem.Warning, name, 1, 1, "import/menu", "the order of the folder could not be read", "give its pages weights")
			continue
		}
		dir := path.Dir(name)
		target := path.Join(s.layout.roots[0].to, s.layout.roots[0].below(dir))
		if title, _ := values["title"].(string); title != "" {
			s.folders[target] = folder{title: title, from: name}
		}
		list, _ := first(values["nav"], values["arrange"]).([]any)
		s.arrangeFolder(dir, list)
	}
}

// arrangeFolder gives the pages and folders of one folder weights in the order that a file names them in.
func (s *source) arrangeFolder(dir string, list []any) {
	for i, v := range list {
		title, target := "", ""
		switch v := v.(type) {
		case string:
			target = v
		case map[string]any:
			for key, value := range v {
				title, target = key, fmt.Sprint(value)
			}
		}
		name := path.Join(dir, strings.Trim(target, "/"))
		if p := s.byFile[name]; p != nil {
			s.nameAndWeigh(p, title, (i+1)*10)
			continue
		}
		below := s.layout.roots[0].below(name)
		f := s.folders[below]
		f.weight, f.from = (i+1)*10, dir
		if title != "" {
			f.title = title
		}
		if s.hasPagesBelow(below) {
			s.folders[below] = f
		}
	}
}

func (s *source) hasPagesBelow(dir string) bool {
	return slices.ContainsFunc(s.pages, func(p *page) bool { return strings.HasPrefix(p.target, dir+"/") })
}
