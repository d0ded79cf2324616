package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/memo"
)

// tags returns the pages of each tag, in their order.
func tags(pages []*content.Page) map[string][]*content.Page {
	of := map[string][]*content.Page{}
	for _, p := range pages {
		for _, tag := range p.Tags {
			tag = strings.ToLower(tag)
			of[tag] = append(of[tag], p)
		}
	}
	return of
}

func tagAddress(tag string) string { return "/tags/" + slug(strings.ToLower(tag)) + "/" }

func (e *edition) tagLinks(p *content.Page) []Link {
	var links []Link
	for _, tag := range p.Tags {
		links = append(links, Link{Title: tag, URL: site(tagAddress(tag))})
	}
	return links
}

// topics lists the tags with how many pages carry them.
func (e *edition) topics() []Link {
	var links []Link
	for _, tag := range slices.Sorted(maps.Keys(e.tagged)) {
		links = append(links, Link{Title: tag, URL: site(tagAddress(tag)), Count: len(e.tagged[tag])})
	}
	return links
}

func (e *edition) tagsPage(a ArticleView) any { return &TagView{ArticleView: a, Pages: e.topics()} }

// tagJobs write a page for each tag. Tags whose addresses fall together share one.
func (e *edition) tagJobs() []job {
	at := map[string][]string{}
	for tag := range e.tagged {
		at[tagAddress(tag)] = append(at[tagAddress(tag)], tag)
	}
	var jobs []job
	for _, address := range slices.Sorted(maps.Keys(at)) {
		write := func(facts memo.Digest) error { return e.writeTag(address, at[address], facts) }
		jobs = append(jobs, e.dataJob(dataPage{address: address, write: write}))
	}
	return jobs
}

// byTitle orders pages as readers look for them.
func byTitle(pages []*content.Page) []*content.Page {
	type titled struct {
		page  *content.Page
		title string
	}
	list := make([]titled, len(pages))
	for i, p := range pages {
		list[i] = titled{p, strings.ToLower(p.Title)}
	}
	slices.SortFunc(list, func(a, b titled) int {
		return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.page.Address, b.page.Address))
	})
	sorted := make([]*content.Page, len(list))
	for i, one := range list {
		sorted[i] = one.page
	}
	return sorted
}

func (e *edition) writeTag(address string, tags []string, facts memo.Digest) error {
	var pages []*content.Page
	for _, tag := range tags {
		pages = append(pages, e.tagged[tag]...)
	}
	view := &TagView{}
	view.Kind, view.Title, view.Feed = "tag", e.text("tagged", slices.Min(tags)), e.feedOf(address)
	view.Crumbs = []Link{{Title: e.text("home"), URL: site("/")}, {Title: e.text("page_tags"), URL: site("/tags/")}}
	for _, p := range slices.Compact(byTitle(pages)) { // a page may carry several of the tags
		view.Pages = append(view.Pages, Link{Title: p.Title, URL: site(e.addressOf(p)), Note: p.Description})
	}
	return e.emit(page{template: "tag.html", view: view, head: &view.PageView, address: address, facts: facts})
}
