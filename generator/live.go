package generator

import (
	"context"
	"path"
	"slices"
	"strings"
	"sync"

	"portolan/generator/content"
	"portolan/generator/publish"
	"portolan/generator/search"
)

// Live keeps the portal at hand between the builds of one who edits and looks, so that what an edit shows can be drawn
// before all that follows from it.
type Live struct {
	options Options

	mu       sync.Mutex
	portal   *portal // as it was built last; nil where it could not be
	editions []*edition
}

// NewLive is for builds with the same options, one after another.
func NewLive(o Options) *Live { return &Live{options: o} }

// Build is [Build].
func (l *Live) Build(ctx context.Context) (*Result, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.portal, l.editions = nil, nil
	o := l.options
	o.made = func(p *portal, editions []*edition) { l.portal, l.editions = p, editions }
	result, err := Build(ctx, o)
	if err != nil {
		l.portal, l.editions = nil, nil
	} else if l.portal == nil { // it was found to be built already
		l.portal = open(ctx, l.options)
		l.remake()
	} else {
		l.portal.memo, l.portal.inputs = nil, nil
	}
	return result, err
}

// Redraw draws at once what a change of files shows: the pages that they are, and where they are no pages, those that
// somebody looks at. Files are named below the content folder, the latter and what is returned below Out. Nothing is
// returned where only a build can tell.
func (l *Live) Redraw(changed, looked []string) map[string][]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.portal == nil {
		return nil
	}
	pages, wide, ok := l.reach(changed)
	if !ok {
		return nil
	}
	if wide && !l.remake() {
		return nil
	}
	out := &drawing{files: map[string][]byte{}}
	for _, e := range l.editions {
		e.forget(out)
		if !wide && e.writeTexts(pages) != nil || wide && (e.writeLookedAt(looked) != nil || e.writeAssets() != nil) {
			return nil
		}
	}
	return out.files
}

// reach tells which pages changed in their texts, and whether the theme or the data did, which may show anywhere. It is
// not ok where something else changed.
func (l *Live) reach(changed []string) (pages []*content.Page, wide, ok bool) {
	p, theme, data := l.portal, false, false
	for _, file := range changed {
		page, edited := p.tree.Edited(file)
		switch {
		case edited && page.Address != "/glossary/":
			pages = append(pages, page)
		case strings.HasPrefix(file, path.Clean(p.site.Theme)+"/"):
			theme = true
		case strings.HasPrefix(file, "data/"):
			data = true
		default:
			return nil, false, false
		}
	}
	if theme {
		p.readTheme()
	}
	if data {
		p.data = p.readData()
	}
	return pages, theme || data, true
}

// remake makes the editions anew, without what earlier builds left. It tells whether pages can be drawn.
func (l *Live) remake() bool {
	p := l.portal
	l.editions = nil
	names, err := p.editions()
	if err != nil || !p.usable {
		return false
	}
	for _, name := range names {
		l.editions = append(l.editions, p.edition(name))
	}
	return true
}

// writeTexts writes pages of which nothing but the texts changed, those that the edition has.
func (e *edition) writeTexts(pages []*content.Page) error {
	for _, page := range pages {
		if e.tree.File(page.File) != page || e.adoptedBy(page) {
			continue
		}
		if err := e.in(page).writeHandbookPage(page); err != nil {
			return err
		}
	}
	return nil
}

// writeLookedAt writes the pages that somebody looks at, named by their files below Out.
func (e *edition) writeLookedAt(files []string) error {
	looked := func(address string) bool {
		return address != "" && slices.Contains(files, join(e.name, fileOf(address)))
	}
	for _, job := range e.jobs() {
		if looked(job.address) {
			if err := job.write(); err != nil {
				return err
			}
		}
	}
	for _, p := range e.catalog.packages {
		if looked(p.address) {
			if err := e.makePackage(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget starts anew with what is gathered while pages are drawn.
func (e *edition) forget(out sink) {
	fresh, index := newOutcome(), search.NewBuilder(search.Options{})
	fresh.out = out
	e.outcome, e.index, e.shared = fresh, index, shared{}
	for _, version := range e.versions {
		version.outcome, version.index, version.shared = fresh, index, shared{}
	}
}

// drawing takes what is drawn.
type drawing struct {
	nowhere
	mu    sync.Mutex
	files map[string][]byte
}

func (d *drawing) Put(name string, data []byte) (publish.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files[name] = slices.Clone(data)
	return publish.File{}, nil
}
