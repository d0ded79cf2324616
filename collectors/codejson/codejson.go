// Package codejson reads code.json, the inventory of an agency's source code, versions 1.0 to 2.0
// (https://code.gov/meta/schema/2.0.0/schema.json).
//
// Such files are filled in by hand and by many hands, so each entry is read for itself: one that cannot be understood is
// named and left out, the others are kept.
package codejson

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `codejson` of site.yaml.
type Config struct {
	// Files are paths from the content folder, patterns, or web addresses. Required.
	Files []string `yaml:"files"`
	// Organization is whose the projects are. Optional: the agency that the file names.
	Organization string `yaml:"organization"`
	// Audience is who may see the projects. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
}

// Collector reads code.json files.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if len(c.Files) == 0 {
		return nil, &source.WrongError{Text: "it names no files", Hint: "write - codejson: {files: [code.json]}"}
	}
	return &Collector{config: c}, nil
}

// Asked says in words what is asked for.
func (c *Collector) Asked() string { return "projects in " + strings.Join(c.config.Files, ", ") }

// Collect reads every file.
func (c *Collector) Collect(ctx context.Context, run *source.Run) error {
	places, err := run.Places(c.config.Files)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for i, place := range places {
		run.Results.Progress(i, len(places), place)
		data, err := run.Read(ctx, place)
		if err != nil {
			run.Results.Fail(err)
			continue
		}
		projects, wrong := c.config.parse(data, taken)
		for _, err := range wrong {
			run.Results.Fail(fmt.Errorf("%s: %w", place, err))
		}
		for _, p := range projects {
			p.Provenance = run.Provenance("codejson", source.WebAddress(place))
			if run.Wants(p.ID) {
				run.Results.Put(p)
			}
		}
	}
	return nil
}

// file is code.json: `releases` in version 2, `projects` before.
type file struct {
	Agency   string `json:"agency"`
	Measured struct {
		Method  string `json:"method"`
		IfOther string `json:"ifOther"`
	} `json:"measurementType"`
	Releases []json.RawMessage `json:"releases"`
	Projects []json.RawMessage `json:"projects"`
}

// entry is one project. Version 1 has other names for three of the members.
type entry struct {
	Name          string   `json:"name"`
	Description   string   `json:"description"`
	Organization  string   `json:"organization"`
	RepositoryURL string   `json:"repositoryURL"`
	Repository    string   `json:"repository"`
	HomepageURL   string   `json:"homepageURL"`
	Homepage      string   `json:"homepage"`
	Status        string   `json:"status"`
	Tags          []string `json:"tags"`
	Contact       struct {
		URL string `json:"URL"`
	} `json:"contact"`
	Permissions struct {
		UsageType string `json:"usageType"`
		Licenses  []struct {
			Name string `json:"name"`
		} `json:"licenses"`
	} `json:"permissions"`
	OpenSource json.RawMessage `json:"openSourceProject"`
	Date       struct {
		Created      string `json:"created"`
		LastModified string `json:"lastModified"`
	} `json:"date"`
}

const byteOrderMark = "\xef\xbb\xbf"

// parse reads one file. Taken are the IDs that are given already.
func (c Config) parse(data []byte, taken map[string]bool) (projects []*dataset.Project, wrong []error) {
	var f file
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte(byteOrderMark)), &f); err != nil {
		return nil, []error{&source.WrongError{Text: "not a code.json: " + err.Error()}}
	}
	for i, raw := range append(f.Releases, f.Projects...) {
		var e entry
		err := json.Unmarshal(raw, &e)
		if err == nil && dataset.CleanText(e.Name) == "" {
			err = fmt.Errorf("it has no name")
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("entry %d: %w", i+1, err))
			continue
		}
		p := c.project(e, f.Agency)
		p.CodeJSON = f.rest(raw)
		if usage := p.CodeJSON.UsageType; p.Visibility == dataset.VisibilityUnknown && usage != "" {
			p.Visibility = visibilities[usage]
		}
		p.ID = free(p.ID, taken)
		projects = append(projects, p)
	}
	return projects, wrong
}

// free returns the ID, or where it is taken the ID with a number behind it: several products may live in one repository.
func free(id string, taken map[string]bool) string {
	unique := id
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	taken[unique] = true
	return unique
}

func (c Config) project(e entry, agency string) *dataset.Project {
	address := cmp.Or(e.RepositoryURL, e.Repository)
	owner := dataset.CleanText(cmp.Or(c.Organization, agency))
	return &dataset.Project{
		ID: idOf(address, owner, e.Name), Name: dataset.CleanText(e.Name), Organization: owner,
		Owner: dataset.CleanText(e.Organization), Description: dataset.CleanText(e.Description),
		URL: dataset.CleanLink(address), Homepage: dataset.CleanLink(cmp.Or(e.HomepageURL, e.Homepage)), Contact: dataset.CleanLink(e.Contact.URL),
		Visibility: e.visibility(), Audience: c.Audience.OrInternal(), Status: statuses[strings.ToLower(e.Status)],
		Archived: statuses[strings.ToLower(e.Status)] == dataset.StatusArchived,
		Created:  moment(e.Date.Created), Changed: moment(e.Date.LastModified), License: e.license(), Topics: e.topics(),
	}
}

// idOf is the address of the repository, or a name of our own where there is none.
func idOf(address, owner, name string) string {
	if id := dataset.ProjectID(address); id != "" {
		return id
	}
	return "code.json/" + slug(cmp.Or(owner, "unknown")) + "/" + slug(name)
}

// slug keeps letters and digits of a name and joins the rest with dashes.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return cmp.Or(strings.Join(words, "-"), "unnamed")
}

// visibility says who may have the code, as far as the file tells: open source to all, reuse within the government, or
// exempt from both.
func (e entry) visibility() dataset.Visibility {
	usage := e.Permissions.UsageType
	if usage == "" && isTrue(e.OpenSource) {
		usage = openSource
	}
	if v, known := visibilities[usage]; known {
		return v
	}
	return dataset.VisibilityUnknown
}

const openSource = "openSource"

// visibilities are the usage types of the standard in our words.
var visibilities = map[string]dataset.Visibility{
	openSource: dataset.VisibilityPublic, "governmentWideReuse": dataset.VisibilityInternal,
	"exemptByLaw": dataset.VisibilityPrivate, "exemptByNationalSecurity": dataset.VisibilityPrivate,
	"exemptByAgencySystem": dataset.VisibilityPrivate, "exemptByAgencyMission": dataset.VisibilityPrivate, "exemptByCIO": dataset.VisibilityPrivate,
}

func isTrue(raw json.RawMessage) bool { return string(raw) == "1" || string(raw) == "true" }

// license joins what is named; all of it is taken to hold, since the file does not say that one may choose.
func (e entry) license() dataset.License {
	var names []string
	for _, l := range e.Permissions.Licenses {
		if name := dataset.CleanText(l.Name); name != "" {
			names = append(names, name)
		}
	}
	if names == nil {
		return dataset.License{}
	}
	return dataset.License{Expression: dataset.Of(strings.Join(names, " AND ")), Source: "declared"}
}

// statuses are the words of the schema in ours.
var statuses = map[string]dataset.Status{
	"ideation": dataset.StatusExperimental, "alpha": dataset.StatusExperimental, "beta": dataset.StatusIncubating,
	"development": dataset.StatusIncubating, "release candidate": dataset.StatusIncubating,
	"production": dataset.StatusActive, "archival": dataset.StatusArchived,
}

// mostTopics is more than any project has; what is beyond is left out.
const mostTopics = 50

func (e entry) topics() []string {
	var topics []string
	for _, tag := range e.Tags {
		if tag = dataset.CleanText(tag); tag != "" && len(topics) < mostTopics {
			topics = append(topics, tag)
		}
	}
	return topics
}

func moment(s string) *dataset.Time {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return dataset.AtOrNil(t)
		}
	}
	return nil
}
