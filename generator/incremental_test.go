package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"portolan/generator"
	"portolan/generator/problem"
)

// TestABuildThatRemembersIsLikeOneFromNothing edits a portal at random, and after every edit builds it twice: once with
// what earlier builds left, once from nothing. The sites and the problems must be the same. INCREMENTAL_STEPS and
// INCREMENTAL_SEED make it longer and different.
func TestABuildThatRemembersIsLikeOneFromNothing(t *testing.T) {
	newEditedPortal(t, t.TempDir(), uint64(number(t, "INCREMENTAL_SEED", 7))).editAndCompare(8, func(string) {})
}

// TestABuildThatRemembersFollowsGit is the same in a checkout, where half of the edits are committed, seconds to months after
// the last, or before it: pages tell when they were last changed, the calendar goes by git, and what is drawn from data stands
// as long as nothing in it comes of age.
func TestABuildThatRemembersFollowsGit(t *testing.T) {
	p := newEditedPortal(t, newCheckout(t).dir, uint64(number(t, "INCREMENTAL_SEED", 5)))
	p.now = time.Time{}
	git := &checkout{t: t, dir: p.dir, later: 265 * 24 * time.Hour} // the data is older
	commit := func() {
		git.later += p.pause()
		git.git("add", "-A", "content")
		git.git("commit", "-q", "--allow-empty", "-m", "an edit")
	}
	commit()
	p.editAndCompare(8, func(edit string) {
		if p.rng.IntN(2) == 0 {
			commit()
			p.compare("committed: " + edit)
		}
	})
}

// TestABuildThatRemembersManyPages is the same beside so many pages that what is left of them takes several pieces.
func TestABuildThatRemembersManyPages(t *testing.T) {
	p := newEditedPortal(t, t.TempDir(), uint64(number(t, "INCREMENTAL_SEED", 3)))
	for name, text := range pagesInGuides(600) {
		if strings.HasPrefix(name, "guides/") {
			p.write("many-"+name, text)
		}
	}
	p.editAndCompare(3, func(string) {
		for range 2 { // most edits draw all pages again, but these do not
			p.change(fmt.Sprintf("many-guides/page-%d.md", p.rng.IntN(600)), func(text string) string { return text + "\nAnd " + p.word() + ".\n" })
			p.compare("a sentence more")
		}
	})
}

// editAndCompare makes edits, compares after each, and lets the caller do more before the next.
func (p *editedPortal) editAndCompare(steps int, then func(edit string)) {
	steps = number(p.t, "INCREMENTAL_STEPS", steps)
	p.compare("at first")
	for range steps {
		name, edit := p.pick()
		undo := p.remember()
		edit()
		if !p.compare(name) {
			undo() // the edit broke the portal, as edits may: both builds said so
			p.compare("undoing: " + name)
		}
		then(name)
	}
	if p.built < steps/2 || p.kept == 0 {
		p.t.Errorf("%d of %d builds were good, %d files were kept", p.built, steps, p.kept)
	}
}

// pause is how long it takes until somebody commits again. Now and then their clock is behind.
func (p *editedPortal) pause() time.Duration {
	const day = 24 * time.Hour
	unit := []time.Duration{time.Second, time.Minute, time.Hour, 6 * time.Hour, day, 7 * day, 30 * day, -day}[p.rng.IntN(8)]
	return time.Duration(1+p.rng.IntN(3)) * unit
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// editedPortal is a copy of the starter, with less data, that is edited at random.
type editedPortal struct {
	t                    *testing.T
	rng                  *rand.Rand
	dir, content         string
	now                  time.Time
	edition              string
	built, kept, counter int
}

func newEditedPortal(t *testing.T, dir string, seed uint64) *editedPortal {
	p := &editedPortal{t: t, rng: rand.New(rand.NewPCG(seed, 1)), dir: dir, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	p.content = filepath.Join(p.dir, "content")
	if err := os.CopyFS(p.content, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"anvil-cloud", "ledger", "storefront", "weighbridge", "workbench"} {
		os.Remove(filepath.Join(p.content, "data", "inventories", name+".json"))
		os.Remove(filepath.Join(p.content, "data", "products", name+".json"))
	}
	// The own records of a checkout may be there or not.
	os.RemoveAll(filepath.Join(p.content, "data", "projects", "local"))
	os.RemoveAll(filepath.Join(p.content, "data", "activity", "local"))
	return p
}

func (p *editedPortal) options(out, cache string) generator.Options {
	return generator.Options{Content: p.content, Out: filepath.Join(p.dir, out), Cache: filepath.Join(p.dir, cache), Now: p.now, Edition: p.edition}
}

// compare builds twice and tells whether the portal could be built.
func (p *editedPortal) compare(after string) bool {
	p.t.Helper()
	p.counter++
	ours, err := generator.Build(context.Background(), p.options("public", "cache"))
	clean := fmt.Sprint("clean-", p.counter)
	theirs, cleanErr := generator.Build(context.Background(), p.options(clean, clean+"-cache"))
	defer os.RemoveAll(filepath.Join(p.dir, clean))
	defer os.RemoveAll(filepath.Join(p.dir, clean+"-cache"))
	if (err == nil) != (cleanErr == nil) {
		p.t.Fatalf("%s: %v, but from nothing: %v", after, err, cleanErr)
	}
	if found, want := lasting(ours.Problems), lasting(theirs.Problems); !slices.Equal(found, want) {
		p.t.Fatalf("%s: other problems: %v\nfrom nothing: %v", after, found, want)
	}
	if err != nil {
		return false
	}
	p.built++
	p.kept += ours.Changes.Unchanged
	first, second := tree(p.t, filepath.Join(p.dir, "public")), tree(p.t, filepath.Join(p.dir, clean))
	for name := range first {
		if _, there := second[name]; !there && p.edition == "" {
			p.t.Errorf("%s: %s should not be there", after, name)
		}
	}
	for name, data := range second {
		if first[name] != data {
			p.t.Errorf("%s: %s differs", after, name)
		}
	}
	if p.t.Failed() {
		p.t.FailNow()
	}
	return true
}

// lasting are the problems of a portal itself. That an address vanished is said of the site before, which a build from
// nothing does not know.
func lasting(problems []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p problem.Problem) bool { return p.Rule == "address/vanished" })
}

// remember returns what brings the content back to what it is now.
func (p *editedPortal) remember() (undo func()) {
	now, edition, saved := p.now, p.edition, filepath.Join(p.dir, "saved")
	os.RemoveAll(saved)
	if err := os.CopyFS(saved, os.DirFS(p.content)); err != nil {
		p.t.Fatal(err)
	}
	return func() {
		p.now, p.edition = now, edition
		os.RemoveAll(p.content)
		if err := os.Rename(saved, p.content); err != nil {
			p.t.Fatal(err)
		}
	}
}

// pick chooses an edit.
func (p *editedPortal) pick() (name string, edit func()) {
	page, record := p.one(".md", ""), p.one(".json", "data/projects")
	edits := []struct {
		name string
		do   func()
	}{
		{"words at the end of " + page, func() { p.change(page, func(s string) string { return s + "\nAnd more words, such as juniper.\n" }) }},
		{"another title of " + page, func() {
			p.change(page, func(s string) string {
				return strings.Replace(s, "\ntitle: ", "\ntitle: New "+p.word()+" ", 1)
			})
		}},
		{"a tag on " + page, func() {
			p.change(page, func(s string) string { return strings.Replace(s, "\ntags: [", "\ntags: ["+p.word()+", ", 1) })
		}},
		{"an alias of " + page, func() {
			p.change(page, func(s string) string {
				return strings.Replace(s, "---\n", "---\naliases: [/old/"+p.word()+"/]\n", 1)
			})
		}},
		{"the audience of " + page, func() {
			p.change(page, func(s string) string { return strings.Replace(s, "---\n", "---\naudience: public\n", 1) })
		}},
		{"the weight of " + page, func() {
			p.change(page, func(s string) string {
				return strings.Replace(s, "\nweight: ", fmt.Sprint("\nweight: ", p.rng.IntN(9)), 1)
			})
		}},
		{"a draft of " + page, func() {
			p.change(page, func(s string) string { return strings.Replace(s, "---\n", "---\ndraft: true\n", 1) })
		}},
		{"no " + page, func() { os.Remove(filepath.Join(p.content, page)) }},
		{"another name of " + page, func() {
			os.Rename(filepath.Join(p.content, page), filepath.Join(p.content, filepath.Dir(page), p.word()+".md"))
		}},
		{"a page more", func() {
			p.write("guides/"+p.word()+".md", "---\ntitle: "+p.word()+"\naudience: public\n---\nA [link](../policies/licences.md#nowhere) and a figure.\n\n```metric\nmetric: contributors\n```\n")
		}},
		{"an image", func() {
			p.write("guides/"+p.word()+".md", "![a square](square.svg)\n\n```projects\nlimit: 2\n```\n")
			p.picture()
		}},
		{"another image", p.picture},
		{"stars of " + record, func() {
			p.change(record, func(s string) string { return strings.Replace(s, `"stars": `, `"stars": 1`, 1) })
		}},
		{"no record " + record, func() { os.Remove(filepath.Join(p.content, record)) }},
		{"a rule", func() {
			p.change("policies/licences.md", func(s string) string {
				return strings.Replace(s, "verdict: allowed", "verdict: review", 1)
			})
		}},
		{"the glossary", func() {
			p.change("glossary.md", func(s string) string { return s + "\n## " + p.word() + "\n\nA word that nobody knew.\n" })
		}},
		{"settings", func() {
			p.change("site.yaml", func(s string) string { return s + "\nbanner: Read " + p.word() + "\n" })
		}},
		{"a template", func() {
			p.write("theme/templates/404.html", "<h1>Lost in "+p.word()+"</h1>")
			p.write("theme/templates/tags.html", "<h1>Tags of "+p.word()+"</h1>")
		}},
		{"templates that show the commit", func() {
			for _, name := range []string{"project", "license", "component"} {
				p.write("theme/templates/"+name+".html", "<h1>{{.Title}}</h1><p>"+p.word()+" {{.Site.BuiltFrom}}</p>")
			}
		}},
		{"a style", func() { p.write("theme/assets/portolan.css", "body { margin: "+fmt.Sprint(p.rng.IntN(99))+"px }") }},
		{"a text", func() { p.write("theme/i18n/en.yaml", "previous: Before "+p.word()+"\n") }},
		{"another day", func() {
			if !p.now.IsZero() { // git tells the day
				p.now = p.now.AddDate(0, 0, 1+p.rng.IntN(90))
			}
		}},
		{"another edition", func() { p.edition = []string{"", "public", "internal"}[p.rng.IntN(3)] }},
		{"a damaged memo", func() { p.damage() }},
		{"no cache", func() { os.RemoveAll(filepath.Join(p.dir, "cache")) }},
		{"a stranger's hand", func() { p.tamper() }},
		{"nothing published", func() { os.RemoveAll(filepath.Join(p.dir, "public")) }},
		{"nothing", func() {}},
	}
	chosen := edits[p.rng.IntN(len(edits))]
	return chosen.name, chosen.do
}

func (p *editedPortal) word() string {
	return []string{"larch", "rowan", "hazel", "alder", "elder"}[p.rng.IntN(5)] + fmt.Sprint(p.rng.IntN(1000))
}

// one picks a file of the content folder.
func (p *editedPortal) one(ending, below string) string {
	var files []string
	filepath.WalkDir(filepath.Join(p.content, below), func(file string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ending) {
			name, _ := filepath.Rel(p.content, file)
			files = append(files, filepath.ToSlash(name))
		}
		return nil
	})
	slices.Sort(files)
	return files[p.rng.IntN(len(files))]
}

func (p *editedPortal) change(name string, edit func(string) string) {
	p.t.Helper()
	data, err := os.ReadFile(filepath.Join(p.content, name))
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(name, edit(string(data)))
}

func (p *editedPortal) write(name, text string) {
	p.t.Helper()
	write(p.t, filepath.Join(p.content, name), []byte(text))
}

func (p *editedPortal) picture() {
	size := 10 + p.rng.IntN(90)
	p.write("guides/square.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"/>`, size, size))
}

// damage turns bytes around in whatever the last build left.
func (p *editedPortal) damage() {
	memos, _ := filepath.Glob(filepath.Join(p.dir, "cache", "*.memo"))
	for _, file := range memos {
		data, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		for range 40 {
			data[p.rng.IntN(len(data))] ^= 0x15
		}
		os.WriteFile(file, data[:len(data)-p.rng.IntN(2)*p.rng.IntN(len(data))], 0o644)
	}
}

// tamper changes a published page, so that it is as long as before.
func (p *editedPortal) tamper() {
	file := filepath.Join(p.dir, "public", "public", "index.html")
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	os.WriteFile(file, bytes.ReplaceAll(data, []byte("<h1>"), []byte("<H1>")), 0o644)
}
