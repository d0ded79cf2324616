package importing

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Kinds are the generators that can be moved from, as --from names them.
var Kinds = []string{"hugo", "docusaurus", "mkdocs", "jekyll", "eleventy"}

// configs are the files at the root of a site that tell its generator, the surest first.
var configs = []struct{ file, kind string }{
	{"docusaurus.config.js", "docusaurus"}, {"docusaurus.config.ts", "docusaurus"}, {"docusaurus.config.mjs", "docusaurus"}, {"docusaurus.config.cjs", "docusaurus"},
	{"mkdocs.yml", "mkdocs"}, {"mkdocs.yaml", "mkdocs"},
	{"hugo.toml", "hugo"}, {"hugo.yaml", "hugo"}, {"hugo.yml", "hugo"}, {"hugo.json", "hugo"},
	{"config/_default/hugo.toml", "hugo"}, {"config/_default/hugo.yaml", "hugo"}, {"config/_default/config.toml", "hugo"}, {"config/_default/config.yaml", "hugo"},
	{"_config.yml", "jekyll"}, {"_config.yaml", "jekyll"}, {"_config.toml", "jekyll"},
	{".eleventy.js", "eleventy"}, {"eleventy.config.js", "eleventy"}, {"eleventy.config.mjs", "eleventy"}, {"eleventy.config.cjs", "eleventy"}, {"eleventy.config.ts", "eleventy"},
	{"config.toml", "hugo"}, {"config.yaml", "hugo"}, {"config.yml", "hugo"}, {"config.json", "hugo"},
}

// configOf returns the settings file at the root of a site and the generator it is for.
func configOf(fsys fs.FS) (file, kind string) {
	for _, c := range configs {
		if info, err := fs.Stat(fsys, c.file); err == nil && info.Mode().IsRegular() {
			return c.file, c.kind
		}
	}
	return "", ""
}

func hasConfig(fsys fs.FS) bool { file, _ := configOf(fsys); return file != "" }

// detect tells the generator of a site by its settings or, where DIR is a bare folder of pages, by the marks that each
// leaves in them; "" where nothing tells.
func detect(fsys fs.FS) string {
	if _, kind := configOf(fsys); kind != "" {
		return kind
	}
	votes := map[string]int{}
	seen := 0
	fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (passedOver[path.Base(name)] != "" || strings.HasPrefix(path.Base(name), ".") && name != ".") {
			return fs.SkipDir
		}
		if seen > mostLookedAt {
			return fs.SkipAll
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		vote(votes, fsys, name, &seen)
		return nil
	})
	best := ""
	for _, kind := range Kinds {
		if votes[kind] > votes[best] {
			best = kind
		}
	}
	return best
}

// mostLookedAt is how many pages are read to tell the generator.
const mostLookedAt = 400

// marks are what tells a page's generator, in its text.
var marks = map[string][]string{
	"hugo":       {"{{<", "{{%", "\nlinkTitle:", "\n+++\n", "\n{{ range"},
	"docusaurus": {"\nsidebar_position:", "\nsidebar_label:", "\nimport ", "<Tabs", "@theme/"},
	"mkdocs":     {"\n!!! ", "\n??? ", "\n=== \"", "--8<--"},
	"jekyll":     {"\nnav_order:", "{% include ", "\nredirect_from:", "{{ site.", "{% link "},
	"eleventy":   {"eleventyNavigation", "{% image", "eleventyExcludeFromCollections", "{% renderTemplate"},
}

func vote(votes map[string]int, fsys fs.FS, name string, seen *int) {
	base := path.Base(name)
	switch {
	case base == "_index.md":
		votes["hugo"] += 5
	case base == "_category_.json" || base == "_category_.yml" || base == "sidebars.js" || base == "sidebars.json" || path.Ext(base) == ".mdx":
		votes["docusaurus"] += 3
	case base == ".pages" || base == ".nav.yml":
		votes["mkdocs"] += 5
	case base == "_posts":
		votes["jekyll"] += 3
	case strings.Contains(base, ".11tydata."):
		votes["eleventy"] += 5
	}
	if !isPage(name) {
		return
	}
	*seen++
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return
	}
	text := "\n" + string(data)
	for kind, words := range marks {
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
			votes[kind]++
		}
	}
}

// isPage tells whether a file is written in Markdown.
func isPage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".mkd", ".mdown":
		return true
	}
	return false
}
