package generator

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"portolan/generator/content"
	"portolan/generator/difference"
	"portolan/generator/markdown"
)

// version is how a policy read for the edition's readers from a day on.
type version struct {
	of   *content.Page // the policy as it is now
	was  *content.Page // its particulars at the time
	born *content.Page // the same on the day on which this text came, when it may have lain elsewhere
	body []byte
	// day is that on which this text came, until that on which the next one did; "" for the text of today.
	day, until   string
	address      string
	older, newer *version
	document     func() *markdown.Document
	change       func() change
}

// change is what came with a version.
type change struct {
	passages []difference.Passage
	rules    []string
}

// findVersions gathers the versions of every policy that the edition holds, the newest first, and takes their addresses.
func (e *edition) findVersions() {
	e.earlier = map[*content.Page][]*version{}
	for _, p := range e.tree.Pages {
		if p.Policy == nil || e.adoptedBy(p) {
			continue
		}
		list := e.versionsOf(p)
		if len(list) < 2 { // the text of today is all there is
			continue
		}
		e.earlier[p] = list
		for _, v := range list {
			e.made[v.address] = true
		}
	}
}

func (e *edition) versionsOf(p *content.Page) []*version {
	pasts := e.portal.past.pasts[p.File]
	if len(pasts) == 0 {
		return nil
	}
	body, _ := e.tree.Text(p, e.config)
	list := []*version{{of: p, was: p, born: p, body: body, day: dayOf(e.now.Itself())}}
	hidden := e.withheldFrom(p, body)
	for _, one := range pasts {
		was, body := e.was(one)
		if was == nil || was.Policy == nil || one.Day < p.VersionsSince || hidden.holds(body) {
			continue
		}
		list = append(list, &version{of: p, was: was, born: was, body: body, day: one.Day})
	}
	return e.linked(settled(list))
}

// settled takes versions that say the same for one, which came with the oldest of them, and those of one day for one,
// the newest of them.
func settled(list []*version) []*version {
	out := list[:1]
	for _, v := range list[1:] {
		last := out[len(out)-1]
		switch {
		case v.says() == last.says():
			last.day, last.born = v.day, v.born
		case v.day != last.day:
			out = append(out, v)
		}
	}
	return out
}

// says is all that readers can tell versions apart by.
func (v *version) says() string {
	p := v.was
	rules := ""
	if p.HasRules {
		rules = fmt.Sprint(p.Front().Values["license_policy"])
	}
	words := []string{p.Title, p.Description, p.Owner, p.Policy.Approver, p.Policy.Status, p.Policy.Version, p.Policy.Effective, p.Policy.ReviewBy,
		strings.Join(strings.Fields(string(v.body)), " "), rules}
	return strings.Join(words, "\x00")
}

// linked gives versions their addresses and neighbours. One whose address is taken is left out.
func (e *edition) linked(list []*version) []*version {
	taken := map[string]bool{}
	list = slices.DeleteFunc(list, func(v *version) bool {
		v.address = versionAddress(v.of, v.day)
		gone := v.day == "" || taken[v.day] || e.tree.At(v.address) != nil
		taken[v.day] = true
		return gone
	})
	for i, v := range list {
		if i > 0 {
			v.newer = list[i-1]
			v.until = v.newer.day
		}
		if i+1 < len(list) {
			v.older = list[i+1]
		}
		v.document = sync.OnceValue(func() *markdown.Document { return e.in(v.of).renderPast(v) })
		v.change = sync.OnceValue(func() change { return e.in(v.of).changeOf(v) })
	}
	return list
}

func versionAddress(p *content.Page, day string) string { return p.Address + "versions/" + day + "/" }

// renderPast turns an earlier text into HTML. What is wrong with it cannot be mended any more, so nothing is reported;
// what it refers to is linked where it is there today.
func (e *edition) renderPast(v *version) *markdown.Document {
	return e.renderer.Render(markdown.Page{
		File: v.was.File, FirstLine: v.was.BodyLine, Body: v.body, Title: v.was.Title, Link: e.pastLinker(v.was), Reserved: e.words.IDs("version.html"),
		Block: func(f markdown.Fence) (markdown.Block, bool) {
			if f.Name == "decision" { // reads well as it is written
				return markdown.Block{}, false
			}
			text := e.text("version_block")
			return markdown.Block{HTML: []byte("<p class=\"fine\">" + escaped(text) + "</p>"), Text: text}, true
		},
	})
}

// pastLinker leads from an earlier text to the pages of today. A file is not offered: whether readers of that time could
// open it is not known.
func (e *edition) pastLinker(was *content.Page) func(string, markdown.Position, bool) markdown.Target {
	return func(destination string, _ markdown.Position, image bool) markdown.Target {
		target := e.tree.Resolve(was, destination, e.isMade)
		switch {
		case image:
			return markdown.Target{Plain: true}
		case target.Outside != "":
			return markdown.Target{Href: target.Outside, External: true}
		case target.Page == was:
			return markdown.Target{Href: "#" + target.Fragment}
		case target.Page != nil:
			return markdown.Target{Href: string(site(e.addressOf(target.Page)))}
		case target.Address != "":
			return markdown.Target{Href: string(site(target.Address))}
		}
		return markdown.Target{Plain: true}
	}
}

// changeOf compares a version with the one before it.
func (e *edition) changeOf(v *version) change {
	if v.older == nil {
		return change{}
	}
	return change{passages: difference.Blocks(e.blocksOf(v.older), e.blocksOf(v), 1), rules: e.ruleChanges(v.of, v.older.was, v.was)}
}

// blocksOf is a version as its readers read it: the particulars at its head, then the text.
func (e *edition) blocksOf(v *version) []difference.Block {
	blocks := []difference.Block{{Kind: "h", Text: v.was.Title}}
	add := func(label, value string) {
		if value != "" {
			blocks = append(blocks, difference.Block{Kind: "p", Text: label + value})
		}
	}
	policy := v.was.Policy
	add("", v.was.Description)
	add(e.text("status")+": ", e.words.Word(policy.Status))
	add(e.text("version")+": ", policy.Version)
	add(e.text("owner")+": ", v.was.Owner)
	add(e.text("approved_by")+": ", policy.Approver)
	add(e.text("effective_from")+": ", policy.Effective)
	add(e.text("review_by")+": ", policy.ReviewBy)
	return append(blocks, difference.FromHTML(v.document().HTML)...)
}

// stated returns the first version that called itself by a name; nil where there is none, or no name.
func stated(list []*version, name string) *version {
	for _, v := range slices.Backward(list) {
		if name != "" && v.was.Policy.Version == name {
			return v
		}
	}
	return nil
}
