package attribution

import (
	"bufio"
	"cmp"
	_ "embed"
	html "html/template"
	"io"
	"slices"
	"strings"
	"sync"
	text "text/template"
	"unicode/utf8"
)

// notices are what both forms of the third-party notices show.
type notices struct {
	Title, Organization, Date string
	// Components counts those that are part of the product: all in Groups and Unlicensed.
	Components int
	// NoCopyright counts those of them whose copyright is not recorded.
	NoCopyright int
	// Groups hold the components by the licence they are used under, in the order of its letters.
	Groups []*noticeGroup
	// Unlicensed are components whose licence is not known.
	Unlicensed []noticeEntry
	// Development are components that build or test the product and are no part of it.
	Development []noticeEntry
	Texts       []*noticeText
	// NoText are licences and exceptions whose text is not at hand.
	NoText []noticeLack
}

// noticeGroup is a licence expression with the components under it.
type noticeGroup struct {
	License, Anchor string
	Components      []noticeEntry
	Texts           []*noticeText
}

// noticeEntry is what is said of a component.
type noticeEntry struct {
	Name, PURL, URL string
	// License is what the source states, where that is not the licence above.
	License   string
	Copyright []string // lines
}

// noticeText is a text with the licences that share it to the letter.
type noticeText struct {
	IDs          []string
	Anchor, Text string
}

// noticeLack is a licence without a text, with the address where the SPDX list has it; "" for what is not on the list.
type noticeLack struct{ ID, URL string }

func (i *Inventory) notices() *notices {
	n := &notices{Title: i.title(), Organization: i.product.Organization}
	if !i.product.Created.IsZero() {
		n.Date = i.product.Created.Format("2006-01-02")
	}
	groups := map[string]*noticeGroup{}
	for _, c := range i.components {
		license := i.license(c)
		if c.Scope == Development {
			n.Development = append(n.Development, entry(c, ""))
			continue
		}
		n.Components++
		if !stated(c.Copyright) {
			n.NoCopyright++
		}
		if license == "" {
			n.Unlicensed = append(n.Unlicensed, entry(c, ""))
			continue
		}
		g := groups[license]
		if g == nil {
			g = &noticeGroup{License: license}
			groups[license] = g
			n.Groups = append(n.Groups, g)
		}
		g.Components = append(g.Components, entry(c, license))
	}
	slices.SortFunc(n.Groups, func(a, b *noticeGroup) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.License), strings.ToLower(b.License)), strings.Compare(a.License, b.License))
	})
	i.addTexts(n)
	return n
}

// entry tells of a component below a licence, and how its source states the licence where that differs.
func entry(c Component, license string) noticeEntry {
	e := noticeEntry{Name: strings.TrimSpace(label(c) + " " + c.Version), PURL: c.PURL, URL: c.URL}
	if own := cmp.Or(c.Found, c.Expression); own != license {
		e.License = own
	}
	if stated(c.Copyright) {
		e.Copyright = strings.Split(c.Copyright, "\n")
	}
	return e
}

// stated tells whether a copyright says anything.
func stated(copyright string) bool {
	return copyright != "" && copyright != none && copyright != noAssertion
}

// addTexts gives each group the texts that its expression names, and each text a single place.
func (i *Inventory) addTexts(n *notices) {
	byID, byText := map[string]*noticeText{}, map[string]*noticeText{}
	anchors := newNames("license-unknown", "license-development", "license-texts")
	for _, g := range n.Groups {
		g.Anchor = anchors.give("license-" + anchor(g.License))
		t := i.terms[g.License]
		for _, id := range slices.Concat(t.licenses, t.exceptions) {
			found, asked := byID[id]
			if !asked {
				found = i.shared(id, byText)
				byID[id] = found
				if found == nil {
					n.NoText = append(n.NoText, lack(id))
				}
			}
			if found != nil && !slices.Contains(g.Texts, found) {
				g.Texts = append(g.Texts, found)
			}
		}
	}
	for _, t := range byText {
		slices.Sort(t.IDs)
		n.Texts = append(n.Texts, t)
	}
	slices.SortFunc(n.Texts, func(a, b *noticeText) int { return slices.Compare(a.IDs, b.IDs) })
	for _, t := range n.Texts {
		t.Anchor = anchors.give("text-" + anchor(t.IDs[0]))
	}
	slices.SortFunc(n.NoText, func(a, b noticeLack) int { return strings.Compare(a.ID, b.ID) })
}

func lack(id string) noticeLack {
	if strings.Contains(id, "Ref-") {
		return noticeLack{ID: id}
	}
	return noticeLack{ID: id, URL: "https://spdx.org/licenses/" + id + ".html"}
}

// anchor makes the name of a place in the page out of letters, digits and hyphens.
func anchor(s string) string {
	return strings.ReplaceAll(plain(strings.ToLower(s)), ".", "-")
}

// shared finds the text of a licence, the same for all licences that have the same words; nil where there is none.
func (i *Inventory) shared(id string, byText map[string]*noticeText) *noticeText {
	words, ok := i.licenseText(id)
	if !ok {
		return nil
	}
	t := byText[words]
	if t == nil {
		t = &noticeText{Text: words}
		byText[words] = t
	}
	t.IDs = append(t.IDs, id)
	return t
}

//go:embed notices.txt
var noticesText string

//go:embed notices.html
var noticesHTML string

var wording = map[string]any{
	"join":      func(words []string) string { return strings.Join(words, ", ") },
	"underline": func(s, with string) string { return strings.Repeat(with, min(72, utf8.RuneCountInString(s))) },
	"count": func(n int, one, many string) string {
		if n == 1 {
			return one
		}
		return many
	},
}

// Most runs of the program write no notices.
var (
	textNotices = sync.OnceValue(func() *text.Template { return text.Must(text.New("notices.txt").Funcs(wording).Parse(noticesText)) })
	htmlNotices = sync.OnceValue(func() *html.Template { return html.Must(html.New("notices.html").Funcs(wording).Parse(noticesHTML)) })
)

// NoticesText writes the third-party notices as plain text.
func (i *Inventory) NoticesText(w io.Writer) error { return buffered(w, textNotices(), i.notices()) }

// NoticesHTML writes the third-party notices as a piece of HTML for the body of a page. Its headings begin at the
// second level, its anchors with "license-" and "text-".
func (i *Inventory) NoticesHTML(w io.Writer) error { return buffered(w, htmlNotices(), i.notices()) }

// buffered spares the writer a call for each word.
func buffered(w io.Writer, form interface{ Execute(io.Writer, any) error }, n *notices) error {
	b := bufio.NewWriter(w)
	if err := form.Execute(b, n); err != nil {
		return err
	}
	return b.Flush()
}
