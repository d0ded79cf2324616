package generator

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"portolan/generator/problem"
	"portolan/generator/publish"
	"portolan/generator/publish/headers"
)

// writeFeeds writes the files that other programs look for.
func (e *edition) writeFeeds(ctx context.Context) error {
	for name, make := range map[string]func() []byte{
		"robots.txt": e.robots, "feed.xml": e.feed, "reviews.ics": e.reviews, "opensearch.xml": e.openSearch,
		"llms.txt": e.llms, ".well-known/security.txt": e.securityText, "_headers": e.hostHeaders,
	} {
		if data := make(); data != nil && !e.emitted.has(name) { // the portal's own, below static/, goes first
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

// writeNotFound writes the page for addresses that lead nowhere. It is shown at any depth, so its own addresses start
// at the root of the host.
func (e *edition) writeNotFound() error {
	view := &ArticleView{PageView: PageView{Kind: "not-found", Title: e.text("page_404"), Site: e.view, Language: e.language, Direction: direction(e.language)}}
	main, err := e.words.Execute("404.html", view)
	if err != nil {
		return err
	}
	head, err := e.words.Execute("head.html", &view.PageView)
	if err != nil {
		return err
	}
	shell, err := e.shell(page{}).draw(e)
	if err != nil {
		return err
	}
	base := "/"
	if u, err := url.Parse(e.config.BaseURL); err == nil && u.Path != "" {
		base = strings.TrimSuffix(u.EscapedPath(), "/") + "/"
	}
	return e.put("404.html", shell.Page(nil, e.slotsOf(&view.PageView, base, head, main)))
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

// xmlText writes a document with its declaration.
func xmlText(v any) []byte {
	data, err := xml.MarshalIndent(v, "", "")
	if err != nil {
		panic(err) // the types are compiled in and hold only texts
	}
	return append([]byte(xml.Header), data...)
}

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
	feed := atomFeed{NS: "http://www.w3.org/2005/Atom", Title: title, ID: base + strings.TrimPrefix(about, "/"), Author: atomAuthor{cmp.Or(e.view.Organization, e.view.Title)}, Updated: e.now.Format(time.RFC3339)}
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
	case e.now.IsZero(): // nothing says when anything was; a feed has to
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
	for _, n := range e.menu.Root.Children {
		first := firstPage(n)
		if first == nil {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", n.Title)
		for _, p := range e.tree.Pages {
			if section := e.menu.Node(p).Section(); section == n {
				fmt.Fprintf(&b, "- [%s](%s)%s\n", p.Title, e.outward(site(e.addressOf(p))), colon(p.Description))
			}
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
	if contact == "" || e.now.IsZero() {
		return nil
	}
	text := "Contact: " + contact + "\nExpires: " + e.now.AddDate(1, 0, 0).Format(time.RFC3339) + "\n"
	if e.config.BaseURL != "" {
		text += "Canonical: " + e.absolute("/.well-known/security.txt") + "\n"
	}
	return []byte(text)
}

// writeFiles copies the files of the content folder that pages refer to, and everything below static/ that is not spoken
// of by hidden pages alone.
func (e *edition) writeFiles() error {
	withheld := e.tree.HiddenStatic(e.files, e.config)
	for _, name := range e.tree.Files {
		target, static := strings.CutPrefix(name, "static/")
		if !static && !e.files[name] || withheld[name] {
			continue
		}
		if reason := e.portal.inert(name); reason != "" {
			e.report(problem.Problem{Severity: problem.Warning, Rule: "file/active", File: name, Text: "the file is not published: " + reason, Hint: activeHint})
			continue
		}
		data, err := fs.ReadFile(e.portal.fsys, name)
		if err != nil {
			return err
		}
		if err := e.put(path.Clean(target), data); err != nil {
			return err
		}
	}
	return nil
}

// writeAssets copies what browsers load.
func (e *edition) writeAssets() error {
	for _, name := range slices.Sorted(maps.Keys(e.portal.assets.files)) {
		if err := e.put(name, e.portal.assets.files[name]); err != nil {
			return err
		}
	}
	return nil
}

// redirect is an old address and where it leads.
type redirect struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// redirects are the old addresses of pages, and those of pages that a project's page took in.
func (e *edition) redirects() []redirect {
	var list []redirect
	for from, p := range e.tree.Redirects() {
		if !e.isMade(from) {
			list = append(list, redirect{from, e.addressOf(p)})
		}
	}
	for _, p := range e.adopted {
		list = append(list, redirect{p.Address, e.addressOf(p)})
	}
	for from, to := range e.moved() {
		list = append(list, redirect{from, to})
	}
	slices.SortFunc(list, func(a, b redirect) int { return strings.Compare(a.From, b.From) })
	return list
}

// writeRedirects leaves at each old address a page that leads on.
func (e *edition) writeRedirects() error {
	e.redirected = e.redirects()
	for _, r := range e.redirected {
		name := fileOf(r.From)
		if e.emitted.has(name) {
			continue
		}
		title := r.To
		if p := e.tree.At(r.To); p != nil {
			title = p.Title
		}
		target := wayToRoot(r.From) + escapePath(strings.TrimPrefix(r.To, "/"))
		data, err := e.words.Execute("redirect.html", RedirectView{Site: e.view, Title: title, Target: Address(target)})
		if err != nil {
			return err
		}
		if err := e.put(name, data); err != nil {
			return err
		}
	}
	return nil
}

// writeSearch writes the index.
func (e *edition) writeSearch() error {
	defer e.portal.clock.stage("search")()
	e.indexGlossary()
	return e.index.Write(e.put)
}

// writeManifest writes build.json: what the edition consists of. It holds no times, so the same input gives the same file.
func (e *edition) writeManifest() error {
	e.sortPages()
	return e.streamJSON("build.json", func(w *jsonWriter) {
		w.object(func() {
			w.member("base_url", e.config.BaseURL)
			w.member("edition", e.name)
			w.token(jsontext.String("files"))
			w.object(func() {
				for name, file := range e.out.Files(e.name) {
					w.member(name, file)
				}
			})
			w.member("generator", publish.Generator)
			w.member("indexed", e.indexed())
			w.token(jsontext.String("pages"))
			w.list(func() {
				for i := range e.pages {
					w.value(&e.pages[i])
				}
			})
			w.member("redirects", append([]redirect{}, e.redirected...))
			w.member("title", e.view.Title)
		})
	})
}
