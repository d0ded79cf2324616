package generator

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"html"
	"maps"
	"slices"
	"time"

	"portolan/generator/content"
	"portolan/generator/publish/headers"
)

// writeFeeds writes the files that other programs look for.
func (e *edition) writeFeeds(ctx context.Context) error {
	for name, make := range map[string]func() []byte{
		"robots.txt": e.robots, "feed.xml": e.feed, "reviews.ics": e.reviews, "opensearch.xml": e.openSearch,
		"llms.txt": e.llms, ".well-known/security.txt": e.securityText, "_headers": e.hostHeaders,
	} {
		if data := make(); data != nil && !e.isThere(name) { // the portal's own, below static/, goes first
			if err := e.put(name, data); err != nil {
				return err
			}
		}
	}
	if err := e.writeCode(); err != nil {
		return err
	}
	if err := e.writeSitemap(); err != nil {
		return err
	}
	if err := e.writeTopicFeeds(ctx); err != nil {
		return err
	}
	return e.writeNotFound()
}

func (e *edition) robots() []byte {
	if !e.indexed() {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	text := "User-agent: *\nAllow: /\n"
	if e.config.BaseURL != "" {
		text += "Sitemap: " + e.absolute("/sitemap.xml") + "\n"
	}
	return []byte(text)
}

// openSearch lets browsers search the site from their address bar.
func (e *edition) openSearch() []byte {
	if e.config.BaseURL == "" {
		return nil
	}
	title := html.EscapeString(e.view.Title)
	return []byte(xml.Header + `<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>` + html.EscapeString(cut(e.view.Title, 16)) +
		`</ShortName><Description>` + title + `</Description><InputEncoding>UTF-8</InputEncoding><Url type="text/html" template="` +
		html.EscapeString(e.absolute("/search/")) + `?q={searchTerms}"/></OpenSearchDescription>`)
}

// cut shortens a text to so many characters.
func cut(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(most, len(runes))])
}

// llms is a table of contents for language models.
func (e *edition) llms() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", e.view.Title)
	if e.view.Description != "" {
		fmt.Fprintf(&b, "\n> %s\n", e.view.Description)
	}
	sections := map[*content.Node][]*content.Page{}
	for _, p := range e.tree.Pages {
		section := e.menu.Node(p).Section()
		sections[section] = append(sections[section], p)
	}
	for _, n := range e.menu.Root.Children {
		if firstPage(n) == nil {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", n.Title)
		for _, p := range sections[n] {
			fmt.Fprintf(&b, "- [%s](%s)%s\n", p.Title, e.outward(site(e.addressOf(p))), colon(p.Description))
		}
	}
	return b.Bytes()
}

func colon(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// hostHeaders is what hosts of static sites read of headers, at the root of the edition.
func (e *edition) hostHeaders() []byte {
	var lasting []string
	for _, name := range slices.Sorted(maps.Keys(e.portal.assets.files)) {
		if headers.Lasting(name) {
			lasting = append(lasting, name)
		}
	}
	return []byte(headers.Netlify(e.indexed(), lasting))
}

// securityText says where vulnerabilities are reported (RFC 9116). It must be renewed each year, so it ends with one.
func (e *edition) securityText() []byte {
	contact := e.portal.site.Security
	if contact == "" || e.now.Itself().IsZero() {
		return nil
	}
	text := "Contact: " + contact + "\nExpires: " + e.now.Itself().AddDate(1, 0, 0).Format(time.RFC3339) + "\n"
	if e.config.BaseURL != "" {
		text += "Canonical: " + e.absolute("/.well-known/security.txt") + "\n"
	}
	return []byte(text)
}
