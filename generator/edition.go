package generator

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/metrics"
	"portolan/generator/moment"
	"portolan/generator/parallel"
	"portolan/generator/policy"
	"portolan/generator/policy/decision"
	"portolan/generator/problem"
	"portolan/generator/render"
	"portolan/generator/search"
)

// edition is one site on its way: all that its readers may see, and nothing else. Whatever writes it works on this
// model alone.
type edition struct {
	*outcome
	portal *portal
	// words are the fixed texts of the language that the pages are written in.
	words    *render.Templates
	language string
	// versions are the same edition for pages in other languages, by language.
	versions map[string]*edition
	now      *moment.Moment // that ages and due dates are counted from
	// final is true for the last edition of a build: nobody asks for records once it is written.
	final    bool
	name     string
	config   content.Edition
	tree     *content.Tree
	menu     *content.Menu
	data     *dataset.Dataset
	policy   *policy.Policy
	catalog  *catalog
	projects *projects
	figures  *figures
	view     *SiteView
	renderer *markdown.Renderer
	terms    *markdown.Terms
	glossary []glossaryTerm
	index    *search.Builder

	// special pages, in the order of menus, and by address.
	specials  []special
	byAddress map[string]*special
	// lists of components that have pages of their own.
	lists []componentList
	// made holds the addresses of pages that are drawn from data, but for those of packages, of which there may be millions.
	made map[string]bool
	// adopted are the Markdown pages that add words to a project, by project; they have no page of their own.
	adopted  map[string]*content.Page
	adopters map[*content.Page]string
	// tagged are the pages of each tag, in the order of menus.
	tagged map[string][]*content.Page

	// earlier are the versions of each policy that read otherwise before, the newest first.
	earlier map[*content.Page][]*version
	// topicFeeds are the sections and tags that have a feed, by address.
	topicFeeds map[string]topic

	inlines sync.Map // rendered lines of Markdown, by text
	// verdictViews are the views of verdicts, by the first of them.
	verdictViews sync.Map
	// badgesDrawn are the distinct badges, once drawn.
	badgesDrawn sync.Map
	readings    readings
	// basisLines say who said so and when, as figures of one source ask.
	basisLines sync.Map
	// digests are the views of months, once someone asks.
	digests sync.Map
	// activity is by project, what its forge says first.
	activity map[string][]*dataset.Activity

	// shared is what the edition's pages are made of beside their own, and stretch the moments in which that holds.
	shared  shared
	stretch stretch
	// spellings are how the terms of the glossary may be written, for a check.
	spellingOnce sync.Once
	spellings    map[string][]string

	// What several pages ask for is made when the first asks.
	metricsOnce, decisionsOnce, objectivesOnce, exampleOnce, movedOnce, byNameOnce sync.Once
	metricList                                                                     []*metrics.Metric
	decisionRows                                                                   []DecisionRow
	decided                                                                        *policy.ComponentIndex // decisionRows by component
	stated                                                                         []statedObjective
	example                                                                        bool
	movedFrom                                                                      map[string]string
	byName                                                                         map[string]string // the first page of each file name
}

// builtPage is a line of build.json.
type builtPage struct {
	URL    string `json:"url"`
	Source string `json:"source"`
	Title  string `json:"title"`
	// unlisted pages are no part of the sitemap.
	unlisted bool
}

// edition cuts the portal down to what one edition's readers may see. Nothing before this point is ever written.
func (p *portal) edition(name string) *edition {
	defer p.clock.stage("judge")()
	e := p.cut(name, p.site.Edition(name))
	var recalled sync.WaitGroup
	recalled.Go(e.recallPages)
	e.findVersions()
	e.renderer = markdown.New(markdown.Options{Trusted: p.site.TrustedHTML, Texts: e.markdownTexts(), Watched: p.site.IsPart})
	e.view = e.siteView()
	e.prepareGlossary()
	e.findTopics()
	e.share()
	e.index = search.NewBuilder(search.Options{Synonyms: e.synonyms(), Memo: p.memo, Name: e.name, Stay: e.stay})
	if err := e.speak(); err != nil {
		e.report(problem.Problem{Rule: "theme/template", Text: err.Error()})
	}
	e.surround()
	recalled.Wait()
	return e
}

// cut is an edition as far as it takes to know what will be at which address.
func (p *portal) cut(name string, config content.Edition) *edition {
	data := p.data.For(func(a dataset.Audience) bool { return config.Shows(string(a)) })
	e := &edition{
		portal: p, name: name, config: config, tree: p.tree.Without(config, p.onHiddenProjects(data)), data: data,
		made: map[string]bool{}, adopted: map[string]*content.Page{}, adopters: map[*content.Page]string{},
		outcome: newOutcome(), words: p.templates, language: p.site.Language,
	}
	e.now = e.moment()
	e.menu = e.tree.Menu(e.language)
	e.policy = e.compilePolicy()
	e.policy.Speak(e.say())
	e.catalog = newCatalog(e.data, e.policy, &e.readings)
	e.figures = newFigures(e)
	e.activity = byProject(e.data.Activity)
	e.projects = newProjects(e)
	e.specials, e.byAddress = e.findSpecials(), map[string]*special{}
	for i := range e.specials {
		e.byAddress[e.specials[i].address] = &e.specials[i]
	}
	e.lists = e.componentLists()
	e.plan()
	return e
}

// compilePolicy joins the rules of the policy pages that the edition holds, by weight, then path, and the decisions that
// were made beside them.
func (e *edition) compilePolicy() *policy.Policy {
	var sources []policy.Source
	for _, page := range e.rulePages() {
		sources = append(sources, policySource(page))
	}
	compiled, problems := decision.Compile(sources, e.registers(), e.now)
	e.report(e.withSources(problems)...)
	return compiled
}

// rulePages are the pages whose rules count, in the order in which they do.
func (e *edition) rulePages() []*content.Page {
	var pages []*content.Page
	for _, page := range e.tree.Pages {
		if counts(page) {
			pages = append(pages, page)
		}
	}
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return a.Weight - b.Weight })
	return pages
}

// counts tells whether a page holds rules that are in force.
func counts(p *content.Page) bool {
	return p.HasRules && (p.Policy == nil || p.Policy.Status == "in-force")
}

func policySource(p *content.Page) policy.Source {
	front := p.Front()
	return policy.Source{File: p.File, URL: p.Address, YAML: front.Raw, FirstLine: front.FirstLine}
}

// withSources adds the line at fault to problems that do not carry it.
func (e *edition) withSources(problems []problem.Problem) []problem.Problem {
	for i := range problems {
		if problems[i].Source == "" {
			problems[i].Source = e.tree.Line(problems[i].File, problems[i].Line)
		}
	}
	return problems
}

func (e *edition) report(problems ...problem.Problem) { e.portal.problems.Add(problems...) }

// plan notes the addresses of all pages that are drawn from data, so that links to them are known to lead somewhere.
func (e *edition) plan() {
	for _, special := range e.specials {
		e.made[special.address] = true
	}
	words := e.projectPages()
	for _, p := range e.projects.all {
		e.made[p.address] = true
		for _, name := range []string{p.merged.Name, p.merged.ID} {
			if page := words[strings.ToLower(name)]; page != nil {
				e.adopted[p.merged.ID] = page
				e.adopters[page] = p.merged.ID
			}
		}
	}
	for _, l := range e.projectLists() {
		e.made[l.address] = true
	}
	e.made[statusPage] = len(e.projects.all) > 0
	for _, l := range e.catalog.licenses {
		e.made[l.address] = true
	}
	for _, p := range e.catalog.products {
		e.made[p.address] = true
		e.made[p.address+"notices/"] = true
		for _, d := range downloads {
			e.made[p.address+d.name] = true
		}
	}
	for _, m := range e.figures.metrics() {
		e.made[metricAddress(m.ID)] = true
	}
	for _, s := range e.scopes() {
		e.made[scopeAddress(s)] = true
	}
	for _, r := range e.yearReports() {
		e.made[r.address] = true
	}
	for _, m := range e.digestMonths() {
		e.made[digestAddress(m)] = true
	}
	e.tagged = tags(e.tree.Pages)
	for tag := range e.tagged {
		e.made[tagAddress(tag)] = true
	}
	for name := range e.portal.assets.files {
		e.made["/"+name] = true
	}
	e.made["/reviews.ics"] = slices.ContainsFunc(e.tree.Pages, hasReview)
	e.planPrints()
}

// projectPages returns the Markdown pages that add words to a project, by the ID or name by which they call it.
func (e *edition) projectPages() map[string]*content.Page {
	words := map[string]*content.Page{}
	for _, page := range e.tree.Pages {
		if page.Project != "" {
			words[strings.ToLower(page.Project)] = page
		}
	}
	return words
}

// isMade tells whether the generator makes a page or file at an address.
func (e *edition) isMade(address string) bool {
	return e.made[address] || machineFiles[address] || e.catalog.isPackage(address)
}

// write writes the whole edition: pages side by side, then what is gathered from all of them.
func (e *edition) write(ctx context.Context, out sink) error {
	e.out = out
	stop := e.portal.clock.stage("pages")
	if err := e.writePages(ctx); err != nil {
		return err
	}
	e.leavePages()
	e.leaveStretch()
	stop()
	e.checkAnchors()
	if err := e.writeGathered(ctx); err != nil {
		return err
	}
	e.reportVanished()
	e.portal.mu.Lock()
	defer e.portal.mu.Unlock()
	e.portal.built = append(e.portal.built, EditionResult{Name: e.name, Dir: join(e.portal.options.Out, e.name), Pages: len(e.pages)})
	return nil
}

// writeGathered writes what is gathered from all pages.
func (e *edition) writeGathered(ctx context.Context) error {
	defer e.portal.clock.stage("files")()
	feedsAndSearch := func() error { return e.writeFeedsAndSearch(ctx) }
	for _, write := range []func() error{e.writeFiles, e.writeAssets, e.writeRedirects, e.writeAPI, e.writeCatalog, feedsAndSearch, e.writeManifest} {
		if err := errors.Join(write(), ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

// writeFeedsAndSearch writes what browsers search and, beside that, feeds: each is one thing after another.
func (e *edition) writeFeedsAndSearch(ctx context.Context) error {
	defer e.portal.clock.stage("feeds and search")()
	e.indexGlossary()
	sides := []func() error{
		func() error { defer e.forgetComponents(); return e.writeFeeds(ctx) },
		func() error { return e.index.Write(e.put) },
	}
	return parallel.Each(ctx, len(sides), func(i int) error { return sides[i]() })
}

// forgetComponents lets go of the components once all pages and lists of them are written: of millions the search and the
// manifest would have no room beside them.
func (e *edition) forgetComponents() {
	if !e.final {
		return
	}
	for _, p := range e.catalog.products {
		p.components = nil
	}
	for _, i := range e.data.Inventories {
		i.Components = nil
	}
	e.portal.forgotten = true
	e.catalog, e.lists = &catalog{}, nil
	for _, version := range e.versions {
		version.catalog, version.lists = e.catalog, nil
	}
}

// writePages renders every page. Each one is read, rendered, written and forgotten.
func (e *edition) writePages(ctx context.Context) error {
	jobs, packages := e.jobs(), e.catalog.packages
	all := len(jobs) + len(packages)
	done := newCounter(func(n int) { e.portal.step("pages"+inEdition(e.name), n, all) })
	return parallel.Each(ctx, all, func(i int) error {
		defer done.add()
		if i < len(jobs) {
			return jobs[i].write()
		}
		return e.makePackage(packages[i-len(jobs)])
	})
}

// job makes a page, or files beside pages: those have no address.
type job struct {
	address string
	write   func() error
}

// jobs lists what makes each page: small closures, the pages themselves do not exist yet. Packages, of which there may be
// millions, have none.
func (e *edition) jobs() []job {
	var jobs []job
	taken := map[string]bool{}
	for _, page := range e.tree.Pages {
		if page.Project != "" && e.adoptedBy(page) {
			continue
		}
		taken[page.Address] = true
		jobs = append(jobs, job{page.Address, func() error { return e.in(page).writeHandbookPage(page) }})
	}
	jobs = append(jobs, e.translationJobs()...)
	jobs = append(jobs, e.printJobs()...)
	for _, special := range e.specials {
		if !taken[special.address] {
			jobs = append(jobs, job{special.address, func() error { return e.writeSpecial(special, nil, ArticleView{}, nil) }})
		}
	}
	jobs = append(jobs, e.versionJobs()...)
	jobs = append(jobs, e.projectJobs()...)
	jobs = append(jobs, e.metricJobs()...)
	jobs = append(jobs, e.keptJobs()...)
	jobs = append(jobs, e.communityJobs()...)
	jobs = append(jobs, e.reportJobs()...)
	jobs = append(jobs, e.scopeJobs()...)
	jobs = append(jobs, e.complianceJobs()...)
	return append(jobs, e.tagJobs()...)
}

// adoptedBy tells whether a page's words stand on a project's page instead of on one of their own.
func (e *edition) adoptedBy(page *content.Page) bool { return e.adopters[page] != "" }

// inEdition names an edition in a sentence.
func inEdition(name string) string {
	if name == "" {
		return ""
	}
	return " of the " + name + " edition"
}

// counter counts from several goroutines and reports now and then.
type counter struct {
	mu     sync.Mutex
	n      int
	report func(n int)
}

func newCounter(report func(n int)) *counter { return &counter{report: report} }

func (c *counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if c.n%64 == 0 {
		c.report(c.n)
	}
}
