package content

import (
	"net/url"
	"path"
	"strings"

	"portolan/generator/memo"
)

// Target is where a link leads.
type Target struct {
	// Page is set for a page of the handbook, File for another file of the content folder, Address for an address that
	// the generator makes itself. All empty: the link leads outside, or nowhere.
	Page    *Page
	File    string
	Address string
	// Static is the file below static/ that Address stands for; "" for anything else.
	Static string
	// Fragment is the part behind "#", without it.
	Fragment string
	// Query is the part behind "?", with it.
	Query string
	// Outside is the destination of a link that leaves the site.
	Outside string
	// Hidden is true where the link leads to what the edition does not hold.
	Hidden bool
	// Draft is true where the link leads nowhere, since the page that it means is a draft.
	Draft bool
	// Moved is true where the link uses an old address of the page.
	Moved bool
	// Rooted is true for a destination that starts with "/".
	Rooted bool
	// Bare is true for a web address that lacks its scheme: "www.example.com".
	Bare bool
}

// Broken tells whether the link leads nowhere.
func (t Target) Broken() bool {
	return t.Page == nil && t.File == "" && t.Address == "" && t.Outside == "" && !t.Hidden
}

// Resolve finds where a link on a page leads. Destinations are understood as writers of several generators mean them:
// as files beside the page's file, as addresses beside the page's address, and as addresses from the root. Made tells
// which addresses the generator makes itself.
func (t *Tree) Resolve(from *Page, destination string, made func(address string) bool) Target {
	rest, fragment, _ := strings.Cut(destination, "#")
	target := Target{Fragment: unescape(fragment)}
	rest, query, ok := strings.Cut(rest, "?")
	if ok {
		target.Query = "?" + query
	}
	switch {
	case rest == "" && query == "":
		target.Page = from
		return target
	case hasScheme(rest) || strings.HasPrefix(rest, "//"):
		target.Outside = destination
		return target
	}
	rest = unescape(rest)
	target.Rooted = strings.HasPrefix(rest, "/")
	for _, candidate := range candidates(from, rest) {
		if t.find(candidate, made, &target) {
			return target
		}
	}
	target.Bare = strings.HasPrefix(strings.TrimLeft(rest, "/"), "www.")
	return target
}

// candidates are the paths that a destination may mean, the likeliest first.
func candidates(from *Page, rest string) []string {
	if strings.HasPrefix(rest, "/") {
		return []string{rest}
	}
	list := []string{"/" + path.Join(path.Dir(from.File), rest) + trailing(rest)}
	if from.Translation { // what is not translated is read in the language that it is in
		list = append(list, "/"+path.Join(path.Dir(from.Place), rest)+trailing(rest))
	}
	return append(list,
		path.Join(from.Address, rest)+trailing(rest),
		path.Join(path.Dir(strings.TrimSuffix(from.Address, "/")), rest)+trailing(rest),
	)
}

func trailing(rest string) string {
	if strings.HasSuffix(rest, "/") {
		return "/"
	}
	return ""
}

// find looks a path up as a file, a page without its ending, an address, and an old address.
func (t *Tree) find(rooted string, made func(string) bool, target *Target) bool {
	file := strings.TrimPrefix(path.Clean(rooted), "/")
	address := folderAddress(strings.TrimSuffix(strings.TrimSuffix(file, "index.html"), ".html"))
	for _, name := range []string{file, file + ".md", path.Join(file, "index.md"), path.Join(file, "_index.md"), path.Join(file, "README.md")} {
		if p := t.byFile[name]; p != nil {
			target.Page = p
			return true
		}
		if t.hidden[name] {
			target.Hidden = true
			return true
		}
		target.Draft = target.Draft || t.drafts[name]
	}
	target.Draft = target.Draft || t.drafts[address]
	switch {
	case t.byAddress[address] != nil:
		target.Page = t.byAddress[address]
	case t.files[file]:
		target.File = file
	case t.files[static+file]:
		target.Address, target.Static = "/"+file, static+file
	case made(address):
		target.Address = address
	case path.Ext(file) != "" && made("/"+file):
		target.Address = "/" + file
	case t.aliases[address] != nil:
		target.Page, target.Moved = t.aliases[address], true
	case t.hidden[address]:
		target.Hidden = true
	default:
		return false
	}
	return true
}

func hasScheme(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return ok && scheme != "" && !strings.ContainsAny(scheme, "/?#. ")
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// Space names all places that links of the tree may lead to, and those that are hidden from its readers.
func (t *Tree) Space() memo.Digest {
	type place struct {
		File, Address string
		Aliases       []string
	}
	places := make([]place, len(t.Pages))
	for i, p := range t.Pages {
		places[i] = place{p.File, p.Address, p.Aliases}
	}
	return memo.DigestOf(places, t.Files, t.hidden, t.drafts)
}
