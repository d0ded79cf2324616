package generator

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/memo"
)

// A section of the handbook that holds policies, or whose own page asks for it, can be printed as one document, at the
// address of its folder with this behind it. One of more pages than mostPrinted is left to its folders: nobody prints it,
// and a build must not hold it.
const (
	printName   = "print/"
	mostPrinted = 150
)

// printed is a section as one document.
type printed struct {
	node  *content.Node
	pages []*content.Page // the folder's own first
}

// prints lists the sections that are printed, each page in at most one of them.
func (e *edition) prints() []printed {
	var list []printed
	var visit func(n *content.Node)
	visit = func(n *content.Node) {
		pages := e.printedPages(n, nil)
		switch {
		case n.Page != nil && n.Page.Translation == e.translated() && len(pages) > 1 && len(pages) <= mostPrinted && worthPrinting(n.Page, pages) && e.tree.At(n.Page.Address+printName) == nil:
			list = append(list, printed{node: n, pages: pages})
		case len(pages) > 1:
			for _, child := range n.Children {
				visit(child)
			}
		}
	}
	for _, section := range e.menu.Root.Children {
		visit(section)
	}
	return list
}

// worthPrinting tells the sections that people sign or carry: others would cost every build as much as their pages do.
func worthPrinting(folder *content.Page, pages []*content.Page) bool {
	return folder.Print || slices.ContainsFunc(pages, func(p *content.Page) bool { return p.Policy != nil })
}

// printedPages lists the pages at and below a node in reading order. What a special page makes of data is not printed.
func (e *edition) printedPages(n *content.Node, pages []*content.Page) []*content.Page {
	if n.Page != nil && !e.adoptedBy(n.Page) {
		pages = append(pages, n.Page)
	}
	for _, child := range n.Children {
		pages = e.printedPages(child, pages)
	}
	return pages
}

// printOf is the link from a folder's page to its section as one document; nil for other pages.
func (e *edition) printOf(p *content.Page) *Link {
	if !p.Index || !e.made[p.Address+printName] {
		return nil
	}
	return &Link{Title: e.text("print_section"), URL: site(p.Address + printName)}
}

// planPrints notes the addresses of the documents before pages link to them.
func (e *edition) planPrints() {
	for _, d := range e.prints() {
		e.made[d.node.Page.Address+printName] = true
	}
}

func (e *edition) printJobs() []job {
	var jobs []job
	for _, d := range e.prints() {
		jobs = append(jobs, job{d.node.Page.Address + printName, func() error { return e.writePrint(d) }})
	}
	return jobs
}

// writePrint writes a section as one document. Its pages are rendered anew, with links among them leading to where they
// stand here; what is wrong with them was said when they were written.
func (e *edition) writePrint(d printed) error {
	folder := d.node.Page
	places := map[*content.Page]int{}
	for i, p := range d.pages {
		places[p] = i
	}
	view := &PrintView{Kept: site(folder.Address)}
	out := page{
		template: "print.html", view: view, head: &view.PageView, address: folder.Address + printName, node: d.node, section: e.sectionOf(folder), unlisted: true,
	}
	view.Kind, view.Title, view.Description, view.NoIndex = "print", folder.Title, folder.Description, true
	view.Language, view.Revision = folder.Language, e.portal.history.Head
	view.Crumbs = e.crumbs(folder)
	if e.keepPrint(d, &out) {
		return nil
	}
	for i, p := range d.pages {
		html, err := e.printPage(p, places)
		if err != nil {
			return fmt.Errorf("%s: %w", p.File, err)
		}
		if i == 0 {
			view.HTML = template.HTML(embed(html, partPrefix(i), 0))
			continue
		}
		part := PrintPart{ID: strings.TrimSuffix(partPrefix(i), "-"), Title: p.Title, Description: p.Description, Owner: p.Owner, Contact: p.Contact,
			Changed: e.changed(p), HTML: template.HTML(embed(html, partPrefix(i), 1))}
		if e.config.BaseURL != "" {
			part.From = e.absolute(p.Address)
		}
		if p.Policy != nil {
			row := e.policyRow(p)
			part.Policy = &row
		}
		view.Parts = append(view.Parts, part)
		view.Changed = max(view.Changed, part.Changed)
	}
	return e.emit(out)
}

// keepPrint is keepHandbookPage for a document: it is made of its pages, and of whatever they may show.
func (e *edition) keepPrint(d printed, out *page) bool {
	if !e.shared.on {
		return false
	}
	digests := make([]memo.Digest, len(d.pages))
	for i, p := range d.pages {
		digests[i] = p.Digest
	}
	out.key = memo.DigestOf(e.siteOf("print.html"), e.siteOf("policy-text"), e.shared.links, e.shared.data, e.shared.files, digests)
	last := e.last(out.address)
	return last != nil && last.Key == out.key && e.keep(out, last)
}

// printPage renders the text of a page for the document.
func (e *edition) printPage(p *content.Page, places map[*content.Page]int) ([]byte, error) {
	body, _ := e.tree.Text(p, e.config)
	t := &trail{}
	doc := e.renderer.Render(markdown.Page{
		File: p.File, FirstLine: p.BodyLine, Body: body, Title: p.Title, Link: e.printLinker(p, places), Image: e.imageSizes(p, t), Hides: e.hides, Block: e.blocks(p, t),
		Reserved: e.words.IDs("print.html"),
	})
	if p.Policy == nil {
		return doc.HTML, nil
	}
	view := e.policyPage(p, ArticleView{HTML: template.HTML(doc.HTML)})
	view.Site = e.view
	return e.words.Execute("policy-text", view)
}

// printLinker resolves the links of a page within the document.
func (e *edition) printLinker(p *content.Page, places map[*content.Page]int) func(string, markdown.Position, bool) markdown.Target {
	return func(destination string, _ markdown.Position, _ bool) markdown.Target {
		target := e.tree.Resolve(p, destination, e.isMade)
		if target.Page != nil && target.Fragment == "" {
			target.Page = e.local(target.Page)
		}
		at, here := places[target.Page]
		switch {
		case target.Outside != "":
			return markdown.Target{Href: target.Outside, External: true}
		case target.Hidden, target.Broken():
			return markdown.Target{Plain: true}
		case here && target.Page != p && at > 0:
			return markdown.Target{Href: inDocument + strings.TrimSuffix(partPrefix(at), "-") + fragmentOf(target)}
		case target.Page == p && target.Fragment != "":
			return markdown.Target{Href: "#" + (&url.URL{Fragment: target.Fragment}).EscapedFragment()}
		case target.Page != nil:
			return markdown.Target{Href: string(site(e.addressOf(target.Page))) + target.Query + hashOf(target)}
		case target.File != "":
			return markdown.Target{Href: string(site("/" + target.File))}
		}
		return markdown.Target{Href: string(site(target.Address)) + target.Query + hashOf(target)}
	}
}

// inDocument marks an address that leads to another part of the document, so that it is not taken for one within the
// page itself.
const inDocument = "#//"

func hashOf(t content.Target) string {
	if t.Fragment == "" {
		return ""
	}
	return "#" + (&url.URL{Fragment: t.Fragment}).EscapedFragment()
}

func fragmentOf(t content.Target) string { return strings.Replace(hashOf(t), "#", "-", 1) }

// partPrefix begins the ids of a page of the document.
func partPrefix(at int) string { return "p" + strconv.Itoa(at) + "-" }

var (
	// identified are the attributes that hold ids, and addresses within the page. Quotes are escaped in texts, so these
	// stand in tags alone.
	identified = regexp.MustCompile(`\s(id|for|name|aria-labelledby|aria-describedby|aria-controls|headers|list|href|xlink:href)="([^"]*)"`)
	painted    = regexp.MustCompile(`url\(#([^)"']+)\)`)
	headings   = regexp.MustCompile(`<(/?)h([1-6])\b`)
	landmarks  = regexp.MustCompile(`(<section\b[^>]*?) aria-labelledby="[^"]*"`)
)

// embed makes a page's HTML fit to stand with others: ids get a prefix, with whatever points at them, headings go down by
// so many levels, and parts of a page are landmarks no more.
func embed(html []byte, prefix string, levels int) []byte {
	html = landmarks.ReplaceAll(html, []byte("$1"))
	html = bytes.ReplaceAll(html, []byte(` role="region"`), []byte(` role="group"`))
	html = identified.ReplaceAllFunc(html, func(attribute []byte) []byte {
		name, value, _ := bytes.Cut(attribute, []byte("="))
		return append(append(bytes.Clone(name), '='), prefixed(strings.TrimSpace(string(name)), strings.Trim(string(value), `"`), prefix)...)
	})
	html = painted.ReplaceAll(html, []byte("url(#"+prefix+"$1)"))
	return headings.ReplaceAllFunc(html, func(tag []byte) []byte {
		last := len(tag) - 1
		return append(bytes.Clone(tag[:last]), byte(min(int(tag[last]-'0')+levels, 6))+'0')
	})
}

// prefixed is the value of an attribute with the prefix before its ids, in quotes.
func prefixed(name, value, prefix string) string {
	switch {
	case strings.HasSuffix(name, "href"):
		if rest, ok := strings.CutPrefix(value, inDocument); ok {
			value = "#" + rest
		} else if rest, ok := strings.CutPrefix(value, "#"); ok && rest != "" {
			value = "#" + prefix + rest
		}
	default:
		ids := strings.Fields(value)
		for i := range ids {
			ids[i] = prefix + ids[i]
		}
		value = strings.Join(ids, " ")
	}
	return `"` + value + `"`
}
