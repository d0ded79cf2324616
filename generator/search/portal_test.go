package search

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// portal is a small portal of an invented company, with everything that a search may meet.
func portal() []Document {
	page := func(url, kind, title, description string, sections ...Section) Document {
		return Document{URL: url, Kind: kind, Title: title, Description: description, Sections: sections}
	}
	text := func(s string) Section { return Section{Text: s} }
	part := func(id, title, s string) Section { return Section{ID: id, Title: title, Level: 2, Text: s} }
	with := func(d Document, change func(*Document)) Document { change(&d); return d }
	return []Document{
		with(page("policies/use/", "policy", "Using open source", "Which licences may be used where.",
			text("This policy says what every employee may use."),
			part("network-copyleft", "AGPL and network copyleft", "AGPL code must not run in a hosted service that customers reach."),
			part("permissive", "Permissive licences", "MIT, BSD and Apache-2.0 code may be used in every product.")), func(d *Document) {
			d.Facets = map[string][]string{"owner": {"legal"}, "status": {"approved"}}
		}),
		with(page("policies/release/", "policy", "Releasing a project", "Who approves a release and what must be done before.",
			part("approval", "Approval", "The open source office approves each release within five days.")), func(d *Document) {
			d.Facets = map[string][]string{"owner": {"office"}, "status": {"approved"}}
		}),
		with(page("policies/release-2019/", "policy", "Releasing a project", "Who approves a release and what must be done before.",
			part("approval", "Approval", "The open source office approves each release within five days.")), func(d *Document) {
			d.Archived, d.Facets = true, map[string][]string{"owner": {"office"}, "status": {"retired"}}
		}),
		page("handbook/conduct/", "handbook", "Code of conduct", "How we treat each other.", text("Harassment is not tolerated. Repeated insults lead to a temporary ban.")),
		page("handbook/contact/", "handbook", "Who we are", "The people of the office.", text("Write to the office or come to our weekly hour.")),
		page("handbook/mentors/", "handbook", "Mentoring", "", text("Mentors help newcomers with their first contribution to C++ and .NET projects.")),
		page("handbook/bans/", "handbook", "Banned words", "", text("A ban may be temporary or last. Words that hurt are listed here.")),
		with(page("handbuch/lizenzen/", "handbook", "Lizenzen und Häuser", "", text("Verschiedene Lizenzen werden in unseren Häusern verwendet.")), func(d *Document) { d.Language = "de" }),
		with(page("ja/license/", "handbook", "オープンソースライセンス", "", text("このページはライセンスの選び方を説明します。著作権表示も必要です。")), func(d *Document) { d.Language = "ja" }),
		page("strategy/", "strategy", "Our strategy", "", text("We contribute upstream first and measure our success by metrics.")),
		page("licences/mpl-2.0/", "licence", "MPL-2.0", "Mozilla Public License 2.0", text("A weak copyleft licence.")),
		page("licences/mit/", "licence", "MIT", "MIT License", text("A permissive licence.")),
		page("projects/anvil/", "project", "anvil", "A forge for data.", text("Written in Go. Uses log4j-core and semantic versioning.")),
		with(page("decisions/7/", "decision", "Exception LX-7", "", text("CVE-2021-44228 made us drop an old component.")), func(d *Document) { d.Date = time.Unix(1, 0) }),
		with(page("glossary/", "glossary", "Glossary", "", part("sbom", "Software bill of materials", "A list of everything that a product is made of.")), func(d *Document) {
			d.Pinned = []string{"what does it mean", "explain a shibboleth"}
		}),
		page("metrics/absence/", "metric", "Contributor absence factor", "", text("How many people a project cannot lose.")),
		page("components/npm/react-is/", "component", "react-is", ""),
		page("components/npm/react/", "component", "react", ""),
		page("components/npm/lodash/", "component", "lodash", "", text("Helper functions.")),
		page("components/npm/lodash-es/", "component", "lodash-es", "", text("Helper functions as modules.")),
		with(page("components/maven/log4j-core/", "component", "log4j-core", "", text("Logging.")), func(d *Document) {
			d.Aliases = []string{"pkg:maven/org.apache.logging.log4j/log4j-core"}
		}),
	}
}

func portalOptions() Options {
	return Options{Synonyms: append(DefaultSynonyms(), Synonym{Words: []string{"forge", "smithy"}})}
}

// The judged set: a question and the address that a reader hopes to see first.
func TestPortalAnswersQuestions(t *testing.T) {
	judged := []struct{ q, first string }{
		{"can I use agpl in saas", "policies/use/"},
		{"harrassment", "handbook/conduct/"},
		{"who approves a release", "policies/release/"},
		{"releasing a project", "policies/release/"}, // before its archived twin
		{"lodash", "components/npm/lodash/"},
		{"react", "components/npm/react/"},
		{"lodash-es", "components/npm/lodash-es/"},
		{"MPL-2.0", "licences/mpl-2.0/"},
		{"mozilla public licence", "licences/mpl-2.0/"},
		{"MIT", "licences/mit/"},
		{"CVE-2021-44228", "decisions/7/"},
		{"log4j-core", "components/maven/log4j-core/"},
		{"pkg:maven/org.apache.logging.log4j/log4j-core", "components/maven/log4j-core/"},
		{"C++", "handbook/mentors/"},
		{".NET", "handbook/mentors/"},
		{"mentorship", "handbook/mentors/"},
		{"who we are", "handbook/contact/"},
		{`"temporary ban"`, "handbook/conduct/"},
		{`lead "temporary ban"`, "handbook/conduct/"},
		{"sbom", "glossary/"},
		{"bus factor", "metrics/absence/"},
		{"KPIs of our success", "strategy/"},
		{"semver", "projects/anvil/"},
		{"smithy", "projects/anvil/"},
		{"stratgy", "strategy/"},
		{"opensource office", "policies/release/"},
		{"Haus", "handbuch/lizenzen/"},
		{"verschiedenes", "handbuch/lizenzen/"},
		{"ライセンスの選び方", "ja/license/"},
		{"著作権", "ja/license/"},
		{"what does it mean", "glossary/"},
		{"shiboleth", "glossary/"}, // stands in a pinned query only
		{"upstr", "strategy/"},
	}
	var questions []question
	for _, j := range judged {
		questions = append(questions, question{Q: j.q})
	}
	for i, a := range ask(t, writeSite(t, portal(), portalOptions()), questions...) {
		if len(a.Results) == 0 || a.Results[0].URL != judged[i].first {
			t.Errorf("%q: want %s first, got %v", judged[i].q, judged[i].first, a.urls())
		}
	}
}

func TestPortalSaysWhatItMended(t *testing.T) {
	a := ask(t, writeSite(t, portal(), portalOptions()), question{Q: "who aproves a relase"}, question{Q: "release"}, question{Q: "zzyzx"},
		question{Q: `"temporay ban"`}, question{Q: `"ban temporary"`})
	if a[0].Corrected != "who approves a release" {
		t.Errorf("corrected: %q", a[0].Corrected)
	}
	if a[1].Corrected != "" {
		t.Errorf("a known word was corrected to %q", a[1].Corrected)
	}
	if len(a[3].Results) != 1 || a[3].Corrected != `"temporary ban"` {
		t.Errorf("a misspelt phrase: %v %q", a[3].urls(), a[3].Corrected)
	}
	if a[4].Total != 0 || !slices.Equal(a[4].Suggestions, []string{"ban temporary"}) {
		t.Errorf("a phrase that stands nowhere: %v %q", a[4].urls(), a[4].Suggestions)
	}
	if a[2].Total != 0 || len(a[2].Results) != 0 {
		t.Errorf("something was found for nothing: %v", a[2].urls())
	}
}

func TestPortalFilters(t *testing.T) {
	filters := func(pairs ...any) map[string]any {
		f := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			f[pairs[i].(string)] = pairs[i+1]
		}
		return map[string]any{"filters": f, "facets": true}
	}
	a := ask(t, writeSite(t, portal(), portalOptions()),
		question{"release", filters()},
		question{"release", filters("status", "approved")},
		question{"release", filters("status", []string{"approved", "retired"}, "owner", "office")},
		question{"release", filters("status", "approved", "owner", "nobody")},
		question{"functions", filters("kind", "component")},
		question{"", filters("kind", "licence")},
	)
	if got := a[0].Facets["status"]; got["approved"] < 1 || got["retired"] != 1 {
		t.Errorf("facets without filters: %v", a[0].Facets)
	}
	if got := a[1].urls(); slices.Contains(got, "policies/release-2019/") || a[1].Facets["status"]["retired"] != 1 {
		t.Errorf("one filter: %v %v", got, a[1].Facets)
	}
	if got := a[2].urls(); len(got) != 2 || a[2].Facets["owner"]["office"] != 2 {
		t.Errorf("two values and another facet: %v %v", got, a[2].Facets)
	}
	if a[3].Total != 0 {
		t.Errorf("a filter that nothing passes: %v", a[3].urls())
	}
	if a[5].Total != 2 {
		t.Errorf("a filter without a query: %v", a[5].urls())
	}
	if got := a[4].urls(); len(got) != 2 || a[4].Facets["kind"]["component"] != 2 {
		t.Errorf("the catalog by its kind: %v %v", got, a[4].Facets)
	}
}

func TestPortalShowsSectionsAndExcerpts(t *testing.T) {
	a := ask(t, writeSite(t, portal(), portalOptions()), question{Q: "agpl hosted service"})[0]
	r := a.Results[0]
	if len(r.Sections) == 0 || r.Sections[0].URL != "policies/use/#network-copyleft" {
		// The anchor is not the title's slug: it must come from the index.
		t.Errorf("sections: %+v", r.Sections)
	}
	if len(r.Sections) > 0 && r.Sections[0].Excerpt != "AGPL code must not run in a hosted service that customers reach." {
		t.Errorf("excerpt: %q", r.Sections[0].Excerpt)
	}
	if len(r.Marks) == 0 {
		t.Error("no word of the excerpt is marked")
	}
}

func TestCatalogIsFetchedOnlyWhenAsked(t *testing.T) {
	documents := portal()
	for i := range 3000 {
		documents = append(documents, Document{URL: fmt.Sprintf("components/npm/part%d/", i), Kind: "component", Title: fmt.Sprintf("part%d", i), Description: "An open source release helper"})
	}
	a := ask(t, writeSite(t, documents, portalOptions()), question{Q: "who approves a release"}, question{Q: "part1234"})
	for _, name := range a[0].Fetched {
		if len(a[0].Fetched) > 6 || len(name) > 15 && name[:15] == "search/catalog-" {
			t.Errorf("a question to the handbook fetched %v", a[0].Fetched)
		}
	}
	if a[1].Results[0].URL != "components/npm/part1234/" {
		t.Errorf("a component by name: %v", a[1].urls())
	}
}
