package content

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
	"unique"

	"portolan/collectors/dataset"
	"portolan/generator/memo"
	"portolan/generator/problem"
)

// Page is what stays in memory of a Markdown file: everything but its text.
type Page struct {
	// File is the slash-separated path below the content folder.
	File string
	// Address is the page's place on the site: "/policies/use/".
	Address string
	// Digest is that of the file's bytes when they were understood.
	Digest memo.Digest
	// Head names the front matter and the title, which an edit of the text leaves as they are.
	Head memo.Digest
	// BodyLine is the line of the file on which the text starts.
	BodyLine int
	// Audience is who may read the page; never empty once the tree is loaded.
	Audience string

	// Place is where the page stands among the others: its file, and for a translation the file that it translates.
	Place string

	Title       string
	MenuTitle   string
	Description string
	Language    string
	Date        string // "2026-11-22"; "" unknown
	LastMod     string
	Weight      int // pages without weight come after those with one
	Tags        []string
	Aliases     []string
	Policy      *Policy // nil where the page is no policy
	// VersionsSince is the day before which earlier texts of a policy stay unpublished; "" for none.
	VersionsSince string
	// Project is the ID of the project that the page adds words to.
	Project string
	Owner   string
	Contact string
	// Concerns are those of [Concerns] that the page itself says it belongs to.
	Concerns []string
	// Report is the year that the page is the report of; 0 for other pages.
	Report  int
	Boost   float64  // of the page in search; 1 where nothing is said
	Answers []string // queries that the page is the answer to
	// ownAudience is what the page itself says, before the folder is asked.
	ownAudience string
	// version is what a translation states of its original's.
	version string
	front   *Front // dropped when the tree is loaded, save for pages with rules, objectives or thanks

	// What is small stands together: there may be a hundred thousand pages.

	// BodyAt is the byte of the file at which the text starts.
	BodyAt int32
	// Index is true for a folder's own page, Translation for one in one of the portal's further languages.
	Index, Translation bool
	// Draft pages are left out, unlisted ones kept out of menus.
	Draft, Unlisted bool
	// Print is true for a folder's own page where the section can be printed as one document.
	Print bool
	// The front matter holds a license_policy, objectives, or people who are thanked.
	HasRules, HasObjectives, HasThanks bool
	// stated is true where the address comes from permalink or url rather than from the file's place.
	stated bool
	// unsaid is true where neither the page nor a folder above it says who may read it.
	unsaid bool
}

// Policy is the particulars of a policy page.
type Policy struct {
	Approver  string
	Status    string // draft, in-force, superseded, retired
	Version   string
	Effective string // "2026-11-22"
	ReviewBy  string
	History   []PolicyVersion
}

// PolicyVersion is an earlier version of a policy.
type PolicyVersion struct {
	Version, Date, Summary, ApprovedBy string
}

// Particulars name the page without its text: an edit of that leaves them as they are.
func (p *Page) Particulars() memo.Digest { return p.named(p.front) }

// Outline names the page without its text and without what only those read who ask for its front matter, as rules are.
func (p *Page) Outline() memo.Digest { return p.named(nil) }

func (p *Page) named(front *Front) memo.Digest {
	bare := *p
	bare.Digest, bare.BodyLine, bare.BodyAt = memo.Digest{}, 0, 0
	to := packers.Get().(*memo.Packer)
	defer packers.Put(to)
	to.Data = to.Data[:0]
	bare.pack(to, nil)
	to.Flag(p.unsaid)
	if front != nil {
		to.Text(front.Format)
		to.Bytes(front.Raw)
		to.Number(front.FirstLine)
	}
	return memo.DigestOfFile(to.Data)
}

// packers are used again and again.
var packers = sync.Pool{New: func() any { return new(memo.Packer) }}

// heavy is the weight of a page that has none: behind all that have one.
const heavy = 1 << 30

// Concerns are the five of an open source office, in the order in which pages show them.
var Concerns = []string{"strategy", "community", "compliance", "metrics", "value"}

// Front returns the front matter of a page that holds rules, objectives or thanks, for those who read them.
func (p *Page) Front() *Front {
	if p.front == nil {
		return &Front{}
	}
	return p.front
}

// reader takes values out of front matter under any of the names that writers know, and gathers what is wrong.
type reader struct {
	file     string
	front    *Front
	problems []problem.Problem
}

// newPage understands the front matter of a file.
func newPage(site *Site, file string, front Front, body []byte, bodyLine int) (*Page, []problem.Problem) {
	r := &reader{file: file, front: &front}
	language, place := site.translates(file)
	p := &Page{
		File: file, Place: place, Translation: language != "", BodyLine: bodyLine, Index: isIndex(place), front: &front,
		Title:       r.text("title", "eleventyNavigation.title"),
		MenuTitle:   r.text("linkTitle", "menu_title", "sidebar_label", "nav_title", "navTitle", "short_title"),
		Description: r.text("description", "summary", "excerpt"),
		Language:    r.text("language", "lang", "locale"),
		Date:        r.date("date"),
		LastMod:     r.date("lastmod", "last_modified_at", "last_update.date", "updated"),
		Draft:       r.flag(false, "draft") || !r.flag(true, "published"),
		Unlisted:    r.flag(false, "unlisted", "nav_exclude", "eleventyExcludeFromCollections", "_build.list"),
		Print:       r.flag(false, "print"),
		Weight:      r.weight("weight", "sidebar_position", "nav_order", "order", "eleventyNavigation.order", "menu_order"),
		Tags:        r.list("tags", "categories", "keywords"),
		Aliases:     r.list("aliases", "redirect_from", "redirects"),
		Project:     r.text("project"),
		Owner:       unique.Make(r.text("owner")).Value(), // the same on many pages
		Contact:     unique.Make(r.text("contact")).Value(),
		Boost:       r.number(1, "search.boost", "boost"),
		Answers:     r.list("search.answers", "answers"),
		ownAudience: r.text("audience"),

		VersionsSince: r.date("versions_since"),
	}
	p.HasRules = front.Values["license_policy"] != nil
	p.HasObjectives = front.Values["objectives"] != nil
	p.HasThanks = front.Values["thanks"] != nil
	p.Concerns = r.oneOfEach(Concerns, "concern")
	p.Report = int(r.number(0, "report.year"))
	p.Policy, p.version = r.policy(p.HasRules), r.text("version")
	if p.Title == "" {
		p.Title = titleFrom(place, body)
	}
	p.Head = memo.DigestOf(front.Raw, p.Title)
	p.Language = cmp.Or(p.Language, language)
	p.Address, p.stated = r.address(p, path.Join(language, place))
	return p, append(r.problems, misspelt(site, p)...)
}

// titleFrom takes the first heading of the text, or makes a title of the file's name.
func titleFrom(file string, body []byte) string {
	fenced, above := false, ""
	for line := range strings.SplitSeq(string(body[:min(len(body), 8<<10)]), "\n") {
		if strings.Contains(line, ":::") || strings.HasPrefix(line, "!!!") || strings.HasPrefix(line, "???") {
			break // what stands within a part may be for some readers only
		}
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
			fenced = !fenced
		}
		title, ok := strings.CutPrefix(line, "# ")
		if underline := strings.TrimRight(line, " \r"); above != "" && underline != "" && strings.Trim(underline, "=") == "" {
			title, ok = above, true
		}
		if ok && !fenced {
			if title = plainHeading(strings.TrimRight(title, " #\r")); title != "" {
				return title
			}
		}
		above = strings.TrimSpace(line)
	}
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if isIndex(file) {
		name = path.Base(path.Dir(file))
	}
	if name == "." || name == "" {
		return "Home"
	}
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	return Capital(strings.ToValidUTF8(name, "\uFFFD"))
}

// Capital returns a name with its first letter in upper case, whatever alphabet it is of.
func Capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 || first == utf8.RuneError {
		return name
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// value looks a name up; "a.b" is b within a.
func (r *reader) value(names []string) (v any, name string) {
	for _, name := range names {
		top, inner, nested := strings.Cut(name, ".")
		v, ok := r.front.Values[top]
		if nested {
			within, _ := v.(map[string]any)
			v, ok = within[inner]
		}
		if ok && v != nil {
			return v, top
		}
	}
	return nil, ""
}

func (r *reader) wrong(key, text, hint string) {
	line, column, source := r.front.At(key)
	r.problems = append(r.problems, problem.Problem{
		Rule: "front-matter/value", File: r.file, Line: line, Column: column, Source: source, Text: text, Hint: hint,
	})
}

func (r *reader) text(names ...string) string {
	v, name := r.value(names)
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return dataset.CleanText(v)
	case number, bool, int64, float64:
		return fmt.Sprint(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	r.wrong(name, fmt.Sprintf("%q is not a text", name), "")
	return ""
}

func (r *reader) list(names ...string) []string {
	v, name := r.value(names)
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		var items []string
		for item := range strings.SplitSeq(v, ",") {
			if item = dataset.CleanText(item); item != "" {
				items = append(items, item)
			}
		}
		return items
	case []any:
		items := make([]string, 0, len(v))
		for _, item := range v {
			if text := dataset.CleanText(fmt.Sprint(item)); item != nil && text != "" && !slices.Contains(items, text) {
				items = append(items, unique.Make(text).Value())
			}
		}
		if len(items) == 0 {
			return nil
		}
		return items
	}
	r.wrong(name, fmt.Sprintf("%q is not a list of texts", name), "write it as ["+name+"1, "+name+"2]")
	return nil
}

// oneOfEach reads a list of words that must be known ones.
func (r *reader) oneOfEach(words []string, names ...string) []string {
	list := r.list(names...)
	for _, word := range list {
		if !slices.Contains(words, word) {
			r.wrong(names[0], fmt.Sprintf("%q is no %s", word, names[0]), "one of "+strings.Join(words, ", "))
			return nil
		}
	}
	return list
}

func (r *reader) flag(otherwise bool, names ...string) bool {
	v, name := r.value(names)
	switch v := v.(type) {
	case nil:
		return otherwise
	case bool:
		return v
	case string:
		switch strings.ToLower(v) {
		case "true", "yes", "on":
			return true
		case "false", "no", "off", "never":
			return false
		}
	}
	r.wrong(name, fmt.Sprintf("%q is neither true nor false", name), "")
	return otherwise
}

func (r *reader) number(otherwise float64, names ...string) float64 {
	v, name := r.value(names)
	if v == nil {
		return otherwise
	}
	n, err := strconv.ParseFloat(fmt.Sprint(v), 64)
	if err != nil || n < 0 {
		r.wrong(name, fmt.Sprintf("%q is not a number", name), "")
		return otherwise
	}
	return n
}

func (r *reader) weight(names ...string) int {
	v, name := r.value(names)
	if v == nil {
		return heavy
	}
	n, err := strconv.ParseFloat(fmt.Sprint(v), 64)
	if err != nil {
		r.wrong(name, fmt.Sprintf("%q is not a number", name), "a smaller number comes earlier in the menu")
		return heavy
	}
	return int(min(max(n, -heavy), heavy-1))
}

// date reads a day, or the day of a moment, in the forms that front matter knows.
func (r *reader) date(names ...string) string {
	v, name := r.value(names)
	if t, ok := v.(time.Time); ok {
		return t.Format(time.DateOnly)
	}
	text, ok := v.(string)
	if v == nil || text == "" {
		return ""
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, text); ok && err == nil {
			return t.Format(time.DateOnly)
		}
	}
	r.wrong(name, fmt.Sprintf("%q is not a date: %s", name, dataset.CleanText(fmt.Sprint(v))), "write it as 2026-11-30")
	return ""
}

// statuses are the standings of a policy.
var statuses = []string{"draft", "in-force", "superseded", "retired"}

// policy reads the particulars of a policy; nil where the page shows no sign of being one.
func (r *reader) policy(hasRules bool) *Policy {
	p := &Policy{
		Approver:  r.text("approver", "approved_by"),
		Status:    r.text("status"),
		Version:   r.text("version"),
		Effective: r.date("effective", "effective_date"),
		ReviewBy:  r.date("review_by", "review"),
	}
	if p.Approver == "" && p.Effective == "" && p.ReviewBy == "" && !hasRules {
		return nil
	}
	if p.Status == "" {
		p.Status = "in-force"
	}
	if !slices.Contains(statuses, p.Status) {
		r.wrong("status", fmt.Sprintf("%q is no status of a policy", p.Status), "one of "+strings.Join(statuses, ", "))
		p.Status = "in-force" // nothing is published; the mistakes in its rules are told in the same run
	}
	entries, _ := r.front.Values["history"].([]any)
	for _, entry := range entries {
		e := &reader{file: r.file, front: &Front{Raw: r.front.Raw, FirstLine: r.front.FirstLine}}
		e.front.Values, _ = entry.(map[string]any)
		p.History = append(p.History, PolicyVersion{
			Version: e.text("version"), Date: e.date("date", "effective"), Summary: e.text("summary", "what"), ApprovedBy: e.text("approver", "approved_by"),
		})
		r.problems = append(r.problems, e.problems...)
	}
	return p
}
