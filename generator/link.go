package generator

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // sizes of images
	_ "image/jpeg" // sizes of images
	_ "image/png"  // sizes of images
	"io/fs"
	"net/url"
	"path"
	"strings"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/problem"
)

// anchorLink is a link to a heading, checked when all pages are rendered.
type anchorLink struct {
	page     *content.Page
	at       markdown.Position
	address  string
	fragment string
}

// linker returns what resolves the links of a page.
func (e *edition) linker(p *content.Page, t *trail) func(string, markdown.Position, bool) markdown.Target {
	return func(destination string, at markdown.Position, image bool) markdown.Target {
		target := e.tree.Resolve(p, destination, e.isMade)
		if e.portal.lint != nil {
			e.portal.lint.link(p, at, target)
		}
		switch {
		case target.Outside != "":
			return markdown.Target{Href: target.Outside, External: true}
		case target.Hidden:
			return e.hiddenLink(p, destination, at)
		case target.Bare:
			return markdown.Target{Href: "https://" + strings.TrimLeft(destination, "/"), External: true, Problems: []problem.Problem{
				e.linkProblem(p, at, problem.Warning, "link/scheme", fmt.Sprintf("%s lacks its https://", destination), "write https://"+strings.TrimLeft(destination, "/"))}}
		case target.Broken():
			if t.Elsewhere = true; e.leadsElsewhere(p, destination) {
				return e.hiddenLink(p, destination, at)
			}
			return e.brokenLink(p, destination, at, image, target)
		}
		if file := cmpOr(target.File, target.Static); file != "" {
			t.Read = append(t.Read, file)
			if why := e.portal.inert(file); why != "" {
				return markdown.Target{Plain: true, Problems: []problem.Problem{e.linkProblem(p, at, problem.Warning, "file/active",
					fmt.Sprintf("%s is not published: %s", destination, why), activeHint)}}
			}
		}
		return e.goodLink(p, at, target, t)
	}
}

// hiddenLink says that a link leads to what the edition does not hold, be it somebody's page or one that is drawn from data.
func (e *edition) hiddenLink(p *content.Page, destination string, at markdown.Position) markdown.Target {
	return markdown.Target{Plain: true, Problems: []problem.Problem{e.linkProblem(p, at, problem.Warning, "link/hidden",
		fmt.Sprintf("%s leads to a page that readers of this edition may not see", destination),
		"it is shown as plain text; put it into a part for those who may")}}
}

// leadsElsewhere tells whether what leads nowhere in this edition leads somewhere for those who may see everything.
func (e *edition) leadsElsewhere(p *content.Page, destination string) bool {
	if len(e.portal.site.Editions) == 0 {
		return false
	}
	target := e.tree.Resolve(p, destination, e.portal.isMadeForSome)
	return !target.Broken()
}

// isMadeForSome tells whether the generator makes a page or file at an address for anybody at all. Only whoever mends a
// link is told: nothing that is written may depend on it.
func (p *portal) isMadeForSome(address string) bool {
	p.everythingOnce.Do(func() {
		aside := &portal{options: p.options, site: p.site, tree: p.tree, data: p.data, history: p.history, past: p.past, fsys: p.fsys,
			theme: p.theme, templates: p.templates, assets: p.assets, matrix: p.matrix, usable: p.usable}
		if p.forgotten {
			aside.data = aside.readData()
		}
		all := aside.cut("", content.Edition{})
		p.everything = func(address string) bool { return all.made[address] || all.catalog.isPackage(address) }
	})
	return p.everything(address)
}

// goodLink writes the address of a page, a file, or something that the generator makes.
func (e *edition) goodLink(p *content.Page, at markdown.Position, target content.Target, t *trail) markdown.Target {
	address := target.Address
	switch {
	case target.Page != nil:
		if target.Fragment == "" { // headings of the translation may be called otherwise
			target.Page = e.local(target.Page)
		}
		address = e.addressOf(target.Page)
	case target.File != "":
		address = "/" + target.File
		t.Files = append(t.Files, target.File)
	case target.Static != "":
		t.Files = append(t.Files, target.Static)
	}
	href := string(site(address)) + target.Query
	if target.Fragment != "" {
		href += "#" + (&url.URL{Fragment: target.Fragment}).EscapedFragment()
		if target.Page != nil {
			t.Links = append(t.Links, trailLink{At: at, Address: address, Fragment: target.Fragment})
		}
	}
	if target.Page == p && target.Fragment != "" {
		href = href[strings.IndexByte(href, '#'):]
	}
	return markdown.Target{Href: href}
}

// addressOf returns where a page is served: its own address, or that of the project that it adds words to.
func (e *edition) addressOf(p *content.Page) string {
	if id := e.adopters[p]; id != "" {
		return e.projects.byID[id].address
	}
	return p.Address
}

// brokenLink says that a link leads nowhere. In a handbook without site.yaml, addresses from the root and images are
// only warned of: they may belong to parts of another site.
func (e *edition) brokenLink(p *content.Page, destination string, at markdown.Position, image bool, target content.Target) markdown.Target {
	severity := problem.Error
	if !e.portal.site.Given && (target.Rooted || image) {
		severity = problem.Warning
	}
	text, hint := fmt.Sprintf("%s leads nowhere", destination), "write the path of the page's file, as in ../policies/use.md"
	if near := e.nearest(destination); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	if target.Draft {
		text = fmt.Sprintf("%s leads to a draft, which is not published", destination)
		hint = "take draft: true out of that page, or leave the link out until then; --drafts builds drafts too"
	}
	broken := e.linkProblem(p, at, severity, "link/broken", text, hint)
	return markdown.Target{Href: string(site("/" + strings.TrimLeft(destination, "/."))), Plain: true, Problems: []problem.Problem{broken}}
}

// nearest returns the page whose file is named like the one that is missing, wherever it lies.
func (e *edition) nearest(destination string) string {
	name, _, _ := strings.Cut(destination, "#")
	e.byNameOnce.Do(func() {
		e.byName = map[string]string{}
		for _, p := range e.tree.Pages {
			if key := baseName(p.File); e.byName[key] == "" {
				e.byName[key] = "/" + p.File
			}
		}
	})
	return e.byName[baseName(strings.TrimSuffix(name, "/"))]
}

// baseName is what a file is called, whatever its case and ending.
func baseName(file string) string {
	return strings.ToLower(strings.TrimSuffix(path.Base(file), ".md"))
}

func (e *edition) linkProblem(p *content.Page, at markdown.Position, severity problem.Severity, rule, text, hint string) problem.Problem {
	return problem.Problem{
		Severity: severity, Rule: rule, File: p.File, Line: at.Line, Column: at.Column,
		Source: e.tree.Line(p.File, at.Line), Text: text, Hint: hint,
	}
}

// checkAnchors reports the links to headings that do not exist. It waits until all pages are known.
func (e *edition) checkAnchors() {
	for _, link := range e.links {
		ids, known := e.anchors[link.address]
		if !known || ids.has(link.fragment) {
			continue
		}
		severity := problem.Error
		if !e.portal.site.Given {
			severity = problem.Warning
		}
		e.report(e.linkProblem(link.page, link.at, severity, "link/anchor",
			fmt.Sprintf("there is no heading #%s on %s", link.fragment, link.address), ids.nearest(link.fragment)))
	}
	for _, anchor := range e.policy.Anchors() {
		fragment, local := strings.CutPrefix(anchor.See, "#")
		if ids, known := e.anchors[anchor.Place.Page]; local && known && !ids.has(fragment) {
			place := anchor.Place
			e.report(problem.Problem{
				Rule: "policy/see", File: place.File, Line: place.Line, Column: place.Column, Source: e.tree.Line(place.File, place.Line),
				Text: fmt.Sprintf("there is no heading #%s on this page", fragment), Hint: ids.nearest(fragment),
			})
		}
	}
	e.anchors, e.links = nil, nil // nobody asks again
}

// imageSizes returns what reads the sizes of the images that a page shows.
func (e *edition) imageSizes(p *content.Page, t *trail) func(string) (width, height int, ok bool) {
	return func(destination string) (width, height int, ok bool) {
		target := e.tree.Resolve(p, destination, e.isMade)
		if target.File == "" {
			return 0, 0, false
		}
		t.Read = append(t.Read, target.File)
		data, err := fs.ReadFile(e.portal.fsys, target.File)
		if err != nil {
			return 0, 0, false
		}
		size, _, err := image.DecodeConfig(bytes.NewReader(data))
		return size.Width, size.Height, err == nil
	}
}
