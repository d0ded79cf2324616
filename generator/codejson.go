package generator

import "github.com/go-json-experiment/json"

// codeJSON is the inventory of released code in the form of code.gov.
func (e *edition) codeJSON() []byte {
	releases := []map[string]any{}
	for _, p := range e.projects.all {
		m := p.merged
		release := map[string]any{
			"name": m.Name, "description": m.Description, "repositoryURL": m.URL, "status": codeStatus(string(e.figures.Status(m.ID))),
			"permissions": map[string]any{"licenses": e.codeLicenses(m.License.Expression), "usageType": "openSource"},
			"tags":        emptyNotNil(m.Topics), "vcs": "git", "contact": map[string]any{"email": e.portal.site.Contact.Email},
			"laborHours": nil,
		}
		if language := p.language(); language != "" {
			release["languages"] = []string{language}
		}
		releases = append(releases, release)
	}
	if len(releases) == 0 {
		return nil
	}
	data, err := json.Marshal(map[string]any{
		"version": "2.0.0", "agency": e.view.Organization, "measurementType": map[string]any{"method": "projects"}, "releases": releases,
	}, json.Deterministic(true))
	if err != nil {
		panic(err) // texts only
	}
	return append(data, '\n')
}

func (e *edition) codeLicenses(raw *string) []map[string]any {
	list := []map[string]any{}
	if id := e.spdx(raw); id != nil {
		list = append(list, map[string]any{"name": *id, "URL": "https://spdx.org/licenses/" + *id + ".html"})
	}
	return list
}

func codeStatus(status string) string {
	switch status {
	case "experimental", "incubating":
		return "Development"
	case "archived", "deprecated":
		return "Archival"
	}
	return "Production"
}
