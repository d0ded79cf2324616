package importing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"portolan/generator/problem"
)

// renamed are the keys of other generators that mean what one of ours means, the likeliest first.
var renamed = []struct {
	ours string
	kind string // text, day, number, flag or list
	from []string
}{
	{"title", "text", []string{"eleventyNavigation.title"}},
	{"linkTitle", "text", []string{"sidebar_label", "menu_title", "nav_title", "navTitle", "short_title", "linktitle"}},
	{"description", "text", []string{"summary", "excerpt"}},
	{"weight", "number", []string{"sidebar_position", "nav_order", "order", "menu_order", "eleventyNavigation.order"}},
	{"lastmod", "day", []string{"last_modified_at", "last_update.date", "updated", "date_modified", "publishDate"}},
	{"aliases", "list", []string{"redirect_from", "redirects"}},
	{"tags", "list", []string{"categories", "keywords"}},
	{"language", "text", []string{"lang", "locale"}},
	{"unlisted", "flag", []string{"nav_exclude", "eleventyExcludeFromCollections", "_build.list"}},
	{"date", "day", nil},
	{"draft", "flag", nil},
	{"slug", "text", nil},
	{"owner", "text", nil},
	{"contact", "text", nil},
	{"project", "text", nil},
	{"boost", "number", nil},
	{"answers", "list", nil},
	{"approver", "text", []string{"approved_by"}},
	{"effective", "day", []string{"effective_date"}},
	{"review_by", "day", []string{"review"}},
	{"version", "text", nil},
	{"status", "text", nil},
}

// ours are keys that mean something of their own here, and never what another generator's writer meant by them.
var ours = []string{"license_policy", "objectives", "search", "history"}

// settle puts a page's front matter under our names. What a name of ours would misread is kept under another.
func (s *source) settle(p *page) {
	f := p.front
	for _, key := range ours {
		if f.has(key) {
			s.setAside(p, key, "it means something else here")
		}
	}
	if audience := f.text("audience"); f.has("audience") && audience != "public" && audience != "internal" {
		s.setAside(p, "audience", "here it says which edition may show the page")
	}
	if f.has("published") {
		if f.text("published") == "false" && !f.has("draft") {
			f.set("draft", true)
		}
		f.remove("published")
	}
	for _, key := range renamed {
		s.settleKey(p, key.ours, key.kind, key.from)
	}
	if status := f.text("status"); status != "" && !slices.Contains([]string{"draft", "in-force", "superseded", "retired"}, status) {
		s.setAside(p, "status", "here it is the status of a policy")
	}
}

// settleKey takes the first of the names under which a value is given, and reports one of the wrong kind.
func (s *source) settleKey(p *page, key, kind string, others []string) {
	f := p.front
	for _, other := range others {
		value := f.value(other)
		if value == nil || f.has(key) {
			continue
		}
		if other == "_build.list" {
			value = f.text(other) == "never" || f.text(other) == "false"
		}
		if strings.Contains(other, ".") {
			f.set(key, value)
			continue
		}
		f.rename(other, key)
	}
	if value := f.values[key]; value != nil {
		if mended, ok := fit(kind, value); !ok {
			s.setAside(p, key, "its value is no "+kind)
		} else if fmt.Sprint(mended) != fmt.Sprint(value) {
			f.set(key, mended)
		}
	} else if _, there := f.values[key]; there {
		f.remove(key)
	}
}

// setAside keeps a key under a name that nobody reads.
func (s *source) setAside(p *page, key, why string) {
	at := p.front.lines[key]
	p.front.rename(key, "imported_"+key)
	s.note(problem.Notice, p.file, at, 1, "import/key", fmt.Sprintf("%q is kept as %q: %s", key, "imported_"+key, why), "")
}

// fit makes a value one of a kind that we read.
func fit(kind string, value any) (any, bool) {
	switch kind {
	case "text":
		return fitText(value)
	case "list":
		return fitList(value)
	case "flag":
		return fitFlag(value)
	case "number":
		n, err := strconv.ParseFloat(strings.TrimSpace(fmt.Sprint(value)), 64)
		if err != nil || n != n {
			return nil, false
		}
		return value, true
	}
	return fitDay(value)
}

func fitText(value any) (any, bool) {
	switch value.(type) {
	case map[string]any, []any, []map[string]any:
		return nil, false
	}
	return value, true
}

func fitList(value any) (any, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case []any:
		for _, item := range v {
			if _, ok := fitText(item); !ok {
				return nil, false
			}
		}
		return v, true
	}
	return nil, false
}

func fitFlag(value any) (any, bool) {
	switch v := value.(type) {
	case bool:
		return v, true
	case string:
		switch strings.ToLower(v) {
		case "true", "yes", "on", "false", "no", "off":
			return v, true
		}
	}
	return nil, false
}

// days are the forms of a day that front matter is written in; the first ones are read by builds as they are.
var days = []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04",
	"2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05 -07:00", "2006-1-2", "2006/01/02", "2006/1/2", "January 2, 2006", "Jan 2, 2006", "2 January 2006",
	"2 Jan 2006", time.RFC1123Z, time.RFC1123, "2006-01-02T15:04", "2006-01"}

// readAsTheyAre is how many of days a build reads.
const readAsTheyAre = 7

func fitDay(value any) (any, bool) {
	text := strings.TrimSpace(fmt.Sprint(value))
	for _, layout := range days[:readAsTheyAre] {
		if _, err := time.Parse(layout, text); err == nil {
			return value, true
		}
	}
	day := dayOf(value)
	return day, day != ""
}

// dayOf returns the day of a value as 2026-11-30; "" where it is none.
func dayOf(value any) string {
	if t, ok := value.(time.Time); ok {
		return t.Format(time.DateOnly)
	}
	text := strings.TrimSpace(fmt.Sprint(value))
	for _, layout := range days {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
