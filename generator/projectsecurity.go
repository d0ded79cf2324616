package generator

import (
	"cmp"
	"slices"
	"strings"

	"portolan/collectors/dataset"
)

// securityURL is where a hole in a project is reported: the policy that its forge shows, or the portal's own address.
func (e *edition) securityURL(p *project) Address {
	m := p.merged
	if there := m.Community.SecurityPolicy; there != nil && *there && strings.HasPrefix(m.ID, "github.com/") && m.URL != "" {
		return Address(strings.TrimSuffix(m.URL, "/") + "/security/policy")
	}
	if m.Archived {
		return ""
	}
	return Address(e.portal.site.Security)
}

func (e *edition) scorecard(id string) *ScorecardView {
	s := e.projects.scorecards[id]
	if s == nil {
		return nil
	}
	view := &ScorecardView{Score: e.text("unknown"), Date: string(s.Date), URL: Address(s.Provenance.URL)}
	if s.Score != nil {
		view.Score = fixed(*s.Score)
	}
	for _, c := range s.Checks {
		check := CriterionView{Title: c.Name, Measure: c.Reason, URL: Address(c.URL), Found: e.text("unknown"), Asked: e.text("of_ten"), Standing: "unknown"}
		if c.Score != nil {
			check.Found = e.number(*c.Score)
			check.Standing = map[bool]string{true: "met", false: "unmet"}[*c.Score >= goodCheck]
		}
		view.Checks = append(view.Checks, check)
	}
	return view
}

// goodCheck is the score, of ten, from which a check of Scorecard counts as met.
const goodCheck = 7

// vulnerabilityTable lists what is open, and says what was looked up and when. Without a look-up both are empty: then
// nobody knows.
func (e *edition) vulnerabilityTable(id string) (*TableView, string) {
	lists := e.projects.vulnerabilities[id]
	if len(lists) == 0 {
		return nil, ""
	}
	var open []dataset.Vulnerability
	mended := 0
	for _, list := range lists {
		for _, v := range list.Vulnerabilities {
			if v.Resolved == nil {
				open = append(open, v)
			} else {
				mended++
			}
		}
	}
	text := e.text("vulnerabilities_sum", e.number(len(open)), e.number(mended), e.sourceLine(provenancesOf(lists)))
	if len(open) == 0 {
		return nil, text
	}
	slices.SortStableFunc(open, func(a, b dataset.Vulnerability) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Component, b.Component))
	})
	t := &TableView{Caption: e.text("vulnerabilities"), Head: []Cell{{Text: "ID"}, {Text: e.text("component")}, {Text: e.text("severity")}, {Text: e.text("known_since")}, {Text: e.text("fixed_in")}}}
	for _, v := range open {
		since := e.text("unknown")
		if v.FirstSeen != nil {
			since = e.words.ShortDate(string(*v.FirstSeen))
		}
		t.Rows = append(t.Rows, []Cell{{Text: strings.Join(append([]string{v.ID}, v.Aliases...), ", "), URL: Address("https://osv.dev/vulnerability/" + escapePath(v.ID))},
			{Text: strings.TrimSpace(v.Component + " " + v.Version)}, {Text: cmpOr(v.Severity, e.text("unknown"))}, {Text: since}, {Text: cmpOr(v.FixedIn, e.text("not_fixed"))}})
	}
	return t, text
}
