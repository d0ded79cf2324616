package generator

import (
	"fmt"
	"portolan/generator/memo"
	"slices"
	"strings"
)

// listPage is how many components a page of a list shows, and fewComponents how many are listed on the first page itself.
const (
	listPage      = 200
	fewComponents = 300
)

// componentList is a part of the components that has pages of its own: those under a letter, or those that share a
// property of their licence or verdict, or contain a licence whose own page cannot hold them.
type componentList struct {
	group   string // of the facet; "letter" for the letters, "contains" for a licence
	title   string
	address string // of its first page
	members []*component
}

// componentLists cuts the sorted components by letter and by what readers narrow them by.
func (e *edition) componentLists() []componentList {
	if len(e.catalog.components) <= fewComponents {
		return nil
	}
	lists := map[string]*componentList{}
	var order []string
	add := func(group, key, title string, one *component) {
		address := "/compliance/components/by-" + group + "/" + slug(strings.ToLower(key)) + "/"
		if group == "letter" {
			address = "/compliance/components/by-name/" + strings.ToLower(key) + "/"
		}
		if lists[address] == nil {
			lists[address] = &componentList{group: group, title: title, address: address}
			order = append(order, address)
		}
		lists[address].members = append(lists[address].members, one)
	}
	for _, one := range e.catalog.components {
		letter := listLetter(one.name)
		add("letter", letter, e.words.Word(letter), one)
		add("verdict", one.worst.String(), e.words.Word(one.worst.String()), one)
		for _, property := range licenseProperties(one) {
			add("licence", property, e.text("components_"+property), one)
		}
	}
	for _, l := range e.catalog.licenses {
		if l.address != "" && len(l.components) > mostUnder {
			address := l.componentsAddress()
			lists[address] = &componentList{group: "contains", title: l.id, address: address, members: l.components}
			order = append(order, address)
		}
	}
	slices.Sort(order)
	var out []componentList
	for _, address := range order {
		out = append(out, *lists[address])
	}
	return out
}

// componentsAddress is that of the list of all components whose licence contains this one.
func (l *licence) componentsAddress() string { return l.address + "components/" }

// licenseProperties are what readers look for in a licence expression, choices and all.
func licenseProperties(one *component) []string {
	var properties []string
	for _, p := range []struct {
		key   string
		holds bool
	}{
		{"choice", one.reading.Expression.NeedsChoice()},
		{"copyleft", one.reading.Expression.AnyCopyleft()},
		{"repaired", len(one.reading.Repairs) > 0},
		{"unreadable", one.reading.Unknown != ""},
	} {
		if p.holds {
			properties = append(properties, p.key)
		}
	}
	return properties
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

// componentIndex is the first page of the list: all of them where they are few, else those that need attention.
func (e *edition) componentIndex(a ArticleView) any {
	view := &ComponentsView{ArticleView: a, Contexts: e.contextTerms(), Total: len(e.catalog.components)}
	view.CSV, view.JSON = site("/api/components.csv"), site("/api/components.json")
	if view.Total <= fewComponents {
		view.Components = e.componentRows(e.catalog.components)
		return view
	}
	view.Letters, view.Facets = e.letters(""), e.componentFacets("")
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
	for _, list := range e.lists {
		if list.group == "letter" {
			links = append(links, Link{Title: list.title, URL: site(list.address), Current: list.address == current})
		}
	}
	return links
}

// componentFacets lead to the lists by verdict and licence, and to the licences that most components contain.
func (e *edition) componentFacets(current string) []Facet {
	verdicts, licenses := Facet{Title: e.text("facet_verdict")}, Facet{Title: e.text("facet_license")}
	for _, list := range e.lists {
		link := Link{Title: list.title, URL: site(list.address), Count: len(list.members), Current: list.address == current}
		switch list.group {
		case "verdict":
			verdicts.Values = append(verdicts.Values, link)
		case "licence":
			licenses.Values = append(licenses.Values, link)
		}
	}
	contains := Facet{Title: e.text("facet_contains")}
	used := slices.Clone(e.catalog.licenses)
	slices.SortStableFunc(used, func(a, b *licence) int { return len(b.components) - len(a.components) })
	for _, l := range used[:min(mostValues, len(used))] {
		if len(l.components) > 0 {
			contains.Values = append(contains.Values, Link{Title: l.id, URL: site(l.address), Count: len(l.components)})
		}
	}
	return []Facet{verdicts, licenses, contains}
}

// componentListJobs write the pages of the lists.
func (e *edition) componentListJobs() []job {
	var jobs []job
	for _, list := range e.lists {
		of := (len(list.members) + listPage - 1) / listPage
		for number := 1; number <= of; number++ {
			write := func(facts memo.Digest) error { return e.writeComponentList(list, number, of, facts) }
			jobs = append(jobs, e.ruledJob(pageAddress(list.address, number), "/compliance/", write))
		}
	}
	return jobs
}

// pageAddress is that of a page of a list, counted from 1.
func pageAddress(first string, number int) string {
	if number == 1 {
		return first
	}
	return fmt.Sprintf("%s%d/", first, number)
}

func (e *edition) writeComponentList(list componentList, number, of int, facts memo.Digest) error {
	title := e.text("components_under", list.title)
	if of > 1 {
		title = e.text("components_under_part", list.title, number, of)
	}
	view := &ComponentsView{ArticleView: e.below("/compliance/components/", "components", title, ""), Contexts: e.contextTerms()}
	view.Components = e.componentRows(list.members[(number-1)*listPage : min(number*listPage, len(list.members))])
	view.Total, view.Letters, view.Facets = len(list.members), e.letters(list.address), e.componentFacets(list.address)
	view.CSV, view.JSON = site("/api/components.csv"), site("/api/components.json")
	if of > 1 {
		view.Pages = &PagesView{Number: number, Of: of}
		if number > 1 {
			view.Pages.Previous = &Link{URL: site(pageAddress(list.address, number-1))}
		}
		if number < of {
			view.Pages.Next = &Link{URL: site(pageAddress(list.address, number+1))}
		}
	}
	return e.emit(page{template: "components.html", view: view, head: &view.PageView, address: pageAddress(list.address, number), section: "/compliance/", facts: facts})
}

// writePackage writes the page of a component with all its versions.
func (e *edition) writePackage(p *pack, facts memo.Digest) error {
	latest := p.versions[len(p.versions)-1]
	view := &ComponentView{ArticleView: e.below("/compliance/components/", "component", p.name(), ""), Name: p.name(), PURL: p.purl, Contexts: e.contextTerms()}
	view.Versions = e.componentRows(p.versions)
	view.Example = false
	for i, one := range p.versions {
		for _, u := range one.uses {
			view.Example = view.Example || u.inventory.Provenance.Example
			if len(u.as.Via) > 0 && view.Versions[i].Via == nil {
				view.Versions[i].Via = u.as.Via
			}
		}
	}
	view.License = e.licenseUse(latest.raw)
	view.License.Verdicts = e.verdicts(latest.verdicts)
	view.Description = e.componentSentence(p, latest)
	view.Decisions = e.decisionsOn(p.purl)
	document := dataDocument("component", p.name(), view.Description, p.purl, latest.raw)
	document.Aliases = []string{p.purl, p.name()}
	document.Facets["licence"] = latest.reading.Expression.IDs()
	return e.emit(page{template: "component.html", view: view, head: &view.PageView, address: p.address, section: "/compliance/", document: document, facts: facts})
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
	return e.text("component_sentence", license, e.words.Count("in_products", len(products)))
}
