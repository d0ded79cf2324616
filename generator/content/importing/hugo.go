package importing

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"portolan/generator/content"
)

// hugoLayout: content/ holds pages, static/ and assets/ what they show. Languages have folders, or endings, of their own.
func (s *source) hugoLayout() layout {
	l := layout{left: map[string]string{
		"layouts": "templates of the other site", "themes": "the theme of the other site", "archetypes": "forms for new pages", "data": "data of the other site's templates",
		"i18n": "texts of the other site's theme", "public": "a built site", "resources": "a cache", "config": "settings of the other site", "package.json": "settings of the other site",
	}}
	s.readHugoLanguages()
	dir := folderName(s.setting("contentDir", "contentdir"), "content")
	languages, _ := s.config["languages"].(map[string]any)
	standard := s.setting("defaultContentLanguage", "defaultcontentlanguage")
	if standard == "" {
		standard = "en"
	}
	for code, v := range languages {
		settings, _ := v.(map[string]any)
		own := folderName(fmt.Sprint(first(settings["contentDir"], settings["contentdir"], "")), "")
		if own == "" {
			continue
		}
		r := root{from: own, language: code, to: code}
		if code == standard {
			r.to, r.language = "", ""
		}
		l.roots = append(l.roots, r)
	}
	if len(l.roots) > 1 {
		sortRoots(l.roots)
	}
	if s.configFile == "" && !s.exists(dir) {
		return layout{roots: []root{{from: "."}}, left: map[string]string{}}
	}
	l.roots = append(l.roots, root{from: dir}, root{from: folderName(s.setting("staticDir"), "static"), to: "static", files: true}, root{from: "assets", to: "assets", files: true})
	return l
}

// readHugoLanguages joins the file of languages to settings that are split into several.
func (s *source) readHugoLanguages() {
	for _, file := range []string{"config/_default/languages.toml", "config/_default/languages.yaml", "config/_default/languages.yml"} {
		if data, err := s.readFile(file); err == nil && s.config["languages"] == nil {
			if values, err := decode(file, data); err == nil {
				s.config["languages"] = values
			}
		}
	}
}

func first(values ...any) any {
	for _, v := range values {
		if v != nil {
			return v
		}
	}
	return nil
}

// sortRoots puts the longest first, so that a folder within a folder is found.
func sortRoots(roots []root) {
	for i := range roots {
		for j := i + 1; j < len(roots); j++ {
			if len(roots[j].from) > len(roots[i].from) || len(roots[j].from) == len(roots[i].from) && roots[j].from < roots[i].from {
				roots[i], roots[j] = roots[j], roots[i]
			}
		}
	}
}

var languageEnding = lazy(`^(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$`)

// locateHugo: a page's address is its path in lower case; slug changes the last part, url all of it. "page.de.md" is the
// German page.
func (s *source) locateHugo(p *page, dir, base string) {
	if found := languageEnding().FindStringSubmatch(base); found != nil && s.isLanguage(found[2]) {
		base = found[1]
		if found[2] != s.standardLanguage() {
			p.root.language = found[2]
			p.root.to = path.Join(found[2], p.root.to)
		}
	}
	s.aim(p, dir, base)
	p.old = s.hugoAddress(p, dir, base)
	s.dropAddress(p, "url")
	if menu, ok := p.front.values["menu"].(map[string]any); ok {
		s.takeHugoMenu(p, menu)
	}
}

func (s *source) standardLanguage() string {
	if code := s.setting("defaultContentLanguage", "defaultcontentlanguage"); code != "" {
		return code
	}
	return "en"
}

func (s *source) isLanguage(code string) bool {
	languages, _ := s.config["languages"].(map[string]any)
	_, ok := languages[code]
	return ok
}

func (s *source) hugoAddress(p *page, dir, base string) string {
	if given := s.ownAddress(p, "url"); given != "" {
		return given
	}
	prefix := "/"
	if p.root.language != "" {
		prefix = "/" + p.root.language + "/"
	}
	if content.IsIndex(base + ".md") {
		return hugoPath(prefix + dir)
	}
	name := base
	if slug := p.front.text("slug"); slug != "" {
		name = strings.Trim(slug, "/")
	}
	if given := s.hugoPattern(p, dir, base); given != "" {
		return given
	}
	return hugoPath(prefix + dir + name)
}

// hugoPath writes an address as Hugo does: in lower case, with hyphens for blanks.
func hugoPath(name string) string {
	clean := path.Clean("/" + strings.ToLower(strings.ReplaceAll(name, " ", "-")))
	if clean == "/" {
		return clean
	}
	return clean + "/"
}

// hugoPattern fills in the pattern that the settings give for a section's addresses.
func (s *source) hugoPattern(p *page, dir, base string) string {
	section, _, _ := strings.Cut(dir, "/")
	pattern, _ := first(dig(s.config, "permalinks", section), dig(s.config, "permalinks", "page", section)).(string)
	if pattern == "" {
		return ""
	}
	return fillPattern(pattern, p, section, base)
}

// fillPattern puts a page's date and names into a pattern of ":year/:month/:title"; "" where something is not known.
func fillPattern(pattern string, p *page, section, base string) string {
	date := dayOf(p.front.value("date"))
	if found := datePrefix().FindStringSubmatch(base); found != nil {
		date, base = fmt.Sprintf("%s-%02s-%02s", found[1], pad(found[2]), pad(found[3])), found[4]
	}
	slug := base
	if own := p.front.text("slug"); own != "" {
		slug = own
	}
	parts := strings.Split(date+"--", "-")
	categories := strings.Join(p.front.list("categories"), "/")
	filled := strings.NewReplacer(":year", parts[0], ":month", parts[1], ":day", parts[2], ":i_month", strings.TrimLeft(parts[1], "0"), ":i_day", strings.TrimLeft(parts[2], "0"),
		":slugorfilename", slug, ":slug", slug, ":filename", base, ":contentbasename", base, ":title", slug, ":name", base, ":sections", section, ":section", section,
		":categories", strings.ToLower(categories), ":collection", section, ":path", base, ":output_ext", ".html").Replace(pattern)
	if strings.Contains(filled, ":") || date == "" && (strings.Contains(pattern, ":year") || strings.Contains(pattern, ":month")) {
		return ""
	}
	clean := path.Clean("/" + filled)
	if strings.HasSuffix(filled, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

func pad(n string) string {
	if len(n) == 1 {
		return "0" + n
	}
	return n
}

// takeHugoMenu uses the weight and name of a menu entry in front matter.
func (s *source) takeHugoMenu(p *page, menu map[string]any) {
	for _, v := range menu {
		settings, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if weight := settings["weight"]; weight != nil && !p.front.has("weight") {
			p.front.set("weight", weight)
		}
		if name, _ := settings["name"].(string); name != "" && !p.front.has("linkTitle") && name != p.front.text("title") {
			p.front.set("linkTitle", name)
		}
	}
}

func (s *source) exists(name string) bool {
	_, err := fs.Stat(s.fsys, name)
	return err == nil
}
