package generator

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// publicCodeFile describes a project to catalogs of public administrations (https://yml.publiccode.tools).
const publicCodeFile = "publiccode.yml"

// hasPublicCode tells whether a project can be described so: public code, at an address, under a licence that is known.
func (e *edition) hasPublicCode(p *project) bool {
	m := p.merged
	return m.Visibility == dataset.VisibilityPublic && m.URL != "" && m.Provenance.GoneSince == nil && e.licenseOf(p) != unknownValue
}

// publicCodeStatuses are our words in those of the standard.
var publicCodeStatuses = map[string]string{"experimental": "concept", "incubating": "beta", "active": "stable", "maintenance": "stable",
	"deprecated": "obsolete", "archived": "obsolete"}

// standIns is said at the head of every file: the standard asks for more than a portal can know.
const standIns = `# Made by a portal from what it knows. The standard asks for more: platforms, categories, softwareType, features,
# localisation and the contact stand in for what only the project can say. Put the file into the repository and mend them there.
`

// publicCode describes a project. Every member that the standard asks for is there; nothing is invented that could be
// taken for a fact.
func (e *edition) publicCode(p *project) []byte {
	m := p.merged
	w := yamlWriter{out: make([]byte, 0, 2<<10)}
	w.plain(standIns + "publiccodeYmlVersion: \"0.4\"\n")
	w.text("name", m.Name)
	w.text("url", m.URL)
	w.text("landingURL", m.Homepage)
	if m.Upstream != "" {
		w.text("isBasedOn", "https://"+m.Upstream)
	}
	if len(m.Releases) > 0 {
		w.text("softwareVersion", m.Releases[0].Tag)
		w.text("releaseDate", m.Releases[0].Published.Format(time.DateOnly))
	}
	w.texts("platforms", "other")
	w.texts("categories", "it-development")
	status := cmpOr(publicCodeStatuses[string(e.figures.Status(m.ID))], "development")
	w.text("developmentStatus", status)
	w.text("softwareType", "standalone/other")
	e.describePublicCode(&w, p)
	w.plain("legal:\n")
	w.text("  license", e.licenseOf(p))
	w.text("  repoOwner", m.Organization)
	w.plain("maintenance:\n")
	if status == "obsolete" {
		w.text("  type", "none")
	} else {
		w.text("  type", "internal")
		w.plain("  contacts:\n")
		w.text("  - name", cmpOr(m.Owner, e.portal.site.Contact.Name, m.Organization, e.view.Organization, m.Name))
		w.text("    affiliation", m.Organization)
	}
	w.plain("localisation:\n  localisationReady: false\n")
	w.texts("  availableLanguages", e.portal.site.Language)
	return w.out
}

// describePublicCode says in the portal's language what a project is. The short description stands in for features where
// a project names no topics.
func (e *edition) describePublicCode(w *yamlWriter, p *project) {
	m := p.merged
	short := shortened(cmpOr(m.Description, m.Name), 150)
	features := m.Topics
	if len(features) == 0 {
		features = []string{short}
	}
	w.plain("description:\n  ")
	w.out = append(appendYAML(w.out, e.portal.site.Language), ":\n"...)
	w.text("    shortDescription", short)
	w.text("    longDescription", e.longDescription(p))
	w.texts("    features", features...)
}

// shortestLong and longestLong are how many characters the standard asks of a long description.
const (
	shortestLong = 150
	longestLong  = 10_000
)

// longDescription says what is known of a project in as many words as the standard asks for.
func (e *edition) longDescription(p *project) string {
	m := p.merged
	text := strings.TrimSpace(m.Description)
	if text != "" && !strings.HasSuffix(text, ".") {
		text += "."
	}
	facts := []string{e.text("public_where", m.Name, m.URL), e.text("public_license", e.licenseOf(p)), e.text("public_status", e.words.Word(cmpOr(string(e.figures.Status(m.ID)), "unknown")))}
	if language := p.language(); language != "" {
		facts = append(facts, e.text("public_language", language))
	}
	if r := e.figures.Reading(metrics.ByID("commits"), metrics.OfProject(m.ID), year); r.Value.Number != nil {
		facts = append(facts, r.Sentence(e.say()))
	}
	facts = append(facts, e.text("public_page", e.outward(site(p.address))), e.text("public_made"))
	for _, fact := range facts {
		if utf8.RuneCountInString(text) < shortestLong {
			text = strings.TrimSpace(text + " " + fact)
		}
	}
	return shortened(text, longestLong)
}

// shortened cuts a text at a word, and says so.
func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = cut(s, most-1)
	if at := strings.LastIndexByte(s, ' '); at > most/2 {
		s = s[:at]
	}
	return fmt.Sprint(s, "\u2026")
}
