// Package generator builds a portal: Markdown and collected data in, a static site out.
//
// The whole way is [Build]. A portal is opened once: settings, pages, data, theme. Each edition is then cut down to what
// its readers may see, before anything else happens, so that no later stage holds what it could leak. Licences are
// judged, figures are counted, and pages stream through rendering into the published folder. Nothing is fetched.
//
// The files whose names end in view.go hold all that templates may see. Everything else here fills those views; what can
// be done without knowing of portals lives in a package of its own below this one.
package generator

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/content"
	"portolan/generator/memo"
	"portolan/generator/policy"
	"portolan/generator/problem"
	"portolan/generator/publish"
	"portolan/generator/publish/links"
	"portolan/generator/revision"
	"portolan/generator/search"
	"portolan/generator/words"
	"portolan/themes"
)

// Options say what to build, from what and into which folder.
type Options struct {
	// Content is the content folder. Required.
	Content string
	// Out is the folder to publish into. Required to build; nothing is written by a check.
	Out string
	// Cache is a folder for what may be lost, on the same file system as Out where possible. Required to build.
	Cache string
	// Edition builds a single edition by name. Optional; all are built.
	Edition string
	// Now is the moment that ages and due dates are counted from. Optional; the latest moment in data or git is taken,
	// so that the same input gives the same site on any day.
	Now time.Time
	// Sync waits until the disk holds the site before it is switched to, so that a loss of power leaves it whole. Optional.
	Sync bool
	// Drafts includes pages that are drafts.
	Drafts bool
	// Canaries are words that a check looks for in all that would be published. Optional.
	Canaries []string
	// Since leaves a check with what was changed since a revision that git knows. Optional.
	Since string
	// Collectors says what is wrong with the collectors that site.yaml lists, which are no concern of a build. Optional.
	Collectors func(*content.Site) []problem.Problem
	// External asks the sites that pages link to. Optional; a check uses no network without it.
	External *links.Checker
	// Sized is told, once the portal is read, about how many pages there will be. Optional.
	Sized func(pages int)
	// Progress is told what is being done. Optional.
	Progress func(Step)

	// repository and commit are set for a content folder that was read out of git: where its history is, up to when.
	repository, commit string
	// history is what git says, for who asked before. Optional.
	history func() revision.History
	// made is handed the portal and its editions once they are published. Optional.
	made func(*portal, []*edition)
}

// Step says how far a build is. Total is 0 where it is not known.
type Step struct {
	Doing       string
	Done, Total int
}

// Result says what a build or check came to.
type Result struct {
	Title    string
	Problems []problem.Problem
	Editions []EditionResult
	Changes  publish.Changes
	Timing   []Timing
}

// Outcome is what a program may want to read of a result.
func (r *Result) Outcome() any {
	return struct {
		Editions  []EditionResult   `json:"editions"`
		Problems  []problem.Problem `json:"problems"`
		Removed   int               `json:"removed"`
		Unchanged int               `json:"unchanged"`
		Written   int               `json:"written"`
	}{orEmpty(r.Editions), orEmpty(r.Problems), r.Changes.Removed, r.Changes.Unchanged, r.Changes.Written}
}

// EditionResult is one edition that was built.
type EditionResult struct {
	Name  string `json:"name"`
	Dir   string `json:"dir"` // where it is published
	Pages int    `json:"pages"`
}

// ErrProblems means that something in the portal is wrong: the problems are in the result, and nothing was published.
var ErrProblems = errors.New("the portal has problems")

// ErrNoEdition means that the portal has no edition of the name that was asked for.
var ErrNoEdition = errors.New("there is no edition")

// Build builds every edition and publishes them in one step, or publishes nothing. What has not changed since the last
// build is not made again; the site is the same as that of a build from nothing.
func Build(ctx context.Context, o Options) (*Result, error) {
	m := openMemo(o)
	defer m.Close()
	identity := sync.OnceValue(func() string { return revision.Identity(ctx, o.Content) })
	o.history = sync.OnceValue(func() revision.History {
		earlier, _ := m.Get(historyKey)
		return revision.Resume(ctx, o.Content, identity(), lookBack, earlier)
	})
	last, _ := m.Get(identityKey)
	go func() { // while the files are looked at
		if identity() != string(last) {
			o.history()
		}
	}()
	inputs, err := m.Look(o.Content, dataFolder)
	if err != nil { // the portal says what is wrong
		return build(ctx, o, nil, nil, input{})
	}
	in := inputOf(o, inputs, identity())
	if in.readable {
		if last := unchanged(ctx, o, m, in.all); last != nil {
			return last, nil
		}
	}
	result, err := build(ctx, o, m, inputs, in)
	if errors.Is(err, search.ErrLost) { // what a damaged memo cannot give is made anew
		return build(ctx, o, nil, nil, input{})
	}
	return result, err
}

func build(ctx context.Context, o Options, m *memo.Memo, inputs *memo.Inputs, in input) (*Result, error) {
	portal := reopen(ctx, o, m, inputs)
	if m != nil && !in.readable { // now that the records are read, the rest is known of the files, too
		m.Complete(inputs)
		in.all, _ = allOf(o, inputs, in.history)
	}
	portal.identity = in.history
	names, err := portal.editions()
	if err != nil {
		return portal.result(nil, err)
	}
	if portal.failed() { // nothing will be published, but whoever mends the portal wants to hear of everything
		return portal.check(ctx, names)
	}
	var published []byte
	if m != nil {
		published, _ = m.Get(publishedKey)
	}
	first := make(chan *edition)
	go func() { first <- portal.edition(names[0]) }() // while the publisher looks at what is published
	publisher, err := publish.Open(ctx, publish.Options{Out: o.Out, Staging: staging(o), Spare: spare(o), Memory: published, Sites: names, Sync: o.Sync,
		Waiting: func() { portal.step("waiting for another build into the same folder", 0, 0) }})
	e := <-first
	if err != nil {
		return portal.result(nil, err)
	}
	defer publisher.Abort()
	var editions []*edition
	for i, name := range names {
		if i > 0 {
			e = portal.edition(name)
		}
		if i == len(names)-1 && o.made == nil { // who is handed the portal may make its editions again
			portal.forgetActivity()
			e.final = true
		}
		if err := e.write(ctx, publisher); err != nil {
			return portal.result(nil, err)
		}
		if o.made != nil {
			e.forget(nowhere{})
			editions = append(editions, e)
		}
	}
	if portal.failed() {
		return portal.result(nil, nil)
	}
	result, err := portal.result(publisher, nil)
	if err == nil && m != nil {
		portal.leave(publisher, in.all, result)
	}
	if err == nil && o.made != nil {
		o.made(portal, editions)
	}
	return result, err
}

// Check does all that Build does, and publishes nothing.
func Check(ctx context.Context, o Options) (*Result, error) {
	portal := open(ctx, o)
	names, err := portal.editions()
	if err != nil {
		return portal.result(nil, err)
	}
	portal.lint = newLint(portal)
	result, err := portal.check(ctx, names)
	if o.Since == "" || err != nil && !errors.Is(err, ErrProblems) {
		return result, err
	}
	if result.Problems, err = since(ctx, o, result.Problems); err == nil && hasErrors(result.Problems) {
		err = ErrProblems
	}
	return result, err
}

func hasErrors(problems []problem.Problem) bool {
	return slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Severity == problem.Error })
}

// check writes the editions to nowhere, for the problems that this brings to light.
func (p *portal) check(ctx context.Context, names []string) (*Result, error) {
	if !p.usable {
		return p.result(nil, nil)
	}
	out := p.watch()
	for _, name := range names {
		e := p.edition(name)
		if err := e.write(ctx, out); err != nil {
			return p.result(nil, err)
		}
		if p.lint != nil {
			p.lint.edition(e)
		}
	}
	if p.lint != nil {
		if err := p.lint.done(ctx); err != nil {
			return p.result(nil, err)
		}
	}
	return p.result(nil, nil)
}

// editions names the editions to build.
func (p *portal) editions() ([]string, error) {
	names := p.site.EditionNames()
	if p.options.Edition == "" {
		return names, nil
	}
	for _, name := range names {
		if name == p.options.Edition {
			return []string{name}, nil
		}
	}
	if len(names) == 1 && names[0] == "" {
		return nil, fmt.Errorf("%w %q: %s names none", ErrNoEdition, p.options.Edition, content.SiteFile)
	}
	return nil, fmt.Errorf("%w %q: %s names %s", ErrNoEdition, p.options.Edition, content.SiteFile, strings.Join(names, ", "))
}

// result commits where there is something to commit, and gathers what is to be told.
func (p *portal) result(publisher *publish.Publisher, err error) (*Result, error) {
	r := &Result{Title: p.site.Title, Problems: p.placed(p.problems.Sorted())}
	defer func() { r.Timing = p.clock.timings() }()
	if err == nil && p.failed() {
		err = ErrProblems
	}
	if err != nil {
		return r, err
	}
	r.Editions = p.built
	if publisher != nil {
		defer p.clock.stage("publish")()
		r.Changes, err = publisher.Commit()
	}
	return r, err
}

// placed gives every problem with a file a place in it, and the line to show.
func (p *portal) placed(problems []problem.Problem) []problem.Problem {
	for i := range problems {
		if one := &problems[i]; one.File != "" {
			one.Line, one.Column = max(one.Line, 1), max(one.Column, 1)
			if one.Source == "" && !isOffered(one.File) {
				one.Source = p.tree.Line(one.File, one.Line)
			}
		}
	}
	return problems
}

// spare is where the site before the last is kept.
func spare(o Options) string { return filepath.Join(o.Cache, "spare-"+outDigest(o)) }

// staging is where the next site is put together: apart for each folder that is published into.
func staging(o Options) string { return filepath.Join(o.Cache, "staging-"+outDigest(o)) }

func outDigest(o Options) string {
	out, err := filepath.Abs(o.Out)
	if err != nil {
		out = o.Out
	}
	return digest([]byte(out))
}

// sink takes the files of a site.
type sink interface {
	// Put adds a file, and tells what the manifest will say of it. The data may be written over afterwards.
	Put(name string, data []byte) (publish.File, error)
	// Keep adds a file that holds the same as in the last site, and tells whether it does.
	Keep(name string, file publish.File) bool
	// Stay adds files that hold what they held in the last site, all or none, and tells whether they do.
	Stay(names ...string) bool
	// Repeat is Put for a file that holds the same as one that was put before.
	Repeat(name string, data []byte, as string) error
	// Files are what the manifest of a site must list, by name.
	Files(site string) iter.Seq2[string, publish.File]
	// Gone tells whether the last site held files that this one does not, as far as is known.
	Gone(site string, counts func(name string) bool) bool
}

// nowhere is the sink of a check.
type nowhere struct{}

func (nowhere) Put(string, []byte) (publish.File, error) { return publish.File{}, nil }
func (nowhere) Keep(string, publish.File) bool           { return false }
func (nowhere) Stay(...string) bool                      { return false }
func (nowhere) Files(string) iter.Seq2[string, publish.File] {
	return func(func(string, publish.File) bool) {}
}
func (nowhere) Gone(string, func(string) bool) bool { return true }
func (nowhere) Repeat(string, []byte, string) error { return nil }

// Policy returns the licence policy of a portal as an edition's readers see it; of all editions where none is named,
// that of the one with most audiences.
func Policy(o Options) (*policy.Policy, []problem.Problem, error) {
	e, err := widestEdition(o, "decisions", "products")
	if err != nil {
		return nil, nil, err
	}
	english, err := words.In(themes.Default(), "en") // the command line speaks no other language
	if err != nil {
		return nil, nil, err
	}
	compiled := e.compilePolicy()
	compiled.Speak(english)
	return compiled, e.portal.problems.Sorted(), nil
}

// widestEdition is the edition that is asked for, or the one with most audiences, with its pages and some kinds of records;
// enough to judge by, and not to write.
func widestEdition(o Options, kinds ...string) (*edition, error) {
	fsys := contentFolder(o.Content)
	site, problems := content.LoadSite(fsys)
	tree, more := content.Load(fsys, site, o.Drafts)
	p := &portal{options: o, site: site, tree: tree, fsys: fsys}
	p.data = p.readData(kinds...)
	p.problems.Use(site.Check.Rules)
	p.problems.Add(append(problems, more...)...)
	names, err := p.editions()
	if err != nil {
		return nil, err
	}
	widest := slices.MaxFunc(names, func(a, b string) int { return len(site.Edition(a).Audiences) - len(site.Edition(b).Audiences) })
	config := site.Edition(widest)
	e := &edition{portal: p, tree: tree.For(config), data: p.data.For(func(a dataset.Audience) bool { return config.Shows(string(a)) })}
	e.now = e.moment()
	return e, nil
}
