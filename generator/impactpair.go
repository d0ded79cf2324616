package generator

import (
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/difference"
	"portolan/generator/markdown"
)

// pairPages finds, for every page, the file that it was made from before: the file of that name, or else a page that is
// gone and reads alike.
func pairPages(old, now *content.Tree) map[string]string {
	pairs := map[string]string{}
	taken := map[string]bool{}
	var come, gone []*content.Page
	for _, p := range allPages(now) {
		if old.File(p.File) != nil {
			pairs[p.File], taken[p.File] = p.File, true
		} else {
			come = append(come, p)
		}
	}
	for _, p := range allPages(old) {
		if !taken[p.File] {
			gone = append(gone, p)
		}
	}
	texts := map[*content.Page]string{}
	for _, p := range gone {
		texts[p] = wholeText(old, p)
	}
	for _, p := range come {
		if was := likest(wholeText(now, p), gone, texts, len(come)*len(gone) <= mostLikely); was != nil {
			pairs[p.File] = was.File
			gone = slices.DeleteFunc(gone, func(q *content.Page) bool { return q == was })
		}
	}
	return pairs
}

// alikeEnough is the share of common words from which a page is the one that is gone, moved. Past so many pairs only
// pages that read the same are looked for.
const (
	alikeEnough = 0.5
	mostLikely  = 10_000
)

func likest(text string, gone []*content.Page, texts map[*content.Page]string, compare bool) (best *content.Page) {
	most := alikeEnough
	for _, p := range gone {
		if texts[p] == text {
			return p
		}
		if !compare {
			continue
		}
		if l := difference.Likeness(texts[p], text); l > most {
			best, most = p, l
		}
	}
	return best
}

func wholeText(t *content.Tree, p *content.Page) string {
	body, _ := t.Text(p, content.Edition{})
	return p.Title + "\n" + string(body)
}

func allPages(t *content.Tree) []*content.Page { return slices.Concat(t.Pages, t.Translations) }

// readable is all that readers can tell two states of a page apart by, before it is drawn.
func readable(e *edition, p *content.Page) string {
	body, _ := e.tree.Text(p, e.config)
	return strings.Join(particulars(p), "\n") + "\n" + string(body)
}

// particulars are the lines at the head of a page that its readers see.
func particulars(p *content.Page) []string {
	var lines []string
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	add("title", p.Title)
	add("description", p.Description)
	add("owner", p.Owner)
	add("contact", p.Contact)
	add("tags", strings.Join(p.Tags, ", "))
	if p.Policy != nil {
		add("status", p.Policy.Status)
		add("version", p.Policy.Version)
		add("approver", p.Policy.Approver)
		add("effective", p.Policy.Effective)
		add("review_by", p.Policy.ReviewBy)
	}
	return lines
}

// reviewBlocks is a page as a reviewer reads it: its particulars, then its text, with data blocks as they are written.
func (e *edition) reviewBlocks(p *content.Page) []difference.Block {
	var blocks []difference.Block
	for _, line := range particulars(p) {
		blocks = append(blocks, difference.Block{Kind: "p", Text: line})
	}
	body, _ := e.tree.Text(p, e.config)
	doc := e.renderer.Render(markdown.Page{
		File: p.File, FirstLine: p.BodyLine, Body: body, Title: p.Title, Link: e.pastLinker(p),
		Block: func(f markdown.Fence) (markdown.Block, bool) {
			text := strings.TrimSpace(f.Name+" "+f.Arguments) + "\n" + string(f.Body)
			return markdown.Block{HTML: []byte("<pre>" + escaped(text) + "</pre>"), Text: text}, true
		},
	})
	return append(blocks, difference.FromHTML(doc.HTML)...)
}
