package generator

import (
	"slices"
	"strings"

	"portolan/generator/content"
)

// mostTopicEntries is how many changes the feed of a tag or section holds.
const mostTopicEntries = 30

// topic is a part of the site with a feed of its own: a section or a tag.
type topic struct {
	title   string
	address string // of its page
	changes []Change
}

func (t topic) feed() string { return t.address + "feed.xml" }

// findTopics gathers the sections and tags in which something is known to have changed. Without an address of the site
// there are none: a feed is read elsewhere.
func (e *edition) findTopics() {
	e.topicFeeds = map[string]topic{}
	if e.config.BaseURL == "" {
		return
	}
	sections := map[string][]*content.Page{}
	for _, p := range e.tree.Pages {
		if section := e.menu.Node(p).Section(); section != nil && section.Dir != "" && !e.adoptedBy(p) {
			sections[section.Dir] = append(sections[section.Dir], p)
		}
	}
	for _, n := range e.menu.Root.Children {
		if pages := sections[n.Dir]; n.Dir != "" && pages != nil {
			e.addTopic(n.Title, e.nodeAddress(n), pages)
		}
	}
	for tag, pages := range e.tags() {
		if e.topicFeeds[tagAddress(tag)].address == "" {
			e.addTopic(tag, tagAddress(tag), pages)
		}
	}
}

func (e *edition) addTopic(title, address string, pages []*content.Page) {
	var changes []Change
	for _, p := range pages {
		changes = append(changes, e.pageChanges(p)...)
	}
	if len(changes) == 0 || address == "/" || e.tree.At(address+"feed.xml/") != nil {
		return
	}
	t := topic{title, address, slices.Clone(latest(changes, mostTopicEntries))} // no more of it is held than the feed shows
	e.topicFeeds[address] = t
	e.made[t.feed()] = true
}

// pageChanges are the versions of a policy, or the last change of any other page.
func (e *edition) pageChanges(p *content.Page) []Change {
	if p.Policy != nil {
		return slices.DeleteFunc(e.changesOf(p), func(c Change) bool { return c.Date == "" || c.Date > dayOf(e.now) })
	}
	day := cmpOr(p.LastMod, e.portal.history.Changes[p.File].Day, p.Date)
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
func (e *edition) writeTopicFeeds() error {
	for address, t := range e.topicFeeds {
		e.topicFeeds[address] = topic{title: t.title, address: t.address} // pages go on linking to it
		name := strings.TrimPrefix(t.feed(), "/")
		if e.emitted.has(name) {
			continue
		}
		if err := e.put(name, e.atom(t.feed(), e.text("changes_in", t.title, e.view.Title), t.address, t.changes)); err != nil {
			return err
		}
	}
	return nil
}
