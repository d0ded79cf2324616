package generator

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/content"
)

// calendarDay is something on one day. The key tells it from all others, whatever else of it changes.
type calendarDay struct {
	key                               string
	day                               time.Time
	summary, description, place, link string
}

// calendar writes days as iCalendar; nil where there are none, since RFC 5545 knows no empty calendar.
func (e *edition) calendar(product, title string, days []calendarDay) []byte {
	if len(days) == 0 {
		return nil
	}
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(foldICS(fmt.Sprintf(format, args...))) }
	given := func(name, text string) {
		if text != "" {
			line("%s:%s", name, text)
		}
	}
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Portolan//%s//EN", product)
	line("X-WR-CALNAME:%s", escapeICS(title))
	for _, d := range days {
		line("BEGIN:VEVENT")
		line("UID:%s@%s", digest([]byte(d.key)), cmp.Or(e.host(), "portolan"))
		line("DTSTAMP:%s", e.now.Itself().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE:%s", d.day.Format("20060102"))
		line("DTEND;VALUE=DATE:%s", d.day.AddDate(0, 0, 1).Format("20060102"))
		line("SUMMARY:%s", escapeICS(d.summary))
		given("DESCRIPTION", escapeICS(d.description))
		given("LOCATION", escapeICS(d.place))
		given("URL", d.link)
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return []byte(b.String())
}

// reviews is a calendar of the policy reviews that are due.
func (e *edition) reviews() []byte {
	var days []calendarDay
	for _, p := range e.policies() {
		day := dataset.Date(p.ReviewBy).Time()
		if !reviewed(p.Status, day) {
			continue
		}
		days = append(days, calendarDay{key: string(p.URL) + p.ReviewBy, day: day, summary: e.text("review_of", p.Title),
			description: strings.TrimSpace(e.text("owner") + ": " + p.Owner + " " + e.outward(p.URL))})
	}
	return e.calendar("Policy reviews", e.view.Title, days)
}

// hasReview tells whether a page is a policy with a review in the calendar.
func hasReview(p *content.Page) bool {
	return p.Policy != nil && reviewed(p.Policy.Status, dataset.Date(p.Policy.ReviewBy).Time())
}

func reviewed(status string, day time.Time) bool { return status == "in-force" && !day.IsZero() }

func (e *edition) host() string {
	u, err := url.Parse(e.config.BaseURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func escapeICS(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\r", "").Replace(s)
}

// foldICS ends a line and folds it at 75 bytes, as RFC 5545 asks, never within a character.
func foldICS(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if size := len(string(r)); n+size > 74 {
			b.WriteString("\r\n ")
			n = 1
		}
		b.WriteRune(r)
		n += len(string(r))
	}
	return b.String() + "\r\n"
}
