package generator

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// writeSitemap lists every page with the day of its last change; nothing where nobody knows where the site is served.
func (e *edition) writeSitemap() error {
	if e.config.BaseURL == "" || e.emitted.has("sitemap.xml") {
		return nil
	}
	e.sortPages()
	return e.stream("sitemap.xml", func(to io.Writer) error {
		w := xml.NewEncoder(to)
		set := xml.StartElement{Name: xml.Name{Local: "urlset"}, Attr: []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: "http://www.sitemaps.org/schemas/sitemap/0.9"}}}
		_, err := io.WriteString(to, xml.Header)
		err = errors.Join(err, w.EncodeToken(set))
		for i := 0; i < len(e.pages) && err == nil; i++ {
			if p := &e.pages[i]; !p.unlisted {
				err = w.EncodeElement(e.location(p), xml.StartElement{Name: xml.Name{Local: "url"}})
			}
		}
		return errors.Join(err, w.EncodeToken(set.End()), w.Close())
	})
}

// location is a page as a sitemap lists it.
type location struct {
	URL     string `xml:"loc"`
	Changed string `xml:"lastmod,omitempty"`
}

func (e *edition) location(p *builtPage) location {
	l := location{URL: e.absolute(p.URL)}
	if page := e.tree.File(p.Source); page != nil {
		l.Changed = cmpOr(page.LastMod, e.portal.history.Changes[p.Source].Day, page.Date)
	}
	return l
}

// sortPages orders the pages, once all are there.
func (e *edition) sortPages() {
	slices.SortFunc(e.pages, func(a, b builtPage) int { return strings.Compare(a.URL, b.URL) })
}
