package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The types below are read from Portolan's views, whose members have the same names but for their case, and written as
// the JSON that Hugo's content adapter reads. What is the same on every page is told once, in common; rows of tables are
// lists, not maps: both keep Hugo's memory small.

// projectRecord is the page of a project.
type projectRecord struct {
	Address      way             `json:"address"`
	Title        string          `json:"title"`
	Description  string          `json:"description,omitempty"`
	JSONLD       string          `json:"jsonld"`
	Example      bool            `json:"example,omitempty"`
	Project      projectRow      `json:"project"`
	StatusText   string          `json:"statustext,omitempty"`
	StatusWhy    string          `json:"statuswhy,omitempty"`
	SourceURL    way             `json:"sourceurl,omitempty"`
	Homepage     way             `json:"homepage,omitempty"`
	SecurityURL  way             `json:"securityurl,omitempty"`
	Facts        []factRecord    `json:"facts"`
	Health       []criterion     `json:"health,omitempty"`
	HealthSum    string          `json:"healthsum,omitempty"`
	Figures      []figureRecord  `json:"figures,omitempty"`
	Charts       []chartRecord   `json:"charts,omitempty"`
	Periods      *periodRecord   `json:"periods,omitempty"`
	Releases     []changeRecord  `json:"releases,omitempty"`
	ReleaseCount string          `json:"releasecount,omitempty"`
	Tasks        []changeRecord  `json:"tasks,omitempty"`
	License      *useRecord      `json:"license,omitempty"`
	Products     []linkRecord    `json:"products,omitempty"`
	Downloads    []linkRecord    `json:"downloads,omitempty"`
	Sources      []factRecord    `json:"sources,omitempty"`
	Badges       []badgeRecord   `json:"badges"`
	PublicCode   *publicCodeText `json:"publiccode,omitempty"`
}

// projectRow is a project in a list, and the mark in its head.
type projectRow struct {
	Status       string `json:"status"`
	Language     string `json:"language,omitempty"`
	License      string `json:"license"`
	Verdict      string `json:"verdict,omitempty"`
	Stars        string `json:"stars"`
	Contributors string `json:"contributors"`
	Changed      string `json:"changed,omitempty"`
	Tasks        string `json:"tasks,omitempty"`
}

type factRecord struct {
	Label   string `json:"label"`
	Value   string `json:"value"`
	Note    string `json:"note,omitempty"`
	URL     way    `json:"url,omitempty"`
	Verdict string `json:"verdict,omitempty"`
}

// criterion is one of health: its title, why it counts and what is asked are the same for all projects.
type criterion struct{ Title, Measure, Asked, Why, Found, Standing, Points, Source string }

// MarshalJSON writes what a project has of its own.
func (c criterion) MarshalJSON() ([]byte, error) {
	return json.Marshal([]string{c.Found, c.Source, c.Standing, c.Points})
}

type figureRecord struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Value    string  `json:"value"`
	Unit     string  `json:"unit,omitempty"`
	Sentence string  `json:"sentence,omitempty"`
	Source   string  `json:"source,omitempty"`
	URL      way     `json:"url"`
	Spark    drawing `json:"spark"`
}

type chartRecord struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Measure string      `json:"measure"`
	SVG     drawing     `json:"svg"`
	Summary string      `json:"summary"`
	Table   chartValues `json:"table"`
	Source  string      `json:"source"`
	Example bool        `json:"example,omitempty"`
}

// chartValues is the table of a chart: the months are the same for all projects.
type chartValues struct {
	Head []struct{ Text string }
	Rows [][]struct{ Text string }
}

// MarshalJSON writes what is counted, and each month's value.
func (v chartValues) MarshalJSON() ([]byte, error) {
	values := make([]string, 0, len(v.Rows))
	for _, row := range v.Rows {
		values = append(values, row[1].Text)
	}
	return json.Marshal(map[string]any{"head": v.Head[1].Text, "values": values})
}

// periodRecord is the table of all metrics over some periods.
type periodRecord struct {
	Heads []string
	Rows  []struct {
		Title string
		URL   way
		Cells []periodCell
	}
}

// periodCell is a value, its change and what is said of that.
type periodCell struct{ Now, Change, Sign, Better, Note string }

// MarshalJSON writes a cell as a list.
func (c periodCell) MarshalJSON() ([]byte, error) {
	return json.Marshal([]string{c.Now, c.Change, c.Sign, c.Better, c.Note})
}

// MarshalJSON writes for each row the metric and its cells.
func (p periodRecord) MarshalJSON() ([]byte, error) {
	rows := make([][2]any, 0, len(p.Rows))
	for _, row := range p.Rows {
		rows = append(rows, [2]any{metricOf(row.URL), row.Cells})
	}
	return json.Marshal(rows)
}

// metricOf is the name of a metric in its address.
func metricOf(address way) string { return filepath.Base(string(address)) }

type changeRecord struct {
	Date  string `json:"date"`
	Title string `json:"title"`
	URL   way    `json:"url,omitempty"`
	Text  string `json:"text,omitempty"`
	Kind  string `json:"kind,omitempty"`
}

type linkRecord struct {
	Title string `json:"title"`
	URL   way    `json:"url"`
}

// badgeRecord is a badge: the page shows the first three, the file needs the rest.
type badgeRecord struct {
	Title string `json:"title"`
	URL   way    `json:"url"`
	Width int    `json:"width"`
	Left  string `json:"left"` // how wide the label is
	Fill  string `json:"fill"`
}

var badgeDrawing = regexp.MustCompile(`fill="(#[0-9a-f]+)"/><path d="M3 0H(\d+)V20`)

// readBadge takes from a badge's file what its page does not tell.
func (b *badgeRecord) readBadge(folder string) error {
	svg, err := os.ReadFile(filepath.Join(folder, filepath.Base(string(b.URL))))
	if err != nil {
		return err
	}
	m := badgeDrawing.FindSubmatch(svg)
	if m == nil {
		return fmt.Errorf("%s is drawn in another way", b.URL)
	}
	b.Fill, b.Left = string(m[1]), string(m[2])
	return nil
}

// publicCodeText is what a project's publiccode.yml says, each value as it stands there, quoted where it must be.
type publicCodeText struct {
	Values   map[string]string `json:"values"`
	Features []string          `json:"features"`
}

var publicCodeLine = regexp.MustCompile(`^ *(?:- )?([A-Za-z]+): (.+)$`)

// readPublicCode reads the file beside a project's page; nil where there is none.
func readPublicCode(folder string) (*publicCodeText, error) {
	text, err := os.ReadFile(filepath.Join(folder, "publiccode.yml"))
	if os.IsNotExist(err) {
		return nil, nil
	}
	p := &publicCodeText{Values: map[string]string{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if feature, found := strings.CutPrefix(line, "    - "); found {
			p.Features = append(p.Features, feature)
		} else if m := publicCodeLine.FindStringSubmatch(line); m != nil && p.Values[strings.ToLower(m[1])] == "" {
			p.Values[strings.ToLower(m[1])] = m[2]
		}
	}
	return p, err
}

// readProject makes a project's record of what Portolan reckoned.
func readProject(r reckoned, all *common) (*projectRecord, error) {
	if err := checkBare(r.view); err != nil {
		return nil, err
	}
	p := &projectRecord{}
	if err := json.NewDecoder(bytes.NewReader(r.view)).Decode(p); err != nil {
		return nil, err
	}
	for i := range p.Badges {
		if err := p.Badges[i].readBadge(r.folder); err != nil {
			return nil, err
		}
	}
	var err error
	if p.PublicCode, err = readPublicCode(r.folder); err != nil {
		return nil, err
	}
	return p, all.takeProject(p)
}
