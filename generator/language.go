package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/problem"
	"portolan/generator/search"
)

// outcome is what pages leave behind as they are written, in whatever language.
type outcome struct {
	out   sink
	mu    sync.Mutex
	pages []builtPage
	// redirected are the old addresses at which pages lead on.
	redirected []redirect
	emitted    names
	files      map[string]bool    // files of the content folder that pages refer to
	anchors    map[string]anchors // by page address
	links      []anchorLink
	shells     map[string]*surroundings
	atHand     []*surroundings // those that are drawn, the oldest first
	left       leftPages
}

func newOutcome() *outcome {
	return &outcome{emitted: newNames(), files: map[string]bool{}, anchors: map[string]anchors{}, shells: map[string]*surroundings{}}
}

// speak readies the edition for pages in other languages than the portal's: their fixed texts, menus and glossary.
func (e *edition) speak() error {
	e.versions = map[string]*edition{}
	for _, p := range slices.Concat(e.tree.Pages, e.tree.Translations) {
		language := p.Language
		if language == "" || language == e.language || e.versions[language] != nil || !e.hasTexts(language) {
			continue
		}
		version, err := e.version(language)
		if err != nil {
			return err
		}
		e.versions[language] = version
	}
	return nil
}

// hasTexts tells whether pages in a language get fixed texts in it, or at least its menus.
func (e *edition) hasTexts(language string) bool {
	primary, _, _ := strings.Cut(language, "-")
	known := e.portal.templates.Languages()
	return slices.Contains(known, language) || slices.Contains(known, primary) || slices.Contains(e.portal.site.Languages, language)
}

// version is the edition as readers of another language see it. It holds the same, and gathers into the same.
func (e *edition) version(language string) (*edition, error) {
	words, err := e.portal.templates.In(language)
	if err != nil {
		return nil, err
	}
	v := &edition{
		outcome: e.outcome, portal: e.portal, now: e.now, words: words, language: language, name: e.name, config: e.config, tree: e.tree, data: e.data,
		policy: e.policy, catalog: e.catalog, activity: e.activity, specials: e.specials, byAddress: e.byAddress, lists: e.lists,
		made: e.made, adopted: e.adopted, adopters: e.adopters, index: e.index, earlier: e.earlier, topicFeeds: e.topicFeeds, tagged: e.tagged,
	}
	v.menu = v.tree.Menu(language)
	if v.translated() {
		v.planPrints()
	}
	v.figures = newFigures(v)
	v.projects = newProjects(v)
	v.renderer = markdown.New(markdown.Options{Trusted: v.portal.site.TrustedHTML, Texts: v.markdownTexts(), Watched: v.portal.site.IsPart})
	v.view = v.siteView()
	v.prepareGlossary()
	v.share()
	return v, nil
}

// in returns the edition as readers of a page's language see it.
func (e *edition) in(p *content.Page) *edition {
	if version := e.versions[p.Language]; version != nil {
		return version
	}
	return e
}

// translated tells whether the edition's language is one that the portal's pages are translated into.
func (e *edition) translated() bool { return slices.Contains(e.portal.site.Languages, e.language) }

// local returns a page in the edition's language where there is one, or else the page itself.
func (e *edition) local(p *content.Page) *content.Page {
	if p == nil || !e.translated() {
		return p
	}
	return cmp.Or(e.tree.In(p, e.language), p)
}

// localAddress returns the address of a page that data makes, or of its translation where there is one.
func (e *edition) localAddress(address string) string {
	if p := e.local(e.tree.At(address)); p != nil {
		return p.Address
	}
	return address
}

// originalAddress is the address of the page that a translation follows, or the page's own.
func (e *edition) originalAddress(p *content.Page) string {
	return cmp.Or(e.tree.Original(p), p).Address
}

// searchAddress is the search page for readers of the edition's language.
func (e *edition) searchAddress() string {
	if e.translated() {
		return "/" + e.language + "/search/"
	}
	return "/search/"
}

// translations lists the languages that a page is in; nil where it is in one alone.
func (e *edition) translations(p *content.Page) []Translation {
	versions := e.tree.Versions(p)
	if len(versions) < 2 {
		return nil
	}
	var list []Translation
	for _, one := range versions {
		t := Translation{Language: cmp.Or(one.Language, e.portal.site.Language), URL: site(one.Address), Current: one == p}
		t.Name = t.Language
		if words, err := e.portal.templates.In(t.Language); err == nil && e.hasTexts(t.Language) {
			t.Name = words.Text("language_name")
		}
		if e.config.BaseURL != "" {
			t.Full = e.absolute(one.Address)
		}
		list = append(list, t)
	}
	return list
}

// outdated tells whether the original of a translation changed after it: by the version that both state, or else by the
// days of their last changes. It says so to editors, too.
func (e *edition) outdated(p *content.Page) *Outdated {
	original := e.tree.Original(p)
	if original == nil {
		return nil
	}
	ours, theirs := e.changed(p), e.changed(original)
	older := ours != "" && theirs > ours
	if p.Policy != nil && original.Policy != nil && p.Policy.Version != original.Policy.Version {
		older = true
	}
	if !older {
		return nil
	}
	e.report(problem.Problem{Severity: problem.Notice, Rule: "translation/older", File: p.File, Line: 1, Column: 1,
		Text: "the translation is older than " + original.File, Hint: "bring it up to date, and set lastmod where git does not know"})
	return &Outdated{Original: site(original.Address), Language: cmp.Or(original.Language, e.portal.site.Language), Changed: theirs}
}

// changed is the day on which a page last changed: as it says itself, or as git does.
func (e *edition) changed(p *content.Page) string {
	return cmpOr(p.LastMod, e.portal.history.Changes[p.File].Day, p.Date)
}

// translationJobs write the translations, and a search page for each language that they are in.
func (e *edition) translationJobs() []job {
	var jobs []job
	for _, page := range e.tree.Translations {
		jobs = append(jobs, job{page.Address, func() error { return e.in(page).writeHandbookPage(page) }})
	}
	for _, language := range e.portal.site.Languages {
		version := e.versions[language]
		if version == nil || e.tree.At(version.searchAddress()) != nil {
			continue
		}
		jobs = append(jobs, job{version.searchAddress(), func() error {
			search := *e.special("/search/")
			search.address = version.searchAddress()
			return version.writeSpecial(search, nil, ArticleView{}, nil)
		}})
		jobs = append(jobs, version.printJobs()...)
	}
	return jobs
}

// languagesOf are the languages whose readers are shown a page in their search: its own and, for an original, those that it
// is not translated into. In a portal of one language there are none to tell apart.
func (e *edition) languagesOf(p *content.Page) []string {
	if len(e.portal.site.Languages) == 0 {
		return nil
	}
	languages := []string{cmp.Or(p.Language, e.portal.site.Language)}
	if p.Translation {
		return languages
	}
	for _, language := range e.portal.site.Languages {
		if e.tree.In(p, language) == nil && !slices.Contains(languages, language) {
			languages = append(languages, language)
		}
	}
	return languages
}

// find lets readers find a document; one that is in no language is for readers of all.
func (e *edition) find(d search.Document) (key string) {
	if site := e.portal.site; len(site.Languages) > 0 && d.Facets[search.ReadersFacet] == nil {
		facets := maps.Clone(d.Facets)
		if facets == nil {
			facets = map[string][]string{}
		}
		facets[search.ReadersFacet] = append([]string{site.Language}, site.Languages...)
		d.Facets = facets
	}
	return e.index.Add(d)
}
