package generator

import (
	"fmt"
	"slices"
	"strings"

	"portolan/generator/memo"
	"portolan/generator/policy"
	"portolan/generator/policy/facts"
	"portolan/generator/words"
)

// A list within a page shows so many rows before it leads to the whole: mostRows of a product, which readers look through,
// mostUnder of a licence.
const (
	mostRows  = 100
	mostUnder = 40
)

func (e *edition) licenseRow(l *licence) LicenseRow {
	row := LicenseRow{
		ID: l.id, Name: l.facts.Name, Category: string(l.facts.Category), Deprecated: l.facts.Deprecated,
		OSI: l.facts.OSIApproved != nil && *l.facts.OSIApproved, Verdicts: e.verdicts(l.verdicts),
		Components: len(l.components), Projects: len(l.projects),
	}
	if l.address != "" {
		row.URL = site(l.address)
	}
	if row.Category == "" {
		row.Category = "unknown"
	}
	return row
}

func (e *edition) licenseRows(list []*licence) []LicenseRow {
	var rows []LicenseRow
	for _, l := range list {
		rows = append(rows, e.licenseRow(l))
	}
	return rows
}

func (e *edition) licenseList(a ArticleView) any {
	view := &LicensesView{ArticleView: a, Contexts: e.contextTerms(), Licenses: e.licenseRows(e.catalog.licenses), Unknown: e.licenseRows(e.catalog.unread)}
	counts := map[string]int{}
	for _, row := range view.Licenses {
		counts[row.Category]++
	}
	for _, category := range sortedByCount(counts) {
		view.Groups = append(view.Groups, Count{ID: category, Title: e.words.Word(category), Count: counts[category]})
	}
	view.CSV, view.JSON = site("/api/licenses.csv"), site("/api/licenses.json")
	return view
}

// writeLicense writes the page of a licence.
func (e *edition) writeLicense(l *licence, drawnFrom memo.Digest) error {
	name := cmpOr(l.facts.Name, l.id)
	view := &LicenseView{ArticleView: e.below("/compliance/licenses/", "license", l.id, ""), License: e.licenseRow(l), Contexts: e.contextTerms()}
	view.Summary = e.licenseSummary(l)
	view.Description = name
	if name == l.id {
		view.Description = view.Summary
	}
	view.Permissions = e.duties(l.facts.Permissions, facts.Permission)
	view.Conditions = e.duties(l.facts.Conditions, facts.Condition)
	view.Limitations = e.duties(l.facts.Limitations, facts.Limitation)
	view.Reference = Address(l.facts.Reference)
	view.Policy = e.policyLink(l.verdicts)
	view.Components = e.componentRows(worstFirst(l.components)[:min(len(l.components), mostUnder)])
	if len(l.components) > mostUnder {
		view.More = &Link{Title: e.words.Count("components_all", len(l.components)), URL: site("/compliance/components/")}
		if len(e.lists) > 0 {
			view.More.URL = site(l.componentsAddress())
		}
	}
	for _, id := range l.projects {
		if p := e.projects.byID[id]; p != nil {
			view.Projects = append(view.Projects, e.projectRow(p))
		}
	}
	view.Text, _ = facts.Text(l.id)
	document := dataDocument("licence", l.id, name+". "+view.Summary, name, string(l.facts.Category))
	document.Aliases = []string{name}
	document.Facets["topic"] = []string{view.License.Category}
	return e.emit(page{template: "license.html", view: view, head: &view.PageView, address: l.address, section: "/compliance/", document: document, facts: drawnFrom})
}

// worstFirst puts those components first that the policy has most to say about.
func worstFirst(list []*component) []*component {
	return slices.SortedStableFunc(slices.Values(list), func(a, b *component) int { return int(b.worst - a.worst) })
}

// licenseSummary says in a sentence what the policy says of a licence.
func (e *edition) licenseSummary(l *licence) string {
	if len(l.verdicts) == 0 {
		return ""
	}
	var parts []string
	for _, v := range e.verdicts(l.verdicts) {
		parts = append(parts, fmt.Sprintf("%s: %s", v.Label, e.words.Word(v.Level)))
	}
	return strings.Join(parts, "; ") + "."
}

func (e *edition) duties(tags []string, wording func(*words.Words, string) facts.Duty) []Term {
	var terms []Term
	for _, tag := range tags {
		d := wording(e.say(), tag)
		terms = append(terms, Term{ID: d.Label, Text: d.Text})
	}
	return terms
}

// policyLink leads to the page whose rules decided.
func (e *edition) policyLink(verdicts []policy.Verdict) Link {
	for _, v := range verdicts {
		if p := e.tree.At(v.Page); v.Page != "" && p != nil {
			return Link{Title: p.Title, URL: site(p.Address)}
		}
	}
	return Link{}
}

// mayIUseIt answers for every licence and context.
func (e *edition) mayIUseIt(a ArticleView) any {
	view := &MayIUseItView{ArticleView: a, Contexts: e.contextTerms(), Licenses: e.licenseRows(e.catalog.licenses)}
	for _, l := range e.catalog.licenses {
		if view.Policy = e.policyLink(l.verdicts); view.Policy.URL != "" {
			break
		}
	}
	return view
}
