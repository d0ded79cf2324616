// Package publiccode reads publiccode.yml, the description of a project that public administrations keep in its
// repository (https://yml.publiccode.tools).
package publiccode

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"portolan/collectors/dataset"
	"portolan/collectors/source"
)

// Config is the entry `publiccode` of site.yaml.
type Config struct {
	// Files are paths from the content folder, patterns, or web addresses. Required.
	Files []string `yaml:"files"`
	// Organization is whose the projects are. Optional: the owner that the file names.
	Organization string `yaml:"organization"`
	// Language is which of the descriptions is taken, as "en" or "it". Optional: English, or the first where there is none.
	Language string `yaml:"language"`
	// Audience is who may see the projects. Recommended: internal when left out.
	Audience dataset.Audience `yaml:"audience"`
}

// Collector reads publiccode.yml files.
type Collector struct{ config Config }

// New returns the collector of a configuration, or says what is wrong with it.
func New(c Config) (*Collector, error) {
	if len(c.Files) == 0 {
		return nil, &source.WrongError{Text: "it names no files", Hint: "write - publiccode: {files: [../publiccode.yml]}"}
	}
	c.Language = cmp.Or(c.Language, "en")
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
	for i, place := range places {
		run.Results.Progress(i, len(places), place)
		data, err := run.Read(ctx, place)
		var p *dataset.Project
		if err == nil {
			p, err = c.config.parse(data)
		}
		if err != nil {
			if wrong, ok := err.(*source.WrongError); ok {
				wrong.File = place
			}
			run.Results.Fail(err)
			continue
		}
		p.Provenance = run.Provenance("publiccode", source.WebAddress(place))
		if run.Wants(p.ID) {
			run.Results.Put(p)
		}
	}
	return nil
}

// file is what we take of publiccode.yml; the standard has more, and newer versions have more again.
type file struct {
	Name        string                 `yaml:"name"`
	URL         string                 `yaml:"url"`
	LandingURL  string                 `yaml:"landingURL"`
	ReleaseDate string                 `yaml:"releaseDate"`
	Status      string                 `yaml:"developmentStatus"`
	Categories  []string               `yaml:"categories"`
	Description map[string]description `yaml:"description"`
	Legal       struct {
		License   string `yaml:"license"`
		RepoOwner string `yaml:"repoOwner"`
	} `yaml:"legal"`
	Organisation struct {
		Name string `yaml:"name"`
	} `yaml:"organisation"`
}

type description struct {
	Short string `yaml:"shortDescription"`
}

// parse reads one file. The error says where it is wrong.
func (c Config) parse(data []byte) (*dataset.Project, error) {
	var f file
	if err := yaml.Unmarshal(data, &f); err != nil {
		return nil, wrong(err)
	}
	id := dataset.ProjectID(f.URL)
	if id == "" || dataset.CleanText(f.Name) == "" {
		return nil, &source.WrongError{Line: 1, Column: 1, Text: "name or url is missing", Hint: "url is the address of the repository"}
	}
	p := &dataset.Project{ID: id, Name: dataset.CleanText(f.Name), URL: dataset.CleanLink(f.URL), Homepage: dataset.CleanLink(f.LandingURL),
		Organization: dataset.CleanText(cmp.Or(c.Organization, f.Organisation.Name, f.Legal.RepoOwner)),
		Description:  dataset.CleanText(f.describe(c.Language)),
		// The file says that the code is public; whether the repository is, only the forge knows.
		Visibility: dataset.VisibilityUnknown, Audience: c.Audience.OrInternal(),
		Status: statuses[f.Status],
	}
	if license := dataset.CleanText(f.Legal.License); license != "" {
		p.License = dataset.License{Expression: &license, Source: "declared", File: "publiccode.yml"}
	}
	if released, err := time.Parse(time.DateOnly, f.ReleaseDate); err == nil {
		p.Changed = dataset.AtOrNil(released)
	}
	for _, category := range f.Categories[:min(len(f.Categories), mostTopics)] {
		if category = dataset.CleanText(category); category != "" {
			p.Topics = append(p.Topics, category)
		}
	}
	return p, nil
}

// mostTopics is more categories than the standard knows to be useful; what is beyond is left out.
const mostTopics = 50

// statuses are the words of the standard in ours.
var statuses = map[string]dataset.Status{
	"concept": dataset.StatusExperimental, "development": dataset.StatusIncubating, "beta": dataset.StatusIncubating,
	"stable": dataset.StatusActive, "obsolete": dataset.StatusDeprecated,
}

// describe returns the description in a language, then in a dialect of it, then in the first that there is.
func (f file) describe(language string) string {
	languages := slices.Sorted(maps.Keys(f.Description))
	for _, speaks := range []func(string) bool{
		func(other string) bool { return other == language },
		func(other string) bool { return strings.HasPrefix(other, language+"-") },
		func(string) bool { return true },
	} {
		if i := slices.IndexFunc(languages, speaks); i >= 0 {
			return f.Description[languages[i]].Short
		}
	}
	return ""
}

func wrong(err error) error {
	w := &source.WrongError{Line: 1, Column: 1, Text: "not a publiccode.yml: " + err.Error()}
	if syntax, ok := err.(yaml.Error); ok {
		w.Text = "not a publiccode.yml: " + syntax.GetMessage()
		if at := syntax.GetToken(); at != nil {
			w.Line, w.Column = at.Position.Line, at.Position.Column
		}
	}
	return w
}
