package main

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// drawing is a line or chart that Portolan drew, taken apart: the points are reckoned, the elements are left to others.
type drawing struct {
	Points string      // how a reader's script finds them
	About  string      // what is said of a small one
	Rule   string      // where its scale has lines
	Scale  [][2]string // at which height, and what the line there stands for
	Axis   [][4]string // where, what, and how it is anchored or whether it is optional
	Marks  [][]string  // what, and where: a path, or the middle of a circle
	Notes  [][5]string // where, what, how it is anchored and how heavy it is
	axis   int         // which of the axes that charts share
}

// looks are the elements of a drawing by what they look like; what is drawn always alike needs no place.
var looks = map[string]string{
	`path stroke="var(--rule, #d7dee2)" vector-effect="non-scaling-stroke"`:                                                                            "rule",
	`path stroke="var(--ink, #15222e)" vector-effect="non-scaling-stroke"`:                                                                             "ground",
	`path fill="none" stroke="var(--sea, #1f5f8b)" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"`: "line",
	`path stroke="var(--sea, #1f5f8b)" stroke-width="2" stroke-dasharray="2 4" stroke-linecap="round" vector-effect="non-scaling-stroke"`:              "ahead",
	`path fill="var(--sea, #1f5f8b)"`:    "bars",
	`path fill="var(--accent, #9b1557)"`: "last",
	`path fill="none" stroke="var(--sea, #1f5f8b)" stroke-width="1.5" stroke-dasharray="3 3" vector-effect="non-scaling-stroke"`: "begun",
	`circle r="2.5" fill="var(--sea, #1f5f8b)"`:                                              "lone",
	`circle r="3" fill="var(--sea, #1f5f8b)"`:                                                "lone",
	`circle r="3.3" fill="var(--accent, #9b1557)"`:                                           "dot",
	`circle r="3.5" fill="var(--accent, #9b1557)"`:                                           "dot",
	`circle r="3" fill="var(--paper, #fff)" stroke="var(--sea, #1f5f8b)" stroke-width="1.5"`: "open",
}

var (
	drawnElement = regexp.MustCompile(`<(path|circle)( [^>]*?)/>`)
	drawnPlace   = regexp.MustCompile(` (?:d|cx|cy)="([^"]*)"`)
	drawnGroup   = regexp.MustCompile(`<g( [^>]*)>(.*?)</g>`)
	drawnText    = regexp.MustCompile(`<text x="([^"]*)" y="([^"]*)"(?: text-anchor="([^"]*)")?(?: font-weight="([0-9]+)")?( class="opt")?>([^<]*)</text>`)
	drawnPoints  = regexp.MustCompile(`^<svg [^>]*data-points="([^"]*)"`)
	drawnAbout   = regexp.MustCompile(`<desc [^>]*>([^<]*)</desc>`)
)

// UnmarshalJSON takes an SVG apart.
func (d *drawing) UnmarshalJSON(data []byte) error {
	var svg string
	if err := json.Unmarshal(data, &svg); err != nil || svg == "" {
		return err
	}
	d.Points, d.About = firstGroup(drawnPoints, svg), html.UnescapeString(firstGroup(drawnAbout, svg))
	for _, element := range drawnElement.FindAllStringSubmatch(svg, -1) {
		style := looks[element[1]+drawnPlace.ReplaceAllString(element[2], "")]
		mark := []string{style}
		for _, place := range drawnPlace.FindAllStringSubmatch(element[2], -1) {
			mark = append(mark, place[1])
		}
		switch style {
		case "":
			return fmt.Errorf("%s is drawn in a way that is not laid out for the others", element[0])
		case "rule":
			d.Rule = mark[1]
		case "ground":
		default:
			d.Marks = append(d.Marks, mark)
		}
	}
	for _, group := range drawnGroup.FindAllStringSubmatch(svg, -1) {
		d.takeTexts(group[1], drawnText.FindAllStringSubmatch(group[2], -1))
	}
	return nil
}

func (d *drawing) takeTexts(group string, texts [][]string) {
	for _, t := range texts {
		x, y, anchor, weight, optional, text := t[1], t[2], t[3], t[4], t[5], html.UnescapeString(t[6])
		switch {
		case strings.Contains(group, "--ink"):
			d.Notes = append(d.Notes, [5]string{x, y, text, anchor, weight})
		case strings.Contains(group, "text-anchor"):
			if optional != "" {
				anchor = "optional"
			}
			d.Axis = append(d.Axis, [4]string{x, y, text, anchor})
		default:
			d.Scale = append(d.Scale, [2]string{y, text})
		}
	}
}

func firstGroup(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// MarshalJSON writes what the drawing has of its own.
func (d drawing) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Points string      `json:"points,omitempty"`
		About  string      `json:"about,omitempty"`
		Rule   string      `json:"rule,omitempty"`
		Axis   int         `json:"axis,omitempty"`
		Scale  [][2]string `json:"scale,omitempty"`
		Marks  [][]string  `json:"marks"`
		Notes  [][5]string `json:"notes,omitempty"`
	}{d.Points, d.About, d.Rule, d.axis, d.Scale, d.Marks, d.Notes})
}
