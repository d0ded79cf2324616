package generator

import (
	"html/template"
	"strings"

	"github.com/go-json-experiment/json"
)

// pageData is a page in the words of schema.org. Its members are in the order of their names; what is unknown is left out.
type pageData struct {
	Context     string         `json:"@context"`
	Type        string         `json:"@type"`
	Repository  string         `json:"codeRepository,omitzero"`
	Status      string         `json:"creativeWorkStatus,omitzero"`
	Modified    string         `json:"dateModified,omitzero"`
	Description string         `json:"description,omitzero"`
	InLanguage  string         `json:"inLanguage"`
	Keywords    string         `json:"keywords,omitzero"`
	License     *string        `json:"license,omitzero"`
	Maintainer  *publisherData `json:"maintainer,omitzero"`
	Name        string         `json:"name"`
	Programming string         `json:"programmingLanguage,omitzero"`
	URL         string         `json:"url"`
}

// publisherData is who stands behind a project.
type publisherData struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// jsonLD describes a page to search engines in the words of schema.org.
func jsonLD(e *edition, p *page) template.JS {
	if e.config.BaseURL == "" {
		return ""
	}
	about := pageData{Context: "https://schema.org", Type: "WebPage", Name: p.head.Title, URL: e.absolute(p.address), InLanguage: p.head.Language,
		Description: cmpOr(p.head.Description, p.head.Beginning), Modified: p.head.Changed}
	if view, ok := p.view.(*ProjectView); ok {
		about.describeCode(view)
	}
	data, err := json.Marshal(&about)
	if err != nil {
		panic(err) // texts only
	}
	// Within a script element, "</" must not stand as it is.
	return template.JS(scriptSigns.Replace(string(data)))
}

var scriptSigns = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`)

// describeCode adds what is known of a project.
func (d *pageData) describeCode(view *ProjectView) {
	d.Type = "SoftwareSourceCode"
	d.Repository, d.Programming = string(view.SourceURL), view.Project.Language
	d.Modified = cmpOr(view.Project.Changed, d.Modified)
	d.Keywords, d.Status = strings.Join(view.Project.Topics, ", "), view.Project.Status
	if view.License != nil {
		d.License = &view.License.Expression
	}
	if view.Project.Organization != "" {
		d.Maintainer = &publisherData{"Organization", view.Project.Organization}
	}
}
