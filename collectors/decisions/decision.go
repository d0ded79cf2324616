package decisions

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/package-url/packageurl-go"

	"portolan/collectors/dataset"
)

// notAVerdict is how the trouble with an unknown word for a verdict ends.
const notAVerdict = "is not a verdict"

// reader turns one row into a decision and gathers what it cannot understand.
type reader struct {
	config  Config
	fields  map[string]string
	trouble string
}

// decision makes a decision of a row; index counts the rows of all files.
func (c Config) decision(index int, r row) dataset.Decision {
	in := reader{config: c, fields: r.fields, trouble: r.wrong}
	f := c.Fields
	d := dataset.Decision{
		ID: in.text(f.ID), Component: in.component(f.Component), Versions: in.text(f.Versions), License: in.text(f.License),
		Product: in.product(f.Product), Contexts: in.words(f.Contexts), Verdict: in.verdict(f.Verdict), Conditions: in.text(f.Conditions),
		Because: in.text(f.Because), DecidedBy: in.text(f.DecidedBy), Decided: in.day(f.Decided), Expires: in.day(f.Expires),
		URL: webAddress(in.text(f.URL)),
	}
	if d.ID == "" {
		d.ID = fmt.Sprintf("row-%d", index)
	}
	if d.Title = in.text(f.Title); d.Title == "" {
		d.Title = title(d)
	}
	switch {
	case f.License != "" && d.License == "":
		// Without a licence it would count for any that the component ever has.
		in.say("it names no licence")
	case d.Component == "" && d.License == "" && d.Product == "":
		in.say("it names no component, licence or product")
	}
	d.Trouble = in.trouble
	return d
}

func (in *reader) say(format string, args ...any) {
	in.trouble = join(in.trouble, fmt.Sprintf(format, args...))
}

// text returns a field; "" where site.yaml names none.
func (in *reader) text(field string) string {
	if field == "" {
		return ""
	}
	return dataset.CleanText(in.fields[field])
}

func (in *reader) component(field string) string {
	name := in.text(field)
	if strings.HasPrefix(name, "pkg:") && !strings.Contains(name, "*") {
		if _, err := packageurl.FromString(name); err != nil {
			in.say("%q is not a package URL", name)
		}
	}
	return name
}

func (in *reader) product(field string) string {
	name := in.text(field)
	if slices.ContainsFunc(in.config.Everywhere, func(all string) bool { return strings.EqualFold(all, name) }) {
		return ""
	}
	return name
}

func (in *reader) words(field string) []string {
	text := in.text(field)
	if text == "" {
		return nil
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
}

// verdict translates the register's word, in any letter case. What nobody can translate is unknown.
func (in *reader) verdict(field string) string {
	word := in.text(field)
	for _, from := range slices.Sorted(maps.Keys(in.config.Verdicts)) {
		if strings.EqualFold(from, word) {
			return in.config.Verdicts[from]
		}
	}
	switch small := strings.ToLower(word); {
	case slices.Contains(verdicts, small):
		return small
	case word == "" && in.config.Otherwise != "":
		return in.config.Otherwise
	case word == "":
		in.say("it has no verdict")
	default:
		in.say("%q %s", word, notAVerdict)
	}
	return "unknown"
}

// day reads a day or moment. A decision whose end nobody can read must not count for ever.
func (in *reader) day(field string) *dataset.Date {
	text := in.text(field)
	if text == "" {
		return nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, time.DateTime} {
		if t, err := time.Parse(layout, text); err == nil && t.Year() > 0 {
			return dataset.Of(dataset.Date(t.Format(time.DateOnly)))
		}
	}
	in.say("%q is not a day such as 2026-11-22", text)
	return nil
}

// title says what a decision is about.
func title(d dataset.Decision) string {
	words := d.Component
	switch {
	case d.Component != "" && d.License != "":
		words += " under " + d.License
	case d.Component == "":
		words = d.License
	}
	switch {
	case words != "" && d.Product != "":
		words += " in " + d.Product
	case words == "":
		words = cmp.Or(d.Product, d.ID)
	}
	return dataset.CleanText(words)
}

// webAddress returns an address that may stand in a link, or "".
func webAddress(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
