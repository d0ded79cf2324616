package generator

import (
	"html/template"
	"strings"

	"github.com/go-json-experiment/json"

	"portolan/generator/markdown"
	"portolan/generator/render"
	"portolan/generator/search"
)

// markdownTexts are the fixed words that the Markdown renderer writes, in the portal's language.
func (e *edition) markdownTexts() markdown.Texts {
	t := func(key string) string { return e.text("md_" + key) }
	return markdown.Texts{
		Note: t("note"), Tip: t("tip"), Important: t("important"), Warning: t("warning"), Caution: t("caution"), Quote: t("quote"),
		Details: t("details"), Internal: t("internal"), HeadingLink: t("heading_link"), Table: t("table"), Diagram: t("diagram"),
		Footnotes: t("footnotes"), Footnote: t("footnote"), FootnoteBack: t("footnote_back"), Task: t("task"), Image: t("image"), Embedded: t("embedded"),
	}
}

// synonyms are the built-in ones and the portal's own.
func (e *edition) synonyms() []search.Synonym {
	list := search.DefaultSynonyms()
	for _, term := range e.glossary {
		if len(term.also) > 0 {
			list = append(list, search.Synonym{Words: append([]string{term.name}, term.also...)})
		}
	}
	for _, words := range e.portal.site.Search.Synonyms {
		list = append(list, search.Synonym{Words: words})
	}
	return list
}

// jsonLD describes a page to search engines in the words of schema.org.
func jsonLD(e *edition, p *page) template.JS {
	if e.config.BaseURL == "" {
		return ""
	}
	about := map[string]any{"@context": "https://schema.org", "@type": "WebPage", "name": p.head.Title, "url": e.absolute(p.address), "inLanguage": p.head.Language}
	if p.head.Description != "" {
		about["description"] = p.head.Description
	}
	if p.head.Changed != "" {
		about["dateModified"] = p.head.Changed
	}
	if view, ok := p.view.(*ProjectView); ok {
		about["@type"] = "SoftwareSourceCode"
		about["codeRepository"] = string(view.SourceURL)
	}
	data, err := json.Marshal(about, json.Deterministic(true))
	if err != nil {
		panic(err) // texts only
	}
	// Within a script element, "</" must not stand as it is.
	return template.JS(strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(string(data)))
}

// slotsOf are the slots of a page that is in no menu.
func slotsOf(v PageView, base string, head, main []byte) render.Slots {
	return render.Slots{Base: base, Language: v.Language, Direction: v.Direction, Kind: v.Kind, Head: head, Main: main}
}

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
