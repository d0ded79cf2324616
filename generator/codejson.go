package generator

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"portolan/collectors/dataset"
	"portolan/generator/policy/facts"
)

// The inventory of released code in the form of code.gov, version 2.0.0
// (https://code.gov/meta/schema/2.0.0/schema.json). What it cannot carry is told on the page about the files for machines.
type (
	codeInventory struct {
		Version         string        `json:"version"`
		MeasurementType codeMeasure   `json:"measurementType"`
		Agency          string        `json:"agency"`
		Releases        []codeRelease `json:"releases"`
	}
	codeMeasure struct {
		Method  string `json:"method"`
		IfOther string `json:"ifOther,omitempty"`
	}
	codeRelease struct {
		Name           string          `json:"name"`
		Version        string          `json:"version,omitempty"`
		Organization   string          `json:"organization,omitempty"`
		Description    string          `json:"description"`
		Permissions    codePermissions `json:"permissions"`
		Tags           []string        `json:"tags"`
		Contact        codeContact     `json:"contact"`
		Status         string          `json:"status,omitempty"`
		VCS            string          `json:"vcs,omitempty"`
		RepositoryURL  string          `json:"repositoryURL"`
		HomepageURL    string          `json:"homepageURL,omitempty"`
		DownloadURL    string          `json:"downloadURL,omitempty"`
		DisclaimerURL  string          `json:"disclaimerURL,omitempty"`
		DisclaimerText string          `json:"disclaimerText,omitempty"`
		Languages      []string        `json:"languages,omitempty"`
		LaborHours     float64         `json:"laborHours"`
		RelatedCode    []codeLink      `json:"relatedCode,omitempty"`
		ReusedCode     []codeLink      `json:"reusedCode,omitempty"`
		Partners       []codeLink      `json:"partners,omitempty"`
		Date           *codeDate       `json:"date,omitzero"`
	}
	codePermissions struct {
		Licenses      []codeLink `json:"licenses"`
		UsageType     string     `json:"usageType"`
		ExemptionText *string    `json:"exemptionText,omitzero"`
	}
	codeLink struct {
		Name       string `json:"name,omitempty"`
		URL        string `json:"URL,omitempty"`
		Government *bool  `json:"isGovernmentRepo,omitzero"`
	}
	codeContact struct {
		Email string `json:"email"`
		URL   string `json:"URL,omitempty"`
	}
	codeDate struct {
		Created  string `json:"created,omitempty"`
		Modified string `json:"lastModified,omitempty"`
		Updated  string `json:"metadataLastUpdated,omitempty"`
	}
)

// writeCode writes the inventory, if there are projects.
func (e *edition) writeCode() error {
	const name = "code.json"
	if e.isThere(name) { // the portal's own, below static/, goes first
		return nil
	}
	inventory, _ := e.codeInventory()
	if inventory == nil {
		return nil
	}
	return e.stream(name, func(to io.Writer) error {
		if err := json.MarshalWrite(to, inventory, json.Deterministic(true)); err != nil {
			return err
		}
		_, err := io.WriteString(to, "\n")
		return err
	})
}

// losses counts, by what is said of them, the projects of which the inventory cannot carry something.
type losses map[string]int

// codeInventory fills the inventory, and counts what it cannot carry.
func (e *edition) codeInventory() (*codeInventory, losses) {
	if len(e.projects.all) == 0 {
		return nil, nil
	}
	lost := losses{}
	inventory := &codeInventory{Version: "2.0.0", Agency: e.view.Organization, MeasurementType: codeMeasure{Method: "projects"}, Releases: make([]codeRelease, 0, len(e.projects.all))}
	agencies, methods := map[string]bool{}, map[codeMeasure]bool{}
	for _, p := range e.projects.all {
		release, carried := e.codeRelease(p, lost)
		if !carried {
			continue
		}
		inventory.Releases = append(inventory.Releases, release)
		from := p.merged.CodeJSON
		if from == nil {
			from = &dataset.CodeJSON{}
		}
		agencies[from.Agency] = true
		methods[codeMeasure{from.Method, from.MethodOther}] = true
	}
	// An inventory that is passed on whole keeps its head.
	if agency := slices.Collect(maps.Keys(agencies)); len(agency) == 1 && agency[0] != "" {
		inventory.Agency = agency[0]
	}
	if method := slices.Collect(maps.Keys(methods)); len(method) == 1 && measures[method[0].Method] {
		inventory.MeasurementType = method[0]
	}
	return inventory, lost
}

// measures are the ways of measuring code that the standard knows.
var measures = map[string]bool{"linesOfCode": true, "modules": true, "cost": true, "projects": true, "systems": true, "other": true}

// codeRelease is a project in the inventory. A project of which nobody says how it may be used cannot be in it.
func (e *edition) codeRelease(p *project, lost losses) (codeRelease, bool) {
	m := p.merged
	from := m.CodeJSON
	if from == nil {
		from = &dataset.CodeJSON{}
	}
	for _, remark := range from.Remarks {
		lost[remark]++
	}
	usage := cmpOr(from.UsageType, usageTypes[m.Visibility])
	if usage == "" {
		lost[e.text("code_no_usage")]++
		return codeRelease{}, false
	}
	r := codeRelease{
		Name: m.Name, Version: from.Version, Organization: m.Owner, Description: m.Description, Tags: emptyNotNil(m.Topics),
		Permissions: codePermissions{Licenses: e.codeLicenses(p, from), UsageType: usage, ExemptionText: orNil(from.ExemptionText)},
		Contact:     codeContact{Email: e.portal.site.Contact.Email, URL: webAddress(m.Contact)},
		Status:      e.codeStatus(p, from), VCS: from.VCS, RepositoryURL: m.URL, HomepageURL: m.Homepage,
		DownloadURL: from.Download, DisclaimerURL: from.DisclaimerURL, DisclaimerText: from.Disclaimer, Languages: from.Languages,
		RelatedCode: codeLinks(from.RelatedCode), ReusedCode: codeLinks(from.ReusedCode), Date: codeDates(p, from),
	}
	for _, partner := range from.Partners {
		r.Partners = append(r.Partners, codeLink{Name: partner})
	}
	if language := p.language(); r.Languages == nil && language != "" {
		r.Languages = []string{language}
	}
	if r.Contact.Email == "" {
		lost[e.text("code_no_email")]++
	}
	if r.RepositoryURL == "" {
		lost[e.text("code_no_repository")]++
		r.RepositoryURL = noRepository + url.PathEscape(m.ID)
	}
	if from.LaborHours == nil {
		lost[e.text("code_no_hours")]++
	} else {
		r.LaborHours = *from.LaborHours
	}
	return r, true
}

// noRepository begins what stands for the address of a repository that nobody can name: a name, not a place.
const noRepository = "urn:portolan:project:"

// usageTypes say what may be done with code of which only the visibility is known. Why private code is exempt, nobody can
// guess.
var usageTypes = map[dataset.Visibility]string{dataset.VisibilityPublic: "openSource", dataset.VisibilityInternal: "governmentWideReuse"}

// codeLicenses are the licences as the source named them, else those of the expression; null where none is known.
func (e *edition) codeLicenses(p *project, from *dataset.CodeJSON) []codeLink {
	if from.Licenses != nil {
		return codeLinks(from.Licenses)
	}
	id := e.licenseOf(p)
	if id == unknownValue {
		return []codeLink{}
	}
	link := codeLink{Name: id}
	if known, ok := facts.Lookup(id); ok && known.ID == id {
		link.URL = "https://spdx.org/licenses/" + id + ".html"
	}
	return []codeLink{link}
}

func codeLinks(from []dataset.NamedLink) []codeLink {
	var list []codeLink
	for _, l := range from {
		list = append(list, codeLink{Name: l.Name, URL: l.URL, Government: l.Government})
	}
	return list
}

// codeStatuses are our words in those of the standard.
var codeStatuses = map[string]string{"experimental": "Alpha", "incubating": "Beta", "active": "Production", "maintenance": "Production",
	"deprecated": "Archival", "archived": "Archival"}

// givenStatuses are the words of the standard.
var givenStatuses = map[string]bool{"Ideation": true, "Development": true, "Alpha": true, "Beta": true, "Release Candidate": true, "Production": true, "Archival": true}

// codeStatus is the status as the inventory gave it, else ours. An entry that gave none keeps none.
func (e *edition) codeStatus(p *project, from *dataset.CodeJSON) string {
	if givenStatuses[from.Status] {
		return from.Status
	}
	if p.merged.CodeJSON != nil && p.merged.Provenance.Source == "codejson" {
		return ""
	}
	return codeStatuses[string(e.figures.Status(p.merged.ID))]
}

func codeDates(p *project, from *dataset.CodeJSON) *codeDate {
	day := func(at *dataset.Time) string {
		if at == nil {
			return ""
		}
		return at.Format(time.DateOnly)
	}
	d := codeDate{Created: day(p.merged.Created), Modified: day(p.merged.Changed)}
	if from.Updated != nil {
		d.Updated = string(*from.Updated)
	}
	if d == (codeDate{}) {
		return nil
	}
	return &d
}

// webAddress returns a contact that is an address on the web; anything else is not for this file.
func webAddress(contact string) string {
	if strings.HasPrefix(contact, "https://") || strings.HasPrefix(contact, "http://") {
		return contact
	}
	return ""
}

// codeLosses says in words what code.json does not carry, the most frequent first.
func (e *edition) codeLosses() []string {
	_, lost := e.codeInventory()
	var lines []string
	for _, what := range sortedByCount(lost) {
		lines = append(lines, fmt.Sprintf("%s (%s)", what, e.words.Count("n_projects", lost[what])))
	}
	return lines
}
