package generator

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/search"
	"portolan/generator/words"
)

// wordsPerMinute is how fast policies are read.
const wordsPerMinute = 200

// writeHandbookPage reads, renders and writes one Markdown page, or keeps it as the last build left it.
func (e *edition) writeHandbookPage(p *content.Page) error {
	last := e.lastPage(p)
	if e.stands(p, last) {
		return nil
	}
	article := e.article(p)
	if special := e.special(e.originalAddress(p)); special != nil {
		doc, trail := e.render(p, special.template)
		e.fill(&article, doc, trail)
		return e.writeSpecial(*special, p, article, e.document(p, doc))
	}
	if report := e.reportOf(p); report != nil {
		doc, trail := e.render(p, "report.html")
		e.fill(&article, doc, trail)
		return e.writeReport(*report, article, e.document(p, doc))
	}
	out := page{
		template: "article.html", view: &article, head: &article.PageView, address: p.Address, source: p.File,
		node: e.menu.Node(p), section: e.sectionOf(p),
	}
	words := &article
	if p.Policy != nil {
		view := e.policyPage(p, article)
		out.template, out.view, out.head, words = "policy.html", view, &view.PageView, &view.ArticleView
	}
	bare := e.bareKey(p, &out)
	if e.keepHandbookPage(p, last, bare) {
		return nil
	}
	doc, trail := e.render(p, out.template)
	e.fill(words, doc, trail)
	out.document, out.of, out.trail, out.key = e.document(p, doc), p, trail, e.textKey(bare, trail)
	return e.emit(out)
}

// fill puts a page's text into its view.
func (e *edition) fill(a *ArticleView, doc *markdown.Document, t *trail) {
	a.HTML, a.Minutes, a.Example = template.HTML(doc.HTML), (doc.Words+wordsPerMinute/2)/wordsPerMinute, t.UsesData && e.exampleData()
	before, behind := a.Toc, a.TocBehind
	if a.Toc = toc(doc.Headings); len(a.Toc) > 0 || len(before) > 0 {
		a.Toc = slices.Concat(before, a.Toc, behind)
	}
}

// render turns a page's text into HTML for a template, and follows its headings, links and problems.
func (e *edition) render(p *content.Page, template string) (*markdown.Document, *trail) {
	body, problems := e.tree.Text(p, e.config)
	t := &trail{}
	blocks := e.blocks(p, t)
	doc := e.renderer.Render(markdown.Page{
		File: p.File, FirstLine: p.BodyLine, Body: body, Title: p.Title, Terms: e.termsFor(p), Link: e.linker(p, t), Image: e.imageSizes(p, t), Hides: e.hides,
		Reserved: e.words.IDs(template),
		Block: func(f markdown.Fence) (markdown.Block, bool) {
			t.HasBlocks = true
			t.UsesData = t.UsesData || f.Name != "decision" && f.Name != "policies"
			return blocks(f)
		},
	})
	if e.portal.lint != nil {
		e.portal.lint.page(e, p, body, doc)
	}
	t.Problems = append(problems, doc.Problems...)
	t.Anchors = anchorsIn(doc.HTML, doc.TitleID)
	e.follow(p.Address, p, t)
	return doc, t
}

// article fills the view of a Markdown page with all but its text.
func (e *edition) article(p *content.Page) ArticleView {
	change := e.portal.history.Changes[p.File]
	a := ArticleView{
		PageView: PageView{
			Kind: "article", Title: p.Title, Description: p.Description, Language: p.Language,
			Crumbs: e.crumbs(p), Changed: e.changed(p), Revision: change.Commit,
			Translations: e.translations(p), Outdated: e.outdated(p),
			Tags: e.tagLinks(p), Draft: p.Draft, Audience: e.narrower(p.Audience),
		},
		Owner: p.Owner, Contact: p.Contact,
	}
	if url := e.portal.site.EditURLOf(e.config); url != "" {
		a.Edit = Address(strings.ReplaceAll(url, "{path}", escapePath(p.File)))
	}
	previous, next := e.menu.Neighbours(p)
	a.Previous, a.Next = pageLink(previous), pageLink(next)
	if p.Index && e.originalAddress(p) != "/" {
		a.Children = e.children(p)
		a.Print = e.printOf(p)
	}
	return a
}

func cmpOr(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// narrower names the audience of a page where the edition is read by others too.
func (e *edition) narrower(audience string) string {
	if len(e.config.Audiences) < 2 || audience == string(dataset.Public) {
		return ""
	}
	return audience
}

func pageLink(p *content.Page) *Link {
	if p == nil {
		return nil
	}
	return &Link{Title: p.Title, URL: site(p.Address)}
}

// children lists what lies in a page's folder.
func (e *edition) children(p *content.Page) []Link {
	n := e.menu.Node(p)
	if n == nil {
		return nil
	}
	var links []Link
	for _, child := range n.Children {
		first := firstPage(child)
		if first == nil || e.adoptedBy(first) {
			continue
		}
		link := Link{Title: child.Title, URL: site(first.Address), Note: first.Description}
		if child.Dir != "" {
			link.Count = len(child.Children)
		}
		links = append(links, link)
	}
	return links
}

// crumbs lead from the front page to a page.
func (e *edition) crumbs(p *content.Page) []Link {
	if e.originalAddress(p) == "/" {
		return nil
	}
	crumbs := []Link{{Title: e.text("home"), URL: site(e.localAddress("/"))}}
	for _, n := range e.menu.Trail(p) {
		if first := firstPage(n); first != nil && first != p {
			crumbs = append(crumbs, Link{Title: n.Title, URL: site(first.Address)})
		}
	}
	return crumbs
}

// toc lists the headings of the second and third level.
func toc(headings []markdown.Heading) []TocEntry {
	var entries []TocEntry
	for _, h := range headings {
		entry := TocEntry{Title: h.Text, ID: h.ID}
		switch {
		case h.Level == 2:
			entries = append(entries, entry)
		case h.Level == 3 && len(entries) > 0:
			last := &entries[len(entries)-1]
			last.Children = append(last.Children, entry)
		}
	}
	if len(entries) < 2 {
		return nil
	}
	return entries
}

// sectionOf returns the address of the masthead's entry that a page belongs to.
func (e *edition) sectionOf(p *content.Page) string {
	if section := e.menu.Node(p).Section(); section != nil {
		return e.nodeAddress(section)
	}
	return ""
}

// policyPage adds the particulars of a policy to its article.
func (e *edition) policyPage(p *content.Page, article ArticleView) *PolicyView {
	view := &PolicyView{ArticleView: article, Policy: e.policyRow(p)}
	view.Kind = "policy"
	if p.HasRules {
		view.Rules = e.rules(p)
		view.Toc = []TocEntry{{Title: e.text("verdicts_short"), ID: "verdicts"}}
	}
	if view.History = e.policyHistory(p); len(view.History) > 0 {
		view.TocBehind = []TocEntry{{Title: e.text("history"), ID: "history-of-versions"}}
	}
	return view
}

// soon is how many days before its review a policy is announced as due.
const soon = 60

func (e *edition) policyRow(p *content.Page) PolicyRow {
	p = e.local(p)
	row := PolicyRow{
		Title: p.Title, Description: p.Description, URL: site(p.Address), Status: p.Policy.Status, Version: p.Policy.Version,
		Owner: p.Owner, Approver: p.Policy.Approver, Contact: p.Contact, Effective: p.Policy.Effective, ReviewBy: p.Policy.ReviewBy,
		Changed: cmpOr(p.LastMod, e.portal.history.Changes[p.File].Day, p.Policy.Effective),
	}
	if row.Status == "in-force" || row.Status == "draft" {
		row.Due, row.DueIn = e.due(p.Policy.ReviewBy, "overdue")
	}
	return row
}

// due says how far away a day is: whether it is soon or past, and in words.
func (e *edition) due(day, past string) (due, words string) {
	date := dataset.Date(day).Time()
	if day == "" || date.IsZero() || e.now.Itself().IsZero() {
		return "", ""
	}
	today := e.now.Itself().Truncate(24 * time.Hour)
	days := int(date.Sub(today).Hours() / 24)
	switch {
	case days < 0:
		return past, e.text("ago", e.span(-days))
	case days <= soon:
		return "soon", e.text("in", e.span(days))
	}
	return "", e.text("in", e.span(days))
}

// span says how long so many days are.
func (e *edition) span(days int) string {
	switch {
	case days < 60:
		return e.words.Count("days", days)
	case days < 730:
		return e.words.Count("months", days*12/365)
	}
	return e.words.Count("years", days/365)
}

// policies returns the register: policies in force first, each group by title.
func (e *edition) policies() []PolicyRow {
	var rows []PolicyRow
	for _, p := range e.tree.Pages {
		if p.Policy != nil {
			rows = append(rows, e.policyRow(p))
		}
	}
	sortPolicies(rows)
	return rows
}

// sortPolicies orders policies: those in force first, each group by title.
func sortPolicies(rows []PolicyRow) {
	order := []string{"in-force", "draft", "superseded", "retired"}
	slices.SortStableFunc(rows, func(a, b PolicyRow) int {
		if d := slices.Index(order, a.Status) - slices.Index(order, b.Status); d != 0 {
			return d
		}
		return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
	})
}

// document is what search learns of a page.
func (e *edition) document(p *content.Page, doc *markdown.Document) *search.Document {
	d := &search.Document{
		Title: p.Title, Kind: e.kindOf(p), Language: p.Language, Description: p.Description, Path: p.File, Aliases: p.Aliases,
		Boost: p.Boost, Pinned: p.Answers, Facets: map[string][]string{}, Date: dataset.Date(p.Date).Time(),
	}
	if d.Language == "" {
		d.Language = e.language
	}
	if d.Description == "" {
		d.Description = doc.Summary
	}
	for _, s := range doc.Sections {
		d.Sections = append(d.Sections, search.Section{ID: s.ID, Title: s.Title, Level: s.Level, Text: s.Text})
	}
	facet := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				d.Facets[name] = append(d.Facets[name], v)
			}
		}
	}
	facet("topic", p.Tags...)
	facet("owner", p.Owner)
	facet("language", d.Language)
	facet(search.ReadersFacet, e.languagesOf(p)...)
	if p.Policy != nil {
		facet("status", p.Policy.Status)
		d.Archived = p.Policy.Status == "superseded" || p.Policy.Status == "retired"
	}
	if audience := e.narrower(p.Audience); audience != "" {
		facet("audience", audience)
	}
	return d
}

// kindOf tells what kind of page search shows it as.
func (e *edition) kindOf(p *content.Page) string {
	switch {
	case p.Policy != nil:
		return "policy"
	case strings.HasPrefix(p.Address, "/strategy/"):
		return "strategy"
	}
	return "handbook"
}

// number writes a count for a view.
func (e *edition) number(n int) string { return e.words.Number(n) }

// say are the words of the edition's language, for what makes sentences of numbers.
func (e *edition) say() *words.Words { return e.words.Words() }

// text returns a fixed text in the portal's language.
func (e *edition) text(key string, arguments ...any) string {
	return e.words.Text(key, arguments...)
}

// orUnknown writes a figure that may be unknown.
func (e *edition) orUnknown(n *int) string {
	if n == nil {
		return e.text("unknown")
	}
	return e.number(*n)
}

// fixed writes a number with at most one decimal.
func fixed(f float64) string {
	if f == float64(int64(f)) {
		return strconv.FormatInt(int64(f), 10)
	}
	return fmt.Sprintf("%.1f", f)
}

// markdownTexts are the fixed words that the Markdown renderer writes, in the portal's language.
func (e *edition) markdownTexts() markdown.Texts {
	t := func(key string) string { return e.text("md_" + key) }
	return markdown.Texts{
		Note: t("note"), Tip: t("tip"), Important: t("important"), Warning: t("warning"), Caution: t("caution"), Quote: t("quote"),
		Details: t("details"), Internal: t("internal"), HeadingLink: t("heading_link"), Table: t("table"), Diagram: t("diagram"),
		Footnotes: t("footnotes"), Footnote: t("footnote"), FootnoteBack: t("footnote_back"), Task: t("task"), Image: t("image"), Embedded: t("embedded"),
	}
}
