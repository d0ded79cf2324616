package generator

import (
	"fmt"
	"slices"
	"strings"

	"portolan/generator/policy"
)

// listPage is how many components a page of the list shows.
const listPage = 500

// listPart is a page of the list of components: those under a letter, or a part of them.
type listPart struct {
	letter  string
	number  int // 1 for the first part of a letter
	of      int
	address string
	members []*component
}

// listParts cuts the list of components into pages by their first letter, and long letters into parts.
func listParts(all []*component) []listPart {
	var parts []listPart
	for start := 0; start < len(all); {
		letter := listLetter(all[start].name)
		end := start
		for end < len(all) && listLetter(all[end].name) == letter {
			end++
		}
		of := (end - start + listPage - 1) / listPage
		for n := range of {
			from, to := start+n*listPage, min(start+(n+1)*listPage, end)
			address := "/compliance/components/by-name/" + strings.ToLower(letter) + "/"
			if n > 0 {
				address += fmt.Sprintf("%d/", n+1)
			}
			parts = append(parts, listPart{letter: letter, number: n + 1, of: of, address: address, members: all[from:to]})
		}
		start = end
	}
	return mergeParts(parts)
}

// mergeParts joins parts of the same letter that the order of names has torn apart.
func mergeParts(parts []listPart) []listPart {
	var out []listPart
	at := map[string]int{}
	for _, p := range parts {
		if i, seen := at[p.address]; seen {
			out[i].members = append(slices.Clone(out[i].members), p.members...)
			continue
		}
		at[p.address] = len(out)
		out = append(out, p)
	}
	return out
}

// listLetter returns what a component is listed under: a letter, "0" for digits, "other" for signs.
func listLetter(name string) string {
	name = strings.TrimLeft(name, "@")
	if name == "" {
		return "other"
	}
	switch c := strings.ToUpper(name[:1]); {
	case c >= "A" && c <= "Z":
		return c
	case c >= "0" && c <= "9":
		return "0"
	}
	return "other"
}

// fewComponents is how many components are listed on a single page rather than by letter.
const fewComponents = 300

// componentIndex is the first page of the list.
func (e *edition) componentIndex(a ArticleView) any {
	view := &ComponentsView{ArticleView: a, Contexts: e.contextTerms(), Total: len(e.catalog.components)}
	view.CSV, view.JSON = site("/api/components.csv"), site("/api/components.json")
	if view.Total <= fewComponents {
		view.Components = e.componentRows(e.catalog.components)
		return view
	}
	view.Letters = e.letters("")
	view.Components = e.componentRows(e.attention(50))
	return view
}

// attention are the components that the policy has most to say about, the worst and most used first.
func (e *edition) attention(most int) []*component {
	list := slices.Clone(e.catalog.components)
	slices.SortStableFunc(list, func(a, b *component) int {
		if a.worst != b.worst {
			return int(b.worst - a.worst)
		}
		return len(b.uses) - len(a.uses)
	})
	return list[:min(most, len(list))]
}

func (e *edition) letters(current string) []Link {
	var links []Link
	for _, part := range e.parts {
		if part.number == 1 {
			links = append(links, Link{Title: e.portal.templates.Word(part.letter), URL: site(part.address), Current: part.letter == current})
		}
	}
	return links
}

// componentListJobs write the pages of the list by letter.
func (e *edition) componentListJobs() []func() error {
	if len(e.catalog.components) <= fewComponents {
		return nil
	}
	var jobs []func() error
	for i, part := range e.parts {
		jobs = append(jobs, func() error { return e.writeListPart(i, part) })
	}
	return jobs
}

func (e *edition) writeListPart(i int, part listPart) error {
	title := e.text("components_under", e.portal.templates.Word(part.letter))
	if part.of > 1 {
		title = e.text("components_under_part", e.portal.templates.Word(part.letter), part.number, part.of)
	}
	view := &ComponentsView{ArticleView: e.below("/compliance/components/", "components", title, ""), Contexts: e.contextTerms()}
	view.Components, view.Total, view.Letters = e.componentRows(part.members), len(part.members), e.letters(part.letter)
	view.CSV, view.JSON = site("/api/components.csv"), site("/api/components.json")
	if part.of > 1 {
		view.Pages = &PagesView{Number: part.number, Of: part.of}
		if part.number > 1 {
			view.Pages.Previous = &Link{URL: site(e.parts[i-1].address)}
		}
		if part.number < part.of {
			view.Pages.Next = &Link{URL: site(e.parts[i+1].address)}
		}
	}
	return e.emit(page{template: "components.html", view: view, head: &view.PageView, address: part.address, section: "/compliance/"})
}

// writePackage writes the page of a component with all its versions.
func (e *edition) writePackage(p *pack) error {
	latest := p.versions[len(p.versions)-1]
	view := &ComponentView{ArticleView: e.below("/compliance/components/", "component", p.name, ""), Name: p.name, PURL: p.purl, Contexts: e.contextTerms()}
	view.Versions = e.componentRows(p.versions)
	for i, one := range p.versions {
		for _, u := range one.uses {
			if len(u.via) > 0 && view.Versions[i].Via == nil {
				view.Versions[i].Via = u.via
			}
		}
	}
	view.License = e.licenseUse(latest.raw)
	view.License.Verdicts = e.verdicts(latest.verdicts)
	view.Description = e.componentSentence(p, latest)
	for _, d := range e.decisions() {
		if d.Component != "" && p.purl != "" && policy.NamesComponent(d.Component, p.purl) {
			view.Decisions = append(view.Decisions, d)
		}
	}
	document := dataDocument("component", p.name, view.Description, p.purl, latest.raw)
	document.Aliases = []string{p.purl, p.name}
	document.Facets["licence"] = latest.reading.Expression.IDs()
	return e.emit(page{template: "component.html", view: view, head: &view.PageView, address: p.address, section: "/compliance/", document: document})
}

// componentSentence says in a sentence what a component is and where it is used.
func (e *edition) componentSentence(p *pack, latest *component) string {
	products := map[string]bool{}
	for _, one := range p.versions {
		for _, u := range one.uses {
			if u.product != nil {
				products[u.product.record.ID] = true
			}
		}
	}
	license := cmpOr(latest.reading.Normalised(), e.text("unknown"))
	return e.text("component_sentence", license, e.portal.templates.Count("in_products", len(products)))
}
