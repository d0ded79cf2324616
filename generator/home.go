package generator

import "slices"

// mostOnHome is how many projects and changes the front page shows.
const mostOnHome = 4

// onHome are the key figures of the front page.
var onHome = []string{"projects", "contributors", "time-to-first-response", "releases"}

// home fills the front page: where things stand, where to start, what changed.
func (e *edition) home(a ArticleView) any {
	view := &HomeView{ArticleView: a}
	view.Crumbs, view.Toc, view.Children = nil, nil, nil
	for _, ask := range []struct{ key, address string }{
		{"ask_license", "/compliance/may-i-use-it/"}, {"ask_approve", "/policies/"}, {"ask_issue", tasksAddress},
		{"ask_sbom", "/compliance/products/"}, {"ask_terms", "/glossary/"},
	} {
		if e.special(ask.address) != nil {
			view.Asks = append(view.Asks, Link{Title: e.text(ask.key), URL: site(ask.address)})
		}
	}
	view.Figures = e.figures.keyFigures("key", onHome...)
	if through := e.dataThrough(); through != "" {
		view.FiguresNote = e.text("collected_on", e.words.Date(through))
	}
	view.FigureTable = e.figures.monthTable(onHome...)
	view.Projects, view.ProjectCount = e.liveliest(mostOnHome), len(e.projects.all)
	view.Changes = e.policyChanges(mostOnHome)
	view.Concerns = e.concernRows()
	if e.special("/objectives/") != nil {
		view.Objectives = site("/objectives/")
	}
	if len(view.Figures) == 0 && len(view.Projects) == 0 {
		view.Children = e.sections()
	}
	return view
}

// liveliest are the projects with most people, to start with.
func (e *edition) liveliest(most int) ProjectRows {
	type ranked struct {
		row    ProjectRow
		people int
	}
	var list []ranked
	for _, p := range e.projects.all {
		if !p.quiet {
			list = append(list, ranked{e.projectRow(p), e.peopleOf(p)})
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return b.people - a.people })
	var rows ProjectRows
	for _, r := range list[:min(most, len(list))] {
		rows = append(rows, r.row)
	}
	return rows
}

// sections list the folders of the handbook, for a front page without figures.
func (e *edition) sections() []Link {
	var links []Link
	for _, n := range e.menu.Root.Children {
		first := firstPage(n)
		if first == nil {
			continue
		}
		links = append(links, Link{Title: n.Title, URL: site(first.Address), Note: first.Description, Count: len(n.Children)})
	}
	return links
}
