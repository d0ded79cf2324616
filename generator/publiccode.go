package generator

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"portolan/collectors/dataset"
	"portolan/generator/metrics"
)

// publicCodeFile describes a project to catalogs of public administrations (https://yml.publiccode.tools).
const publicCodeFile = "publiccode.yml"

// The members of publiccode.yml that the standard asks for, and those that we know.
type (
	publicCode struct {
		Version      string                           `yaml:"publiccodeYmlVersion"`
		Name         string                           `yaml:"name"`
		URL          string                           `yaml:"url"`
		Landing      string                           `yaml:"landingURL,omitempty"`
		BasedOn      string                           `yaml:"isBasedOn,omitempty"`
		Software     string                           `yaml:"softwareVersion,omitempty"`
		Released     string                           `yaml:"releaseDate,omitempty"`
		Platforms    []string                         `yaml:"platforms"`
		Categories   []string                         `yaml:"categories"`
		Status       string                           `yaml:"developmentStatus"`
		SoftwareType string                           `yaml:"softwareType"`
		Description  map[string]publicCodeDescription `yaml:"description"`
		Legal        publicCodeLegal                  `yaml:"legal"`
		Maintenance  publicCodeMaintenance            `yaml:"maintenance"`
		Localisation publicCodeLocalisation           `yaml:"localisation"`
	}
	publicCodeDescription struct {
		Name     string   `yaml:"localisedName,omitempty"`
		Short    string   `yaml:"shortDescription"`
		Long     string   `yaml:"longDescription"`
		Features []string `yaml:"features"`
	}
	publicCodeLegal struct {
		License string `yaml:"license"`
		Owner   string `yaml:"repoOwner,omitempty"`
	}
	publicCodeMaintenance struct {
		Type     string              `yaml:"type"`
		Contacts []publicCodeContact `yaml:"contacts,omitempty"`
	}
	publicCodeContact struct {
		Name        string `yaml:"name"`
		Affiliation string `yaml:"affiliation,omitempty"`
	}
	publicCodeLocalisation struct {
		Ready     bool     `yaml:"localisationReady"`
		Languages []string `yaml:"availableLanguages"`
	}
)

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
	m, language := p.merged, e.portal.site.Language
	status := string(e.figures.Status(m.ID))
	doc := publicCode{
		Version: "0.4", Name: m.Name, URL: m.URL, Landing: m.Homepage, Platforms: []string{"other"}, Categories: []string{"it-development"},
		Status: cmpOr(publicCodeStatuses[status], "development"), SoftwareType: "standalone/other",
		Description: map[string]publicCodeDescription{language: {
			Short: shortened(cmpOr(m.Description, m.Name), 150), Long: e.longDescription(p), Features: append([]string{}, m.Topics...)}},
		Legal:        publicCodeLegal{License: e.licenseOf(p), Owner: m.Organization},
		Maintenance:  publicCodeMaintenance{Type: "none"},
		Localisation: publicCodeLocalisation{Languages: []string{language}},
	}
	if m.Upstream != "" {
		doc.BasedOn = "https://" + m.Upstream
	}
	if len(m.Releases) > 0 {
		doc.Software, doc.Released = m.Releases[0].Tag, m.Releases[0].Published.Format(time.DateOnly)
	}
	if len(m.Topics) == 0 {
		doc.Description[language] = withFeature(doc.Description[language])
	}
	if doc.Status != "obsolete" {
		contact := cmpOr(m.Owner, e.portal.site.Contact.Name, m.Organization, e.view.Organization, m.Name)
		doc.Maintenance = publicCodeMaintenance{Type: "internal", Contacts: []publicCodeContact{{Name: contact, Affiliation: m.Organization}}}
	}
	data, err := yaml.Marshal(doc)
	if err != nil {
		panic(err) // texts only
	}
	return append([]byte(standIns), data...)
}

// withFeature lets the short description stand in for features where a project names no topics.
func withFeature(d publicCodeDescription) publicCodeDescription {
	d.Features = []string{d.Short}
	return d
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
		facts = append(facts, r.Sentence)
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
