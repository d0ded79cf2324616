package content

import (
	"fmt"
	"path"

	"portolan/generator/problem"
)

// settleAudiences gives every page its audience: its own, else that of the nearest folder above that has one, else
// internal. The folder's own page speaks for the folder, save at the root, where it speaks for itself alone: a public
// front page must not make everything public. A page may narrow what its folder says, never widen it.
func settleAudiences(site *Site, pages []*Page) (problems []problem.Problem) {
	folders := map[string]string{}
	for _, p := range pages {
		if dir := path.Dir(p.File); p.Index && dir != "." && p.ownAudience != "" {
			folders[dir] = p.ownAudience
		}
	}
	for _, p := range pages {
		within := folderAudience(folders, path.Dir(p.File), p.Index)
		p.Audience = p.ownAudience
		if p.Audience == "" {
			p.Audience = within
		}
		if p.Audience == "" {
			p.Audience = "internal"
		}
		line, column, source := p.front.At("audience")
		found := problem.Problem{File: p.File, Line: line, Column: column, Source: source}
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
		problems = append(problems, found)
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
func (t *Tree) For(e Edition) *Tree {
	var pages []*Page
	hidden := map[string]bool{}
	for _, p := range t.Pages {
		if e.Shows(p.Audience) {
			pages = append(pages, p)
			continue
		}
		hidden[p.File] = true
		hidden[p.Address] = true
		for _, alias := range p.Aliases {
			hidden[aliasAddress(p, alias)] = true
		}
	}
	return newTree(t.fsys, t.Site, pages, t.Files, hidden)
}
