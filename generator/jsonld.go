package generator

import (
	"html/template"
	"strings"

	"github.com/go-json-experiment/json"
)

// jsonLD describes a page to search engines in the words of schema.org.
func jsonLD(e *edition, p *page) template.JS {
	if e.config.BaseURL == "" {
		return ""
	}
	about := map[string]any{"@context": "https://schema.org", "@type": "WebPage", "name": p.head.Title, "url": e.absolute(p.address), "inLanguage": p.head.Language}
	if description := cmpOr(p.head.Description, p.head.Beginning); description != "" {
		about["description"] = description
	}
	if p.head.Changed != "" {
		about["dateModified"] = p.head.Changed
	}
	if view, ok := p.view.(*ProjectView); ok {
		about["@type"] = "SoftwareSourceCode"
		describeCode(about, view)
	}
	data, err := json.Marshal(about, json.Deterministic(true))
	if err != nil {
		panic(err) // texts only
	}
	// Within a script element, "</" must not stand as it is.
	return template.JS(scriptSigns.Replace(string(data)))
}

var scriptSigns = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`)

// describeCode adds what is known of a project; what is unknown is left out.
func describeCode(about map[string]any, view *ProjectView) {
	for key, value := range map[string]string{"codeRepository": string(view.SourceURL), "programmingLanguage": view.Project.Language,
		"dateModified": view.Project.Changed, "keywords": strings.Join(view.Project.Topics, ", "), "creativeWorkStatus": view.Project.Status} {
		if value != "" {
			about[key] = value
		}
	}
	if view.License != nil {
		about["license"] = view.License.Expression
	}
	if view.Project.Organization != "" {
		about["maintainer"] = map[string]any{"@type": "Organization", "name": view.Project.Organization}
	}
}
