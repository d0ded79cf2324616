package generator

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"portolan/generator/content"
	"portolan/generator/memo"
	"portolan/generator/parallel"
)

// mostTopicEntries is how many changes the feed of a tag or section holds.
const mostTopicEntries = 30

// topic is a part of the site with a feed of its own: a section or a tag.
type topic struct {
	title   string
	address string          // of its page
	pages   []*content.Page // of which its feed tells
}

func (t topic) feed() string { return t.address + "feed.xml" }

// findTopics gathers the sections and tags in which something is known to have changed. Without an address of the site
// there are none: a feed is read elsewhere.
func (e *edition) findTopics() {
	e.topicFeeds = map[string]topic{}
	if e.config.BaseURL == "" {
		return
	}
	changed := e.latelyChanged()
	sections := map[string][]*content.Page{}
	for _, p := range changed {
		if section := e.menu.Node(p).Section(); section != nil && section.Dir != "" && !e.adoptedBy(p) {
			sections[section.Dir] = append(sections[section.Dir], p)
		}
	}
	for _, n := range e.menu.Root.Children {
		if n.Dir != "" {
			e.addTopic(n.Title, e.nodeAddress(n), sections[n.Dir])
		}
	}
	for tag, pages := range tags(changed) {
		if e.topicFeeds[tagAddress(tag)].address == "" {
			e.addTopic(tag, tagAddress(tag), pages)
		}
	}
}

// addTopic adds a feed of the latest changes of pages, the newest first: the changes themselves are not made before they are
// written.
func (e *edition) addTopic(title, address string, pages []*content.Page) {
	if len(pages) == 0 || address == "/" || e.tree.At(address+"feed.xml/") != nil {
		return
	}
	t := topic{title, address, slices.Clone(pages[:min(len(pages), mostTopicEntries)])}
	e.topicFeeds[address] = t
	e.made[t.feed()] = true
}

// latelyChanged are the pages of which it is known when they changed, the latest first.
func (e *edition) latelyChanged() []*content.Page {
	type changed struct {
		page       *content.Page
		day, title string
	}
	var list []changed
	for _, p := range e.tree.Pages {
		if last, ok := e.lastChange(p); ok {
			list = append(list, changed{p, last.Date, last.Title})
		}
	}
	slices.SortFunc(list, func(a, b changed) int {
		return cmp.Or(strings.Compare(b.day, a.day), strings.Compare(a.title, b.title), strings.Compare(a.page.File, b.page.File))
	})
	pages := make([]*content.Page, len(list))
	for i, one := range list {
		pages[i] = one.page
	}
	return pages
}

// lastChange is the day and title of a page's last change.
func (e *edition) lastChange(p *content.Page) (last Change, ok bool) {
	if p.Policy == nil {
		last = Change{Date: e.changed(p), Title: p.Title}
		return last, last.Date != ""
	}
	changes := latest(e.pageChanges(p), 1)
	if len(changes) == 0 {
		return last, false
	}
	return changes[0], true
}

// pageChanges are the versions of a policy, or the last change of any other page.
func (e *edition) pageChanges(p *content.Page) []Change {
	if p.Policy != nil {
		return slices.DeleteFunc(e.changesOf(p), func(c Change) bool { return c.Date == "" || c.Date > dayOf(e.now.Itself()) })
	}
	day := e.changed(p)
	if day == "" {
		return nil
	}
	return []Change{{Date: day, Title: p.Title, URL: site(e.addressOf(p)), Text: p.Description, Kind: e.kindOf(p)}}
}

// feedOf is the feed of a section or tag; "" where it has none.
func (e *edition) feedOf(address string) Address {
	if t, ok := e.topicFeeds[address]; ok {
		return site(t.feed())
	}
	return ""
}

// writeTopicFeeds writes a feed for each section and tag. A file of the portal's own at that place stays.
func (e *edition) writeTopicFeeds(ctx context.Context) error {
	topics := slices.Collect(maps.Values(e.topicFeeds))
	for address, t := range e.topicFeeds {
		e.topicFeeds[address] = topic{title: t.title, address: t.address} // pages go on linking to it
	}
	return parallel.Each(ctx, len(topics), func(i int) error { return e.writeTopicFeed(topics[i]) })
}

func (e *edition) writeTopicFeed(t topic) error {
	if e.isThere(strings.TrimPrefix(t.feed(), "/")) {
		return nil
	}
	changes := sync.OnceValue(func() (changes []Change) {
		for _, p := range t.pages {
			changes = append(changes, e.pageChanges(p)...)
		}
		return e.withDifferences(latest(changes, mostTopicEntries))
	})
	return e.keepOrPut(t.feed(), e.topicKey(t, changes), func() []byte {
		return e.atom(t.feed(), e.text("changes_in", t.title, e.view.Title), t.address, changes())
	})
}

// topicKey names what a feed is made of. Only policies have changes beside the last, which have to be looked at for it.
func (e *edition) topicKey(t topic, changes func() []Change) memo.Digest {
	around := e.siteOf("difference.html")
	particulars, days := make([]memo.Digest, len(t.pages)), make([]string, len(t.pages))
	for i, p := range t.pages {
		if p.Policy != nil {
			return memo.DigestOf(around, t.title, t.address, changes())
		}
		particulars[i], days[i] = e.portal.pages().of[p], e.changed(p)
	}
	return memo.DigestOf(around, e.shared.links, t.title, t.address, particulars, days)
}
