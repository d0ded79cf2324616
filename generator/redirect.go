package generator

import (
	"net/url"
	"slices"
	"strings"
)

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
		if e.isThere(name) {
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
