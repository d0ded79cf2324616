package generator

import (
	"fmt"
	"portolan/generator/memo"
	"slices"
)

// projectPage is how many projects a page of a list shows.
const projectPage = 50

// projectList is a list of projects that has pages of its own: all that live, those of one value of a facet, the quiet.
type projectList struct {
	address string // of its first page
	title   string
	members []*project
	// facet and value say what the list was narrowed by; nil for the whole.
	facet *facetList
	value *facetValue
	quiet bool
}

// pages is how many pages a list has; an empty list has one.
func (l *projectList) pages() int { return max(1, (len(l.members)+projectPage-1)/projectPage) }

// page returns the address of one of its pages, counted from 1.
func (l *projectList) page(number int) string {
	if number == 1 {
		return l.address
	}
	return fmt.Sprintf("%spage/%d/", l.address, number)
}

// wholeList is the catalog without any choice: the projects that live.
func (e *edition) wholeList() *projectList {
	return &projectList{address: "/projects/", members: e.projects.live}
}

// projectLists are all lists of projects that have pages.
func (e *edition) projectLists() []*projectList {
	if len(e.projects.all) == 0 {
		return nil
	}
	lists := []*projectList{e.wholeList()}
	if len(e.projects.quiet) > 0 {
		lists = append(lists, &projectList{address: "/projects/quiet/", title: e.text("quiet"), members: e.projects.quiet, quiet: true})
	}
	for _, f := range e.projects.facets {
		for _, v := range f.values {
			if v.address != "" {
				lists = append(lists, &projectList{address: v.address, title: f.title + ": " + v.title, members: v.members, facet: f, value: v})
			}
		}
	}
	return lists
}

// projectCatalog is the first page of the catalog: the projects that live, the quiet ones apart.
func (e *edition) projectCatalog(a ArticleView) any {
	view := &ProjectsView{ArticleView: a}
	view.Children = nil
	e.fillList(view, e.wholeList(), 1)
	return view
}

// fillList shows one page of a list.
func (e *edition) fillList(view *ProjectsView, l *projectList, number int) {
	members := l.members[(number-1)*projectPage : min(number*projectPage, len(l.members))]
	view.Projects = make(ProjectRows, 0, len(members))
	for _, p := range members {
		view.Projects = append(view.Projects, e.projectRow(p))
	}
	view.Shown, view.Total = l.title, len(l.members)
	view.CSV, view.JSON = site("/api/projects.csv"), site("/api/projects.json")
	if of := l.pages(); of > 1 {
		view.Pages = &PagesView{Number: number, Of: of}
		if number > 1 {
			view.Pages.Previous = &Link{URL: site(l.page(number - 1))}
		}
		if number < of {
			view.Pages.Next = &Link{URL: site(l.page(number + 1))}
		}
	}
	if l.quiet {
		return
	}
	view.Script = &CatalogScript{Module: e.portal.assets.url("catalog.js"), Quiet: len(e.projects.quiet)}
	if l.value != nil {
		view.Script.Facet, view.Script.Value = l.facet.key, l.value.value
	}
	for _, f := range e.projects.facets {
		view.Facets = append(view.Facets, f.view(l.address))
	}
	for _, s := range projectSorts {
		view.Sorts = append(view.Sorts, Link{Title: e.text("sort_" + s.key), Value: s.key})
	}
	if n := len(e.projects.quiet); n > 0 {
		view.Quiet = &Link{Title: e.words.Count("quiet_projects", n), URL: site("/projects/quiet/"), Count: n}
	}
}

// projectJobs write a page for each project, and the pages of each list.
func (e *edition) projectJobs() []job {
	var jobs []job
	for _, p := range e.projects.all {
		jobs = append(jobs, job{p.address, func() error { return e.projectJob(p).write() }})
	}
	for _, l := range e.projectLists() {
		for number := range l.pages() {
			if l.address != "/projects/" || number > 0 { // the first page of the whole is a special page
				write := func(facts memo.Digest) error { return e.writeProjectList(l, number+1, facts) }
				jobs = append(jobs, e.ruledJob(l.page(number+1), "/projects/", write))
			}
		}
	}
	for _, f := range e.projects.facets {
		if len(f.values) > mostValues && f.key != "status" {
			jobs = append(jobs, job{"/projects/by-" + f.key + "/", func() error { return e.writeFacet(f) }})
		}
	}
	if len(e.projects.all) > 0 {
		jobs = append(jobs, job{statusPage, e.writeStatuses})
	}
	return jobs
}

func (e *edition) writeProjectList(l *projectList, number int, facts memo.Digest) error {
	title := cmpOr(l.title, e.text("page_projects"))
	if of := l.pages(); of > 1 && number > 1 {
		title = e.text("list_part", title, number, of)
	}
	view := &ProjectsView{ArticleView: e.below("/projects/", "projects", title, "")}
	e.fillList(view, l, number)
	return e.emit(page{template: "projects.html", view: view, head: &view.PageView, address: l.page(number), section: "/projects/", facts: facts})
}

// writeFacet writes the page that lists the values of a facet, the most used first.
func (e *edition) writeFacet(f *facetList) error {
	view := &ProjectsView{ArticleView: e.below("/projects/", "projects", e.text("projects_by", f.title), "")}
	for _, v := range f.values {
		if v.address != "" {
			view.Values = append(view.Values, Link{Title: v.title, URL: site(v.address), Count: len(v.members)})
		}
	}
	view.Total = len(e.projects.live)
	return e.emit(page{template: "projects.html", view: view, head: &view.PageView, address: "/projects/by-" + f.key + "/", section: "/projects/"})
}

// statusPage says what the words for a project's status mean.
const statusPage = "/projects/by-status/"

// statusWords are those words, in the order of a project's life.
var statusWords = []string{"experimental", "incubating", "active", "maintenance", "deprecated", "archived", unknownValue}

// writeStatuses writes the taxonomy of statuses, with the projects of each.
func (e *edition) writeStatuses() error {
	t := thresholds(e.portal.site.Health)
	decided := e.text("status_decided", e.limit(t.ActiveMonths), e.limit(t.MaintainedMonths))
	view := &ProjectsView{ArticleView: e.below("/projects/", "projects", e.text("page_statuses"), decided)}
	view.Shown = e.text("status_words")
	counts, addresses := map[string]int{}, map[string]Address{}
	for _, p := range e.projects.all {
		counts[cmpOr(string(e.figures.Status(p.merged.ID)), unknownValue)]++
	}
	for _, f := range e.projects.facets {
		for _, v := range f.values {
			if f.key == "status" && v.address != "" {
				addresses[v.value] = site(v.address)
			}
		}
	}
	if len(e.projects.quiet) > 0 {
		addresses["archived"] = site("/projects/quiet/")
	}
	for _, word := range statusWords {
		view.Values = append(view.Values, Link{Title: e.words.Word(word), URL: addresses[word], Count: counts[word], Note: e.text("status_" + word), Value: word})
	}
	view.Total = len(e.projects.all)
	return e.emit(page{template: "projects.html", view: view, head: &view.PageView, address: statusPage, section: "/projects/",
		document: dataDocument("project", view.Title, view.Description, statusWords...)})
}

// projectSort is an order of the projects. Less is nil for the order that they have anyway.
type projectSort struct {
	key  string
	rank func(e *edition, p *project) (rank int64, known bool)
}

// projectSorts are the orders that scripts offer, those with most first and the unknown last.
var projectSorts = []projectSort{
	{key: "name"},
	{"changed", func(_ *edition, p *project) (int64, bool) { return p.lastChange().Unix(), !p.lastChange().IsZero() }},
	{"people", func(e *edition, p *project) (int64, bool) { return int64(e.peopleOf(p)), e.peopleOf(p) >= 0 }},
	{"stars", func(_ *edition, p *project) (int64, bool) { return orMissing(p.merged.Stars) }},
	{"tasks", func(_ *edition, p *project) (int64, bool) { return int64(len(p.merged.Tasks)), p.merged.Tasks != nil }},
}

func orMissing(n *int) (int64, bool) {
	if n == nil {
		return 0, false
	}
	return int64(*n), true
}

// sorted returns the places of all projects in an order; those that are alike stay in the order of their names.
func (e *edition) sorted(s projectSort) []int {
	type ranked struct {
		at    int
		rank  int64
		known bool
	}
	list := make([]ranked, len(e.projects.all))
	for i, p := range e.projects.all {
		list[i].at = i
		list[i].rank, list[i].known = s.rank(e, p)
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		switch {
		case a.known != b.known && a.known:
			return -1
		case a.known != b.known:
			return 1
		case a.rank != b.rank && a.rank > b.rank:
			return -1
		case a.rank != b.rank:
			return 1
		}
		return 0
	})
	places := make([]int, len(list))
	for i, r := range list {
		places[i] = r.at
	}
	return places
}
