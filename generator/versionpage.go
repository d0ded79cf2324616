package generator

import (
	"html/template"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/difference"
)

// versionJobs write a page for every version of every policy.
func (e *edition) versionJobs() []job {
	var jobs []job
	for _, p := range e.tree.Pages {
		for _, v := range e.earlier[p] {
			jobs = append(jobs, job{v.address, func() error { return e.in(p).writeVersion(v) }})
		}
	}
	return jobs
}

// writeVersion writes the page of a version: what came with it and, where it is of the past, how it read. It is kept out
// of search engines, so that nobody takes an old rule for the one in force.
func (e *edition) writeVersion(v *version) error {
	doc := v.document()
	view := &VersionView{
		ArticleView: ArticleView{PageView: PageView{
			Kind: "version", Title: e.versionTitle(v), Language: v.of.Language, Crumbs: e.versionCrumbs(v), NoIndex: true, Changed: v.day,
		}},
		Policy: Link{Title: v.of.Title, URL: site(v.of.Address)}, Name: v.was.Policy.Version, From: v.day, Until: v.until,
		Older: e.versionLink(v.older), Newer: e.versionLink(v.newer), DifferenceView: e.differenceView(v),
	}
	if v.until != "" {
		view.HTML = template.HTML(doc.HTML)
	}
	if v.older != nil {
		view.Before = v.older.day
	}
	return e.emit(page{
		template: "version.html", view: view, head: &view.PageView, address: v.address, node: e.menu.Node(v.of), section: e.sectionOf(v.of), unlisted: true,
	})
}

func (e *edition) versionCrumbs(v *version) []Link {
	return append(e.crumbs(v.of), Link{Title: v.of.Title, URL: site(v.of.Address)})
}

// versionTitle names a version: "Licence policy, version 2.0 of 17 November 2026".
func (e *edition) versionTitle(v *version) string {
	day := e.words.Date(v.day)
	if name := v.was.Policy.Version; name != "" {
		return e.text("version_title", v.was.Title, name, day)
	}
	return e.text("version_title_day", v.was.Title, day)
}

func (e *edition) versionLink(v *version) *Link {
	if v == nil {
		return nil
	}
	return &Link{Title: e.versionTitle(v), URL: site(v.address)}
}

func (e *edition) differenceView(v *version) DifferenceView {
	change := v.change()
	return DifferenceView{Rules: change.rules, Passages: passageViews(change.passages)}
}

func passageViews(passages []difference.Passage) []PassageView {
	var views []PassageView
	for _, p := range passages {
		view := PassageView{Kind: p.Kind, Skipped: p.Skipped}
		for _, piece := range p.Pieces {
			view.Pieces = append(view.Pieces, PieceView{Op: string(piece.Op), Text: piece.Text})
		}
		views = append(views, view)
	}
	return views
}

// policyHistory lists the versions of a policy, the newest first: those that its front matter tells of, with the page of
// their text where git knows it, and those that only git knows.
func (e *edition) policyHistory(p *content.Page) []PolicyVersion {
	var rows []PolicyVersion
	listed := map[*version]bool{}
	for _, h := range p.Policy.History {
		row := PolicyVersion{Version: h.Version, Date: h.Date, Summary: h.Summary, ApprovedBy: h.ApprovedBy}
		if v := stated(e.earlier[p], h.Version); v != nil {
			row.URL, listed[v] = site(v.address), true
		}
		rows = append(rows, row)
	}
	for _, v := range e.earlier[p] {
		if !listed[v] {
			rows = append(rows, PolicyVersion{Version: v.was.Policy.Version, Date: v.day, Summary: e.changeInWords(v), URL: site(v.address)})
		}
	}
	slices.SortStableFunc(rows, func(a, b PolicyVersion) int { return strings.Compare(b.Date, a.Date) })
	return rows
}

// changeInWords says how much changed with a version.
func (e *edition) changeInWords(v *version) string {
	if v.older == nil {
		return e.text("version_first")
	}
	change := v.change()
	inserted, deleted := difference.Count(change.passages)
	words := e.text("words_changed", e.number(inserted), e.number(deleted))
	if inserted == 0 && deleted == 0 {
		words = ""
	}
	return strings.TrimSpace(words + " " + strings.Join(change.rules[:min(len(change.rules), 3)], " "))
}

// mostDifferences is how many changes are shown in full where many are listed.
const mostDifferences = 12

// versionChanges are what git knows of the changes to a policy. Where its front matter describes one, whose words are
// better, that description is only told where the difference is shown.
func (e *edition) versionChanges(p *content.Page, describe func(v *version) *Change) []Change {
	var changes []Change
	for _, v := range e.earlier[p] {
		if v.older == nil {
			continue
		}
		if c := describe(v); c != nil {
			c.Compare = site(v.address)
			continue
		}
		changes = append(changes, Change{Date: v.day, Title: strings.TrimSpace(p.Title + " " + v.was.Policy.Version), URL: site(p.Address),
			Text: e.changeInWords(v), Kind: "policy", Compare: site(v.address)})
	}
	return changes
}

// withDifferences adds the differences themselves to the latest changes.
func (e *edition) withDifferences(changes []Change) []Change {
	by := map[Address]*version{}
	for _, list := range e.earlier {
		for _, v := range list {
			by[site(v.address)] = v
		}
	}
	shown := 0
	for i := range changes {
		if v := by[changes[i].Compare]; v != nil && changes[i].Compare != "" && shown < mostDifferences {
			view := e.differenceView(v)
			changes[i].Difference = &view
			shown++
		}
	}
	return changes
}
