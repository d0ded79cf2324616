package generator

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"feed"`
		NS      string      `xml:"xmlns,attr"`
		Title   string      `xml:"title"`
		ID      string      `xml:"id"`
		Links   []atomLink  `xml:"link"`
		Updated string      `xml:"updated"`
		Author  atomAuthor  `xml:"author"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomEntry struct {
		Title    string       `xml:"title"`
		ID       string       `xml:"id"`
		Link     atomLink     `xml:"link"`
		Updated  string       `xml:"updated"`
		Summary  string       `xml:"summary,omitempty"`
		Content  *atomContent `xml:"content"`
		Category *category    `xml:"category"`
	}
	atomContent struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	category struct {
		Term string `xml:"term,attr"`
	}
)

// feed tells of policy changes and releases.
func (e *edition) feed() []byte {
	return e.atom("/feed.xml", e.view.Title, "/", e.withDifferences(e.changes(50)))
}

// atom writes changes as a feed, the latest with what changed in them.
func (e *edition) atom(address, title, about string, changes []Change) []byte {
	base := cmp.Or(e.config.BaseURL, "urn:portolan:"+slug(e.view.Title))
	feed := atomFeed{NS: "http://www.w3.org/2005/Atom", Title: title, ID: base + strings.TrimPrefix(about, "/"), Author: atomAuthor{cmp.Or(e.view.Organization, e.view.Title)}, Updated: e.now.Itself().Format(time.RFC3339)}
	if e.config.BaseURL != "" {
		feed.Links = []atomLink{{Href: e.absolute(about)}, {Rel: "self", Href: e.absolute(address)}}
	}
	for _, c := range changes {
		entry := atomEntry{
			Title: c.Title, ID: fmt.Sprintf("%s#%s-%s", base, slug(c.Title), c.Date), Link: atomLink{Href: e.outward(cmp.Or(c.Compare, c.URL))},
			Updated: c.Date + "T00:00:00Z", Summary: c.Text, Category: &category{c.Kind},
		}
		if c.Difference != nil {
			if html, err := e.words.Execute("difference.html", *c.Difference); err == nil {
				entry.Content = &atomContent{"html", string(html)}
			}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	switch {
	case len(feed.Entries) > 0:
		feed.Updated = feed.Entries[0].Updated
	case e.now.Itself().IsZero(): // nothing says when anything was; a feed has to
		feed.Updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	}
	return xmlText(feed)
}

// outward turns an address of a view into a full one.
func (e *edition) outward(a Address) string {
	if within, ok := strings.CutPrefix(string(a), string(site("/"))); ok {
		if e.config.BaseURL == "" {
			return "/" + within
		}
		return strings.TrimSuffix(e.config.BaseURL, "/") + "/" + within
	}
	return string(a)
}

// xmlText writes a document with its declaration.
func xmlText(v any) []byte {
	data, err := xml.MarshalIndent(v, "", "")
	if err != nil {
		panic(err) // the types are compiled in and hold only texts
	}
	return append([]byte(xml.Header), data...)
}
