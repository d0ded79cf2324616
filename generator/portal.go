package generator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/memo"
	"portolan/generator/moment"
	"portolan/generator/policy/compatibility"
	"portolan/generator/problem"
	"portolan/generator/render"
	"portolan/generator/revision"
	"portolan/themes"
)

// lookBack is how many commits are searched for the last change of pages.
const lookBack = 20_000

// portal is everything that is read once, before it is cut down to editions. It does not change once it is open.
type portal struct {
	options   Options
	site      *content.Site
	tree      *content.Tree
	data      *dataset.Dataset
	history   revision.History
	past      past
	theme     fs.FS
	templates *render.Templates
	assets    assets
	// matrix says which licences fit together; nil where the portal has none.
	matrix *compatibility.Matrix
	// fsys is the content folder; nothing outside it can be reached through it. looked is why files in it are withheld.
	fsys   fs.FS
	looked sync.Map
	// usable is false where the theme's own templates are broken, so that no page can be drawn.
	usable   bool
	problems problem.List
	// lint is what a check looks for; nil in a build.
	lint  *lint
	clock stopwatch

	// memo is what the last build left and what is left for the next, inputs the digests of the content folder's files;
	// nil where nothing is published.
	memo   *memo.Memo
	inputs *memo.Inputs
	// identity names the history.
	identity string
	// pagesNamed are found out when something first asks for them.
	pagesOnce  sync.Once
	pagesNamed pagesDigests

	// forgotten is true once the records of activity hold no more than pages ask for.
	forgotten bool
	// everything tells whether data makes a page at an address, for whomever; found out when a link leads nowhere.
	everythingOnce sync.Once
	everything     func(address string) bool

	mu    sync.Mutex
	built []EditionResult
}

// open reads a portal. What is wrong with it is in its problems.
func open(ctx context.Context, o Options) *portal { return reopen(ctx, o, nil, nil) }

// reopen is open with what the last build left.
func reopen(ctx context.Context, o Options, m *memo.Memo, inputs *memo.Inputs) *portal {
	p := &portal{options: o, memo: m, inputs: inputs}
	defer p.clock.stage("read")()
	p.step("reading", 0, 0)
	p.fsys = contentFolder(o.Content)
	var found []problem.Problem
	p.site, found = content.LoadSite(p.fsys)
	p.problems.Add(found...)
	p.problems.Use(p.site.Check.Rules)
	if o.Collectors != nil {
		p.problems.Add(o.Collectors(p.site)...)
	}
	var side sync.WaitGroup // git is waited for, and the theme is read, while pages are
	side.Go(p.readTheme)
	side.Go(func() { p.history = o.readHistory(ctx) })
	p.tree, found = content.Reload(p.fsys, p.site, o.Drafts, p.memory())
	p.problems.Add(found...)
	p.tree.Parts = parts()
	if m != nil {
		go p.pages() // the first who asks waits
	}
	p.data = p.readData()
	side.Wait()
	p.readPast(ctx)
	if o.Sized != nil {
		o.Sized(p.size())
	}
	p.matrix = p.readMatrix(p.fsys)
	return p
}

// readHistory asks git when pages were last changed.
func (o *Options) readHistory(ctx context.Context) revision.History {
	if o.history != nil {
		return o.history()
	}
	if o.commit != "" {
		return revision.ReadAt(ctx, o.repository, o.commit, lookBack)
	}
	return revision.Read(ctx, o.Content, lookBack)
}

// readTheme parses the theme's templates and makes its assets ready, those of the portal's own before ours.
func (p *portal) readTheme() {
	p.theme = themes.Default()
	if own, err := fs.Sub(p.fsys, path.Clean(p.site.Theme)); err == nil {
		p.theme = themes.Overlay(own, themes.Default())
	}
	var found []problem.Problem
	p.templates, found = render.New(p.theme, render.Options{Language: p.site.Language, Base: themes.Default()})
	p.problems.Add(found...)
	p.usable = !slices.ContainsFunc(found, func(f problem.Problem) bool { return f.Severity == problem.Error })
	p.assets, found = loadAssets(p.theme, p.site)
	p.problems.Add(found...)
}

// forgetActivity lets go of the lists of people, issues and change requests, once the figures of all editions are indexed:
// nobody else reads them, and they are most of what is known of a project.
func (p *portal) forgetActivity() {
	for _, a := range p.data.Activity {
		a.Contributors, a.Issues, a.ChangeRequests = nil, nil, nil
	}
	p.forgotten = true
}

// size is about how many pages the portal makes, weighed by the memory that they ask for: a component's page takes about a
// quarter of that of others.
func (p *portal) size() int {
	pages, components := len(p.tree.Pages)+len(p.data.Projects), 0
	for _, inventory := range p.data.Inventories {
		components += len(inventory.Components)
	}
	return pages + components/4
}

// memory is where pages that were read before are found; nil where there is none.
func (p *portal) memory() *content.Memory {
	if p.memo == nil {
		return nil
	}
	return &content.Memory{Memo: p.memo, Inputs: p.inputs}
}

// readData reads the records of some kinds, all where none is named; what is wrong with them becomes problems below data/.
func (p *portal) readData(kinds ...string) *dataset.Dataset {
	data, errs := dataset.Read(recordsIn(p.fsys, p.inputs), kinds...)
	for _, e := range errs {
		hint := e.Hint
		if hint == "" {
			hint = "mend the file, or write it anew with: portolan collect"
		}
		p.problems.Add(problem.Problem{
			Rule: "data/record", File: path.Join("data", e.File), Line: e.Line, Column: e.Column,
			Text: e.Text, Hint: hint, Source: e.Source,
		})
	}
	p.forgetFuture(data)
	return data
}

// moment is the "now" of an edition: what was asked for, or the latest moment that what it holds knows of. What it does
// not hold must not move its dates.
func (e *edition) moment() *moment.Moment {
	if !e.portal.options.Now.IsZero() {
		return moment.At(e.portal.options.Now)
	}
	latest := e.portal.history.Time
	for _, at := range collected(e.data) {
		if at.After(latest) {
			latest = at
		}
	}
	if latest.IsZero() {
		latest = lastDay(e.tree.Pages)
	}
	return moment.At(latest)
}

// lastDay is the latest day that pages state of themselves; the zero time where none does.
func lastDay(pages []*content.Page) (latest time.Time) {
	for _, page := range pages {
		for _, day := range []string{page.Date, page.LastMod} {
			if t := dataset.Date(day).Time(); t.After(latest) {
				latest = t
			}
		}
	}
	return latest
}

// collected returns the moments at which records were collected.
func collected(d *dataset.Dataset) []time.Time {
	return slices.Concat(moments(d.Projects), moments(d.Activity), moments(d.Products), moments(d.Inventories), moments(d.Figures))
}

func moments[R dataset.Record](records []R) []time.Time {
	var list []time.Time
	for _, r := range records {
		list = append(list, r.From().Collected.Time)
	}
	return list
}

// failed tells whether something is wrong that forbids publishing.
func (p *portal) failed() bool { return p.problems.Count(problem.Error) > 0 }

func (p *portal) step(doing string, done, total int) {
	if p.options.Progress != nil {
		p.options.Progress(Step{Doing: doing, Done: done, Total: total})
	}
}

// digest names bytes: short, and the same for the same bytes.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:12]
}

// site turns an address within the site into one that a page can hold.
func site(address string) Address {
	return Address(render.Root + escapePath(strings.TrimPrefix(address, "/")))
}
