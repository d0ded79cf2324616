package generator

import (
	"fmt"
	"strings"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/problem"
)

// onHiddenProjects tells the pages that add words to a project that exists, but not for the readers of an edition that
// holds this data: such words are no less hidden than what they are about.
func (p *portal) onHiddenProjects(data *dataset.Dataset) func(*content.Page) bool {
	all, shown := projectNames(p.data), projectNames(data)
	return func(page *content.Page) bool {
		name := strings.ToLower(page.Project)
		if name == "" || !all[name] || shown[name] {
			return false
		}
		line, column, source := p.tree.PlaceOf(page, "project")
		p.problems.Add(problem.Problem{
			Severity: problem.Notice, Rule: "audience/project", File: page.File, Line: line, Column: column, Source: source,
			Text: fmt.Sprintf("readers who may not see %s do not see this page on it either", page.Project),
			Hint: "give the page the audience that its project has in data/projects/",
		})
		return true
	}
}

// projectNames are the ids and names by which pages may call the projects of a dataset, in lower case.
func projectNames(data *dataset.Dataset) map[string]bool {
	names := map[string]bool{}
	for _, p := range data.Projects {
		names[strings.ToLower(p.ID)], names[strings.ToLower(p.Name)] = true, true
	}
	return names
}
