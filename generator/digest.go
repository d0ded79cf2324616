package generator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// reportsAddress is the page of all reports; a year's and a month's lie below it.
const reportsAddress = "/reports/"

func digestAddress(m dataset.Month) string {
	return reportsAddress + string(m[:4]) + "/" + string(m[5:7]) + "/"
}

// digestMonths are the months that have a digest, the first first. The first known month has none: there is nothing before
// it to compare with.
func (e *edition) digestMonths() []dataset.Month {
	first, last, ok := e.figures.KnownMonths()
	if !ok || len(e.projects.all) == 0 {
		return nil
	}
	var months []dataset.Month
	for m := first.Add(1); m <= last; m = m.Add(1) {
		months = append(months, m)
	}
	return months
}

// digest says what moved in a month. Its page and the feed say the same, so it is found out once; the view is the caller's own.
func (e *edition) digest(m dataset.Month) *DigestView {
	known, found := e.digests.Load(m)
	if !found {
		known, _ = e.digests.LoadOrStore(m, e.makeDigest(m))
	}
	view := *known.(*DigestView)
	return &view
}

func (e *edition) makeDigest(m dataset.Month) *DigestView {
	span := metrics.MonthSpan(m)
	title := e.words.Month(string(m))
	view := &DigestView{ArticleView: e.below(reportsAddress, "digest", e.text("digest_title", title), e.text("digest_text", title)), Month: title}
	groups := e.movesOf(span, span.Before(), false)
	for _, g := range groups {
		for _, row := range g.Rows {
			switch {
			case !row.isKnown(e) || row.Sign == "same":
			case row.Change == "":
				view.First = append(view.First, row)
			case row.Better == "better":
				view.Better = append(view.Better, row)
			case row.Better == "worse":
				view.Worse = append(view.Worse, row)
			default:
				view.Moved = append(view.Moved, row)
			}
		}
	}
	view.Same, view.Unknown = e.unmoved(groups)
	view.Objectives = e.standingMoves(span)
	view.Policies = inSpan(e.policyChanges(0), span)
	view.Projects = e.newProjects(span)
	view.Releases = inSpan(e.releases("", 0), span)
	view.Source = e.reportSource()
	return view
}

// writeDigest writes the page of a month.
func (e *edition) writeDigest(m dataset.Month, months []dataset.Month) error {
	view := e.digest(m)
	at := slices.Index(months, m)
	if at > 0 {
		view.Previous = e.digestLink(months[at-1])
	}
	if at < len(months)-1 {
		view.Next = e.digestLink(months[at+1])
	}
	document := dataDocument("report", view.Title, view.Description, view.summary())
	document.Date = m.Start()
	return e.emit(page{template: "digest.html", view: view, head: &view.PageView, address: digestAddress(m), section: "/metrics/", document: document})
}

func (e *edition) digestLink(m dataset.Month) *Link {
	return &Link{Title: e.words.Month(string(m)), URL: site(digestAddress(m))}
}

// summary says in a few words what moved: for the feed and the search.
func (v *DigestView) summary() string {
	var parts []string
	for _, rows := range [][]MoveRow{v.Better, v.Worse, v.Moved} {
		for _, row := range rows {
			parts = append(parts, fmt.Sprintf("%s: %s (%s).", row.Title, row.Now, row.Change))
		}
	}
	for _, o := range v.Objectives {
		parts = append(parts, fmt.Sprintf("%s: %s.", o.Title, strings.ReplaceAll(o.Now, "-", " ")))
	}
	for _, list := range [][]Change{v.Policies, v.Projects, v.Releases} {
		for _, c := range list {
			parts = append(parts, c.Title+".")
		}
	}
	return strings.Join(parts, " ")
}

// mostDigests is how many months the feed tells of.
const mostDigests = 12

// digestFeed tells of the last months, an entry each. An entry is dated by the end of its month, so that it never changes
// its place.
func (e *edition) digestFeed(months []dataset.Month) []byte {
	base := cmp.Or(e.config.BaseURL, "urn:portolan:"+slug(e.view.Title))
	feed := atomFeed{NS: "http://www.w3.org/2005/Atom", Title: e.view.Title + ": " + e.text("digests"), ID: base + "#digests", Author: atomAuthor{e.view.Organization},
		Updated: e.now.Itself().Format(time.RFC3339)}
	if e.config.BaseURL != "" {
		feed.Links = []atomLink{{Href: e.absolute(reportsAddress)}, {Rel: "self", Href: e.absolute("/reports/feed.xml")}}
	}
	for i := len(months) - 1; i >= max(0, len(months)-mostDigests); i-- {
		m := months[i]
		view := e.digest(m)
		feed.Entries = append(feed.Entries, atomEntry{Title: view.Title, ID: base + "#digest-" + string(m), Link: atomLink{Href: e.outward(site(digestAddress(m)))},
			Updated: metrics.MonthSpan(m).End().Format(time.RFC3339), Summary: view.summary(), Category: &category{"digest"}})
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return xmlText(feed)
}
