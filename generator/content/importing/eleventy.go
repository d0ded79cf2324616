package importing

import (
	"fmt"
	"path"
	"strings"
	"time"

	"portolan/generator/problem"
)

// eleventyLayout: pages lie in the input folder, beside templates.
func (s *source) eleventyLayout() layout {
	dir := folderName(s.literal("input"), ".")
	if !s.exists(dir) {
		dir = "."
	}
	l := layout{roots: []root{{from: dir}}, left: map[string]string{
		"package.json": "settings of the other site", "package-lock.json": "settings of the other site", ".eleventyignore": "settings of the other site",
		path.Join(dir, folderName(s.literal("includes"), "_includes")): "templates of the other site",
		path.Join(dir, folderName(s.literal("layouts"), "_layouts")):   "templates of the other site",
		path.Join(dir, folderName(s.literal("data"), "_data")):         "data of the other site's templates",
		folderName(s.literal("output"), "_site"):                       "a built site",
	}}
	delete(l.left, dir)
	delete(l.left, ".")
	return l
}

// isEleventyData tells whether a file may hold front matter for a page or folder.
func isEleventyData(base string) bool {
	return strings.HasSuffix(base, ".11tydata.json") || strings.HasSuffix(base, ".11tydata.js") || strings.HasSuffix(base, ".11tydata.cjs") || strings.HasSuffix(base, ".11tydata.mjs")
}

// inheritEleventy takes over the data of the page's own file, then of the folders above it, the nearest first.
func (s *source) inheritEleventy(p *page) {
	name := strings.TrimSuffix(p.file, path.Ext(p.file))
	s.inheritFile(p, name)
	for dir := path.Dir(p.file); ; dir = path.Dir(dir) {
		base := path.Base(dir)
		if dir == "." {
			base = path.Base(p.root.from)
		}
		s.inheritFile(p, path.Join(dir, base))
		if dir == "." || dir == p.root.from {
			return
		}
	}
}

func (s *source) inheritFile(p *page, name string) {
	for _, ending := range []string{".11tydata.json", ".json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs"} {
		file := name + ending
		if !s.known[file] {
			continue
		}
		values, seen := s.defaults[file]
		if !seen {
			values = s.readEleventyData(file)
			s.defaults[file] = values
		}
		p.inheritAll(values)
	}
}

func (s *source) readEleventyData(file string) map[string]any {
	data, err := s.readFile(file)
	if err != nil {
		return nil
	}
	value, at, err := parseLiteral(string(data))
	values, ok := value.(map[string]any)
	if err != nil || !ok {
		s.note(problem.Warning, file, at, 0, "import/data", "the data of a folder is a program and could not be read", "write what it gives into the pages' front matter")
		return nil
	}
	for key, v := range values {
		if _, isCall := v.(call); isCall {
			s.menuNote(file, key, fmt.Sprintf("%q is a program and could not be read", key), "write what it gives into the pages' front matter")
			delete(values, key)
		}
	}
	s.use(file, "front matter of the pages that it is for")
	return values
}

// locateEleventy: a page is served at its path; a file named like its folder is the folder's own.
func (s *source) locateEleventy(p *page, dir, base string) {
	clean := base
	if found := datePrefix().FindStringSubmatch(base); found != nil {
		clean = found[4]
		if !p.front.has("date") {
			p.front.set("date", fmt.Sprintf("%s-%s-%s", found[1], pad(found[2]), pad(found[3])))
		}
	}
	if date := p.front.text("date"); date != "" {
		if _, err := time.Parse(time.DateOnly, date); err != nil && (strings.EqualFold(date, "last modified") || strings.EqualFold(date, "created") || strings.HasPrefix(strings.ToLower(date), "git ")) {
			p.front.remove("date") // the date is git's, which is asked here as well
		}
	}
	if dir != "" && strings.EqualFold(clean, path.Base(strings.Trim(dir, "/"))) {
		base = "index"
	}
	s.aim(p, dir, base)
	p.old = address(dir, clean)
	if p.index {
		p.old = address(dir)
	}
	if given := p.front.value("permalink"); given != nil {
		p.old = s.eleventyPermalink(p, clean)
	}
	s.dropAddress(p, "permalink")
}

var permalinkTag = lazy(`\{\{\s*(title|page\.fileSlug|page\.filePathStem|slug)\s*(\|\s*(?:slug|slugify)\s*)?\}\}`)

// eleventyPermalink fills in the names that templates of addresses use most.
func (s *source) eleventyPermalink(p *page, base string) string {
	given := p.front.text("permalink")
	filled := permalinkTag().ReplaceAllStringFunc(given, func(tag string) string {
		found := permalinkTag().FindStringSubmatch(tag)
		switch found[1] {
		case "title":
			return slug(p.front.text("title"))
		case "slug":
			return slug(p.front.text("slug"))
		case "page.filePathStem":
			return "/" + strings.TrimSuffix(p.inRoot, path.Ext(p.inRoot))
		}
		return base
	})
	if filled == given || strings.ContainsAny(filled, "{}") {
		return s.ownAddress(p, "permalink")
	}
	p.front.set("permalink", filled)
	return s.ownAddress(p, "permalink")
}

// eleventyMenu makes folders of eleventyNavigation: pages that name a parent lie in the parent's folder. The folders of
// the files are kept where they say the same.
func (s *source) eleventyMenu() []item {
	byKey := map[string]*page{}
	for _, p := range s.pages {
		if key := p.front.text("eleventyNavigation.key"); key != "" && byKey[key] == nil {
			byKey[key] = p
		}
	}
	for _, p := range s.pages {
		parent := byKey[p.front.text("eleventyNavigation.parent")]
		if parent == nil || parent == p || within(p.target, path.Dir(parent.target)) && parent.index {
			continue
		}
		if !parent.index {
			s.makeIndex(parent, strings.TrimSuffix(parent.target, ".md"))
		}
		s.moveBelow(p, path.Dir(parent.target))
	}
	return nil
}
