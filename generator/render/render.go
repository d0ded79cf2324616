// Package render turns views into HTML with the templates of a theme.
//
// The two nouns that matter are [Templates], a theme's templates in one language, parsed once, and [Shell], everything
// that stands around the text of a section's pages: executed and minified once, then joined with each page's own head
// and main part at the cost of copying bytes.
//
// # Templates
//
// Every file below templates/ is a template of html/template named by its path: "article.html", "blocks/chart.html". From the
// second page on that a template draws, a plate draws it (package press), to the byte as html/template would. Line breaks next to
// a tag or an action are layout of the source and vanish; a space that readers should see is written on its line.
// Beside the functions of html/template there are:
//
//	t KEY ARG...      the fixed text of that key, each %s replaced by an argument
//	count KEY N       the fixed text KEY.one or KEY.other, %s replaced by the number
//	texts PREFIX      the fixed texts whose keys begin with PREFIX, as a tree for scripts
//	rows R            rows of a table that write themselves, see Rows
//	word W            the fixed text "word.W", or W itself where there is none
//	number N          1234 as "1,234"
//	date D, shortdate D, month D   "2026-11-17" as "17 November 2026", "17 Nov 2026", "November 2026"
//	day D, shortday D the same inside a time element; the word for unknown where D is empty
//	slot NAME         where a page's own part goes, in shell.html only
//	entry A, unfold A, section A   an attribute that appears only where A is the current page, lies on the way to it,
//	                  or is its section, in shell.html only
//	fordata NAME V    the attribute data-NAME="V" on pages of data alone, in shell.html only
package render

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"portolan/generator/problem"
	"portolan/generator/render/press"
	"portolan/generator/words"
)

// Options are the choices that hold for all templates.
type Options struct {
	// Language is the portal's, "en" when left out. Templates.In gives others.
	Language string
	// Base holds the texts that the theme's own i18n files leave out. Optional; nothing is filled in when left out.
	Base fs.FS
}

// Templates are the templates of a theme in one language. They are safe for concurrent use.
type Templates struct {
	set    *template.Template
	words  vocabulary
	family *family
	funcs  template.FuncMap
	plates sync.Map // *press.Plate by name, nil for templates that have none
}

// family is what the templates of all languages share.
type family struct {
	pristine  *template.Template // never executed, so that it can be cloned
	ids       map[string][]string
	fields    sync.Map // that each template names, see fieldsOf
	languages map[string]map[string]string
	mu        sync.Mutex
	made      map[string]*Templates
}

// New parses the templates and reads the texts of a theme. All that is wrong with them is returned; the templates may
// be used only if none of it is an error.
func New(theme fs.FS, o Options) (*Templates, []problem.Problem) {
	var problems problem.List
	f := &family{made: map[string]*Templates{}}
	f.languages = readTexts(theme, o.Base, &problems)
	f.pristine, f.ids = parseAll(theme, &problems)
	checkTexts(f.pristine, f.languages["en"], &problems)
	found := problems.Sorted()
	if problems.Count(problem.Error) > 0 {
		return nil, found
	}
	templates, err := f.in(cmp.Or(o.Language, "en"))
	if err != nil {
		return nil, append(found, problem.Problem{Rule: "theme/template", File: "templates", Text: err.Error()})
	}
	return templates, found
}

// In returns the same templates with the texts of another language; those that it lacks are in English.
func (t *Templates) In(language string) (*Templates, error) { return t.family.in(language) }

func (f *family) in(language string) (*Templates, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if made := f.made[language]; made != nil {
		return made, nil
	}
	set, err := f.pristine.Clone()
	if err != nil {
		return nil, err
	}
	w := vocabulary{words.New(language, f.languages)}
	for _, each := range set.Templates() {
		if each.Tree != nil {
			settle(each.Tree.Root, w)
		}
	}
	made := &Templates{set: set.Funcs(w.funcs()), words: w, family: f, funcs: w.funcs()}
	f.made[language] = made
	return made, nil
}

// Languages returns the languages whose texts the theme holds, sorted.
func (t *Templates) Languages() []string {
	var languages []string
	for language := range t.family.languages {
		languages = append(languages, language)
	}
	slices.Sort(languages)
	return languages
}

// Words are the texts, numbers and days of the language, for what makes sentences.
func (t *Templates) Words() *words.Words { return t.words.Words }

// Text returns a fixed text, as the template function t does.
func (t *Templates) Text(key string, arguments ...any) string { return t.words.Text(key, arguments...) }

// Date returns a day such as "2026-11-17" as readers write it: "17 November 2026".
func (t *Templates) Date(day string) string { return t.words.Day(day) }

// ShortDate returns a day with the short name of its month.
func (t *Templates) ShortDate(day string) string { return t.words.Words.ShortDay(day) }

// ShortDay returns a day in few letters, as an element that machines can read.
func (t *Templates) ShortDay(day string) template.HTML { return t.words.ShortDay(day) }

// Month returns the month of "2026-11" or "2026-11-17": "November 2026".
func (t *Templates) Month(month string) string { return t.words.Month(month) }

// Number returns a count with its thousands parted: "1,234".
func (t *Templates) Number(n int) string { return t.words.Number(n) }

// Word returns the fixed text of a status, verdict or the like: "in-force" as "in force".
func (t *Templates) Word(word string) string { return t.words.Word(word) }

// Count returns a text in the singular or plural: "1 component", "12 components".
func (t *Templates) Count(key string, n int) string { return t.words.Count(key, n) }

// Names returns the names of the templates, sorted.
func (t *Templates) Names() []string {
	var names []string
	for _, each := range t.set.Templates() {
		if strings.HasSuffix(each.Name(), ".html") {
			names = append(names, each.Name())
		}
	}
	slices.Sort(names)
	return names
}

// IDs returns the ids that the page of a template holds beside its text, so that headings of the text can keep clear of
// them: those of the template itself, and of all that is shared.
func (t *Templates) IDs(template string) []string {
	return slices.Concat(t.family.ids[""], t.family.ids[template])
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Execute draws a view with the template of that name. The addresses in it still begin with [Root].
func (t *Templates) Execute(name string, view any) ([]byte, error) {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := t.Draw(buffer, name, view); err != nil {
		return nil, err
	}
	return bytes.Clone(buffer.Bytes()), nil
}

// Draw is Execute into a buffer of the caller's. What a template says is found out when it is first drawn.
func (t *Templates) Draw(to *bytes.Buffer, name string, view any) error {
	made, known := t.plates.Load(name)
	if plate, _ := made.(*press.Plate); plate != nil {
		if out, ok := plate.Print(to.AvailableBuffer(), view); ok {
			to.Write(out)
			return nil
		}
	}
	if err := t.set.ExecuteTemplate(to, name, view); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	if !known {
		plate, _ := press.Make(t.set, name, t.funcs, t.words.writers()) // without one html/template goes on
		t.plates.Store(name, plate)
	}
	return nil
}

// writtenIDs finds the ids that are written out in a template.
var writtenIDs = regexp.MustCompile(`\sid="([^"{}]+)"`)

// around are the templates of all pages; what lies in folders may be part of any, too.
var around = []string{"shell.html", "head.html"}

// parseAll parses every file below templates/ into one set and drops the layout of the source from it. It returns the
// ids that they write, too, by template, those that may be on any page under "".
func parseAll(theme fs.FS, problems *problem.List) (*template.Template, map[string][]string) {
	set := template.New("").Funcs(vocabulary{words.New("en", nil)}.funcs())
	ids := map[string][]string{}
	err := fs.WalkDir(theme, "templates", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".html" {
			return err
		}
		source, err := fs.ReadFile(theme, file)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(file, "templates/")
		of := name
		if strings.Contains(name, "/") || slices.Contains(around, name) {
			of = ""
		}
		for _, id := range writtenIDs.FindAllSubmatch(source, -1) {
			ids[of] = append(ids[of], string(id[1]))
		}
		if _, err := set.New(name).Parse(string(source)); err != nil {
			problems.Add(templateProblem(file, err))
		}
		return nil
	})
	if err != nil {
		problems.Add(problem.Problem{Rule: "theme/read", File: "templates", Text: err.Error()})
	}
	for _, each := range set.Templates() {
		if each.Tree != nil {
			trim(each.Tree.Root)
		}
	}
	return set, ids
}

// templateProblem reads the line from "template: home.html:12: unexpected ...".
func templateProblem(file string, err error) problem.Problem {
	p := problem.Problem{Rule: "theme/template", File: file, Text: err.Error()}
	if parts := strings.SplitN(err.Error(), ":", 4); len(parts) == 4 {
		if line, err := strconv.Atoi(parts[2]); err == nil {
			p.Line, p.Text = line, strings.TrimSpace(parts[3])
		}
	}
	return p
}
