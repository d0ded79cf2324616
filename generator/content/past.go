package content

import (
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// Past reads a page as it once was, beside the pages of the folders above it as they then were, which had a say in who
// could read it. It is nil where that cannot be told for sure, or where there was no such page for readers: a draft, a
// file in a hidden folder, front matter that was broken, a translation, which is for whom its original was for. The
// settings are those of today.
func Past(site *Site, file string, text []byte, folders map[string][]byte) *Page {
	if passedOver(site, file) || len(text) > largestPage {
		return nil
	}
	var pages []*Page
	for _, name := range append(slices.Sorted(maps.Keys(folders)), file) {
		data := folders[name]
		if name == file {
			data = text
		}
		front, body, line, broken := cut(name, data)
		if broken != nil {
			return nil
		}
		p, problems := newPage(site, name, front, body, line)
		if wrong(problems) {
			return nil
		}
		pages = append(pages, p)
	}
	page := pages[len(pages)-1]
	if wrong(settleAudiences(nil, site, folderAudiences(pages), pages)) || page.Draft || page.Translation {
		return nil
	}
	return page
}

func wrong(problems []problem.Problem) bool {
	return slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Severity == problem.Error })
}

// passedOver tells the files that are no pages, as walk does.
func passedOver(site *Site, file string) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if base := path.Base(dir); base[0] == '.' || dir == "data" || dir == site.Theme || base == "node_modules" {
			return true
		}
	}
	return !isMarkdown(file) || strings.HasPrefix(path.Base(file), ".")
}

// PastText returns the body of an earlier text of a page as an edition's readers could see it; nothing where a part of it
// was never closed.
func (t *Tree) PastText(file string, text []byte, e Edition) []byte {
	_, body, line := split(text)
	shown, problems := t.cutParts(file, body, line, e)
	if len(problems) > 0 {
		return nil
	}
	return shown
}
