package generator

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"portolan/generator/content"
	"portolan/generator/publish/headers"
	"portolan/generator/search"
)

// special is a page that data and handbook make together: a Markdown page at its address gives the words, or fixed
// texts do where the portal has none.
type special struct {
	address  string
	key      string // of its fixed title and description, and of its kind
	section  string // address of the masthead's entry; "" for none
	figures  bool   // whether it shows collected data, which may be invented
	template string
	fill     func(e *edition, a ArticleView) any
}

// findSpecials lists the special pages that the edition has something for, in the order of menus.
func (e *edition) findSpecials() []special {
	has := func(there bool, list ...special) []special {
		if !there {
			return nil
		}
		return list
	}
	projects, catalog := len(e.projects.all) > 0, len(e.catalog.components) > 0
	rules := !e.policy.Empty()
	return slices.Concat(
		[]special{{"/", "home", "", true, "home.html", (*edition).home}},
		has(e.hasConcern("strategy"), special{"/strategy/", "strategy", "/strategy/", true, "concern.html", concernPage("strategy")}),
		has(e.hasPolicies(), special{"/policies/", "policies", "/policies/", false, "register.html", (*edition).register}),
		has(projects, special{"/projects/", "projects", "/projects/", true, "projects.html", (*edition).projectCatalog}),
		has(projects, special{"/metrics/", "metrics", "/metrics/", true, "metrics.html", (*edition).metricOverview}),
		has(projects, special{"/metrics/periods/", "periods", "/metrics/", true, "periods.html", (*edition).periodPage}),
		has(e.hasObjectives(), special{"/objectives/", "objectives", "/strategy/", true, "objectives.html", (*edition).objectiveRegister}),
		has(e.hasConcern("community"), special{"/community/", "community", "/community/", true, "concern.html", concernPage("community")}),
		has(len(e.tasks().all) > 0, special{tasksAddress, "open_tasks", "/community/", true, "tasks.html", (*edition).taskList}),
		has(len(e.data.Outbound) > 0, special{"/community/upstream/", "upstream", "/community/", true, "upstream.html", (*edition).upstreamPage}),
		has(len(e.events()) > 0, special{eventsAddress, "events", "/community/", true, "events.html", (*edition).eventsPage}),
		has(e.hasThanks(), special{thanksAddress, "recognition", "/community/", true, "recognition.html", (*edition).recognitionPage}),
		has(catalog || rules, special{"/compliance/", "compliance", "/compliance/", true, "compliance.html", (*edition).complianceOverview}),
		has(rules, special{"/compliance/may-i-use-it/", "may_i_use_it", "/compliance/", false, "may-i-use-it.html", (*edition).mayIUseIt}),
		has(len(e.catalog.products) > 0, special{"/compliance/products/", "products", "/compliance/", true, "products.html", (*edition).productList}),
		has(catalog || rules, special{"/compliance/licenses/", "licenses", "/compliance/", true, "licenses.html", (*edition).licenseList}),
		has(catalog, special{"/compliance/components/", "components", "/compliance/", true, "components.html", (*edition).componentIndex}),
		has(rules || len(e.data.Decisions) > 0, special{decisionsAddress, "decisions", "/compliance/", true, "decisions.html", (*edition).decisionRegister}),
		has(e.hasConcern("value"), special{"/value/", "value", "/value/", true, "concern.html", concernPage("value")}),
		has(len(e.digestMonths()) > 0, special{reportsAddress, "reports", "/metrics/", true, "reports.html", (*edition).reportList}),
		has(e.tree.At("/glossary/") != nil, special{"/glossary/", "glossary", "", false, "glossary.html", (*edition).glossaryPage}),
		has(e.hasPolicies() || projects, special{"/changes/", "changes", "", true, "changes.html", (*edition).changesPage}),
		has(e.data.Sources != nil || projects, special{"/sources/", "sources", "/metrics/", false, "sources.html", (*edition).sourcesPage}),
		[]special{
			{"/search/", "search", "", false, "search.html", (*edition).searchPage},
			{"/tags/", "tags", "", false, "tags.html", (*edition).tagsPage},
			{"/api/", "api", "", false, "api.html", (*edition).apiPage},
		},
	)
}

// special returns the special page at an address; nil for an ordinary one.
func (e *edition) special(address string) *special { return e.byAddress[address] }

// writeSpecial writes a special page. Page and article are empty where no Markdown page gives the words.
func (e *edition) writeSpecial(s special, p *content.Page, article ArticleView, document *search.Document) error {
	source, address := "", s.address
	if p != nil {
		source, address = p.File, p.Address
	}
	article.Kind = s.key
	article.Example = article.Example || s.figures && e.exampleData()
	if article.Title == "" {
		article.Title = e.text("page_" + s.key)
		article.Description = e.text("page_" + s.key + "_text")
	}
	if s.address == "/" && p == nil {
		article.Title, article.Description = e.view.Title, e.view.Description
	}
	if article.Crumbs == nil && s.address != "/" {
		article.Crumbs = e.specialCrumbs(s)
	}
	if document == nil && s.key != "search" && s.key != "tags" {
		document = &search.Document{Title: article.Title, Kind: "handbook", Description: article.Description, Language: e.language}
	}
	view := s.fill(e, article)
	out := page{
		template: s.template, view: view, head: headOf(view), address: address, source: source,
		section: e.localAddress(s.section), document: document,
	}
	if p != nil {
		out.node = e.menu.Node(p)
	}
	return e.emit(out)
}

// specialCrumbs lead to a special page through the page above it.
func (e *edition) specialCrumbs(s special) []Link {
	crumbs := []Link{{Title: e.text("home"), URL: site(e.localAddress("/"))}}
	if s.section != "" && s.section != s.address {
		if above := e.special(s.section); above != nil {
			crumbs = append(crumbs, Link{Title: e.specialTitle(*above), URL: site(e.localAddress(s.section))})
		}
	}
	return crumbs
}

// specialTitle is what menus call a special page.
func (e *edition) specialTitle(s special) string {
	if p := e.local(e.tree.At(s.address)); p != nil && s.address != "/" {
		return p.Name()
	}
	return e.text("page_" + s.key)
}

// headOf returns the part of a view that the shell needs.
func headOf(view any) *PageView {
	if v, ok := view.(interface{ page() *PageView }); ok {
		return v.page()
	}
	panic(fmt.Sprintf("generator: %T is not the view of a page", view))
}

func (v *PageView) page() *PageView { return v }

// Head is the part that every page has. A template that asks for several of its fields asks for it first: a field of what
// a view embeds is looked for at some cost each time.
func (v PageView) Head() *PageView { return &v }

// madeMenu is the generated part of a section's menu.
func (e *edition) madeMenu(section string) []MenuEntry {
	var entries []MenuEntry
	for _, s := range e.specials {
		if section != "" && e.localAddress(s.section) == section {
			entries = append(entries, MenuEntry{Title: e.specialTitle(s), URL: site(e.localAddress(s.address))})
		}
	}
	if len(entries) < 2 {
		return nil
	}
	return entries
}

// charts are the special pages that the second half of the masthead names.
var charts = []string{"/projects/", "/compliance/", "/metrics/", "/value/"}

// elsewhere are the folders that the first half leaves out: the second half or the foot of the page names them.
var elsewhere = append([]string{reportsAddress}, charts...)

// siteView fills what all pages share.
func (e *edition) siteView() *SiteView {
	s := e.portal.site
	v := &SiteView{
		Title: cmpOr(e.config.Title, s.Title, e.homeTitle()), Organization: strings.TrimSuffix(cmpOr(s.Organization, s.Title), "."), Description: s.Description,
		Language: e.language, Home: site(e.localAddress("/")), Search: site(e.searchAddress()), Edition: e.name, BaseURL: e.config.BaseURL, Accent: s.Accent, BuiltFrom: e.portal.history.Head,
		DataThrough: e.dataThrough(), Example: e.exampleData(), HasSearch: true,
		Contact: s.Contact.Name, ContactURL: contactURL(s.Contact),
		Stylesheet: e.portal.assets.url("data.css"), Script: e.portal.assets.url("data.js"), Comfort: e.portal.assets.url("comfort.js"),
		Early: e.portal.assets.url("early.js"), Icon: e.portal.assets.url("mark.svg"),
		NoIndex: !e.indexed(), Policy: headers.PolicyInPage(), Referrer: headers.Referrer,
	}
	if len(s.Languages) > 0 {
		v.Readers = e.language
	}
	if s.Banner != "" {
		v.Banner = template.HTML(e.inline(s.Banner))
	}
	if e.config.BaseURL != "" {
		v.Feed, v.OpenSearch = site("/feed.xml"), site("/opensearch.xml")
	}
	for _, n := range e.menu.Root.Children {
		if address := e.nodeAddress(n); n.Dir != "" && address != "" && !slices.Contains(elsewhere, "/"+n.Dir+"/") {
			v.Handbook = append(v.Handbook, Link{Title: n.Title, URL: site(address)})
		}
	}
	for _, address := range charts {
		if special := e.special(address); special != nil {
			v.Charts = append(v.Charts, Link{Title: e.specialTitle(*special), URL: site(e.localAddress(address))})
		}
	}
	for _, address := range []string{"/glossary/", "/changes/", reportsAddress, "/sources/", "/api/"} {
		if special := e.special(address); special != nil {
			v.Footer = append(v.Footer, Link{Title: e.specialTitle(*special), URL: site(e.localAddress(address))})
		}
	}
	return v
}

// homeTitle is the title of the front page, for portals that state none.
func (e *edition) homeTitle() string {
	if p := e.tree.At("/"); p != nil {
		return p.Title
	}
	return e.text("page_home")
}

func contactURL(c content.Contact) Address {
	switch {
	case c.URL != "":
		return Address(c.URL)
	case c.Email != "":
		return Address("mailto:" + c.Email)
	}
	return ""
}

// indexed tells whether search engines are asked to index the edition: where the portal says so, or where it is for the
// public alone.
func (e *edition) indexed() bool {
	if e.config.Index != nil {
		return *e.config.Index
	}
	return e.config.Audiences == nil || slices.Equal(e.config.Audiences, []string{"public"})
}

func (e *edition) hasPolicies() bool {
	return slices.ContainsFunc(e.tree.Pages, func(p *content.Page) bool { return p.Policy != nil })
}

func (e *edition) hasObjectives() bool {
	return slices.ContainsFunc(e.tree.Pages, func(p *content.Page) bool { return p.HasObjectives })
}

// hasThanks tells whether there is somebody to thank by name, or words about it beside figures of people.
func (e *edition) hasThanks() bool {
	return e.tree.At(thanksAddress) != nil && len(e.data.Activity) > 0 ||
		slices.ContainsFunc(e.tree.Pages, func(p *content.Page) bool { return p.HasThanks })
}

// register lists the policies.
func (e *edition) register(a ArticleView) any {
	view := &RegisterView{ArticleView: a, Policies: e.policies()}
	view.Children = nil
	for _, row := range view.Policies {
		if row.Due != "" {
			view.Reviews = append(view.Reviews, row)
		}
	}
	slices.SortStableFunc(view.Reviews, func(a, b PolicyRow) int { return strings.Compare(a.ReviewBy, b.ReviewBy) })
	view.Changes = e.policyChanges(8)
	return view
}

// policyChanges are the versions of policies, the latest first.
func (e *edition) policyChanges(most int) []Change {
	var changes []Change
	for _, p := range e.tree.Pages {
		if p.Policy != nil && p.Policy.Status != "draft" {
			changes = append(changes, e.changesOf(e.local(p))...)
		}
	}
	today := dayOf(e.now.Itself())
	changes = slices.DeleteFunc(changes, func(c Change) bool { return today != "" && c.Date > today })
	return latest(changes, most)
}

// changesOf are the versions of one policy: those that its front matter tells of, and those that only git knows.
func (e *edition) changesOf(p *content.Page) []Change {
	current := Change{Date: p.Policy.Effective, Title: strings.TrimSpace(p.Title + " " + p.Policy.Version), URL: site(p.Address), Kind: "policy"}
	told := map[string]*Change{}
	var changes []*Change
	for _, v := range p.Policy.History {
		if v.Version == p.Policy.Version {
			current.Text = v.Summary
			continue
		}
		changes = append(changes, &Change{Date: v.Date, Title: strings.TrimSpace(p.Title + " " + v.Version), URL: site(p.Address), Text: v.Summary, Kind: "policy"})
		told[v.Version] = changes[len(changes)-1]
	}
	if current.Date != "" {
		changes = append(changes, &current)
		told[p.Policy.Version] = &current
	}
	more := e.versionChanges(p, func(v *version) *Change {
		if stated(e.earlier[p], v.was.Policy.Version) != v {
			return nil
		}
		return told[v.was.Policy.Version]
	})
	for _, c := range changes {
		more = append(more, *c)
	}
	return more
}

// newerFirst orders changes.
func newerFirst(a, b Change) int {
	return cmp.Or(strings.Compare(b.Date, a.Date), strings.Compare(a.Title, b.Title))
}

// latest sorts changes, the newest first, and cuts off the rest.
func latest(changes []Change, most int) []Change {
	slices.SortStableFunc(changes, newerFirst)
	if most > 0 && len(changes) > most {
		changes = changes[:most]
	}
	return changes
}

// changesPage lists policy changes and releases.
func (e *edition) changesPage(a ArticleView) any {
	return &ChangesView{ArticleView: a, Changes: e.withDifferences(e.changes(100)), Feed: e.view.Feed}
}

// changes are policy changes and releases together.
func (e *edition) changes(most int) []Change {
	return latest(append(e.policyChanges(0), e.releases("", 0)...), most)
}

func (e *edition) glossaryPage(a ArticleView) any { return e.glossaryView(a, []byte(a.HTML)) }

// searchPage is an index from A to Z for those without scripts.
func (e *edition) searchPage(a ArticleView) any {
	view := &SearchView{ArticleView: a}
	type titled struct {
		key string
		at  int
		Link
	}
	letters := map[string][]titled{}
	add := func(title string, address, note string) {
		letter := initial(title)
		letters[letter] = append(letters[letter], titled{strings.ToLower(title), len(letters[letter]), Link{Title: title, URL: site(address), Note: note}})
	}
	for _, p := range e.tree.Pages {
		if p = e.local(p); !e.adoptedBy(p) {
			add(p.Title, p.Address, "")
		}
	}
	for _, p := range e.projects.all {
		add(p.merged.Name, p.address, e.text("project"))
	}
	for _, letter := range slices.Sorted(maps.Keys(letters)) {
		sorted := letters[letter]
		slices.SortFunc(sorted, func(a, b titled) int { return cmp.Or(strings.Compare(a.key, b.key), a.at-b.at) })
		pages := make([]Link, len(sorted))
		for i := range sorted {
			pages[i] = sorted[i].Link
		}
		view.Letters = append(view.Letters, IndexLetter{Letter: letter, Pages: pages})
	}
	view.Topics = e.topics()
	return view
}
