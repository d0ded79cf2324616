package generator

import "strings"

// mostOfBeginning is how many characters of a description search engines show.
const mostOfBeginning = 155

// firstWords are what search engines show of a page that does not describe itself: the words it begins with, as search
// knows them, or else what it leads to, or what it is a part of.
func (e *edition) firstWords(p *page) string {
	if p.head.Description != "" {
		return ""
	}
	return shortened(cmpOr(firstText(p), leadsTo(p.view), e.partOf(p)), mostOfBeginning)
}

// partOf describes a part of a generated list by its title and what the whole holds.
func (e *edition) partOf(p *page) string {
	for _, s := range e.specials {
		if text := e.text("page_" + s.key + "_text"); s.key == p.head.Kind && text != "" {
			return p.head.Title + ". " + text
		}
	}
	return ""
}

// firstText is the first paragraph of a page, or the text of its first part where it begins with a list or a table.
func firstText(p *page) string {
	if p.document == nil {
		return ""
	}
	if p.document.Description != "" {
		return p.document.Description
	}
	if p.source == "" { // what search is told of data beside its description are names
		return ""
	}
	for _, s := range p.document.Sections {
		if text := strings.Join(strings.Fields(s.Text), " "); text != "" {
			return text
		}
	}
	return ""
}

// leadsTo names what a page without words of its own lists.
func leadsTo(view any) string {
	var links []Link
	switch v := view.(type) {
	case *ArticleView:
		links = v.Children
	case *HomeView:
		links = v.Children
	case *TagView:
		links = v.Pages
	}
	var titles []string
	for _, l := range links {
		titles = append(titles, l.Title)
	}
	return strings.Join(titles, ", ")
}
