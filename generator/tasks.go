package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"portolan/collectors/dataset"
)

// tasksAddress is the page of the open tasks of all projects.
const tasksAddress = "/community/good-first-issues/"

// task is an open issue that newcomers are invited to, and where it is.
type task struct {
	*dataset.Task
	project *project
	tokens  []string // of the values of facets that it has
}

// taskBook is all open tasks with their groups: made once, because each group has a page that shows them all.
type taskBook struct {
	once   sync.Once
	all    []*task
	groups [][]*taskGroup // by facet
}

// tasks are the open tasks of all projects that live, the newest first.
func (e *edition) tasks() *taskBook {
	book := &e.projects.tasks
	book.once.Do(func() {
		for _, p := range e.projects.live {
			for i := range p.merged.Tasks {
				book.all = append(book.all, &task{Task: &p.merged.Tasks[i], project: p})
			}
		}
		slices.SortStableFunc(book.all, func(a, b *task) int { return cmp.Or(b.Opened.Compare(a.Opened.Time), cmp.Compare(a.URL, b.URL)) })
		for _, f := range taskFacets {
			book.groups = append(book.groups, e.taskGroups(f, book.all))
		}
	})
	return book
}

// taskFacet is a property that tasks are narrowed by.
type taskFacet struct {
	key    string
	values func(e *edition, t *task) []string
}

var taskFacets = []taskFacet{
	{"language", func(_ *edition, t *task) []string { return oneOrNone(t.project.language()) }},
	{"label", func(_ *edition, t *task) []string { return slices.DeleteFunc(slices.Clone(t.Labels), isInvitation) }},
	{"topic", func(_ *edition, t *task) []string { return t.project.merged.Topics }},
	{"organization", func(_ *edition, t *task) []string { return oneOrNone(t.project.merged.Organization) }},
	{"age", func(e *edition, t *task) []string { return []string{e.ageOf(t)} }},
}

// isInvitation tells the labels that make a task one: all tasks carry one of them, so they narrow nothing.
func isInvitation(label string) bool {
	word := strings.ReplaceAll(strings.ToLower(label), "-", " ")
	return word == "good first issue" || word == "help wanted" || word == "newcomer"
}

// ageOf says how long a task has waited.
func (e *edition) ageOf(t *task) string {
	switch age := e.now.Itself().Sub(t.Opened.Time); {
	case age < 30*24*time.Hour:
		return "new"
	case age < 365*24*time.Hour:
		return "months"
	}
	return "older"
}

// taskGroup is the tasks with one value of a facet. Values that differ by case alone are one.
type taskGroup struct {
	value, token, address string
	tasks                 []*task
}

// taskGroups parts tasks by a facet, the largest group first.
func (e *edition) taskGroups(f taskFacet, list []*task) []*taskGroup {
	byToken := map[string]*taskGroup{}
	for _, t := range list {
		var tokens []string
		for _, value := range f.values(e, t) {
			name := strings.ToLower(slug(value))
			g := byToken[name]
			if g == nil {
				g = &taskGroup{value: value, token: f.key + ":" + name, address: tasksAddress + "by-" + f.key + "/" + name + "/"}
				byToken[name] = g
			}
			if n := len(g.tasks); n == 0 || g.tasks[n-1] != t {
				g.tasks = append(g.tasks, t)
				tokens = append(tokens, g.token)
			}
		}
		slices.Sort(tokens)
		t.tokens = append(t.tokens, tokens...)
	}
	return slices.SortedFunc(maps.Values(byToken), func(a, b *taskGroup) int {
		return cmp.Or(len(b.tasks)-len(a.tasks), cmp.Compare(a.token, b.token))
	})
}

// mostTasks is how many tasks a page shows; the table has them all. A list that fits can be narrowed by several choices.
const mostTasks = 500

// taskList fills the page of all tasks.
func (e *edition) taskList(a ArticleView) any {
	all := e.tasks().all
	view := e.taskView(a, all, tasksAddress)
	view.CSV = site("/api/tasks.csv")
	return view
}

// taskView shows some of the tasks; the facets count all.
func (e *edition) taskView(a ArticleView, shown []*task, address string) *TasksView {
	all := e.tasks().all
	view := &TasksView{ArticleView: a, Total: len(shown), Facets: e.taskFacets(address)}
	view.Children, view.Toc = nil, nil
	for _, t := range shown[:min(len(shown), mostTasks)] {
		view.Tasks = append(view.Tasks, e.taskRow(t))
	}
	view.Narrows = len(shown) == len(all) && len(all) <= mostTasks
	view.Projects = len(projectsOf(shown))
	view.Source = e.taskSource(shown)
	return view
}

func projectsOf(list []*task) map[*project]bool {
	projects := map[*project]bool{}
	for _, t := range list {
		projects[t.project] = true
	}
	return projects
}

// taskSource says who told of the tasks, and when.
func (e *edition) taskSource(list []*task) string {
	var from []dataset.Provenance
	for p := range projectsOf(list) {
		if s := p.merged.Source("tasks"); s != nil {
			from = append(from, *s.Provenance)
		} else {
			from = append(from, p.merged.Provenance)
		}
	}
	return e.sourceLine(from)
}

func (e *edition) taskRow(t *task) TaskRow {
	row := TaskRow{Title: t.Title, URL: Address(t.URL), Project: Link{Title: t.project.merged.Name, URL: site(t.project.address)},
		Language: t.project.language(), Opened: dayOf(t.Opened.Time)}
	for _, label := range t.Labels {
		if !isInvitation(label) {
			row.Labels = append(row.Labels, label)
		}
	}
	row.Tokens = strings.Join(t.tokens, " ")
	return row
}

// taskFacets counts the tasks of each value. A facet with a single value narrows nothing and is left out.
func (e *edition) taskFacets(current string) []NarrowFacet {
	var facets []NarrowFacet
	for i, f := range taskFacets {
		groups := e.tasks().groups[i]
		if len(groups) < 2 {
			continue
		}
		shown := NarrowFacet{Title: e.text("facet_" + f.key)}
		for _, g := range groups[:min(len(groups), mostValues)] {
			shown.Values = append(shown.Values, NarrowValue{Title: e.words.Word(g.value), URL: site(g.address), Token: g.token, Count: len(g.tasks), Current: g.address == current})
		}
		facets = append(facets, shown)
	}
	return facets
}

// taskJobs write a page for each value of each facet, and the table.
func (e *edition) taskJobs() []job {
	if e.special(tasksAddress) == nil {
		return nil
	}
	book := e.tasks()
	jobs := []job{{"", func() error { return e.putCSV("api/tasks.csv", tasksCSV(book.all)) }}}
	for i, f := range taskFacets {
		groups := book.groups[i]
		if len(groups) < 2 {
			continue
		}
		for _, g := range groups {
			jobs = append(jobs, job{g.address, func() error { return e.writeTasks(e.text("facet_"+f.key)+": "+e.words.Word(g.value), g, len(book.all)) }})
		}
	}
	return jobs
}

// writeTasks writes the page of one value of a facet.
func (e *edition) writeTasks(title string, g *taskGroup, all int) error {
	view := e.taskView(e.below(tasksAddress, "open_tasks", title, ""), g.tasks, g.address)
	view.All = &Link{Title: e.words.Count("all_tasks", all), URL: site(tasksAddress)}
	return e.emit(page{template: "tasks.html", view: view, head: &view.PageView, address: g.address, section: "/community/"})
}

// tasksCSV is the list as a table.
func tasksCSV(list []*task) [][]string {
	rows := [][]string{{"project", "title", "url", "opened", "language", "labels"}}
	for _, t := range list {
		rows = append(rows, []string{t.project.merged.ID, t.Title, t.URL, dayOf(t.Opened.Time), t.project.language(), strings.Join(t.Labels, "; ")})
	}
	return rows
}
