package importing

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// jekyllLayout: pages lie anywhere, posts in _posts/, and each collection in a folder of its own.
func (s *source) jekyllLayout() layout {
	l := layout{left: map[string]string{
		"_layouts": "templates of the other site", "_includes": "templates of the other site", "_sass": "styles of the other site", "_data": "data of the other site's templates",
		"_plugins": "code of the other site", "Gemfile": "settings of the other site", "Gemfile.lock": "settings of the other site", "_drafts": "drafts; move those that you want by hand",
	}}
	dir := folderName(s.setting("source"), ".")
	base := folderName(s.setting("collections_dir"), dir)
	collections, _ := s.config["collections"].(map[string]any)
	names := sortedKeys(collections)
	if list, ok := s.config["collections"].([]any); ok {
		for _, name := range list {
			names = append(names, fmt.Sprint(name))
		}
	}
	for _, name := range names {
		l.roots = append(l.roots, root{from: path.Join(base, "_"+name), to: name, collection: name})
	}
	l.roots = append(l.roots, root{from: path.Join(base, "_posts"), to: "blog", collection: "posts"}, root{from: dir})
	return l
}

// locateJekyll: without a permalink a page keeps the name of its file, with .html at its end.
func (s *source) locateJekyll(p *page, dir, base string) {
	if p.root.collection == "posts" {
		if found := datePrefix().FindStringSubmatch(base); found != nil {
			if !p.front.has("date") {
				p.front.set("date", fmt.Sprintf("%s-%s-%s", found[1], pad(found[2]), pad(found[3])))
			}
		}
	}
	if strings.EqualFold(base, "readme") && s.hasIndexBeside(p) {
		base = "readme-page"
	}
	s.aim(p, dir, base)
	p.old = s.jekyllAddress(p, dir, base)
	s.dropAddress(p, "permalink", "url")
}

func (s *source) hasIndexBeside(p *page) bool {
	dir := path.Dir(p.file)
	return s.known[path.Join(dir, "index.md")] || s.known[path.Join(dir, "index.markdown")]
}

func (s *source) jekyllAddress(p *page, dir, base string) string {
	if p.front.has("permalink") {
		given := p.front.text("permalink")
		if !strings.Contains(given, ":") {
			return s.ownAddress(p, "permalink")
		}
		return fillPattern(given, p, p.root.collection, base)
	}
	style := cmp.Or(s.collectionPermalink(p.root.collection), s.setting("permalink"))
	switch {
	case p.root.collection == "posts":
		return fillPattern(postPattern(style), p, "posts", base)
	case p.root.collection != "" && strings.Contains(style, ":"):
		return fillPattern(style, p, p.root.collection, dir+base)
	}
	name := path.Join("/", p.root.collection, dir, base)
	switch {
	case p.index:
		return address(p.root.collection, dir)
	case style == "pretty" || strings.HasSuffix(style, "/"):
		return name + "/"
	}
	return name + ".html"
}

func (s *source) collectionPermalink(name string) string {
	if name == "" {
		return ""
	}
	return s.setting("collections." + name + ".permalink")
}

// postPattern is the pattern that a built-in style of permalinks stands for.
func postPattern(style string) string {
	switch style {
	case "", "date":
		return "/:categories/:year/:month/:day/:title.html"
	case "pretty":
		return "/:categories/:year/:month/:day/:title/"
	case "none":
		return "/:categories/:title.html"
	}
	return style
}

// jekyllMenu uses "parent" of the just-the-docs theme: pages lie in the folder of the page that they name.
func (s *source) jekyllMenu() []item {
	titled := map[string]*page{}
	for _, p := range s.pages {
		if title := p.front.text("title"); title != "" && titled[title] == nil {
			titled[title] = p
		}
	}
	for _, p := range s.pages {
		if parent := titled[p.front.text("parent")]; parent != nil && parent != p && !parent.index {
			s.makeIndex(parent, strings.TrimSuffix(parent.target, ".md"))
		}
	}
	for range 3 { // a child of a child moves with its parent
		for _, p := range s.pages {
			parent := titled[p.front.text("parent")]
			if parent == nil || parent == p || within(parent.target, path.Dir(p.target)) && p.index {
				continue
			}
			s.moveBelow(p, path.Dir(parent.target))
		}
	}
	return nil
}

// moveBelow moves a page, or the folder that is its own, into a folder.
func (s *source) moveBelow(p *page, dir string) {
	own := path.Dir(p.target)
	if !p.index {
		if own != dir {
			s.retarget(p, path.Join(dir, strings.TrimSuffix(path.Base(p.target), ".md")))
		}
		return
	}
	if path.Dir(own) != dir && own != "." {
		s.retarget(p, path.Join(dir, path.Base(own), "index"))
	}
}

// inherit gives a page the front matter that its folder or collection has for all.
func (s *source) inherit(p *page) {
	switch s.kind {
	case "jekyll":
		list, _ := s.config["defaults"].([]any)
		for _, v := range list {
			settings, _ := v.(map[string]any)
			in, _ := dig(settings, "scope", "path").(string)
			kind, _ := dig(settings, "scope", "type").(string)
			values, _ := settings["values"].(map[string]any)
			if globbed(in, p.file) && (kind == "" || kind == p.root.collection || kind == "pages" && p.root.collection == "") {
				p.inheritAll(values)
			}
		}
	case "eleventy":
		s.inheritEleventy(p)
	}
}

func globbed(pattern, file string) bool {
	pattern = strings.Trim(pattern, "/")
	if strings.Contains(pattern, "*") {
		ok, _ := path.Match(pattern, file)
		return ok
	}
	return pattern == "" || within(file, pattern)
}

// inheritAll takes over what a page does not say itself; layouts mean nothing here.
func (p *page) inheritAll(values map[string]any) {
	for _, key := range sortedKeys(values) {
		if _, own := p.front.values[key]; !own && values[key] != nil && key != "layout" {
			p.front.set(key, values[key])
		}
	}
}

// callout is kramdown's class on the line before or behind a paragraph, as just-the-docs has it.
var callout = lazy(`^\s*\{:\s*\.(note|tip|important|warning|caution|highlight|new)(?:-title)?\s*\}\s*$`)

// jekyllCallouts makes alerts of the paragraphs that kramdown's classes mark.
func jekyllCallouts(lines []line) []line {
	var out []line
	for i := 0; i < len(lines); i++ {
		found := callout().FindStringSubmatch(lines[i].text)
		if found == nil || lines[i].code {
			out = append(out, lines[i])
			continue
		}
		kind := found[1]
		if kind == "highlight" || kind == "new" {
			kind = "note"
		}
		start, end := i+1, i+1
		for end < len(lines) && strings.TrimSpace(lines[end].text) != "" {
			end++
		}
		if start == end { // it stands behind its paragraph
			for start = len(out); start > 0 && strings.TrimSpace(out[start-1].text) != ""; start-- {
			}
			out = append(out[:start:start], alert(kind, out[start:], lines[i].n)...)
			continue
		}
		out = append(out, alert(kind, lines[start:end], lines[i].n)...)
		i = end - 1
	}
	return out
}

func alert(kind string, body []line, n int) []line {
	made := []line{{text: "> [!" + strings.ToUpper(kind) + "]", n: n}}
	for _, l := range body {
		made = append(made, line{text: "> " + strings.TrimPrefix(l.text, "> "), n: l.n})
	}
	return slices.Clip(made)
}
