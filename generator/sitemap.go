package generator

import (
	"bufio"
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// writeSitemap lists every page with the day of its last change; nothing where nobody knows where the site is served.
func (e *edition) writeSitemap() error {
	if e.config.BaseURL == "" || e.isThere("sitemap.xml") {
		return nil
	}
	e.sortPages()
	return e.stream("sitemap.xml", func(to io.Writer) error {
		w := bufio.NewWriter(to)
		w.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for i := range e.pages {
			if p := &e.pages[i]; !p.unlisted {
				e.writeLocation(w, p)
			}
		}
		w.WriteString("</urlset>")
		return w.Flush()
	})
}

// writeLocation writes a page as a sitemap lists it.
func (e *edition) writeLocation(w *bufio.Writer, p *builtPage) {
	w.WriteString("<url><loc>")
	xml.EscapeText(w, []byte(e.absolute(p.URL)))
	w.WriteString("</loc>")
	if page := e.tree.File(p.Source); page != nil {
		if changed := cmpOr(page.LastMod, e.portal.history.Changes[p.Source].Day, page.Date); changed != "" {
			w.WriteString("<lastmod>")
			xml.EscapeText(w, []byte(changed))
			w.WriteString("</lastmod>")
		}
	}
	w.WriteString("</url>")
}

// sortPages orders the pages, once all are there.
func (e *edition) sortPages() {
	slices.SortFunc(e.pages, func(a, b builtPage) int { return strings.Compare(a.URL, b.URL) })
}
