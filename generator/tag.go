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
	tags := tags(e.tree.Pages)
	var links []Link
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		links = append(links, Link{Title: tag, URL: site(tagAddress(tag)), Count: len(tags[tag])})
	}
	return links
}

func (e *edition) tagsPage(a ArticleView) any { return &TagView{ArticleView: a, Pages: e.topics()} }

// tagJobs write a page for each tag. Tags whose addresses fall together share one.
func (e *edition) tagJobs() []job {
	names, pages := map[string]string{}, map[string][]*content.Page{}
	for _, p := range byTitle(e.tree.Pages) {
		for _, tag := range p.Tags {
			address, tag := tagAddress(tag), strings.ToLower(tag)
			if name, known := names[address]; !known || tag < name {
				names[address] = tag
			}
			if list := pages[address]; len(list) == 0 || list[len(list)-1] != p {
				pages[address] = append(list, p)
			}
		}
	}
	var jobs []job
	for _, address := range slices.Sorted(maps.Keys(pages)) {
		write := func(facts memo.Digest) error { return e.writeTag(address, names[address], pages[address], facts) }
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

func (e *edition) writeTag(address, tag string, pages []*content.Page, facts memo.Digest) error {
	view := &TagView{}
	view.Kind, view.Title, view.Feed = "tag", e.text("tagged", tag), e.feedOf(address)
	view.Crumbs = []Link{{Title: e.text("home"), URL: site("/")}, {Title: e.text("page_tags"), URL: site("/tags/")}}
	for _, p := range pages {
		view.Pages = append(view.Pages, Link{Title: p.Title, URL: site(e.addressOf(p)), Note: p.Description})
	}
	return e.emit(page{template: "tag.html", view: view, head: &view.PageView, address: address, facts: facts})
}
