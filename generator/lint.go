package generator

import (
	"context"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"portolan/generator/content"
	"portolan/generator/markdown"
	"portolan/generator/problem"
	"portolan/generator/publish"
	"portolan/generator/publish/links"
	"portolan/generator/secret"
)

// lint is what a check looks for beyond what a build has to know. A build has none, so that it stays as fast as it is.
// Every rule is described in the table of package problem.
type lint struct {
	portal *portal
	seed   maphash.Seed

	mu      sync.Mutex
	read    map[string]uint64   // texts that were looked at, by file: most are the same in all editions
	linked  map[string]bool     // files of pages that other pages link to
	used    map[string]bool     // files that pages show or offer
	outside map[string][]places // addresses of other sites, each with where it is linked to
}

// places is where an address stands.
type places struct {
	file string
	at   markdown.Position
}

func newLint(p *portal) *lint {
	return &lint{portal: p, seed: maphash.MakeSeed(), read: map[string]uint64{}, linked: map[string]bool{}, used: map[string]bool{}, outside: map[string][]places{}}
}

// page looks at a page as an edition shows it.
func (l *lint) page(e *edition, p *content.Page, body []byte, doc *markdown.Document) {
	sum := maphash.Bytes(l.seed, body)
	l.mu.Lock()
	seen := l.read[p.File] == sum
	l.read[p.File] = sum
	l.mu.Unlock()
	if seen {
		return
	}
	l.particulars(e, p)
	l.readability(e, p, doc)
	for _, h := range doc.Headings {
		if strings.TrimSpace(h.Text) == "" {
			l.report("heading/empty", p.File, h.Line, 1, "a heading has no words", "")
		}
	}
	l.words(e, p, body)
}

// link notes what a page links to.
func (l *lint) link(from *content.Page, at markdown.Position, target content.Target) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case target.Page != nil && target.Page != from:
		l.linked[target.Page.File] = true
	case target.File != "":
		l.used[target.File] = true
	case target.Outside != "":
		l.outside[target.Outside] = append(l.outside[target.Outside], places{from.File, at})
	}
}

// report adds a problem as severe as the table of rules has it.
func (l *lint) report(rule, file string, line, column int, text, hint string) {
	r, known := problem.RuleOf(rule)
	if !known {
		panic("generator: no rule " + rule)
	}
	if hint == "" {
		hint = strings.ToLower(r.Mend[:1]) + strings.TrimSuffix(r.Mend[1:], ".")
	}
	l.portal.problems.Add(problem.Problem{Severity: r.Severity, Rule: rule, File: file, Line: line, Column: column, Text: text, Hint: hint})
}

// edition looks at what an edition consists of.
func (l *lint) edition(e *edition) {
	l.licenses(e)
	l.sources(e)
	l.mu.Lock()
	defer l.mu.Unlock()
	for file := range e.files {
		l.used[file] = true
	}
}

// done looks at the portal as a whole, when its editions have been looked at, and asks other sites where that is wished.
func (l *lint) done(ctx context.Context) error {
	defer l.portal.clock.stage("check")()
	var side sync.WaitGroup
	side.Go(l.foreign) // which lists a folder that may hold very many files
	defer side.Wait()
	l.secrets()
	if l.portal.options.Edition == "" {
		l.orphans()
		l.unused()
	}
	if l.portal.options.External == nil {
		return nil
	}
	problems, err := l.portal.options.External.Check(ctx, l.addresses())
	l.portal.problems.Add(problems...)
	return err
}

// orphans reports the pages that are in no menu and that no page links to.
func (l *lint) orphans() {
	for _, p := range l.portal.tree.Pages {
		if p.Unlisted && !l.linked[p.File] && p.Address != "/" {
			l.report("page/orphan", p.File, 1, 1, "the page is in no menu, and no other page links to it", "")
		}
	}
}

// unused reports images and downloads that no page shows or offers.
func (l *lint) unused() {
	for _, file := range l.portal.tree.Files {
		if !l.used[file] && !strings.HasPrefix(file, "static/") && isOffered(file) {
			l.report("file/unused", file, 0, 0, "no page shows or offers this file", "")
		}
	}
}

// foreign reports the files in the published folder that no build has written.
func (l *lint) foreign() {
	out := l.portal.options.Out
	names, err := publish.Foreign(out)
	if err != nil || len(names) == 0 {
		return // whoever publishes there is told what is wrong
	}
	const most = 3
	some := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		some += fmt.Sprintf(" and %d more", more)
	}
	l.report("file/foreign", "", 0, 0, fmt.Sprintf("%s holds files that Portolan did not write: %s", filepath.ToSlash(out), some), "")
}

// isOffered tells the files that are made to be shown or offered by pages.
func isOffered(file string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".pdf", ".docx", ".odt", ".pptx", ".xlsx"}, strings.ToLower(path.Ext(file)))
}

// largestScanned is how large a file may be that is searched for secrets.
const largestScanned = 4 << 20

// secrets searches every text of the content folder, whether a page uses it or not: it is in the repository.
func (l *lint) secrets() {
	fsys := os.DirFS(l.portal.options.Content)
	fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && name != "." && (path.Base(name)[0] == '.' || path.Base(name) == "node_modules") {
			return fs.SkipDir
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && info.Size() <= largestScanned && isText(name) {
			l.secretsOf(fsys, name)
		}
		return nil
	})
}

func isText(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".yaml", ".yml", ".json", ".toml", ".csv", ".tsv", ".txt", ".html", ".svg", ".xml", ".js", ".css", ".env", ".ini", ".sh"}, strings.ToLower(path.Ext(name)))
}

func (l *lint) secretsOf(fsys fs.FS, name string) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return // whoever needs the file reports that
	}
	for _, found := range secret.Find(data) {
		shown := found.Shown
		if shown == "" {
			shown = found.Masked
		}
		rule, _ := problem.RuleOf("secret/found")
		l.portal.problems.Add(problem.Problem{
			Severity: rule.Severity, Rule: rule.ID, File: name, Line: found.Line, Column: found.Column, Source: shown,
			Text: "this looks like " + found.Kind + ": " + found.Masked, Hint: "revoke it where it was made, then take it out of the file and of the history",
		})
	}
}

// addresses returns the addresses of other sites in the order of their names, each with its places.
func (l *lint) addresses() []links.Address {
	var list []links.Address
	for address, at := range l.outside {
		one := links.Address{URL: address}
		for _, place := range at {
			one.Places = append(one.Places, links.Place{File: place.file, Line: place.at.Line, Column: place.at.Column})
		}
		list = append(list, one)
	}
	return list
}
