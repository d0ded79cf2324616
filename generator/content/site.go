package content

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/net/idna"

	"portolan/collectors/dataset"
	"portolan/generator/problem"
)

// SiteFile is the portal's settings file, at the top of the content folder.
const SiteFile = "site.yaml"

// Site is site.yaml. Everything in it is optional: a bare folder of Markdown builds a site.
type Site struct {
	// Title is the name in the masthead. Recommended; without it the front page's title serves.
	Title string `yaml:"title"`
	// Organization is who the portal is of. Recommended; without it the title serves.
	Organization string `yaml:"organization"`
	// Description is one sentence for search engines and feeds. Optional.
	Description string `yaml:"description"`
	// Language is that of pages which do not say their own: "en", "de". Optional; English.
	Language string `yaml:"language"`
	// Languages are those that pages are translated into, beside Language: [de, fr]. A page "use.de.md" beside "use.md",
	// or "de/policies/use.md" for "policies/use.md", is its translation. Optional; without it there are no translations.
	Languages []string `yaml:"languages"`
	// BaseURL is where a portal without editions is served. Recommended: feeds, sitemap and canonical addresses need it.
	BaseURL string `yaml:"base_url"`
	// Editions are the sites to build, by name. Optional; without any, one edition holds everything.
	Editions map[string]Edition `yaml:"editions"`
	// StaleAfter is the age past which figures are marked stale: "30d", "12h". Optional; 30 days.
	StaleAfter string `yaml:"stale_after"`
	// EditURL leads to a page's source; {path} stands for it. Optional; without it pages carry no edit link.
	EditURL string `yaml:"edit_url"`
	// Contact is who answers questions: a name, an address. Recommended.
	Contact Contact `yaml:"contact"`
	// Accent is the one accent colour, as #rrggbb. Optional; the theme's own.
	Accent string `yaml:"accent"`
	// Banner is a line of Markdown above every page. Optional.
	Banner string `yaml:"banner"`
	// Menu orders the folders in the masthead and front page. Optional; without it weights decide.
	Menu []string `yaml:"menu"`
	// TrustedHTML keeps raw HTML in Markdown as it is. Optional; without it raw HTML is sanitised.
	TrustedHTML bool `yaml:"trusted_html"`
	// Theme is a folder in the content folder that overlays the default theme. Optional; "theme".
	Theme string `yaml:"theme"`
	// Security is where security.txt sends reporters: an address or mailto. Optional.
	Security string `yaml:"security_contact"`
	// Compatibility is a file of the content folder that says which licences fit together, in OSADL's JSON format.
	// Optional; without it nothing is said of that.
	Compatibility string `yaml:"compatibility"`
	// Search tunes the search. Optional.
	Search SearchSettings `yaml:"search"`
	// Groups are sets of projects with figures of their own, by ID: a team, a programme. Optional.
	Groups map[string]Group `yaml:"groups"`
	// People is "counted" or "named": whether names of contributors may be kept. Optional; counted.
	People string `yaml:"people"`
	// Health says where the criteria of a project's health draw the line. Optional; each has a limit of its own.
	Health Health `yaml:"health"`
	// Check says how severe the rules of portolan check are. Optional; each rule has a severity of its own.
	Check CheckSettings `yaml:"check"`
	// Collectors is the list of sources, read by the collectors themselves. Optional.
	Collectors any `yaml:"collectors"`

	// Given is false where there is no site.yaml: the folder is someone's handbook as it was, and what its authors broke
	// is warned of instead of refused.
	Given bool `yaml:"-"`
	// CollectorsNode is the list of sources with its places in the file; nil where none is given.
	CollectorsNode ast.Node `yaml:"-"`
	// AccentLine and AccentColumn are where Accent stands, counted from 1; 0 where it is not given.
	AccentLine, AccentColumn int `yaml:"-"`
	// Stale is StaleAfter understood.
	Stale time.Duration `yaml:"-"`
}

// Edition is one site built for some audiences.
type Edition struct {
	// Audiences are those whose pages and data the edition holds. Required.
	Audiences []string `yaml:"audiences"`
	// BaseURL is where the edition is served. Recommended: feeds, sitemap and canonical addresses need it.
	BaseURL string `yaml:"base_url"`
	// Title replaces the portal's title. Optional.
	Title string `yaml:"title"`
	// Index asks search engines to index the edition. Optional; only editions for the public alone are indexed.
	Index *bool `yaml:"index"`
	// EditURL replaces the portal's edit_url; an empty one leaves the links out. Optional.
	EditURL *string `yaml:"edit_url"`
	// Synonyms are words that mean the same to the edition's readers alone, besides those of the portal. Optional.
	Synonyms [][]string `yaml:"synonyms"`
}

// Group is a set of projects.
type Group struct {
	// Title is what pages call the group. Recommended; its ID.
	Title string `yaml:"title"`
	// Projects are IDs of projects. Optional where there are topics.
	Projects []string `yaml:"projects"`
	// Topics bring in every project that carries one of them. Optional.
	Topics []string `yaml:"topics"`
}

// Contact is who answers questions.
type Contact struct {
	Name  string `yaml:"name"`
	Email string `yaml:"email"`
	URL   string `yaml:"url"`
	Chat  string `yaml:"chat"`
}

// SearchSettings tunes the search.
type SearchSettings struct {
	// Synonyms are words that mean the same, a list each.
	Synonyms [][]string `yaml:"synonyms"`
}

// CheckSettings says how severe rules are.
type CheckSettings struct {
	// Rules are severities by rule: off, notice, warning or error.
	Rules problem.Settings `yaml:"rules"`
}

// largestSite bounds site.yaml, so that a hostile one cannot eat the memory.
const largestSite = 1 << 20

// LoadSite reads site.yaml of a content folder. A missing file is a site of defaults.
func LoadSite(fsys fs.FS) (*Site, []problem.Problem) {
	site := &Site{Stale: 30 * 24 * time.Hour, Language: "en", Theme: "theme"}
	data, err := fs.ReadFile(fsys, SiteFile)
	if errors.Is(err, fs.ErrNotExist) {
		return site, nil
	}
	if err != nil {
		return site, []problem.Problem{{Rule: "site/unreadable", File: SiteFile, Text: err.Error()}}
	}
	site.Given = true
	if len(data) > largestSite {
		return site, []problem.Problem{{Rule: "site/large", File: SiteFile, Line: 1, Text: fmt.Sprintf("the settings have more than %d KiB", largestSite>>10)}}
	}
	file, err := parser.ParseBytes(data, 0)
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, site, yaml.DisallowUnknownField())
	}
	site.CollectorsNode = topLevel(file, "collectors")
	if node := topLevel(file, "accent"); node != nil {
		site.AccentLine, site.AccentColumn = node.GetToken().Position.Line, node.GetToken().Position.Column
	}
	if err != nil {
		return site, siteErrors(data, file, err)
	}
	if site.Language == "" {
		site.Language = "en"
	}
	c := siteCheck{site: site, data: data, file: file}
	c.run()
	return site, c.problems
}

// siteErrors tells all that keeps site.yaml from being read. The library stops at the first mistake, so each key is read
// once more by itself.
func siteErrors(data []byte, file *ast.File, first error) (problems []problem.Problem) {
	add := func(key string, err error) {
		line, column, text := YAMLPlace(err)
		problems = append(problems, problem.Problem{
			Rule: "site/syntax", File: SiteFile, Line: line, Column: column, Text: text, Source: lineOf(data, line), Hint: siteHint(key, column, text),
		})
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()) // one for all: it knows the anchors
	for _, value := range topLevels(file) {
		if err := decoder.DecodeFromNode(ast.Mapping(value.GetToken(), false, value), &Site{}); err != nil {
			add(value.Key.String(), err)
		}
	}
	if len(problems) == 0 {
		add("", first)
	}
	return problems
}

// siteHint says what could stand where an unknown key was found below a key of the top level, or at its column.
func siteHint(key string, column int, text string) string {
	switch {
	case !strings.Contains(text, "unknown field"):
		return ""
	case key == "" || column == 1:
		return "the keys are title, organization, description, language, languages, base_url, editions, stale_after, edit_url, contact, accent, banner, menu, trusted_html, theme, security_contact, compatibility, search, groups, people, health, check, collectors"
	case key == "health":
		return "the keys of health are " + strings.Join(slices.Sorted(maps.Keys(healthHints)), ", ")
	}
	return innerKeys[key]
}

// innerKeys are the keys within those of the top level that hold others.
var innerKeys = map[string]string{
	"editions": "the keys of an edition are audiences, base_url, title, index, edit_url, synonyms",
	"groups":   "the keys of a group are title, projects, topics",
	"contact":  "the keys of contact are name, email, url, chat",
	"search":   "the one key of search is synonyms",
	"check":    "the one key of check is rules",
}

// lineOf returns a line, counted from 1, as a text of its own: it must not keep the whole file in memory.
func lineOf(data []byte, line int) string {
	n := 0
	for text := range bytes.Lines(data) {
		if n++; n == line {
			return string(bytes.TrimRight(text, "\r\n"))
		}
	}
	return ""
}

// topLevel returns the value of a key of the document's mapping.
func topLevel(file *ast.File, key string) ast.Node {
	for _, v := range topLevels(file) {
		if v.Key.String() == key {
			return v.Value
		}
	}
	return nil
}

// topLevels returns the keys of the document's mapping with their values; none where the file could not be read.
func topLevels(file *ast.File) (values []*ast.MappingValueNode) {
	if file == nil {
		return nil
	}
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case *ast.MappingNode:
			values = append(values, body.Values...)
		case *ast.MappingValueNode:
			values = append(values, body)
		}
	}
	return values
}

// siteCheck holds what checking site.yaml needs.
type siteCheck struct {
	site     *Site
	data     []byte
	file     *ast.File
	problems []problem.Problem
}

func (c *siteCheck) wrong(key, text, hint string) {
	p := problem.Problem{Rule: "site/value", File: SiteFile, Text: text, Hint: hint}
	if node := topLevel(c.file, key); node != nil {
		at := node.GetToken().Position
		p.Line, p.Column = at.Line, at.Column
		p.Source = lineOf(c.data, at.Line)
	}
	c.problems = append(c.problems, p)
}

// pointAt moves the last problem to the first line, from its own on, that holds a word.
func (c *siteCheck) pointAt(word string) {
	p := &c.problems[len(c.problems)-1]
	for line := max(p.Line, 1); line <= 1+bytes.Count(c.data, []byte("\n")); line++ {
		text := lineOf(c.data, line)
		if at := strings.Index(text, word); at >= 0 {
			p.Line, p.Column, p.Source = line, at+1, text
			return
		}
	}
}

func (c *siteCheck) run() {
	s := c.site
	if s.StaleAfter != "" {
		d, err := parseAge(s.StaleAfter)
		if err != nil {
			c.wrong("stale_after", err.Error(), "write it as 30d or 12h")
		}
		s.Stale = d
	}
	c.checkLanguages()
	c.checkHealth()
	s.BaseURL = c.checkURL("base_url", s.BaseURL)
	for _, name := range slices.Sorted(maps.Keys(s.Editions)) {
		e := s.Editions[name]
		e.BaseURL = c.checkURL("editions", e.BaseURL)
		s.Editions[name] = e
		if e.EditURL != nil {
			c.checkEditURL("editions", *e.EditURL)
		}
		if len(e.Audiences) == 0 {
			c.wrong("editions", fmt.Sprintf("edition %q has no audience", name), "give it audiences: [public]")
			c.pointAt(name)
		}
		if name != cleanSegment(name) {
			c.wrong("editions", fmt.Sprintf("edition %q cannot be a folder's name", name), "use letters, digits and hyphens")
			c.pointAt(name)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Check.Rules)) {
		if text, hint := s.Check.Rules.Check(id); text != "" {
			c.wrong("check", text, hint)
			c.pointAt(id)
		}
	}
	if s.People != "" && s.People != "counted" && s.People != "named" {
		c.wrong("people", fmt.Sprintf("%q is neither counted nor named", s.People), "")
	}
	c.checkEditURL("edit_url", s.EditURL)
	c.checkLink("contact", s.Contact.URL)
	c.checkLink("contact", s.Contact.Chat)
	c.checkLink("security_contact", s.Security)
	if strings.ContainsFunc(s.Contact.Email, unicode.IsSpace) || strings.ContainsAny(s.Contact.Email, "<>\"'?&%:/\\") {
		c.wrong("contact", fmt.Sprintf("%q is no address for mail", s.Contact.Email), "write it as opensource@example.com")
	}
}

// checkLink refuses an address that readers could not follow, or should not.
func (c *siteCheck) checkLink(key, given string) {
	u, err := url.Parse(given)
	if err != nil || dataset.CleanText(given) != given || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme) {
		c.wrong(key, fmt.Sprintf("%q is not an address that a link may lead to", given), "write it as https://opensource.example.com/contact/")
	}
}

func (c *siteCheck) checkEditURL(key, given string) {
	if given != "" && !strings.Contains(given, "{path}") {
		c.wrong(key, "edit_url does not say where the page's path goes", "put {path} into it")
	}
	c.checkURL(key, given)
}

// checkURL refuses what is no address of a site. It returns the address as it must stand in sitemaps, feeds and headers, which
// know ASCII alone.
func (c *siteCheck) checkURL(key, given string) string {
	if given == "" {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(given, "{path}", "path"))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		c.wrong(key, fmt.Sprintf("%q is not a web address", given), "write it as https://opensource.example.com/")
		c.pointAt(given)
		return given
	}
	name := u.Hostname()
	if host, err := idna.Lookup.ToASCII(name); err == nil && host != strings.ToLower(name) {
		u.Host = strings.Replace(u.Host, name, host, 1)
	}
	return u.String()
}

// parseAge reads an age: days, which time.ParseDuration does not know, or what it does.
func parseAge(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err == nil && n >= 0 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil {
		return d, nil
	}
	return 0, fmt.Errorf("%q is not an age", s)
}

// EditionNames returns the names of the editions, sorted; one empty name for a portal that names none.
func (s *Site) EditionNames() []string {
	if len(s.Editions) == 0 {
		return []string{""}
	}
	return slices.Sorted(maps.Keys(s.Editions))
}

// Edition returns an edition by name. The nameless edition of a portal without editions shows everything.
func (s *Site) Edition(name string) Edition {
	if len(s.Editions) == 0 {
		return Edition{BaseURL: s.BaseURL}
	}
	return s.Editions[name]
}

// EditURLOf returns where an edition's pages are changed; "" where it carries no such links.
func (s *Site) EditURLOf(e Edition) string {
	if e.EditURL != nil {
		return *e.EditURL
	}
	return s.EditURL
}

// Shows tells whether an edition holds what is meant for an audience. Without audiences it holds everything.
func (e Edition) Shows(audience string) bool {
	if audience == "" {
		audience = "internal"
	}
	return e.Audiences == nil || slices.Contains(e.Audiences, audience)
}

// wider tells whether some edition shows a to readers that it does not show b to.
func (s *Site) wider(a, b string) bool {
	for _, e := range s.Editions {
		if e.Shows(a) && !e.Shows(b) {
			return true
		}
	}
	return false
}

// knows tells whether any edition shows the audience.
func (s *Site) knows(audience string) bool {
	if len(s.Editions) == 0 {
		return true
	}
	for _, e := range s.Editions {
		if e.Shows(audience) {
			return true
		}
	}
	return false
}
