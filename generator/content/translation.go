package content

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"portolan/generator/problem"
)

// version names a page by its place and language. The language of an original is empty.
type version struct{ place, language string }

// translates tells which language a file is a translation into, and of which file: "use.de.md" and "de/use.md" of
// "use.md". An original is in no further language, and of itself.
func (s *Site) translates(file string) (language, original string) {
	if top, below, ok := strings.Cut(file, "/"); ok && slices.Contains(s.Languages, top) {
		return top, below
	}
	ending := path.Ext(file)
	name := strings.TrimSuffix(file, ending)
	if language := strings.TrimPrefix(path.Ext(name), "."); slices.Contains(s.Languages, language) {
		return language, strings.TrimSuffix(name, "."+language) + ending
	}
	return "", file
}

// languageTag is a BCP 47 tag as far as portals need one: "de", "pt-BR", "zh-Hant".
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// checkLanguages refuses tags that browsers would not know, and the portal's own language among the further ones.
func (c *siteCheck) checkLanguages() {
	for i, language := range c.site.Languages {
		switch {
		case !languageTag.MatchString(language):
			c.wrong("languages", fmt.Sprintf("%q is not a language", language), "write its code: de, fr, pt-BR")
		case language == c.site.Language, slices.Contains(c.site.Languages[:i], language):
			c.wrong("languages", fmt.Sprintf("%q is named twice", language), "languages are those beside language")
		}
	}
}

// settleTranslations gives a translation what it leaves to its original: particulars, owner, and who may read it. It is
// never for more readers than the original. The rules of a policy are read from the original alone.
func settleTranslations(fsys fs.FS, site *Site, pages []*Page) (problems []problem.Problem) {
	if len(site.Languages) == 0 {
		return nil
	}
	originals := map[string]*Page{}
	for _, p := range pages {
		if !p.Translation {
			originals[p.Place] = p
		}
	}
	for _, p := range pages {
		if !p.Translation {
			continue
		}
		if p.HasRules || p.HasObjectives {
			problems = append(problems, problem.Problem{Severity: problem.Warning, Rule: "translation/rules", File: p.File, Line: 1, Column: 1,
				Text: "rules and objectives are read from the original page alone", Hint: "leave them out of the translation"})
			p.HasRules, p.HasObjectives = false, false
		}
		if original := originals[p.Place]; original != nil {
			problems = append(problems, p.follow(fsys, site, original)...)
		}
	}
	return problems
}

// follow takes over what the translation does not say itself.
func (p *Page) follow(fsys fs.FS, site *Site, original *Page) (problems []problem.Problem) {
	if p.unsaid || site.wider(p.Audience, original.Audience) {
		if p.ownAudience != "" {
			line, column, source := p.place(fsys, "audience")
			problems = append(problems, problem.Problem{Rule: "audience/wider", File: p.File, Line: line, Column: column, Source: source,
				Text: fmt.Sprintf("the translation is for %q, but the page only for %q", p.Audience, original.Audience),
				Hint: "leave the audience out: that of the original counts"})
		}
		p.Audience = original.Audience
	}
	p.Owner, p.Contact = cmp.Or(p.Owner, original.Owner), cmp.Or(p.Contact, original.Contact)
	p.Unlisted = original.Unlisted
	if original.Policy == nil {
		return problems
	}
	own := Policy{}
	if p.Policy != nil {
		own = *p.Policy
	}
	p.Policy = &Policy{
		Approver: cmp.Or(own.Approver, original.Policy.Approver), Status: original.Policy.Status, Version: cmp.Or(p.version, original.Policy.Version),
		Effective: cmp.Or(own.Effective, original.Policy.Effective), ReviewBy: cmp.Or(own.ReviewBy, original.Policy.ReviewBy), History: own.History,
	}
	if own.History == nil {
		p.Policy.History = original.Policy.History
	}
	return problems
}

// sortOut parts the originals from the translations.
func (t *Tree) sortOut(pages []*Page) {
	for _, p := range pages {
		if !p.Translation {
			t.Pages = append(t.Pages, p)
			if len(t.Site.Languages) > 0 {
				t.versions[version{p.Place, ""}] = p
			}
			continue
		}
		t.Translations = append(t.Translations, p)
		if language, _ := t.Site.translates(p.File); t.versions[version{p.Place, language}] == nil {
			t.versions[version{p.Place, language}] = p
		}
	}
}

// Original returns the page that a page translates; nil for an original, and where the edition does not hold it.
func (t *Tree) Original(p *Page) *Page {
	if !p.Translation {
		return nil
	}
	return t.versions[version{p.Place, ""}]
}

// In returns what a page is in one of the portal's further languages: its translation, or nil.
func (t *Tree) In(p *Page, language string) *Page { return t.versions[version{p.Place, language}] }

// Versions returns a page in all languages that it is in, the original first, the others as site.yaml orders them.
func (t *Tree) Versions(p *Page) []*Page {
	if len(t.Site.Languages) == 0 {
		return []*Page{p}
	}
	var list []*Page
	for _, language := range append([]string{""}, t.Site.Languages...) {
		if one := t.versions[version{p.Place, language}]; one != nil {
			list = append(list, one)
		}
	}
	return list
}

// pagesIn lists the pages for readers of a language: translations in place of originals, and what is in that language
// alone.
func (t *Tree) pagesIn(language string) []*Page {
	if !slices.Contains(t.Site.Languages, language) {
		return t.Pages
	}
	var list []*Page
	for _, p := range t.Pages {
		if translated := t.In(p, language); translated != nil {
			p = translated
		}
		list = append(list, p)
	}
	for _, p := range t.Translations {
		if t.Original(p) == nil && t.In(p, language) == p {
			list = append(list, p)
		}
	}
	return list
}
