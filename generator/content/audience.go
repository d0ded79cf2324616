package content

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// settleAudiences gives every page its audience: its own, else that of the nearest folder above that has one, else
// internal. The folder's own page speaks for the folder, save at the root, where it speaks for itself alone: a public
// front page must not make everything public. A page may narrow what its folder says, never widen it.
func settleAudiences(fsys fs.FS, site *Site, folders map[string]string, pages []*Page) (problems []problem.Problem) {
	for _, p := range pages {
		within := folderAudience(folders, path.Dir(p.File), p.Index)
		p.Audience = p.ownAudience
		if p.Audience == "" {
			p.Audience = within
		}
		p.unsaid = p.Audience == ""
		if p.unsaid {
			p.Audience = "internal"
		}
		found := problem.Problem{File: p.File}
		switch {
		case !site.knows(p.Audience) && p.ownAudience != "":
			found.Rule, found.Severity = "audience/unknown", problem.Warning
			found.Text = fmt.Sprintf("no edition shows the audience %q, so nobody sees this page", p.Audience)
			found.Hint = "the audiences are named under editions in site.yaml"
		case within != "" && site.wider(p.Audience, within):
			found.Rule = "audience/wider"
			found.Text = fmt.Sprintf("the page is for %q, but its folder only for %q", p.Audience, within)
			found.Hint = "move the page, or widen the folder in its index.md"
			p.Audience = within
		default:
			continue
		}
		found.Line, found.Column, found.Source = p.place(fsys, "audience")
		problems = append(problems, found)
	}
	return problems
}

// folderAudiences returns what folders say through their own pages; a translation beside such a page says nothing.
func folderAudiences(pages []*Page) map[string]string {
	folders := map[string]string{}
	for _, p := range pages {
		dir := path.Dir(p.File)
		beside := p.Translation && dir == path.Dir(p.Place)
		if p.Index && dir != "." && p.ownAudience != "" && !beside {
			folders[dir] = p.ownAudience
		}
	}
	return folders
}

// misspelt refuses a key that was meant to be the audience: passing it over would show the page to whoever may see its
// folder.
func misspelt(site *Site, p *Page) (problems []problem.Problem) {
	if len(site.Editions) == 0 {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(p.front.Values)) {
		if key == "audience" || problem.Distance(strings.ToLower(key), "audience") > 2 {
			continue
		}
		line, column, source := p.front.At(key)
		problems = append(problems, problem.Problem{Rule: "audience/key", File: p.File, Line: line, Column: column, Source: source,
			Text: fmt.Sprintf("%q says nothing about who may read the page", key), Hint: "write audience: with one of the audiences under editions in site.yaml"})
	}
	return problems
}

// folderAudience returns what the folders above a page say. A folder's own page is judged by the folders above its own.
func folderAudience(folders map[string]string, dir string, index bool) string {
	if index {
		if dir == "." {
			return ""
		}
		dir = path.Dir(dir)
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if audience := folders[dir]; audience != "" {
			return audience
		}
	}
	return ""
}

// For returns the tree that an edition holds: nothing in it knows what the others hold, save that links into the
// hidden part can be told from broken ones.
func (t *Tree) For(e Edition) *Tree { return t.Without(e, nil) }

// Without is For, less the pages that hides tells of; nil tells of none.
func (t *Tree) Without(e Edition, hides func(*Page) bool) *Tree {
	var pages []*Page
	hidden := map[string]bool{}
	for _, p := range slices.Concat(t.Pages, t.Translations) {
		if e.Shows(p.Audience) && (hides == nil || !hides(p)) {
			pages = append(pages, p)
			continue
		}
		hidden[p.File] = true
		hidden[p.Address] = true
		for _, alias := range p.Aliases {
			for _, address := range aliasAddresses(p, alias) {
				hidden[address] = true
			}
		}
	}
	var files []string
	shownIn := foldersOf(pages)
	for _, f := range t.Files {
		if t.showsFile(f, shownIn, e) {
			files = append(files, f)
		} else {
			hidden[f] = true
		}
	}
	cut := newTree(t.fsys, t.Site, pages, files, hidden)
	cut.Parts, cut.folders, cut.holding, cut.drafts, cut.whole = t.Parts, t.folders, t.holding, t.drafts, t
	return cut
}

// foldersOf returns the folders that pages lie in.
func foldersOf(pages []*Page) map[string]bool {
	folders := map[string]bool{}
	for _, p := range pages {
		folders[path.Dir(p.File)] = true
	}
	return folders
}

// showsFile tells whether an edition's readers may see a picture or download where a page refers to it. It is for those
// whom its folder is for; where nothing says who they are, for those who may see any of the pages beside or above it.
func (t *Tree) showsFile(file string, shownIn map[string]bool, e Edition) bool {
	if audience := folderAudience(t.folders, path.Dir(file), false); audience != "" {
		return e.Shows(audience)
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if t.holding[dir] {
			return shownIn[dir]
		}
	}
	return true
}
